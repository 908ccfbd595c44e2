"""The drafting journal: who proposed what, when, how it was decided; the chair releases it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.communique import queries, standing
from app.communique.changes import Piece, pieces
from app.communique.comparing import everything, histories
from app.communique.corrected import corrections
from app.communique.differences import differences
from app.communique.models import Amendment, Paragraph
from app.kernel.clock import rfc3339
from app.people.queries import delegations
from app.programme.models import Item
from app.web.registry import Texts


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: ``kind`` says what. ``paragraph`` is its id, with its ``section`` and ``number`` of today, 0
    for one that was taken away; without one the whole text is meant. ``by`` is a delegation's name, empty for the drafters
    and the chair. ``state`` is what came of it; ``pieces`` are its words, with what was changed.
    """

    at: datetime
    kind: str
    paragraph: str = ""
    section: str = ""
    number: int = 0
    by: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    state: str = ""
    language: str = ""
    pieces: tuple[Piece, ...] = ()
    text: str = ""


def entries(session: Session, item: Item) -> list[Entry]:
    """All that happened to an item's text, the first first."""
    return sorted(_Told(session, item).all(), key=lambda entry: entry.at)


class _Told:
    def __init__(self, session: Session, item: Item) -> None:
        self.session, self.item, self.forum = session, item, item.forum
        self.paragraphs = everything(session, item.forum, item.id)
        self.roster = {d.id: d for d in delegations(session, item.forum)}
        counted: dict[str, int] = {}
        self.places: dict[str, dict[str, Any]] = {}
        for p in self.paragraphs:
            stands = p.withdrawn_at is None
            counted[p.section] = counted.get(p.section, 0) + stands
            number = counted[p.section] if stands else 0
            self.places[p.id] = {"paragraph": p.id, "section": p.section, "number": number}

    def all(self) -> Iterator[Entry]:
        yield from self._texts()
        yield from self._amendments()
        yield from self._asked()
        yield from self._silences()
        yield from self._adopted()

    def _of(self, target: str) -> dict[str, Any]:
        return self.places.get(target, {})

    def _by(self, delegation: str | None) -> dict[str, Any]:
        found = self.roster.get(delegation or "")
        return {"by": dict(found.name), "key": found.key} if found else {}

    def _texts(self) -> Iterator[Entry]:
        kept = histories(self.session, self.forum, list(self.places))
        for p in self.paragraphs:
            said = [*(row.texts for row in kept[p.id]), p.texts]
            text = said[0].get(p.language, "")
            yield Entry(p.written_at, "written", language=p.language, text=text, **self._of(p.id))
            for before, after, row in zip(said, said[1:], kept[p.id], strict=False):
                yield from self._changed(p, row.kept_at, before, after)
            if p.withdrawn_at is not None:
                yield Entry(p.withdrawn_at, "taken_away", **self._of(p.id))

    def _changed(
        self, paragraph: Paragraph, at: datetime, before: Mapping[str, str], after: Mapping[str, str]
    ) -> Iterator[Entry]:
        for tag in dict.fromkeys((paragraph.language, *before, *after)):
            was, now = before.get(tag, ""), after.get(tag, "")
            if was != now:
                shown = tuple(pieces(was, differences(was, now)))
                yield Entry(at, "changed", language=tag, pieces=shown, **self._of(paragraph.id))

    def _amendments(self) -> Iterator[Entry]:
        filed = queries.amendments(self.session, self.forum, list(self.places), waiting=False)
        away = {p.id: p.withdrawn_at for p in self.paragraphs}
        for one in (amendment for rows in filed.values() for amendment in rows):
            known: dict[str, Any] = {
                **self._of(one.paragraph),
                **self._by(one.delegation),
                "language": one.language,
                "pieces": _proposed(one),
            }
            yield Entry(one.written_at, "proposed", text=one.reason, **known)
            if one.settled_at is not None:
                yield Entry(one.settled_at, "decided", state=one.state, **known)
            elif (fell := away[one.paragraph]) is not None:
                yield Entry(fell, "decided", state="fallen", **known)

    def _asked(self) -> Iterator[Entry]:
        for call in standing.calls(self.session, self.forum, self.item.id):
            yield Entry(call.asked_at, "asked", **self._of(call.target))
            if call.closed_at is not None:
                yield Entry(call.closed_at, "closed", state=call.result, **self._of(call.target))
        for rows in queries.positions(self.session, self.forum, self.item.id).values():
            for row in rows:
                known = {**self._of(row.target), **self._by(row.delegation)}
                yield Entry(row.said_at, "position", state=row.position, text=row.text, **known)

    def _silences(self) -> Iterator[Entry]:
        found = {one.id: one for one in standing.silences(self.session, self.forum, self.item.id)}
        for silence in found.values():
            targets = [""] if silence.whole else list(silence.paragraphs)
            for target in targets:
                yield Entry(silence.began_at, "silence", **self._of(target))
                if silence.ended_at is not None:
                    yield Entry(silence.ended_at, "silence_over", state=silence.result, **self._of(target))
        for row in standing.breaks(self.session, self.forum, list(found)):
            yield Entry(row.said_at, "broken", text=row.text, **self._by(row.delegation))

    def _adopted(self) -> Iterator[Entry]:
        row = queries.communique_of(self.session, self.forum, self.item.id)
        if row is not None and row.adopted_at is not None:
            yield Entry(row.adopted_at, "adopted", state=row.outcome, text=row.digest)
        for made in corrections(self.session, self.forum, self.item.id):
            shown = tuple(pieces(made.before, differences(made.before, made.text)))
            known = self._of(made.paragraph)
            state = str(made.number)
            yield Entry(
                made.made_at, "corrected", language=made.language, pieces=shown, text=made.reason, state=state, **known
            )


def _proposed(one: Amendment) -> tuple[Piece, ...]:
    """An amendment's words as they were filed."""
    quoted = "same" if one.kind == "insert" else "deleted"
    both = (Piece(quoted, one.quote), Piece("inserted", one.text.strip()))
    return tuple(piece for piece in both if piece.text)


def entry_data(entry: Entry) -> dict[str, Any]:
    """An entry as programs receive it."""
    return {
        "at": rfc3339(entry.at),
        "kind": entry.kind,
        "paragraph": entry.paragraph or None,
        "delegation": {"key": entry.key, "name": Texts(dict(entry.by))} if entry.key else None,
        "state": entry.state or None,
        "language": entry.language or None,
        "changes": [{"kind": piece.kind, "text": piece.text} for piece in entry.pieces],
        "text": entry.text,
    }
