"""Notes over JSON, and what is set aside."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.programme.queries import item_of
from app.synthesis import queries
from app.synthesis.commands import notes
from app.synthesis.notes import may_read_note, note_data, require_notes
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter()


class NoteBody(BaseModel):
    """What was said, and by whom if that matters."""

    item: str
    text: str
    speaker: str = ""


class AsideBody(Sent):
    """Why; it can come later."""

    reason: str | None = None


@router.put("/notes/{note}")
async def put_note(note: str, body: NoteBody, visit: Visit = Depends(visit)) -> Response:
    """Note what is said: 201 the first time, 200 with the same body however often."""
    done = await visit.run(notes.PutNote(parse_id(note), body.item, body.text, body.speaker))
    return visit.json(done.value, 201 if done.created else 200)


@router.delete("/notes/{note}")
async def delete_note(note: str, visit: Visit = Depends(visit)) -> Response:
    """Withdraw a note."""
    return visit.done(await visit.run(notes.WithdrawNote(parse_id(note))))


def _list(session: Session, actor: Actor, item_name: str) -> dict[str, Any]:
    item = item_of(session, actor.forum, item_name)
    require_notes(actor, item)
    found = [n for n in queries.notes(session, actor.forum, items=[item.id]) if may_read_note(actor, n)]
    return {"item": item.id, "notes": [note_data(note) for note in found]}


@router.get("/items/{item}/notes")
async def get_notes(item: str, visit: Visit = Depends(visit)) -> Response:
    """An item's notes: for its rapporteurs all, for others who take notes their own."""
    return visit.json(await visit.site.readers.run(_list, visit.member(), item))


@router.put("/set-aside/{kind}/{thing}")
async def put_aside(kind: str, thing: str, body: AsideBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """Set a finding, comment or note aside; the reason can come later."""
    body = body or AsideBody()
    return visit.done(await visit.run(notes.PutAside(kind, parse_id(thing), body.reason, body.sent_id)))


@router.delete("/set-aside/{kind}/{thing}")
async def delete_aside(kind: str, thing: str, visit: Visit = Depends(visit)) -> Response:
    """It is not set aside any more."""
    return visit.done(await visit.run(notes.TakeUpAgain(kind, parse_id(thing))))
