"""Coverage in full over JSON: of a session, and of the whole forum."""

from typing import Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.programme.queries import item_of
from app.synthesis.cards.coverage import coverage_data
from app.synthesis.left_out import LeftOut, everywhere, left_out
from app.web.registry import Texts
from app.web.visit import Visit, visit

router = APIRouter()


def left_out_data(found: LeftOut) -> dict[str, Any]:
    """What a session leaves out, as programs receive it."""
    return {
        "item": found.item.id,
        "number": found.item.number,
        **coverage_data(found.coverage),
        "matrix": {
            "affiliations": list(found.spread.columns),
            "tables": [
                {
                    "table_number": row.number,
                    "answers": row.all._asdict(),
                    "by_affiliation": [cell._asdict() for cell in row.cells],
                }
                for row in found.spread.rows
            ],
        },
        "set_aside": [
            {
                "kind": one.kind,
                "id": one.id,
                "text": one.thing.text if one.thing.readable else "",
                "table_number": one.thing.table,
                "by": one.by,
                "reason": one.reason,
            }
            for one in found.aside
        ],
        "single_table": [{"id": one.id, "text": Texts(one.texts), "table_number": one.table} for one in found.single],
        "references": [{"key": one.key, "drawn_on": not found.untouched} for one in found.references],
    }


@router.get("/items/{item}/coverage")
async def get_coverage(item: str, visit: Visit = Depends(visit)) -> Response:
    """What no key finding draws on yet, by table and by affiliation; what was set aside, by whom and why."""
    actor, registry = visit.member(), visit.site.registry

    def read(session: Session) -> LeftOut:
        return left_out(registry, session, actor, item_of(session, actor.forum, item))

    return visit.json(left_out_data(await visit.site.readers.run(read)))


@router.get("/coverage")
async def get_forum_coverage(visit: Visit = Depends(visit)) -> Response:
    """The coverage of every session that this pass may read."""
    actor, registry = visit.member(), visit.site.registry

    def read(session: Session) -> list[LeftOut]:
        return list(everywhere(registry, session, actor))

    return visit.json({"sessions": [left_out_data(one) for one in await visit.site.readers.run(read)]})
