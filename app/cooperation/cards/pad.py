"""The tables of a dialogue on the observer's pad: how many sit there, how much was noted, and who asks for the observer."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.cooperation import keys, queries
from app.live.rooms import Room
from app.programme import phases
from app.programme.keys import desk_room
from app.programme.queries import item_of
from app.store.journal import Change
from app.tables import queries as tables
from app.tables.keys import table_room
from app.web.registry import Card, Registry, Touched


@dataclass(frozen=True, slots=True)
class PadTableView:
    """A table as the observer keeps it in view. ``help``: it asks for assistance."""

    id: str
    number: int
    name: dict[str, str]
    seated: int
    initiatives: int
    help: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class CallView:
    """Whether a table asks the observer to come."""

    table: str
    help: bool


def _call_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for table in tables.tables_by_id(session, forum, [room.id]).values():
        if table.closed_at is None and phases.opens(item_of(session, forum, table.item).technique, "initiative"):
            view = CallView(table.id, table.help_since is not None)
            yield Card(keys.call_key(table.id), "call", "", {"table": table.id, "help": view.help}, view)


def _call_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(table_room(table), keys.call_key(table)) for table in change.tables]


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    if not phases.opens(item_of(session, forum, room.id).technique, "initiative"):
        return
    seated = tables.seat_counts(session, forum, room.id)
    noted = [initiative.table for initiative in queries.initiatives(session, forum, items=[room.id])]
    for table in tables.tables_of_item(session, forum, room.id):
        key = keys.pad_table_key(table.id)
        if wanted is not None and key not in wanted:
            continue
        view = PadTableView(
            table.id,
            table.number,
            table.name,
            seated.get(table.id, 0),
            noted.count(table.id),
            table.help_since is not None,
            table.closed_at is not None,
        )
        data: dict[str, Any] = {"table": view.id, "number": view.number, "seated": view.seated, "help": view.help}
        data |= {"initiatives": view.initiatives, "closed": view.closed}
        yield Card(key, "pad-tables", f"{table.number:05d}", data, view)


def _follow(session: Session, forum: str, touched: Touched) -> Iterable[tuple[Room, str, int]]:
    """What changes a table for the desk changes it here."""
    for room, shown in touched.items():
        if room.kind == "desk":
            for key, seq in shown.items():
                kind, _, table = key.partition(":")
                if kind == "table-state":
                    yield room, keys.pad_table_key(table), seq


def _initiative_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(desk_room(item), keys.pad_table_key(table)) for item in change.items for table in change.tables]


def register(registry: Registry) -> None:
    """The kinds ``pad-table`` and ``call``."""
    registry.kind("call", rooms=["table"], load=_call_cards, template="cooperation/_call.html")
    for thing in ("table", "hall"):
        registry.touches(thing, _call_touches)
    registry.kind("pad-table", rooms=["desk"], load=_cards, template="cooperation/_pad_table.html")
    registry.touches("initiative", _initiative_touches)
    registry.follows(_follow)
