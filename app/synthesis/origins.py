"""What key findings are drawn from, whatever its kind: where it stands, which version it has, what it counts for."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session

from app.findings import queries as findings
from app.sources.rules import Thing
from app.synthesis import queries


class Origin(NamedTuple):
    """A thing as a source. ``table`` is an id; ``mark`` is a finding's kind or a comment's stance."""

    thing: Thing
    item: str
    version: int
    withdrawn: bool
    table: str | None = None
    mark: str = ""


def load(session: Session, forum: str, things: Collection[Thing]) -> dict[Thing, Origin]:
    """Those of *things* that there are in the forum, withdrawn ones too; one query per kind."""
    ids: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        ids[thing.kind].append(thing.id)
    found: dict[Thing, Origin] = {}

    def keep(
        kind: str, id: str, item: str, version: int, gone: object, table: str | None = None, mark: str = ""
    ) -> None:
        found[Thing(kind, id)] = Origin(Thing(kind, id), item, version, gone is not None, table, mark)

    for f in findings.findings_by_id(session, forum, ids["finding"]).values():
        keep("finding", f.id, f.item, f.version, f.withdrawn_at, f.table, f.kind)
    for c in findings.comments_by_id(session, forum, ids["comment"]).values():
        keep("comment", c.id, c.item, c.version, c.withdrawn_at, c.table, c.stance)
    for a in findings.answers_by_id(session, forum, ids["answer"]).values():
        keep("answer", a.id, a.item, a.version, a.withdrawn_at, a.table)
    for n in queries.notes_by_id(session, forum, ids["note"]).values():
        keep("note", n.id, n.item, n.version, n.withdrawn_at)
    for k in queries.key_findings_by_id(session, forum, ids["key-finding"]).values():
        keep("key-finding", k.id, k.item, k.version, k.withdrawn_at)
    return found
