"""My tables: one tap back to where I sit, from the programme and from each item's page. In room ``me``."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.kernel.clock import milliseconds
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import queries as programme
from app.programme.keys import choosing_in, seat_in
from app.store.journal import Change
from app.tables import keys, queries
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class MyTableView:
    """Where I sit in an item. ``block`` are the items in which nobody asks me to sit down: it, and what runs in parallel."""

    item: str
    item_number: str
    table: str
    number: int
    name: dict[str, str]
    block: tuple[str, ...]

    @property
    def marks(self) -> dict[str, list[str]]:
        """What of a page is mine by this seat."""
        return {seat_in(self.item): ["mine"], **{choosing_in(item): ["mine"] for item in self.block}}


def _cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    seats = queries.open_seats_of(session, actor.forum, actor.participant)
    if not seats:
        return
    tables = queries.tables_by_id(session, actor.forum, {seat.table for seat in seats})
    items = programme.items(session, actor.forum)
    by_id = {item.id: item for item in items}
    for seat in seats:
        key, item, table = keys.my_table_key(seat.item), by_id[seat.item], tables[seat.table]
        if wanted is None or key in wanted:
            block = programme.in_parallel(item, items)
            view = MyTableView(item.id, item.number, table.id, table.number, table.name, block)
            data = {"item": item.id, "table": table.id, "number": table.number}
            # Where one sat down last stands first.
            order = f"{10**15 - milliseconds(seat.since):016d}"
            yield Card(key, "my-tables", order, data, view)


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(me_room(person), keys.my_table_key(item)) for person in change.people for item in change.items]


def register(registry: Registry) -> None:
    """The kind ``my-table``, and what touches it."""
    registry.own("my-table", load=_cards, template="tables/_my_table.html")
    for thing in ("seat", "hall"):
        registry.touches(thing, _touches)
