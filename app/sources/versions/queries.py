"""All SQL that reads what is kept of earlier texts. A forum's id is part of every query."""

from collections.abc import Collection, Sequence
from typing import Generic, Protocol, TypeVar

from sqlmodel import Session, col, select

from app.sources.versions.models import Kept
from app.sources.versions.rules import no_such_clash

Row = TypeVar("Row", bound=Kept)


class Versioned(Protocol):
    """A thing that has texts, and a version."""

    id: str
    version: int
    texts: dict[str, str]


class History(Generic[Row]):
    """The earlier and the clashing texts of one kind of thing, which stand in the table of *row*."""

    def __init__(self, row: type[Row]) -> None:
        self.row = row

    def texts_of(self, session: Session, forum: str, thing: str, version: int) -> dict[str, str] | None:
        """What a thing said as an earlier *version*; None for one that there never was."""
        query = select(self.row).where(
            self.row.forum == forum,
            self.row.thing == thing,
            self.row.version == version,
            col(self.row.clashed).is_(False),
        )
        row = session.exec(query).first()
        return row.texts if row is not None else None

    def seen(self, session: Session, forum: str, thing: Versioned, version: int) -> dict[str, str] | None:
        """What a thing said as *version*, be it today's; None for one that there never was."""
        return thing.texts if version == thing.version else self.texts_of(session, forum, thing.id, version)

    def of(self, session: Session, forum: str, thing: str) -> Sequence[Row]:
        """Every earlier and every clashing text of a thing, oldest first."""
        query = select(self.row).where(self.row.forum == forum, self.row.thing == thing)
        return session.exec(query.order_by(col(self.row.kept_at), col(self.row.id))).all()

    def clashes(self, session: Session, forum: str, ids: Collection[str]) -> dict[str, list[Row]]:
        """What clashed and nobody has dealt with, of each of the things *ids*."""
        query = select(self.row).where(
            self.row.forum == forum,
            col(self.row.thing).in_(list(ids)),
            col(self.row.clashed).is_(True),
            col(self.row.settled_at).is_(None),
        )
        found: dict[str, list[Row]] = {}
        for row in session.exec(query.order_by(col(self.row.kept_at), col(self.row.id))):
            found.setdefault(row.thing, []).append(row)
        return found

    def clash(self, session: Session, forum: str, thing: str, clash: str) -> Row:
        """What clashed with a thing, dealt with or not. Raises ``no_such_clash`` (404)."""
        found = session.get(self.row, clash)
        if found is None or found.forum != forum or found.thing != thing or not found.clashed:
            raise no_such_clash()
        return found
