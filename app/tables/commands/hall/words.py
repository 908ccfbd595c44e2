"""People and words that move together: tables merged, and cards that were swapped."""

from dataclasses import InitVar, dataclass
from typing import Any

from app.programme.models import Item
from app.store.work import Work
from app.tables import hall_queries, hall_rules, queries
from app.tables.commands.hall.steps import (
    Movers,
    hall_of,
    holders,
    keep_step,
    move_back,
    move_words,
    open_table,
    unmerged_table,
)
from app.tables.commands.seats import record_table, seat_person
from app.tables.models import RoundTable


class MovesWords:
    """A command that is given ``registry.movers``; they are no part of what its sender said, so of no receipt either."""

    _movers: Movers

    def __post_init__(self, movers: Movers) -> None:
        object.__setattr__(self, "_movers", movers)


@dataclass(frozen=True)
class MergeTables(MovesWords):
    """A table joins another: its people and all its words go there, and its card leads there from now on."""

    item: str
    table: str
    into: str
    movers: InitVar[Movers]
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        into = open_table(work, item, self.into)
        if hall_queries.table_in(work.session, item, self.table).merged_into == into.id:
            return {"item": item.id, "table": self.table, "merged_into": into.id}
        table = unmerged_table(work, item, self.table)
        if table.id == into.id:
            raise hall_rules.same_table()
        seats = [seat for seat, _ in queries.seats_of_table(work.session, work.forum, table.id)]
        before: dict[str, object] = {
            "table": table.id,
            "other": into.id,
            "was_open": table.closed_at is None,
            "sent_to": table.sent_to,
            "holders": holders(table),
            "help": table.help_since is not None,
            "helped": table.help_since is not None and into.help_since is None,
            "seats": [seat.id for seat in seats],
            "turn": item.turn_table == table.id,
        }
        reporter = table.reporter
        for seat in seats:
            seat_person(work, into, seat.participant)
        if into.reporter is None and reporter is not None:
            into.reporter = reporter
            record_table(work, "reporter", into, people=[reporter])
        into.help_since = into.help_since or table.help_since
        if table.ready_since is None:
            into.ready_since = None
        table.help_since = table.ready_since = table.sent_to = None
        table.closed_at = table.closed_at or work.now
        before["moved"] = move_words(work, self._movers, table.id, into.id)
        table.merged_into = into.id
        if item.turn_table == table.id:
            item.turn_table = into.id
        return keep_step(work, item, "merge", before)


@dataclass(frozen=True)
class SwapTables(MovesWords):
    """Two tables got each other's cards: their people and words change places.

    Number, code, question and name are what is printed on a card: they stay together, and the facilitator puts the two cards
    right. What was written under the wrong card then stands at the right table; each answer keeps the question that its
    writer was asked.
    """

    item: str
    table: str
    other: str
    movers: InitVar[Movers]
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        table, other = open_table(work, item, self.table), open_table(work, item, self.other)
        if table.id == other.id:
            raise hall_rules.same_table()
        swap(work, item, self._movers, table, other)
        return keep_step(work, item, "swap", {"table": table.id, "other": other.id})


def swap(work: Work, item: Item, movers: Movers, table: RoundTable, other: RoundTable) -> None:
    """Let the people and words of two tables change places; doing it twice changes nothing.

    The seats themselves move, those of people who have left too: nobody ever sat where the wrong card said. Tables that had
    been merged into one of the two lead to the other, because their people and words have gone there.
    """
    places = {table.id: other.id, other.id: table.id}
    held = {t: {kind: mover.held(work.session, work.forum, t) for kind, mover in movers.items()} for t in places}
    for seat in hall_queries.seats_at(work.session, work.forum, places):
        seat.table = places[seat.table]
    for merged in queries.tables_of_item(work.session, work.forum, item.id):
        if merged.merged_into in places:
            merged.merged_into, merged.seq = places[merged.merged_into], work.seq
    for name in ("pen", "reporter", "help_since", "ready_since"):
        mine, theirs = getattr(table, name), getattr(other, name)
        setattr(table, name, theirs)
        setattr(other, name, mine)
    for origin, destination in places.items():
        move_back(work, movers, origin, destination, held[origin])
    if item.turn_table in places:
        item.turn_table = places[item.turn_table]
