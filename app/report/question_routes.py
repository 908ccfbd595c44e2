"""An item's guiding questions as a PDF: the same on its page's address and on that of programs."""

from typing import Any, Final

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.kernel.refusals import Sentence
from app.programme.queries import forum_of
from app.report.questions import HEADING, questions_pdf, questions_sheet
from app.report.request import press_of
from app.web.visit import Visit, visit

router = APIRouter(tags=["programme"])

_FILE: Final[dict[int | str, dict[str, Any]]] = {200: {"description": "A PDF.", "content": {"application/pdf": {}}}}


@router.get("/items/{item}/questions.pdf", include_in_schema=False)
@router.get("/api/v1/items/{item}/questions.pdf", response_class=Response, responses=_FILE)
async def get_questions(item: str, visit: Visit = Depends(visit)) -> Response:
    """An item's background and guiding questions as a PDF, in the reader's language."""
    await visit.settle()
    actor, language = visit.member(), visit.language
    heading = visit.site.catalogues.say(Sentence(HEADING), language)
    sheet = await visit.site.readers.run(questions_sheet, actor.forum, item, language, heading)
    forum = await visit.site.readers.run(forum_of, actor.forum)
    content = await press_of(visit).light(questions_pdf, sheet, forum.created_at.replace(microsecond=0))
    name = "".join(c for c in sheet["number"] if c.isascii() and c.isalnum()) or "item"
    headers = {
        "content-disposition": f'inline; filename="{name}-{language}.pdf"',
        "cache-control": "private, max-age=60",
    }
    return Response(content, media_type="application/pdf", headers=headers)
