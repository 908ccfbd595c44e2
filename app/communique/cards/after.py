"""What the chair needs once the text is adopted: which translations are missing, what was corrected, what is released."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.communique import keys, queries
from app.communique.corrected import corrections
from app.communique.models import Paragraph
from app.communique.reserved import reservations
from app.live.rooms import Room
from app.programme.queries import forum_of, items
from app.store.journal import Change
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class Lacking:
    """A language in which ``missing`` paragraphs have no text, and ``behind`` one that is older than the authority's;
    ``first`` is the first of them.
    """

    language: str
    missing: int
    behind: int
    first: str


@dataclass(frozen=True, slots=True)
class AfterView:
    """An adopted text. ``named`` and ``journal``: whose the reservations are, and the drafting journal, were released."""

    item: str
    lacking: tuple[Lacking, ...]
    corrections: int
    reservations: int
    named: bool
    journal: bool


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in items(session, forum, [room.id]):
        row = queries.communique_of(session, forum, item.id)
        if row is None or row.adopted_at is None:
            continue
        found = queries.paragraphs(session, forum, item.id)
        view = AfterView(
            item.number,
            tuple(_lacking(found, forum_of(session, forum).languages)),
            len(corrections(session, forum, item.id)),
            len(reservations(session, row)),
            row.named_at is not None,
            row.released_at is not None,
        )
        lacking = {one.language: {"missing": one.missing, "behind": one.behind} for one in view.lacking}
        released = {"names": view.named, "journal": view.journal}
        data = {"translations": lacking, "corrections": view.corrections, "released": released}
        yield Card(keys.after_key(item.id), "after", "", data, view)


def _lacking(found: Collection[Paragraph], languages: Iterable[str]) -> Iterable[Lacking]:
    for tag in languages:
        missing = [p.id for p in found if tag != p.language and not p.texts.get(tag)]
        behind = [p.id for p in found if tag in p.stale and p.texts.get(tag)]
        if missing or behind:
            yield Lacking(tag, len(missing), len(behind), (missing or behind)[0])


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(keys.drafting_room(item), keys.after_key(item)) for item in change.items]


def register(registry: Registry) -> None:
    """The kind ``after``."""
    registry.kind("after", rooms=["drafting"], load=_cards, template="communique/_after.html")
    for thing in ("communique", "paragraph"):
        registry.touches(thing, _touches)
