"""Which topics of a dialogue interest the delegations: gathered beforehand, so that the desk opens what is wanted."""

from dataclasses import dataclass
from typing import Any

from app.cooperation import queries, rules
from app.cooperation.models import TopicInterest
from app.kernel import roles
from app.people.models import Delegation
from app.people.queries import delegation_of
from app.programme.queries import item_of
from app.store.work import Work
from app.tables import queries as tables
from app.tables.models import RoundTable


@dataclass(frozen=True, slots=True)
class MarkInterest:
    """A topic interests a delegation, or with ``interested=False`` not any more.

    Said by the delegation's own link, or recorded by the desk as the delegation announced it. Without ``delegation`` it is
    the one that the actor speaks for.
    """

    table: str
    delegation: str | None = None
    interested: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        table = tables.table_by_name(work.session, work.forum, self.table)
        item = item_of(work.session, work.forum, table.item)
        delegation = self._spoken_for(work, table)
        rules.require_topics(item.technique, item.phase)
        row = queries.interest_of(work.session, work.forum, table.id, delegation.id)
        if (row is not None) != self.interested:
            if row is not None:
                work.session.delete(row)
            else:
                marked = TopicInterest(
                    table=table.id, delegation=delegation.id, forum=work.forum, item=item.id, said_at=work.now
                )
                work.session.add(marked)
            people = queries.speakers(work.session, work.forum, [delegation.id])
            work.record("topic", table.id, tables=[table.id], items=[item.id], people=people)
        return {"table": table.id, "delegation": delegation.key, "interested": self.interested}

    def _spoken_for(self, work: Work, table: RoundTable) -> Delegation:
        actor = roles.require(work.actor, "hear:forum")
        own = sorted(actor.speaks_for)
        named = self.delegation or (own[0] if len(own) == 1 else None)
        delegation = delegation_of(work.session, work.forum, named)
        if delegation is not None and delegation.id in own:
            roles.require(actor, "topic:mark", table.item, ["delegation"])
        elif not own or self.delegation is not None:
            roles.require(actor, "topic:record", table.item)
        if delegation is None:
            raise rules.no_such_delegation("delegation")
        return delegation
