"""Notes: on the workbench for the item's rapporteurs, in room ``me`` for the observer who took them. The newest first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme.queries import forum_of, items
from app.sources.rules import Thing
from app.synthesis import keys, queries
from app.synthesis.cards.findings import Fate, fate_data, fates
from app.synthesis.models import Note
from app.synthesis.notes import note_data, noted_at_work, observed_notes
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class NoteView:
    """What somebody noted; ``at`` is in the forum's own time zone; ``fate`` is for rapporteurs, the item's ``number`` for
    who takes notes in several.
    """

    id: str
    item: str
    text: str
    speaker: str
    phase: str
    at: datetime
    fate: Fate | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class NoteMarksView:
    """Marks by card key: ``mine`` on the notes that I may take back."""

    marks: dict[str, list[str]]


def _view(note: Note, zone: ZoneInfo, fate: Fate | None = None, number: str = "") -> NoteView:
    at = note.written_at.astimezone(zone)
    return NoteView(note.id, note.item, note.text, note.speaker, note.phase, at, fate, number)


def _order(note: Note) -> str:
    return f"{10**10 - note.first_seq:010d}"


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
        yield Card(keys.note_key(note.id), "notes", _order(note), data, _view(note, zone, own))


def _own_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    zone = ZoneInfo(forum_of(session, actor.forum).timezone)
    found = observed_notes(session, actor, ids)
    numbers = {item.id: item.number for item in items(session, actor.forum, {note.item for note in found})}
    for note in found:
        view = _view(note, zone, number=numbers[note.item])
        yield Card(keys.own_note_key(note.id), "notes", _order(note), note_data(note), view)


def _mark_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    if not any(grant.role == "rapporteur" for grant in actor.grants):
        return
    marks = {keys.note_key(note.id): ["mine"] for note in noted_at_work(session, actor)}
    yield Card(keys.NOTE_MARKS, "mine", "4", {"marks": marks}, NoteMarksView(marks))


def register(registry: Registry) -> None:
    """The kinds ``note`` and ``own-note``, and in room ``me`` which notes are mine."""
    registry.kind("note", rooms=["work"], load=_note_cards, template="synthesis/_note.html")
    registry.own("own-note", load=_own_cards, template="synthesis/_note.html")
    registry.own("mine-notes", load=_mark_cards, template="findings/_marks.html")
