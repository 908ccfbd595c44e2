"""The glossary and the booth's signal over JSON."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.stage.booth import queries
from app.stage.booth.commands import AskSlower, ChangeTerm, PutTerm, RemoveTerm
from app.stage.booth.views import require_keeper, term_data
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["booth"])


class TermBody(BaseModel):
    """A term in the forum's languages, and a note on its use."""

    texts: dict[str, str] = Field(default_factory=dict)
    note: str = ""


class TermChange(TermBody):
    """What a term says from now on; ``version`` is what was seen."""

    version: int | None = None
    id: str | None = None


class SlowerBody(Sent):
    """``ask``, ``take_back`` (the booth), or ``pass_on`` (whoever runs the item has told the speaker)."""

    action: str


def _glossary(session: Session, actor: Actor) -> dict[str, Any]:
    require_keeper(actor)
    return {"terms": [term_data(term) for term in queries.terms(session, actor.forum)]}


@router.get("/glossary")
async def get_glossary(visit: Visit = Depends(visit)) -> Response:
    """The glossary that interpreters, translators and the organizer keep."""
    return visit.json(await visit.site.readers.run(_glossary, visit.member()))


@router.put("/terms/{term}")
async def put_term(term: str, body: TermBody, visit: Visit = Depends(visit)) -> Response:
    """A new term: 201 the first time, 200 with the same body however often."""
    done = await visit.run(PutTerm(parse_id(term), body.texts, body.note))
    return visit.json(done.value, 201 if done.created else 200)


@router.post("/terms/{term}/revisions")
async def post_term(term: str, body: TermChange, visit: Visit = Depends(visit)) -> Response:
    """Change a term: 409 ``version_moved`` with the ``current`` one when somebody changed it meanwhile."""
    sent = parse_id(body.id) if body.id else None
    return visit.done(await visit.run(ChangeTerm(parse_id(term), body.texts, body.note, body.version, sent)))


@router.delete("/terms/{term}")
async def delete_term(term: str, visit: Visit = Depends(visit)) -> Response:
    """Take a term out of the glossary."""
    return visit.done(await visit.run(RemoveTerm(parse_id(term))))


@router.post("/items/{item}/slower")
async def post_slower(item: str, body: SlowerBody, visit: Visit = Depends(visit)) -> Response:
    """Ask for slower speech, from the booth to whoever runs the item.

    It is over when whoever runs it has passed it on, or with the phase.
    """
    return visit.done(await visit.run(AskSlower(item, body.action, body.sent_id)))
