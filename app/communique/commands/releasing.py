"""The drafting journal is the chair's and the drafters', and the reservations are published without names, until the chair
releases them.
"""

from dataclasses import dataclass
from typing import Any

from app.communique import adoption_rules, queries
from app.communique.recording import communique_row, record_communique
from app.communique.reserved import reservations
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class ReleaseJournal:
    """Let who reads the text read who proposed what, and how it was decided; or with ``releases=False`` no more."""

    item: str
    releases: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        roles.require(work.actor, "communique:chair", item.id)
        row = communique_row(work, item.id)
        if self.releases != (row.released_at is not None):
            row.released_at = work.now if self.releases else None
            record_communique(work, item.id)
        return {"item": item.id, "released_at": rfc3339(row.released_at) if row.released_at else None}


@dataclass(frozen=True, slots=True)
class NameReservations:
    """Publish the reservations of the adopted text with the names of who made them; or with ``names=False`` without again.

    What has been read or taken away meanwhile stays with who has it.
    """

    item: str
    names: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.drafting_item(work.session, work.forum, self.item)
        roles.require(work.actor, "communique:chair", item.id)
        row = queries.communique_of(work.session, work.forum, item.id)
        if row is None or row.adopted_at is None:
            raise adoption_rules.not_adopted_yet()
        found = reservations(work.session, row)
        if self.names and not found:
            raise adoption_rules.nothing_reserved()
        if self.names != (row.named_at is not None):
            row.named_at = work.now if self.names else None
            record_communique(work, item.id)
        return {"item": item.id, "named_at": rfc3339(row.named_at) if row.named_at else None, "count": len(found)}
