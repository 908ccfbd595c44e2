"""What a table tells the desk, as its own phones see it: that it is ready, and that it asks for help."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.live.rooms import Room
from app.store.journal import Change
from app.tables import keys, queries
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """Whether the table is ready to go on, and whether it asks the facilitator to come."""

    table: str
    ready: bool
    help: bool


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for table in queries.tables_by_id(session, forum, [room.id]).values():
        view = ReadinessView(table.id, table.ready_since is not None, table.help_since is not None)
        data = {"table": view.table, "ready": view.ready, "help": view.help}
        yield Card(keys.readiness_key(table.id), "readiness", "", data, view)


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(keys.table_room(table), keys.readiness_key(table)) for table in change.tables]


def register(registry: Registry) -> None:
    """The kind ``readiness``, and what touches it."""
    registry.kind("readiness", rooms=["table"], load=_cards, template="tables/_readiness.html")
    for thing in ("table", "hall"):
        registry.touches(thing, _touches)
