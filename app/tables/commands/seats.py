"""Sitting down and standing up, the pen, the reporter, help and ready."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.ids import new_id
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.people.queries import participant_of
from app.store.work import Work
from app.tables import queries, round_queries, rules
from app.tables.models import RoundTable, Seat


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """Sit down at a table (by id, code or number); standing up from another table of the same item."""

    table: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        table = queries.table_by_name(work.session, work.forum, self.table)
        actor = roles.require(work.actor, "table:sit", table.item)
        if table.closed_at is not None:
            raise rules.table_closed(table.number)
        seat_person(work, table, actor.participant)
        return seat_document(table)


@dataclass(frozen=True, slots=True)
class StandUp:
    """Leave the table. The pen and the reporter's role stay with the table: anyone seated can take them over."""

    table: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        actor = roles.require(work.actor, "table:sit")
        table = queries.table_by_name(work.session, work.forum, self.table)
        seat = queries.open_seat(work.session, work.forum, table.item, actor.participant)
        if seat is not None and seat.table == table.id:
            end_seat(work, seat)
        return {"table": table.id, "seated": False}


@dataclass(frozen=True, slots=True)
class TakePen:
    """Write for the table, or let another of its people write. Who had the pen keeps their words; the draft stays."""

    table: str
    id: str | None = None
    participant: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        table, actor = acting_at(work, self.table)
        wished = _seated(work, table, self.participant or actor.participant)
        if table.pen != wished:
            before, table.pen = table.pen, wished
            record_table(work, "pen", table, people=[before, wished])
        return {"table": table.id, "pen": table.pen}


@dataclass(frozen=True, slots=True)
class NameReporter:
    """ "I report", or another person of the table."""

    table: str
    participant: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        table, actor = acting_at(work, self.table)
        wished = _seated(work, table, self.participant or actor.participant)
        if table.reporter != wished:
            before, table.reporter = table.reporter, wished
            record_table(work, "reporter", table, people=[before, wished])
        return {"table": table.id, "reporter": table.reporter}


@dataclass(frozen=True, slots=True)
class CallHelp:
    """The table calls for help, or with ``wanted=False`` needs none any more."""

    table: str
    wanted: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        table, _ = acting_at(work, self.table, "table:help")
        if (table.help_since is not None) != self.wanted:
            table.help_since = work.now if self.wanted else None
            record_table(work, "table", table)
        return {"table": table.id, "help": self.wanted}


@dataclass(frozen=True, slots=True)
class MarkReady:
    """The table is ready to go on, or with ``ready=False`` not yet."""

    table: str
    ready: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        table, _ = acting_at(work, self.table)
        if (table.ready_since is not None) != self.ready:
            table.ready_since = work.now if self.ready else None
            record_table(work, "table", table)
        return {"table": table.id, "ready": self.ready}


def acting_at(work: Work, table_name: str, act: str = "table:act") -> tuple[RoundTable, Actor]:
    """The table, and who does *act* there: somebody seated, or the item's desk."""
    table = queries.table_by_name(work.session, work.forum, table_name)
    forum, item = queries.forum_and_item(work.session, work.forum, table)
    relations = queries.relations(work.session, work.actor, table, forum.writing) if work.actor else frozenset()
    return table, roles.require(work.actor, act, item.id, relations)


def _seated(work: Work, table: RoundTable, wished: str) -> str:
    seat = queries.open_seat(work.session, work.forum, table.item, wished)
    if seat is None or seat.table != table.id:
        raise Refusal(
            "not_seated",
            N_("Who writes or reports for a table sits there. Sit down first, or choose somebody who does."),
            status=409,
        )
    return wished


def seat_person(work: Work, table: RoundTable, participant: str) -> None:
    """Sit *participant* down at *table*; the first one at a table with no pen takes it."""
    if participant_of(work.session, work.forum, participant) is None:
        raise no_such_participant()
    seat = queries.open_seat(work.session, work.forum, table.item, participant)
    if seat is not None and seat.table == table.id:
        return
    if seat is not None:
        end_seat(work, seat)
    round = round_queries.round_now(work.session, work.forum, table.item)
    sat = queries.seats_in(work.session, work.forum, table.item, participant)
    if all((earlier.table, earlier.round) != (table.id, round) for earlier in sat):
        # Who comes back changes nobody's cards but the table's own.
        record_table(work, "sat", table, people=[participant])
    work.session.add(
        Seat(
            id=new_id(),
            forum=work.forum,
            item=table.item,
            table=table.id,
            participant=participant,
            round=round,
            since=work.now,
        )
    )
    if table.pen is None:
        table.pen = participant
    record_table(work, "seat", table, people=[participant])


def no_such_participant() -> Refusal:
    """The person is not of this forum, or nobody was named."""
    return Refusal("no_such_participant", N_("This person is not in the forum."), status=404)


def end_seat(work: Work, seat: Seat) -> None:
    """Stand up."""
    seat.until = work.now
    table = queries.table_of(work.session, work.forum, seat.table)
    if table.pen == seat.participant:
        others = [s.participant for s, _ in queries.seats_of_table(work.session, work.forum, table.id)]
        table.pen = next((p for p in others if p != seat.participant), None)
    if table.reporter == seat.participant:
        table.reporter = None
    record_table(work, "seat", table, people=[seat.participant, table.pen])


def record_table(work: Work, kind: str, table: RoundTable, people: list[str | None] | None = None) -> None:
    """Record that something about a table changed."""
    table.seq = work.seq
    work.record(kind, table.id, tables=[table.id], items=[table.item], people=[p for p in people or [] if p])


def seat_document(table: RoundTable) -> dict[str, Any]:
    """A table as somebody who just sat down is told of it."""
    return {"table": table.id, "number": table.number, "code": table.code, "item": table.item, "seated": True}
