"""When an item begins and ends, by the programme: a card of its own, because the programme moves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.live.rooms import Room
from app.programme import keys, queries
from app.store.journal import Change
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class HoursView:
    """An item's times, in the forum's own zone. ``moved``: they are not those that the programme began with."""

    item: str
    starts: datetime
    ends: datetime
    moved: bool


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in queries.items(session, forum, [room.id]):
        starts = item.starts.astimezone(ZoneInfo(queries.forum_of(session, forum).timezone))
        view = HoursView(item.id, starts, starts + timedelta(minutes=item.minutes), item.moved > 0)
        data = {"item": item.id, "starts": rfc3339(item.starts), "minutes": item.minutes, "moved": view.moved}
        yield Card(keys.hours_key(item.id), "hours", "", data, view)


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """The item's minutes by phase may have moved with its times."""
    room = keys.item_room(change.id)
    return [
        (room, keys.hours_key(change.id)),
        (room, keys.phase_key(change.id)),
        (keys.forum_room(forum), keys.agenda_key(change.id)),
    ]


def register(registry: Registry) -> None:
    """The kind ``hours``."""
    registry.kind("hours", rooms=["item"], load=_cards, template="programme/_hours.html")
    registry.touches("times", _touches)
