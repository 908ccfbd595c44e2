"""Saying of a practice whose it is, who runs it, whom to ask, how far it is, and what it serves."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.text import optional
from app.people.queries import delegations
from app.report.practices import queries, rules
from app.report.practices.models import PracticeSheet
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class DescribePractice:
    """Save a practice's sheet, read as ``version`` (0 before there was one). ``delegation`` is a key of the roster."""

    finding: str
    version: int
    delegation: str = ""
    implementer: str = ""
    contact: str = ""
    status: str = ""
    references: tuple[str, ...] = ()
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.practice_of(work.session, work.forum, self.finding)
        roles.require(work.actor, "practice:describe", found.item)
        rules.require_status(self.status)
        rules.require_references(self.references, queries.known_references(work.session, work.forum))
        row = queries.sheets(work.session, work.forum).get(found.id)
        if self.version != (row.version if row else 0):
            raise rules.moved(row.version if row else 0)
        delegation = self._delegation(work)
        if row is None:
            work.created = True
            row = PracticeSheet(finding=found.id, forum=work.forum, references=[], version=0, written_at=work.now)
        row.delegation = delegation
        row.implementer = optional(self.implementer, limit=rules.LONGEST, field="implementer")
        row.contact = optional(self.contact, limit=rules.LONGEST, field="contact")
        row.status, row.references = self.status, list(dict.fromkeys(self.references))
        row.version, row.written_at = row.version + 1, work.now
        work.session.add(row)
        work.session.flush()
        work.record("practice", found.id, items=[found.item])
        return {"finding": found.id, "version": row.version}

    def _delegation(self, work: Work) -> str | None:
        if not self.delegation:
            return None
        found = next((d for d in delegations(work.session, work.forum) if self.delegation in (d.key, d.id)), None)
        if found is None:
            raise rules.no_such_delegation()
        return found.id
