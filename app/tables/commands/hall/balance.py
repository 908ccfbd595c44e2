"""Everybody who is here is seated: mixed, and the tables alike in size."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from app.store.work import Work
from app.tables import hall_rules, queries, round_queries
from app.tables.commands.hall.moving import move_people
from app.tables.commands.hall.steps import hall_of, keep_step
from app.tables.seating import balance


@dataclass(frozen=True, slots=True)
class BalanceSeats:
    """Seat those present (:func:`app.tables.round_queries.present`) at the item's open tables.

    Tables mix affiliations and delegations, and differ by one person at most. As many as possible stay where they sit, pens
    and reporters first; nobody's words move.
    """

    item: str
    seed: int = 0
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        tables = hall_rules.in_hall(queries.tables_of_item(work.session, work.forum, item.id))
        if not tables:
            raise hall_rules.no_open_table()
        people = round_queries.present(work.session, item)
        if not people:
            raise hall_rules.nobody_here()
        now = {s.participant: s.table for s in round_queries.open_seats(work.session, work.forum, item.id)}
        keeping = {holder for table in tables for holder in (table.pen, table.reporter) if holder}
        places = balance(people, [table.id for table in tables], now, self.seed, keeping)
        moved = [person for person, table in places.items() if now.get(person) != table]
        sizes = Counter(places.values())
        told = {
            "seated": len(people),
            "moved": moved,
            "sizes": [{"table": table.id, "number": table.number, "seated": sizes[table.id]} for table in tables],
        }
        if not moved:
            return {"item": item.id, **told}
        return {**keep_step(work, item, "balance", move_people(work, item, places)), **told}
