"""Notes: who may read one, and how programs receive it."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.roles import Actor, may, require
from app.programme.models import Item
from app.programme.rules import relations_of_notes
from app.synthesis import queries
from app.synthesis.models import Note


def may_read_note(reader: Actor, note: Note) -> bool:
    """Who took it, and the item's rapporteurs."""
    own = note.author == reader.author_of(note.id)
    return may(reader, "note:read", note.item, ["author"] if own else [])


def observed_notes(session: Session, actor: Actor, ids: Collection[str] | None = None) -> list[Note]:
    """The notes that *actor* took as an observer, or while they ran a panel."""
    return _taken_as({"observer", "facilitator"}, session, actor, ids)


def noted_at_work(session: Session, actor: Actor) -> list[Note]:
    """The notes that *actor* took as a rapporteur."""
    return _taken_as({"rapporteur"}, session, actor, None)


def require_notes(actor: Actor | None, item: Item) -> Actor:
    """*actor*, when they may take notes of an item. Raises ``not_yours``."""
    relations = relations_of_notes(actor, item.id, item.technique) if actor is not None else ()
    return require(actor, "note:write", item.id, relations)


def _taken_as(roles: Collection[str], session: Session, actor: Actor, ids: Collection[str] | None) -> list[Note]:
    items = {grant.item for grant in actor.grants if grant.role in roles}
    if not items:
        return []
    within = None if None in items else [item for item in items if item is not None]
    found = queries.notes(session, actor.forum, items=within, ids=ids)
    return [note for note in found if note.author == actor.author_of(note.id)]


def note_data(note: Note) -> dict[str, Any]:
    """A note as programs receive it."""
    return {
        "id": note.id,
        "item": note.item,
        "text": note.text,
        "speaker": note.speaker,
        "phase": note.phase,
        "version": note.version,
        "written_at": rfc3339(note.written_at),
        "seq": note.seq,
    }
