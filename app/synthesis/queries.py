"""All SQL that reads notes, key findings and what was set aside. A forum's id is part of every query."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.people.models import Participant, RoleGrant
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Item
from app.sources.rules import Thing
from app.sources.versions.queries import History
from app.stage.booth.rules import ROLES as BOOTH
from app.synthesis import rules
from app.synthesis.models import KeyFinding, KeyFindingVersion, Note, SetAside
from app.tables.models import Answer, Seat

HISTORY: Final = History(KeyFindingVersion)
"""What key findings said before, and what clashed with them."""


def key_finding_of(session: Session, forum: str, key_finding: str, *, withdrawn: bool = False) -> KeyFinding:
    """A key finding of the forum; with ``withdrawn`` also one that was taken away. Raises ``no_such_key_finding``."""
    found = session.get(KeyFinding, key_finding)
    if found is None or found.forum != forum or (found.withdrawn_at is not None and not withdrawn):
        raise rules.no_such_key_finding()
    return found


def key_findings(
    session: Session, forum: str, *, item: str | None = None, ids: Collection[str] | None = None
) -> list[KeyFinding]:
    """Key findings that stand, in their order, which is one of bytes on every database."""
    query = select(KeyFinding).where(KeyFinding.forum == forum, col(KeyFinding.withdrawn_at).is_(None))
    if item is not None:
        query = query.where(KeyFinding.item == item)
    if ids is not None:
        query = query.where(col(KeyFinding.id).in_(list(ids)))
    return sorted(session.exec(query), key=lambda k: (k.rank.encode(), k.id))


def key_findings_by_id(session: Session, forum: str, ids: Collection[str]) -> dict[str, KeyFinding]:
    """Key findings by id, withdrawn ones too."""
    query = select(KeyFinding).where(KeyFinding.forum == forum, col(KeyFinding.id).in_(list(ids)))
    return {k.id: k for k in session.exec(query)}


def note_of(session: Session, forum: str, note: str) -> Note:
    """A note of the forum. Raises ``no_such_note`` (404)."""
    found = session.get(Note, note)
    if found is None or found.forum != forum:
        raise rules.no_such_note()
    return found


def notes(
    session: Session, forum: str, *, items: Collection[str] | None = None, ids: Collection[str] | None = None
) -> Sequence[Note]:
    """Notes that stand, in the order they were taken."""
    query = select(Note).where(Note.forum == forum, col(Note.withdrawn_at).is_(None))
    if items is not None:
        query = query.where(col(Note.item).in_(list(items)))
    if ids is not None:
        query = query.where(col(Note.id).in_(list(ids)))
    return session.exec(query.order_by(col(Note.first_seq))).all()


def notes_by_id(session: Session, forum: str, ids: Collection[str]) -> dict[str, Note]:
    """Notes by id, withdrawn ones too."""
    query = select(Note).where(Note.forum == forum, col(Note.id).in_(list(ids)))
    return {n.id: n for n in session.exec(query)}


def set_asides(session: Session, forum: str, item: str | None = None) -> dict[Thing, SetAside]:
    """What was set aside in an item, or in the whole forum."""
    query = select(SetAside).where(SetAside.forum == forum)
    if item is not None:
        query = query.where(SetAside.item == item)
    return {Thing(row.kind, row.id): row for row in session.exec(query)}


def set_aside(session: Session, forum: str, thing: Thing) -> SetAside | None:
    """How a thing was set aside, if it was."""
    found = session.get(SetAside, (thing.kind, thing.id))
    return found if found is not None and found.forum == forum else None


def said_in(session: Session, forum: str, item: str) -> list[tuple[str, str]]:
    """(id, affiliation) of every answer of an item that stands."""
    query = select(Answer.id, Answer.affiliation).where(
        Answer.forum == forum, Answer.item == item, col(Answer.withdrawn_at).is_(None)
    )
    return [(answer, affiliation) for answer, affiliation in session.exec(query.order_by(col(Answer.first_seq)))]


def people_by_affiliation(session: Session, forum: str, item: str) -> dict[str, int]:
    """How many of those who sit or sat in an item have each affiliation."""
    query = (
        select(Participant.affiliation, func.count(func.distinct(Participant.id)))
        .join(Seat, col(Seat.participant) == col(Participant.id))
        .where(Seat.forum == forum, Seat.item == item)
        .group_by(col(Participant.affiliation))
    )
    return dict(session.exec(query).all())


def said_at(session: Session, forum: str, item: str) -> list[tuple[str, str, str]]:
    """(id, table, affiliation) of every answer of an item that stands."""
    query = select(Answer.id, Answer.table, Answer.affiliation).where(
        Answer.forum == forum, Answer.item == item, col(Answer.withdrawn_at).is_(None)
    )
    return [(answer, table, affiliation) for answer, table, affiliation in session.exec(query)]


def people_at_tables(session: Session, forum: str, item: str) -> dict[tuple[str, str], int]:
    """How many of those who sit or sat at each table of an item have each affiliation."""
    query = (
        select(Seat.table, Participant.affiliation, func.count(func.distinct(Participant.id)))
        .join(Participant, col(Seat.participant) == col(Participant.id))
        .where(Seat.forum == forum, Seat.item == item)
        .group_by(col(Seat.table), col(Participant.affiliation))
    )
    return {(table, affiliation): count for table, affiliation, count in session.exec(query)}


def people_in(session: Session, forum: str, item: str) -> int:
    """How many people sit or sat in an item."""
    query = select(func.count(func.distinct(Seat.participant))).where(Seat.forum == forum, Seat.item == item)
    return session.exec(query).one()


def presented_in(session: Session, item: Item) -> Item:
    """The item in which an item's key findings are shown now: a plenary under way that presents it, else itself."""
    plenaries = programme.presenting(session, item.forum, item.id)
    return next((other for other in plenaries if phases.is_on(other.technique, other.phase)), item)


def booth_of(session: Session, forum: str, item: str) -> Sequence[str]:
    """Who interprets or translates in an item."""
    query = select(RoleGrant.participant).where(
        RoleGrant.forum == forum,
        col(RoleGrant.role).in_(BOOTH),
        (col(RoleGrant.item) == item) | col(RoleGrant.item).is_(None),
    )
    return session.exec(query.distinct()).all()


def items_where_sat(session: Session, forum: str, people: Collection[str]) -> Sequence[str]:
    """The items in which any of *people* sit or sat."""
    query = select(Seat.item).where(Seat.forum == forum, col(Seat.participant).in_(list(people)))
    return session.exec(query.distinct()).all()


def notes_by(session: Session, forum: str, author: str) -> Sequence[Note]:
    """Every note of a person, where the forum keeps who took it."""
    return session.exec(select(Note).where(Note.forum == forum, Note.author == author)).all()
