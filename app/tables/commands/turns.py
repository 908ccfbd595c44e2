"""Who reports now."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Item
from app.store.work import Work
from app.tables import hall_queries, hall_rules, queries

_NOT_NOW = N_("The floor is given in another phase of this item. Go there first, then choose again.")


def begin_turn(
    work: Work, item: Item, *, table: str | None = None, question: str | None = None, presented: str | None = None
) -> None:
    """The turn passes to a table, a question or a presented item, and its clock begins; with none of them it ends."""
    item.turn_table, item.turn_question, item.turn_item = table, question, presented
    item.turn_since = work.now if table or question or presented else None
    work.record("turn", item.id, items=[item.id], tables=[table] if table else [])


@dataclass(frozen=True, slots=True)
class GiveTurn:
    """A table's turn to report, or that of all tables with a question; in a plenary that of one of the items it presents.

    With none of them, nobody's. Phones and walls follow.
    """

    item: str
    table: str | None = None
    question: str | None = None
    id: str | None = None
    presented: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = programme.item_of(work.session, work.forum, self.item)
        roles.require(work.actor, "item:run", item.id)
        table = self._table(work, item)
        question = None if table else self._question(work, item)
        presented = None if table or question else self._presented(work, item)
        if (table or question or presented) and not phases.allows(item.technique, item.phase, "follow"):
            raise Refusal("not_now", _NOT_NOW, status=409)
        if (table, question, presented) != (item.turn_table, item.turn_question, item.turn_item):
            begin_turn(work, item, table=table, question=question, presented=presented)
        return programme.state_of(item)

    def _presented(self, work: Work, item: Item) -> str | None:
        if self.presented is None:
            return None
        for other in programme.heard_in_turn(work.session, item):
            if self.presented in (other.id, other.number):
                return other.id
        raise hall_rules.not_presented()

    def _table(self, work: Work, item: Item) -> str | None:
        if self.table is None:
            return None
        named = hall_queries.table_in(work.session, item, self.table)
        return queries.final(named.id, queries.merges(work.session, work.forum))

    def _question(self, work: Work, item: Item) -> str | None:
        if self.question is None:
            return None
        if self.question not in {q.id for q in programme.questions(work.session, work.forum, item.id)}:
            raise hall_rules.no_such_question()
        return self.question
