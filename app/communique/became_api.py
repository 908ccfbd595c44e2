"""What became of what we said, over JSON."""

from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.communique.became import Became, loop_of
from app.web.registry import Texts
from app.web.visit import Visit, visit

router = APIRouter()


def _told(one: Became) -> dict[str, Any]:
    aside = one.fate.aside if one.fate.state == "set_aside" else None
    return {
        "kind": one.kind,
        "id": one.id,
        "text": one.text,
        "language": one.language,
        "item": one.item,
        "table": one.table,
        "fate": one.fate.state,
        "paragraphs": [
            {"id": p.id, "number": p.number or None, "text": Texts(p.texts), "language": p.language}
            for p in one.passages
        ],
        "key_findings": [{"id": k.id, "text": Texts(k.texts), "language": k.language} for k in one.key_findings],
        "initiatives": [{"id": i.id, "text": i.words["title"], "language": i.language} for i in one.initiatives],
        "reason": aside.reason if aside is not None else None,
    }


@router.get("/mine/became")
async def get_became(visit: Visit = Depends(visit)) -> Response:
    """What became of each of my answers and of my tables' findings: ``in_text``, ``drawn_on``, ``set_aside`` or
    ``not_drawn_on``. Nothing is told before the text is ``released``.
    """
    loop = await visit.site.readers.run(loop_of, visit.member())
    return visit.json(
        {
            "released": bool(loop.released),
            "adopted": loop.adopted,
            "answers": [_told(one) for one in loop.answers],
            "findings": [_told(one) for one in loop.findings],
        }
    )
