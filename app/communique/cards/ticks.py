"""Beside the chair's desk: what silence can be kept on, paragraph by paragraph, to be ticked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.communique import keys, queries
from app.live.rooms import Room
from app.programme.queries import items
from app.store.journal import Change
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class TickView:
    """A paragraph, the ``number``-th of its ``section``, by its words in its authority's ``language``."""

    id: str
    section: str
    number: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class TicksView:
    """All paragraphs of a text, in its order."""

    paragraphs: tuple[TickView, ...]


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in items(session, forum, [room.id]):
        found = []
        counted: dict[str, int] = {}
        for p in queries.paragraphs(session, forum, item.id):
            number = counted[p.section] = counted.get(p.section, 0) + 1
            found.append(TickView(p.id, p.section, number, p.texts[p.language], p.language))
        data = {"paragraphs": [{"id": one.id, "section": one.section, "number": one.number} for one in found]}
        yield Card(keys.ticks_key(item.id), "ticks", "", data, TicksView(tuple(found)))


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(keys.drafting_room(item), keys.ticks_key(item)) for item in change.items]


def register(registry: Registry) -> None:
    """The kind ``ticks``."""
    registry.kind("ticks", rooms=["drafting"], load=_cards, template="communique/_ticks.html")
    registry.touches("communique", _touches)
