"""Notes: what was said in the room, in the words of who took them; and what no key finding will draw on."""

from dataclasses import dataclass
from typing import Any

from app.findings.commands.authors import whose_marks
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.text import NAME_LIMIT, clean, optional
from app.programme.queries import item_of
from app.sources.rules import Thing
from app.store.work import Work
from app.synthesis import origins, queries, rules
from app.synthesis.models import Note, SetAside
from app.synthesis.notes import note_data, require_notes
from app.synthesis.undoing.steps import aside, stepping


@dataclass(frozen=True, slots=True)
class PutNote:
    """Note what is said, in any phase. Private to who notes it and to the item's rapporteurs."""

    id: str
    item: str
    text: str
    speaker: str = ""

    def run(self, work: Work) -> dict[str, Any]:
        item = item_of(work.session, work.forum, self.item)
        actor = require_notes(work.actor, item)
        note = Note(
            id=self.id,
            forum=work.forum,
            item=item.id,
            author=actor.author_of(self.id),
            text=clean(self.text),
            speaker=optional(self.speaker, limit=NAME_LIMIT, field="speaker"),
            phase=item.phase,
            written_at=work.now,
            first_seq=work.seq,
            seq=work.seq,
        )
        with stepping(work, item.id, "note", Thing("note", self.id)):
            work.session.add(note)
            work.session.flush()
            work.record("note", note.id, items=[item.id], people=whose_marks(work))
        work.created = True
        return note_data(note)


@dataclass(frozen=True, slots=True)
class WithdrawNote:
    """Who took a note takes it back. What was made from it stays, and says so."""

    note: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        note = queries.note_of(work.session, work.forum, self.note)
        actor = require_notes(work.actor, item_of(work.session, work.forum, note.item))
        if note.author != actor.author_of(note.id):
            raise rules.no_such_note()
        if note.withdrawn_at is None:
            with stepping(work, note.item, "withdraw_note", Thing("note", note.id)):
                note.withdrawn_at, note.seq = work.now, work.seq
                work.record("note", note.id, items=[note.item], people=whose_marks(work))
        return {"id": note.id, "withdrawn_at": rfc3339(note.withdrawn_at)}


@dataclass(frozen=True, slots=True)
class PutAside:
    """Set a finding, comment or note aside: one key now, ``reason`` when there is time. None leaves a reason as it is."""

    kind: str
    thing: str
    reason: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        thing, item, by = _aside(work, self.kind, self.thing)
        reason = optional(self.reason, limit=400, field="reason", lines=True)
        row = queries.set_aside(work.session, work.forum, thing)
        with stepping(work, item, "reason" if row else "aside", aside(thing.kind, thing.id)):
            if row is None:
                row = SetAside(
                    kind=thing.kind, id=thing.id, forum=work.forum, item=item, reason=reason, by=by, at=work.now
                )
                work.session.add(row)
                work.record("drawn", thing.key, items=[item])
            elif self.reason is not None and row.reason != reason:
                row.reason = reason
                work.record("drawn", thing.key, items=[item])
        return {"kind": thing.kind, "id": thing.id, "set_aside": True, "reason": row.reason}


@dataclass(frozen=True, slots=True)
class TakeUpAgain:
    """What was set aside is not any more."""

    kind: str
    thing: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        thing, item, _ = _aside(work, self.kind, self.thing)
        row = queries.set_aside(work.session, work.forum, thing)
        if row is not None:
            with stepping(work, item, "take_up", aside(thing.kind, thing.id)):
                work.session.delete(row)
                work.record("drawn", thing.key, items=[item])
        return {"kind": thing.kind, "id": thing.id, "set_aside": False}


def _aside(work: Work, kind: str, id: str) -> tuple[Thing, str, str]:
    """What is set aside, in which item, by whom."""
    thing = Thing(kind, id)
    if kind not in rules.ASIDE:
        raise rules.cannot_be_set_aside(kind)
    origin = origins.load(work.session, work.forum, [thing]).get(thing)
    if origin is None:
        raise rules.cannot_be_set_aside(kind)
    actor = roles.require(work.actor, "key-finding:write", origin.item)
    return thing, origin.item, actor.author_of(thing.id)
