"""People who move without their words: a table splits, the desk seats somebody."""

from dataclasses import dataclass
from typing import Any

from app.store.work import Work
from app.tables import hall_rules, queries
from app.tables.commands.hall.steps import hall_of, holders, keep_step, make_table, open_table, table_of
from app.tables.commands.seats import no_such_participant, seat_person
from app.tables.models import RoundTable


@dataclass(frozen=True, slots=True)
class SplitTable:
    """Part of a table moves to a new one with the same question: ``people``, or every second one. The words stay."""

    item: str
    table: str
    people: tuple[str, ...] = ()
    number: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        table = open_table(work, item, self.table)
        seats = {seat.participant: seat for seat, _ in queries.seats_of_table(work.session, work.forum, table.id)}
        moving = hall_rules.require_movable(self.people, list(seats))
        made = make_table(work, item, table.question, self.number, None)
        made.name, made.about, made.place = table.name, table.about, table.place
        before: dict[str, object] = {
            "table": table.id,
            "other": made.id,
            "holders": holders(table),
            "seats": [seats[person].id for person in moving],
        }
        for person in moving:
            seat_person(work, made, person)
        work.created = True
        return {**keep_step(work, item, "split", before, moving), "moved": moving}


@dataclass(frozen=True, slots=True)
class SeatPeople:
    """The desk seats people at a table, standing them up wherever they sit in the item. Their words stay."""

    item: str
    table: str
    people: tuple[str, ...]
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        table = open_table(work, item, self.table)
        if not self.people:
            raise no_such_participant()
        came: list[list[str | None]] = []
        left: dict[str, RoundTable] = {}
        held: dict[str, object] = {}
        for person in dict.fromkeys(self.people):
            seat = queries.open_seat(work.session, work.forum, item.id, person)
            if seat is not None and seat.table == table.id:
                continue
            if seat is not None and seat.table not in left:
                left[seat.table] = table_of(work, seat.table)
                held[seat.table] = holders(left[seat.table])
            seat_person(work, table, person)
            came.append([person, seat.id if seat else None])
        if not came:
            return {"item": item.id, "table": table.id, "moved": []}
        before: dict[str, object] = {"table": table.id, "came": came, "left": held}
        return {**keep_step(work, item, "seat", before), "moved": [person for person, _ in came]}
