"""Notes: on the workbench for the item's rapporteurs, in room ``me`` for the observer who took them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme.queries import forum_of
from app.sources.rules import Thing
from app.synthesis import keys, queries
from app.synthesis.cards.findings import Fate, fate_data, fates
from app.synthesis.models import Note
from app.synthesis.notes import note_data, observed_notes
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class NoteView:
    """What somebody noted; ``at`` is in the forum's own time zone; ``fate`` is for rapporteurs."""

    id: str
    item: str
    text: str
    speaker: str
    phase: str
    at: datetime
    fate: Fate | None = None


def _view(note: Note, zone: ZoneInfo, fate: Fate | None = None) -> NoteView:
    return NoteView(note.id, note.item, note.text, note.speaker, note.phase, note.written_at.astimezone(zone), fate)


def _note_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    found = queries.notes(session, forum, items=[room.id], ids=ids)
    if not found:
        return
    zone = ZoneInfo(forum_of(session, forum).timezone)
    fate = fates(session, forum, room.id, [Thing("note", n.id) for n in found])
    for note in found:
        own = fate[Thing("note", note.id)]
        data = {**note_data(note), **fate_data(own)}
        yield Card(keys.note_key(note.id), "notes", f"{note.first_seq:010d}", data, _view(note, zone, own))


def _own_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    zone = ZoneInfo(forum_of(session, actor.forum).timezone)
    for note in observed_notes(session, actor, ids):
        yield Card(keys.own_note_key(note.id), "notes", f"{note.first_seq:010d}", note_data(note), _view(note, zone))


def register(registry: Registry) -> None:
    """The kinds ``note`` and ``own-note``."""
    registry.kind("note", rooms=["work"], load=_note_cards, template="synthesis/_note.html")
    registry.own("own-note", load=_own_cards, template="synthesis/_note.html")
