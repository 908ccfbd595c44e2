"""The topics of a dialogue with the number of delegations that each interests; the desk also reads which."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.cooperation import keys, queries
from app.live.rooms import Room
from app.people.queries import delegations
from app.programme import phases
from app.programme.keys import desk_room, item_room
from app.programme.queries import item_of
from app.store.journal import Change
from app.tables import queries as tables
from app.web.registry import Card, Registry, Texts, Touched


@dataclass(frozen=True, slots=True)
class TopicView:
    """The theme of a table. ``about`` is the number of the session that it continues, or empty; ``who`` are the
    delegations that it interests, for the ``desk`` only.
    """

    table: str
    item: str
    number: int
    name: dict[str, str]
    about: str
    delegations: int
    most: int
    closed: bool
    who: tuple[dict[str, str], ...] = ()
    desk: bool = False


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    item = item_of(session, forum, room.id)
    if not phases.opens(item.technique, "interest"):
        return
    marked = queries.interest(session, forum, item.id)
    roster = delegations(session, forum)
    for table in tables.tables_of_item(session, forum, item.id):
        key = keys.topic_key(table.id)
        if table.merged_into is not None or (wanted is not None and key not in wanted):
            continue
        interested = [d for d in roster if d.id in marked.get(table.id, ())]
        view = TopicView(
            table.id,
            item.number,
            table.number,
            table.name,
            table.about or "",
            len(interested),
            len(roster),
            table.closed_at is not None,
            tuple(d.name for d in interested) if room.kind == "desk" else (),
            room.kind == "desk",
        )
        data: dict[str, Any] = {
            "table": table.id,
            "number": table.number,
            "name": Texts(table.name),
            "about": view.about or None,
            "delegations": view.delegations,
            "closed": view.closed,
        }
        if room.kind == "desk":
            data["interested"] = [d.key for d in interested]
        yield Card(key, "topics", f"{table.number:05d}", data, view)


def _topic_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for item in change.items:
        yield item_room(item), keys.topic_key(change.id)
        yield desk_room(item), keys.topic_key(change.id)


def _follow(session: Session, forum: str, touched: Touched) -> Iterable[tuple[Room, str, int]]:
    """A table that is closed, opened or merged is a topic that runs, or runs no more."""
    for room, shown in touched.items():
        if room.kind == "item":
            for key, seq in shown.items():
                kind, _, table = key.partition(":")
                if kind == "round-table":
                    yield room, keys.topic_key(table), seq
                    yield desk_room(room.id), keys.topic_key(table), seq


def register(registry: Registry) -> None:
    """The kind ``topic``."""
    registry.kind("topic", rooms=["item", "desk"], load=_cards, template="cooperation/_topic.html")
    registry.touches("topic", _topic_touches)
    registry.follows(_follow)
