"""The undo of the hall's last step: what it moved goes back, and what happened since stays."""

from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass
from datetime import datetime
from typing import Any, Final

from app.programme.models import Item
from app.store.work import Work
from app.tables import hall_queries, hall_rules, queries, round_queries
from app.tables.commands.hall.moving import move_people_back
from app.tables.commands.hall.rounds import record_rotation
from app.tables.commands.hall.steps import (
    Movers,
    give_back,
    hall_of,
    holds_words,
    move_back,
    move_words,
    record_step,
    sit_again,
    table_of,
)
from app.tables.commands.hall.words import MovesWords, swap
from app.tables.commands.seats import end_seat, record_table, seat_person
from app.tables.models import RoundTable

Before = Mapping[str, Any]
"""What a step kept of the hall before it: ``HallStep.before``."""


@dataclass(frozen=True)
class UndoStep(MovesWords):
    """Take the hall's last step back. ``step`` is the one that the desk showed: undoing it twice is harmless."""

    item: str
    movers: InitVar[Movers]
    step: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        last = hall_queries.last_step(work.session, work.forum, item.id)
        shown = hall_queries.step_of(work.session, work.forum, self.step) if self.step else last
        if shown is None or shown.item != item.id:
            raise hall_rules.nothing_to_undo()
        if shown.undone_at is None:
            if last is None or shown.id != last.id:
                raise hall_rules.not_the_last(last.id if last else "")
            tables = [table_of(work, shown.before[name]) for name in ("table", "other") if name in shown.before]
            people = list(hall_queries.sat_at(work.session, work.forum, [t.id for t in tables]))
            UNDO[shown.action](work, item, self._movers, shown.before)
            shown.undone_at = work.now
            record_step(work, shown, tables, people)
        return {"item": item.id, "step": shown.id, "action": shown.action, "undone": True}


def _undo_add(work: Work, item: Item, movers: Movers, before: Before) -> None:
    table = table_of(work, before["table"])
    if queries.seats_of_table(work.session, work.forum, table.id) or holds_words(work, movers, table.id):
        raise hall_rules.people_sit_there(table.number)
    if item.turn_table == table.id:
        item.turn_table = item.turn_since = None
    # Who once sat there may still send what they wrote there: the table can close, but it cannot vanish.
    if hall_queries.seats_at(work.session, work.forum, [table.id]):
        table.closed_at = work.now
    else:
        work.session.delete(table)


def _undo_close(work: Work, item: Item, movers: Movers, before: Before) -> None:
    table = table_of(work, before["table"])
    table.closed_at, table.sent_to = None, before["sent_to"]
    table.help_since = work.now if before["help"] else None
    for seat in before["seats"]:
        sit_again(work, seat)
    give_back(work, table, before["holders"])


def _undo_reopen(work: Work, item: Item, movers: Movers, before: Before) -> None:
    table = table_of(work, before["table"])
    if queries.seats_of_table(work.session, work.forum, table.id):
        raise hall_rules.people_sit_there(table.number)
    table.closed_at, table.sent_to = work.now, before["sent_to"]
    table.pen = table.reporter = table.help_since = table.ready_since = None
    if before["merged_into"] is not None:
        move_words(work, movers, table.id, before["merged_into"])
        table.merged_into = before["merged_into"]


def _undo_split(work: Work, item: Item, movers: Movers, before: Before) -> None:
    table, made = table_of(work, before["table"]), table_of(work, before["other"])
    for seat in before["seats"]:
        sit_again(work, seat, leaving=made.id)
    for seat, _ in queries.seats_of_table(work.session, work.forum, made.id):
        seat_person(work, table, seat.participant)
    give_back(work, table, before["holders"])
    move_words(work, movers, made.id, table.id)
    _end(work, made, into=table)


def _end(work: Work, table: RoundTable, into: RoundTable) -> None:
    table.closed_at, table.merged_into = work.now, into.id
    table.pen = table.reporter = table.help_since = table.ready_since = None


def _undo_merge(work: Work, item: Item, movers: Movers, before: Before) -> None:
    table, into = table_of(work, before["table"]), table_of(work, before["other"])
    table.merged_into, table.sent_to = None, before["sent_to"]
    if before["was_open"]:
        table.closed_at = None
    table.help_since = work.now if before["help"] else None
    if before["helped"]:
        into.help_since = None
    for seat in before["seats"]:
        sit_again(work, seat, leaving=into.id)
    give_back(work, table, before["holders"])
    move_back(work, movers, into.id, table.id, before["moved"])
    if before["turn"] and item.turn_table == into.id:
        item.turn_table = table.id


def _undo_swap(work: Work, item: Item, movers: Movers, before: Before) -> None:
    # What came since goes along: those who sit and write together stay together.
    swap(work, item, movers, table_of(work, before["table"]), table_of(work, before["other"]))


def _undo_seat(work: Work, item: Item, movers: Movers, before: Before) -> None:
    table = table_of(work, before["table"])
    for person, seat_id in before["came"]:
        if seat_id is not None:
            sit_again(work, seat_id, leaving=table.id)
            continue
        seat = queries.open_seat(work.session, work.forum, item.id, person)
        if seat is not None and seat.table == table.id:
            end_seat(work, seat)
    for origin, held in before["left"].items():
        give_back(work, table_of(work, origin), held)


def _undo_balance(work: Work, item: Item, movers: Movers, before: Before) -> None:
    move_people_back(work, item, before)


def _undo_plan(work: Work, item: Item, movers: Movers, before: Before) -> None:
    rotation = round_queries.rotation_of(work.session, work.forum, item.id)
    if rotation is None:
        return
    record_rotation(work, rotation, before)
    if before["plan"] is None:
        work.session.delete(rotation)
        work.record("rotates", item.id, items=[item.id])
        return
    for name, value in before["plan"].items():
        setattr(rotation, name, value)


def _undo_round(work: Work, item: Item, movers: Movers, before: Before) -> None:
    rotation = round_queries.rotation_of(work.session, work.forum, item.id)
    if rotation is None:
        return
    rotation.round, rotation.since = before["round"], datetime.fromisoformat(before["since"])
    move_people_back(work, item, before)
    for seat in round_queries.open_seats(work.session, work.forum, item.id):
        if seat.round != rotation.round:  # who sat down by themselves since stays where they are
            seat.round = rotation.round
            record_table(work, "sat", table_of(work, seat.table), people=[seat.participant])
    for table in queries.tables_by_id(work.session, work.forum, before["ready"]).values():
        table.ready_since = work.now
    record_rotation(work, rotation, before)


UNDO: Final[Mapping[str, Callable[[Work, Item, Movers, Before], None]]] = {
    "add": _undo_add,
    "close": _undo_close,
    "reopen": _undo_reopen,
    "split": _undo_split,
    "merge": _undo_merge,
    "swap": _undo_swap,
    "seat": _undo_seat,
    "balance": _undo_balance,
    "plan": _undo_plan,
    "round": _undo_round,
}
