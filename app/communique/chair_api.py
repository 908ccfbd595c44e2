"""What the chair asks, over JSON: "any objection?", closed with what came of it; and the silence procedure."""

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import Response

from app.communique import queries
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.silence import BeginSilence, BreakSilence, EndSilence
from app.communique.rules import MOST
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


class SilenceBody(Sent):
    """Frozen for ``minutes``, or ``until`` a time: the whole text, or some of its ``paragraphs``."""

    minutes: float | None = None
    until: str = ""
    paragraphs: list[str] = Field(default_factory=list, max_length=MOST)
    digest: str = ""
    item: str | None = None


class BreakBody(Sent):
    """Why the silence is broken. Without ``silence`` the item's latest is meant."""

    text: str
    silence: str | None = None
    delegation: str | None = None
    item: str | None = None


class EndBody(Sent):
    """The drafting item; the forum's only one may be left out."""

    item: str | None = None


@router.post("/communique/silence")
async def post_silence(body: SilenceBody, visit: Visit = Depends(visit)) -> Response:
    """Begin a silence procedure: 201. What is frozen is agreed at the deadline unless a delegation breaks the silence.

    409 ``brackets_left``, ``amendments_wait``, ``objections_stand`` or ``silence_runs`` where it cannot begin.
    """
    item = await drafting_item(visit, body.item)
    paragraphs = tuple(parse_id(one) for one in body.paragraphs)
    command = BeginSilence(item, body.minutes, body.until, paragraphs, body.digest, body.sent_id)
    return visit.done(await visit.run(command))


@router.post("/communique/silence/break")
async def post_silence_break(body: BreakBody, visit: Visit = Depends(visit)) -> Response:
    """Break the silence in writing, for my delegation. 409 ``silence_over`` after the deadline carries its time."""
    item = await drafting_item(visit, body.item)
    silence = parse_id(body.silence) if body.silence is not None else None
    return visit.done(await visit.run(BreakSilence(item, body.text, silence, body.delegation, body.sent_id)))


@router.post("/communique/silence/end")
async def post_silence_end(body: EndBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """The chair ends the silence before its deadline: nothing is agreed by it."""
    body = body or EndBody()
    return visit.done(await visit.run(EndSilence(await drafting_item(visit, body.item), body.sent_id)))
