"""Many people who change tables at once: all stand up, then all sit down, and pens stay where their holders do."""

from collections.abc import Mapping
from typing import Any

from app.programme.models import Item
from app.store.work import Work
from app.tables import queries, round_queries
from app.tables.commands.hall.steps import give_back, holders, sit_again, table_of
from app.tables.commands.seats import end_seat, seat_person


def move_people(work: Work, item: Item, places: Mapping[str, str], anew: bool = False) -> dict[str, object]:
    """Seat people at the tables that *places* names, in its order; with *anew* also those who are there already.

    Returns what :func:`move_people_back` takes. Nobody's words move.
    """
    sits = {seat.participant: seat for seat in round_queries.open_seats(work.session, work.forum, item.id)}
    moving = {
        person: table for person, table in places.items() if anew or person not in sits or sits[person].table != table
    }
    left = {sits[person].table for person in moving if person in sits}
    tables = queries.tables_by_id(work.session, work.forum, left | set(moving.values()))
    held = {id_: holders(table) for id_, table in tables.items()}
    for person in moving:
        if person in sits:
            end_seat(work, sits[person])
    for person, table in moving.items():
        seat_person(work, tables[table], person)
    for id_, before in held.items():
        give_back(work, tables[id_], before)
    came = [[person, sits[person].id if person in sits else None, table] for person, table in moving.items()]
    return {"came": came, "held": held}


def move_people_back(work: Work, item: Item, before: Mapping[str, Any]) -> None:
    """Undo :func:`move_people` for everybody who still sits where it had put them."""
    for person, seat_id, table in before["came"]:
        if seat_id is not None:
            sit_again(work, seat_id, leaving=table)
            continue
        seat = queries.open_seat(work.session, work.forum, item.id, person)
        if seat is not None and seat.table == table:
            end_seat(work, seat)
    for id_, held in before["held"].items():
        give_back(work, table_of(work, id_), held)
