"""The drafting journal is the chair's and the drafters', until the chair releases it."""

from dataclasses import dataclass
from typing import Any

from app.communique import queries
from app.communique.recording import communique_row, record_communique
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
