"""The journal: the forum's gapless, append-only record of what happened, and what changed by it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.store.models import JournalRow

FORUM = sa.table("forum", sa.column("id"), sa.column("seq"))
"""The forum's row as the store knows it: its counter. The rest belongs to the programme."""


# Statements of the lane's every command are built once: building costs more than running.
_JOURNAL = JournalRow.__table__  # type: ignore[attr-defined]
_NEXT = sa.update(FORUM).where(FORUM.c.id == sa.bindparam("of")).values(seq=FORUM.c.seq + 1).returning(FORUM.c.seq)
_APPEND = sa.insert(_JOURNAL)


class Change(NamedTuple):
    """A thing that changed, and every table, item and person it belonged to before and belongs to now."""

    kind: str
    id: str
    tables: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def document(self) -> list[Any]:
        """Its form in the journal's JSON."""
        return [self.kind, self.id, list(self.tables), list(self.items), list(self.people)]

    @classmethod
    def of(cls, document: list[Any]) -> "Change":
        """Back from the journal's JSON."""
        kind, id_, tables, items, people = document
        return cls(kind, id_, tuple(tables), tuple(items), tuple(people))


class Entry(NamedTuple):
    """One line of the journal."""

    forum: str
    seq: int
    at: datetime
    command: str
    actor: str | None
    changes: tuple[Change, ...]


def take_number(session: Session, forum: str) -> int:
    """The forum's next seq. It locks the forum's row until the transaction ends; a rollback gives the number back."""
    number = session.connection().execute(_NEXT, {"of": forum}).scalar_one_or_none()
    if number is None:
        raise Refusal(
            "no_such_forum",
            N_("This code opens no forum. Look at the card on your table and try again."),
            status=404,
        )
    return int(number)


def append(session: Session, entries: Iterable[Entry]) -> None:
    """Write entries."""
    rows = [{**entry._asdict(), "changes": [change.document() for change in entry.changes]} for entry in entries]
    if rows:
        session.connection().execute(_APPEND, rows)


def head(session: Session, forum: str) -> int:
    """The seq of the forum's last accepted command; 0 when there is no such forum."""
    return int(session.execute(sa.select(FORUM.c.seq).where(FORUM.c.id == forum)).scalar_one_or_none() or 0)


def heads(session: Session, forums: Iterable[str]) -> dict[str, int]:
    """The heads of several forums in one query, for the poll."""
    rows = session.execute(sa.select(FORUM.c.id, FORUM.c.seq).where(FORUM.c.id.in_(list(forums))))
    return {row.id: row.seq for row in rows}


def since(session: Session, forum: str, seq: int, limit: int = 2_000) -> list[Entry]:
    """At most *limit* entries after *seq*, oldest first."""
    table = _JOURNAL
    rows = session.execute(
        sa.select(table.c.seq, table.c.at, table.c.command, table.c.actor, table.c.changes)
        .where(table.c.forum == forum, table.c.seq > seq)
        .order_by(table.c.seq)
        .limit(limit)
    )
    return [
        Entry(forum, number, at, command, actor, tuple(Change.of(c) for c in changes))
        for number, at, command, actor, changes in rows
    ]
