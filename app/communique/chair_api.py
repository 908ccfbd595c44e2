"""The chair's question over JSON: "any objection?" is asked, and closed with what came of it."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.communique import queries
from app.communique.commands.calling import AskObjection, CloseCall
from app.kernel.ids import parse_id
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter()


async def drafting_item(visit: Visit, name: str | None) -> str:
    """The id of the drafting item that is meant."""
    found = await visit.site.readers.run(queries.drafting_item, visit.member().forum, name)
    return found.id


class CallBody(Sent):
    """The ``paragraph`` that is asked about, in the version that was ``read``; without one the whole text, by its digest."""

    read: str | int
    paragraph: str | None = None
    item: str | None = None


class CloseBody(Sent):
    """With ``status`` (``ad_referendum`` or ``agreed``) what was asked about is agreed so."""

    status: str | None = None
    item: str | None = None


@router.post("/communique/call")
async def post_call(body: CallBody, visit: Visit = Depends(visit)) -> Response:
    """Ask "any objection?": delegations that adopt answer at ``PUT /positions/{target}``. A former question is closed."""
    item = await drafting_item(visit, body.item)
    paragraph = parse_id(body.paragraph) if body.paragraph is not None else None
    return visit.done(await visit.run(AskObjection(item, str(body.read), paragraph, body.sent_id)))


@router.post("/communique/call/close")
async def post_call_close(body: CloseBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """Close the question. 409 ``objections_stand`` when it was to be agreed and a delegation objects."""
    body = body or CloseBody()
    item = await drafting_item(visit, body.item)
    return visit.done(await visit.run(CloseCall(item, body.status, body.sent_id)))
