"""A table's findings in numbers, for the desk's tile."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from sqlmodel import Session

from app.findings import keys, queries
from app.findings.models import Finding
from app.live.rooms import Room
from app.tables import queries as tables
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class CountsView:
    """How many findings a table has, how many were read aloud as they stand, how many reported; and its dissents."""

    table: str
    number: int
    findings: int
    signed: int
    reported: int
    dissents: int


def _counts_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    by_table: dict[str, list[Finding]] = defaultdict(list)
    for finding in queries.findings(session, forum, item=room.id):
        by_table[finding.table].append(finding)
    dissents = queries.dissents(session, forum, [f.id for found in by_table.values() for f in found])
    for table in tables.tables_of_item(session, forum, room.id):
        key = keys.counts_key(table.id)
        if wanted is not None and key not in wanted:
            continue
        found = by_table[table.id]
        view = CountsView(
            table.id,
            table.number,
            len(found),
            sum(f.signed_version == f.version for f in found),
            sum(f.reported_at is not None for f in found),
            sum(len(dissents.get(f.id, ())) for f in found),
        )
        yield Card(key, "table-findings", f"{table.number:05d}", asdict(view), view)


def register(registry: Registry) -> None:
    """The kind ``table-findings``."""
    registry.kind("table-findings", rooms=["desk"], load=_counts_cards, template="findings/_table_findings.html")
