"""What only the desk shows: a tile per table with its findings, how the room stands, and who may speak next."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.findings.cards.desk import CountsView
from app.findings.keys import counts_key
from app.kernel.language import N_
from app.live.rooms import Room
from app.people import ways
from app.programme import phases
from app.programme import queries as programme
from app.programme.cards import clock_view
from app.programme.keys import desk_room
from app.programme.models import Item
from app.stage import desk_keys as keys
from app.stage.queries import MAIN
from app.tables.cards.tables import StateView
from app.tables.keys import state_key
from app.tables.queries import tables_of_item
from app.web.admission import Admissions
from app.web.registry import Card, Registry, Touched

ANOTHER_DAY: Final = timedelta(hours=12)
"""An item that ends so far from its plan is being rehearsed: it is not behind the programme."""


@dataclass(frozen=True, slots=True)
class TileView:
    """A table on the desk: its state, and its findings in numbers."""

    state: StateView
    findings: CountsView


@dataclass(frozen=True, slots=True)
class DeskStatusView:
    """How the room stands. ``ends`` is when the last phase would end, in the forum's own zone, while the clock runs;
    ``behind`` are whole minutes after the programme's end (below zero: before it), None when there is nothing to say.
    """

    item: str
    people: int
    tables: int
    reporters: int
    ready: int
    ends: datetime | None
    behind: int | None


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A table that may report. ``done``: it has reported something."""

    table: str
    number: int
    name: dict[str, str]
    reporter: str
    on: bool
    done: bool


@dataclass(frozen=True, slots=True)
class TurnsView:
    """Whose turn it may be: by table, and by question where tables share one: (id, text, numbers, is now)."""

    item: str
    rows: tuple[TurnRow, ...]
    questions: tuple[tuple[str, dict[str, str], tuple[int, ...], bool], ...]
    following: TurnRow | None


Tiles = Callable[[Session, str, str, Collection[str] | None], Sequence[TileView]]


def tiles_from(registry: Registry) -> Tiles:
    """Reads tiles by asking the registry for what lower slices show of each table at the desk."""

    def tiles(session: Session, forum: str, item: str, tables: Collection[str] | None = None) -> Sequence[TileView]:
        ids = [t.id for t in tables_of_item(session, forum, item) if tables is None or t.id in tables]
        wanted = [key for id_ in ids for key in (state_key(id_), counts_key(id_))]
        shown = {card.key: card.view for card in registry.load(session, forum, desk_room(item), wanted)}
        found = [(shown.get(state_key(id_)), shown.get(counts_key(id_))) for id_ in ids]
        return [TileView(s, f) for s, f in found if isinstance(s, StateView) and isinstance(f, CountsView)]

    return tiles


def status_of(item: Item, timezone: str, tiles: Sequence[TileView]) -> DeskStatusView:
    """How the room stands; it reads the same whenever it is drawn."""
    states = [tile.state for tile in tiles if not tile.state.closed]
    clock = clock_view(item)
    ends = behind = None
    if clock.ends is not None:
        order = phases.phases(item.technique)
        rest = order[order.index(item.phase) + 1 :]
        left = sum(phases.planned_minutes(item.technique, name, item.minutes_by_phase) for name in rest)
        last = clock.ends + timedelta(minutes=left)
        late = last - (item.starts + timedelta(minutes=item.minutes))
        if abs(late) < ANOTHER_DAY:
            ends, behind = last.astimezone(ZoneInfo(timezone)), round(late.total_seconds() / 60)
    return DeskStatusView(
        item.id,
        sum(state.seated for state in states),
        len(states),
        sum(state.reports for state in states),
        sum(state.ready for state in states),
        ends,
        behind,
    )


def turns_of(session: Session, item: Item, tiles: Sequence[TileView]) -> TurnsView:
    """Whose turn it may be, in the order of the hall; ``following`` is the next table that has not reported."""
    rows = tuple(
        TurnRow(
            tile.state.id,
            tile.state.number,
            tile.state.name,
            tile.state.reporter,
            item.turn_table == tile.state.id,
            tile.findings.reported > 0,
        )
        for tile in tiles
        if not tile.state.closed
    )
    asked: dict[str, list[int]] = {}
    for table in tables_of_item(session, item.forum, item.id):
        if table.closed_at is None and table.question is not None:
            asked.setdefault(table.question, []).append(table.number)
    texts = {q.id: q.text for q in programme.questions(session, item.forum, item.id)}
    shared = tuple(
        (q, texts[q], tuple(numbers), item.turn_question == q)
        for q, numbers in asked.items()
        if len(numbers) > 1 and q in texts
    )
    after = next((n for n, row in enumerate(rows) if row.on), -1)
    waiting = [row for row in (*rows[after + 1 :], *rows[: after + 1]) if not row.on and not row.done]
    return TurnsView(item.id, rows, shared, waiting[0] if waiting else None)


def register(registry: Registry, admissions: Admissions) -> None:
    """The kinds ``desk-table``, ``desk-status`` and ``desk-turns``; each follows the cards that it shows."""
    tiles = tiles_from(registry)

    def tables(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
        ids = None if wanted is None else {key.partition(":")[2] for key in wanted}
        for tile in tiles(session, forum, room.id, ids):
            state, found = tile.state, tile.findings
            data = {"table": state.id, "number": state.number, "seated": state.seated, "answers": state.answers}
            data |= {"findings": found.findings, "signed": found.signed, "reported": found.reported}
            yield Card(keys.tile_key(state.id), "desk-tables", f"{state.number:05d}", data, tile)

    def status(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
        item = programme.item_of(session, forum, room.id)
        view = status_of(item, programme.forum_of(session, forum).timezone, tiles(session, forum, item.id, None))
        data: dict[str, Any] = {"item": item.id, "people": view.people, "tables": view.tables}
        data |= {"reporters": view.reporters, "ready": view.ready, "behind": view.behind}
        yield Card(keys.status_key(item.id), "desk-status", "", data, view)

    def turns(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
        item = programme.item_of(session, forum, room.id)
        view = turns_of(session, item, tiles(session, forum, item.id, None))
        data = {"item": item.id, "on": item.turn_table, "next": view.following.table if view.following else None}
        yield Card(keys.turns_key(item.id), "desk-turns", "", data, view)

    registry.kind("desk-table", rooms=["desk"], load=tables, template="stage/_tile.html")
    registry.kind("desk-status", rooms=["desk"], load=status, template="stage/_status.html")
    registry.kind("desk-turns", rooms=["desk"], load=turns, template="stage/_turns.html")
    registry.follows(_followed)
    ways.offer(registry, ways.Page("desk", N_("Your desk"), "open:desk", 1, _desk))
    ways.offer(registry, ways.Page("wall", N_("The wall"), "open:wall", 4, _wall, of_forum=N_("The main wall")))


def _desk(item: Item | None) -> str:
    return f"/items/{item.number}/desk" if item else ""


def _wall(item: Item | None) -> str:
    return f"/wall/{item.place}" if item and item.place else f"/wall/{MAIN}"


_OF_TABLE: Final = frozenset({"table-state", "table-findings"})
_OF_ITEM: Final = frozenset({"phase", "clock", "turn"})


def _followed(session: Session, forum: str, touched: Touched) -> Iterable[tuple[Room, str, int]]:
    for room, shown in touched.items():
        for key, seq in shown.items():
            kind, _, thing = key.partition(":")
            if room.kind == "desk" and kind in _OF_TABLE:
                yield room, keys.tile_key(thing), seq
            elif not (room.kind == "item" and kind in _OF_ITEM):
                continue
            yield desk_room(room.id), keys.status_key(room.id), seq
            yield desk_room(room.id), keys.turns_key(room.id), seq
