"""Where a changed initiative is read."""

from collections.abc import Iterable

from sqlmodel import Session

from app.cooperation import keys
from app.live.rooms import Room
from app.programme.keys import desk_room, forum_room, item_room
from app.programme.queries import presenting
from app.store.journal import Change
from app.tables.keys import table_room
from app.web.registry import Registry


def _initiative_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    key = keys.initiative_key(change.id)
    yield from ((table_room(table), key) for table in change.tables)
    for item in change.items:
        yield from ((desk_room(desk), key) for desk in (item, *(p.id for p in presenting(session, forum, item))))


def _presented_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    key = keys.initiative_key(change.id)
    yield forum_room(forum), key
    yield forum_room(forum), keys.follow_up_key(forum)
    for item in change.items:
        yield item_room(item), key
        yield item_room(item), keys.dialogue_key(item)


def _topic_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(item_room(item), keys.dialogue_key(item)) for item in change.items]


def register(registry: Registry) -> None:
    """Initiatives everywhere, presented ones also where everybody reads; and the ways to them."""
    registry.touches("initiative", _initiative_touches)
    registry.touches("presented-initiative", _presented_touches)
    registry.touches("topic", _topic_touches)
