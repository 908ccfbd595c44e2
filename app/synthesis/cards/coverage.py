"""Coverage: what no key finding draws on yet, for the workbench and the desk."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.findings import queries as findings
from app.live.rooms import Room
from app.programme.queries import forum_of
from app.sources.rules import Thing
from app.synthesis import keys, queries
from app.synthesis.bench import answers_used, load_bench
from app.synthesis.coverage import Coverage, Said, Written, coverage
from app.tables import queries as tables
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class CoverageView:
    """An item's coverage. ``tables`` and ``groups`` that are ``thin`` are under-represented; a group without a name is
    all the others together.
    """

    item: str
    coverage: Coverage


def item_coverage(session: Session, forum: str, item: str) -> Coverage:
    """The coverage of an item as it stands."""
    standing = findings.findings(session, forum, item=item)
    bench = load_bench(session, forum, queries.key_findings(session, forum, item=item))
    aside = queries.set_asides(session, forum, item)
    used = answers_used(session, forum, bench, [f.id for f in standing])
    written = [
        Written(f.id, f.table, Thing("finding", f.id) in bench.used, Thing("finding", f.id) in aside) for f in standing
    ]
    said = [Said(affiliation, answer in used) for answer, affiliation in queries.said_in(session, forum, item)]
    with_findings = {f.table for f in standing}
    return coverage(
        written,
        said,
        numbers={
            t.id: t.number
            for t in tables.tables_of_item(session, forum, item)
            if t.closed_at is None or t.id in with_findings
        },
        people=queries.people_by_affiliation(session, forum, item),
        privacy=forum_of(session, forum).privacy,
    )


def coverage_data(found: Coverage) -> dict[str, Any]:
    """Coverage as programs receive it; findings by id, counted by table; answers by affiliation."""
    return {
        "findings": {"used": found.used, "total": found.total, "set_aside": found.aside},
        "by_table": [
            {
                "table": t.table,
                "table_number": t.number,
                "used": t.used,
                "total": t.total,
                "set_aside": t.aside,
                "under_represented": t.thin,
            }
            for t in found.tables
        ],
        "by_affiliation": [
            {"affiliation": g.affiliation, "used": g.used, "total": g.total, "under_represented": g.thin}
            for g in found.groups
        ],
        "not_drawn_on": [{"kind": "finding", "id": id_} for id_ in found.waiting],
    }


def _coverage_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    key = keys.coverage_key(room.id)
    if wanted is None or key in wanted:
        found = item_coverage(session, forum, room.id)
        yield Card(key, "coverage", "", {"item": room.id, **coverage_data(found)}, CoverageView(room.id, found))


def register(registry: Registry) -> None:
    """The kind ``coverage``."""
    registry.kind("coverage", rooms=["work", "desk"], load=_coverage_cards, template="synthesis/_coverage.html")
