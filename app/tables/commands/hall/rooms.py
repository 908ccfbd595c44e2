"""Tables that come and go: added, closed, opened again."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from app.kernel.text import NAME_LIMIT, optional
from app.programme import queries as programme
from app.programme.models import Item
from app.store.work import Work
from app.tables import hall_queries, hall_rules, queries
from app.tables.commands.hall.steps import (
    hall_of,
    holders,
    keep_step,
    make_table,
    open_table,
    stand_up_all,
    unmerged_table,
)
from app.tables.models import RoundTable


@dataclass(frozen=True, slots=True)
class AddTable:
    """One table more. Without a question it gets the one of the item's that the fewest open tables answer."""

    item: str
    question: str | None = None
    name: str | None = None
    number: int | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        name = optional(self.name, limit=NAME_LIMIT, field="name")
        table = make_table(work, item, _question(work, item, self.question), self.number, name)
        work.created = True
        return keep_step(work, item, "add", {"table": table.id})


@dataclass(frozen=True, slots=True)
class CloseTable:
    """A table closes: its people stand up and are told where to go; its words stay and can still arrive.

    Without ``to`` they are sent to the open table with the same question, else to any, where the fewest people sit.
    """

    item: str
    table: str
    to: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        table = unmerged_table(work, item, self.table)
        if table.closed_at is not None:
            return {"item": item.id, "table": table.id, "closed": True}
        to = open_table(work, item, self.to) if self.to else _roomiest(work, table)
        if to is not None and to.id == table.id:
            raise hall_rules.same_table()
        before: dict[str, object] = {
            "table": table.id,
            "sent_to": table.sent_to,
            "holders": holders(table),
            "help": table.help_since is not None,
        }
        before["seats"] = stand_up_all(work, table)
        table.closed_at, table.sent_to = work.now, to.id if to else None
        table.help_since = table.ready_since = None
        return {**keep_step(work, item, "close", before), "to": to.id if to else None}


@dataclass(frozen=True, slots=True)
class ReopenTable:
    """A closed table opens again. One that had been merged gets its card back; the words stay where they went."""

    item: str
    table: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = hall_of(work, self.item)
        table = hall_queries.table_in(work.session, item, self.table)
        if table.closed_at is None:
            return {"item": item.id, "table": table.id, "closed": False}
        before: dict[str, object] = {"table": table.id, "sent_to": table.sent_to, "merged_into": table.merged_into}
        if table.merged_into is not None:
            before["other"] = table.merged_into
        table.closed_at = table.sent_to = table.merged_into = None
        return keep_step(work, item, "reopen", before)


def _question(work: Work, item: Item, wished: str | None) -> str | None:
    asked = [question.id for question in programme.questions(work.session, work.forum, item.id)]
    if wished is not None:
        if wished not in asked:
            raise hall_rules.no_such_question()
        return wished
    tables = queries.tables_of_item(work.session, work.forum, item.id)
    return hall_rules.least_asked(asked, Counter(t.question for t in tables if t.closed_at is None and t.question))


def _roomiest(work: Work, closing: RoundTable) -> RoundTable | None:
    seated = queries.seat_counts(work.session, work.forum, closing.item)
    tables = [
        table
        for table in queries.tables_of_item(work.session, work.forum, closing.item)
        if table.closed_at is None and table.id != closing.id
    ]
    return min(tables, key=lambda t: (t.question != closing.question, seated.get(t.id, 0), t.number), default=None)
