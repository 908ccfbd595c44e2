"""Initiatives are presented to everybody, and delegations say where they stand."""

from dataclasses import dataclass
from typing import Any

from app.cooperation import queries, rules
from app.cooperation.models import Initiative, Partner
from app.cooperation.reading import readable
from app.cooperation.recording import present, record_initiative
from app.kernel import roles
from app.kernel.language import text_in
from app.people.models import Delegation
from app.people.queries import delegation_of
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class PresentInitiative:
    """Present an initiative to the item and the forum, or with ``presents=False`` take it back."""

    initiative: str
    presents: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = present(work, self.initiative, presents=self.presents)
        return {"id": found.id, "item": found.item, "presented": found.presented_at is not None}


@dataclass(frozen=True, slots=True)
class SetStanding:
    """Where a delegation stands on an initiative; with ``standing=None`` nowhere any more.

    A State's own standing is taken by whoever came by its own link. Otherwise the observer (or the rapporteur) records what
    was said at the table: that is marked as heard there, and never goes over what the delegation said itself.
    """

    initiative: str
    delegation: str
    standing: str | None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.initiative_of(work.session, work.forum, self.initiative)
        delegation = delegation_of(work.session, work.forum, self.delegation)
        own = self._stands(work, found, delegation)
        if self.standing is not None:
            rules.require_standing(self.standing)
        if delegation is None:
            raise rules.no_such_delegation("delegation")
        row = queries.partner_of(work.session, work.forum, found.id, delegation.id)
        if row is not None and row.own and not own:
            if row.standing == self.standing:
                return _told(found, delegation, row)
            raise rules.said_itself(text_in(delegation.name, work.actor.language if work.actor else "en"))
        if row is not None and self.standing is None:
            work.session.delete(row)
            self._record(work, found, delegation)
            return _told(found, delegation, None)
        if self.standing is not None and (row is None or (row.standing, row.own) != (self.standing, own)):
            row = row or Partner(
                initiative=found.id,
                delegation=delegation.id,
                forum=work.forum,
                standing=self.standing,
                own=own,
                said_at=work.now,
            )
            row.standing, row.own, row.said_at = self.standing, own, work.now
            work.session.add(row)
            self._record(work, found, delegation)
        return _told(found, delegation, row)

    def _stands(self, work: Work, found: Initiative, delegation: Delegation | None) -> bool:
        """Whether the actor speaks for the delegation; otherwise they must be the one who records. Raises ``not_yours``."""
        actor = roles.require(work.actor, "hear:forum")
        if delegation is not None and delegation.id in actor.speaks_for:
            roles.require(actor, "partner:stand", found.item, ["delegation"])
            if not readable(work.session, actor, found):
                raise rules.no_such_initiative()
            return True
        roles.require(actor, "initiative:write", found.item)
        return False

    def _record(self, work: Work, found: Initiative, delegation: Delegation) -> None:
        record_initiative(work, found)
        work.record("partner", found.id, people=queries.speakers(work.session, work.forum, [delegation.id]))


def _told(found: Initiative, delegation: Delegation, row: Partner | None) -> dict[str, Any]:
    return {
        "initiative": found.id,
        "delegation": delegation.key,
        "standing": row.standing if row is not None else None,
        "said_by": None if row is None else "delegation" if row.own else "table",
    }
