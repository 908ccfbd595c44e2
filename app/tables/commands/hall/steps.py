"""What every step of the hall does: who may, what is kept for its undo, what is recorded."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.kernel import roles
from app.kernel.ids import new_id
from app.programme import queries as programme
from app.programme.models import Item
from app.store.work import Work
from app.tables import hall_queries, hall_rules, queries, rules
from app.tables.commands.seats import end_seat, record_table
from app.tables.models import HallStep, RoundTable, Seat
from app.web.registry import Mover

Movers = Mapping[str, Mover]
"""``registry.movers``: what moves each kind of thing with its table."""


def hall_of(work: Work, item: str) -> Item:
    """The item whose hall the actor may change."""
    found = programme.item_of(work.session, work.forum, item)
    roles.require(work.actor, "item:hall", found.id)
    return found


def open_table(work: Work, item: Item, name: str) -> RoundTable:
    """An open table of the item. Raises ``no_such_table``, ``table_merged`` and ``table_closed``."""
    table = unmerged_table(work, item, name)
    if table.closed_at is not None:
        raise rules.table_closed(table.number)
    return table


def unmerged_table(work: Work, item: Item, name: str) -> RoundTable:
    """A table of the item that holds its own words, open or closed. Raises ``no_such_table`` and ``table_merged``."""
    table = hall_queries.table_in(work.session, item, name)
    if table.merged_into is not None:
        raise hall_rules.table_is_merged(table.number, table_of(work, table.merged_into).number)
    return table


def table_of(work: Work, table: object) -> RoundTable:
    """A table by the id that a step keeps."""
    return queries.table_of(work.session, work.forum, str(table))


def keep_step(
    work: Work, item: Item, action: str, before: dict[str, object], people: Iterable[str] = ()
) -> dict[str, Any]:
    """Keep what the undo of *action* takes, and record the step. Returns what the desk is told.

    ``before["table"]`` and, for two tables, ``before["other"]`` are the step's tables in the order of its sentence.
    """
    step = HallStep(id=new_id(), forum=work.forum, item=item.id, seq=work.seq, action=action, before=before)
    work.session.add(step)
    tables = [table_of(work, before[name]) for name in ("table", "other") if name in before]
    record_step(work, step, tables, people)
    return {
        "item": item.id,
        "step": step.id,
        "action": action,
        "tables": [{"id": t.id, "number": t.number, "code": t.code, "closed": t.closed_at is not None} for t in tables],
    }


def record_step(work: Work, step: HallStep, tables: Iterable[RoundTable], people: Iterable[str] = ()) -> None:
    """Record a step or its undo, for everyone who sits or sat at its tables: what they may read has changed."""
    ids = []
    for table in tables:
        table.seq = work.seq
        ids.append(table.id)
    work.session.flush()
    all_people = [*people, *hall_queries.sat_at(work.session, work.forum, ids)]
    work.record("hall", step.id, tables=ids, items=[step.item], people=all_people)


def make_table(work: Work, item: Item, question: str | None, number: int | None, name: str | None) -> RoundTable:
    """A new table; with the block's smallest free number unless one is given."""
    taken = hall_queries.numbers_in_block(work.session, item)
    language = work.actor.language if work.actor else "en"
    table = RoundTable(
        id=new_id(),
        forum=work.forum,
        item=item.id,
        number=hall_rules.free_number(taken) if number is None else hall_rules.require_number(number, taken),
        code=hall_queries.fresh_code(work.session, work.forum),
        name={language: name} if name else {},
        question=question,
        seq=work.seq,
    )
    work.session.add(table)
    work.session.flush()
    return table


def stand_up_all(work: Work, table: RoundTable) -> list[str]:
    """Everybody at *table* stands up; their seats' ids, in the order they sat down."""
    seats = [seat for seat, _ in queries.seats_of_table(work.session, work.forum, table.id)]
    for seat in seats:
        end_seat(work, seat)
    return [seat.id for seat in seats]


def sit_again(work: Work, seat_id: object, leaving: str | None = None) -> None:
    """Undo that somebody stood up from a seat, unless they have gone elsewhere since.

    *leaving* is the table where the step had put them; with None they come back only if they sit nowhere.
    """
    seat = hall_queries.seat_of(work.session, work.forum, str(seat_id))
    if seat is None or seat.until is None:
        return
    now = queries.open_seat(work.session, work.forum, seat.item, seat.participant)
    if (now.table if now else None) != leaving:
        return
    if now is not None:
        end_seat(work, now)
    reopen(work, seat)


def reopen(work: Work, seat: Seat) -> None:
    """The same seat again, as if its holder had never stood up."""
    seat.until = None
    table = table_of(work, seat.table)
    if table.pen is None:
        table.pen = seat.participant
    record_table(work, "seat", table, people=[seat.participant])


def holders(table: RoundTable) -> dict[str, object]:
    """Pen and reporter of a table, for the undo of a step that makes them stand up."""
    return {"pen": table.pen, "reporter": table.reporter}


def give_back(work: Work, table: RoundTable, held: Mapping[str, object]) -> None:
    """Pen and reporter as they were, where those people sit at the table again."""
    seated = {seat.participant for seat, _ in queries.seats_of_table(work.session, work.forum, table.id)}
    people = [table.pen, table.reporter]
    if held["pen"] in seated:
        table.pen = str(held["pen"])
    if table.reporter is None and held["reporter"] in seated:
        table.reporter = str(held["reporter"])
    record_table(work, "pen", table, people=[*people, table.pen, table.reporter])


def move_words(work: Work, movers: Movers, origin: str, destination: str) -> dict[str, list[str]]:
    """Move all that was written at *origin*; the ids of what moved, by kind."""
    moved = {kind: list(mover.held(work.session, work.forum, origin)) for kind, mover in movers.items()}
    move_back(work, movers, origin, destination, moved)
    return moved


def move_back(work: Work, movers: Movers, origin: str, destination: str, moved: object) -> None:
    """Move the named things that still are at *origin*."""
    if isinstance(moved, Mapping):
        for kind, ids in moved.items():
            if ids and kind in movers:
                movers[kind].move(work, ids, origin, destination)
    work.session.flush()


def holds_words(work: Work, movers: Movers, table: str) -> bool:
    """Whether anything was ever written at a table and still belongs to it."""
    return any(mover.held(work.session, work.forum, table) for mover in movers.values())
