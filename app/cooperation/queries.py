"""All SQL that reads initiatives, standings and interest in topics. A forum's id is part of every query."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlmodel import Session, col, select

from app.cooperation import rules
from app.cooperation.models import Initiative, InitiativeVersion, Partner, TopicInterest
from app.people.models import RoleGrant
from app.sources.versions.queries import History
from app.tables.models import RoundTable

HISTORY: Final = History(InitiativeVersion)
"""What initiatives said before, and what clashed with them."""


def initiative_of(session: Session, forum: str, initiative: str, *, withdrawn: bool = False) -> Initiative:
    """An initiative of the forum; with ``withdrawn`` also one that was taken away. Raises ``no_such_initiative`` (404)."""
    found = session.get(Initiative, initiative)
    if found is None or found.forum != forum or (found.withdrawn_at is not None and not withdrawn):
        raise rules.no_such_initiative()
    return found


def initiatives(
    session: Session,
    forum: str,
    *,
    items: Collection[str] | None = None,
    table: str | None = None,
    ids: Collection[str] | None = None,
    presented: bool = False,
) -> list[Initiative]:
    """Initiatives that stand, table by table as they were noted; with ``presented`` only those that everybody reads."""
    query = (
        select(Initiative, RoundTable.number)
        .join(RoundTable, col(RoundTable.id) == col(Initiative.table))
        .where(Initiative.forum == forum, col(Initiative.withdrawn_at).is_(None))
        .order_by(col(Initiative.item), col(RoundTable.number), col(Initiative.first_seq))
    )
    if items is not None:
        query = query.where(col(Initiative.item).in_(list(items)))
    if table is not None:
        query = query.where(Initiative.table == table)
    if ids is not None:
        query = query.where(col(Initiative.id).in_(list(ids)))
    if presented:
        query = query.where(col(Initiative.presented_at).is_not(None))
    return [initiative for initiative, _ in session.exec(query)]


def initiatives_by_id(session: Session, forum: str, ids: Collection[str]) -> dict[str, Initiative]:
    """Initiatives by id, withdrawn ones too."""
    query = select(Initiative).where(Initiative.forum == forum, col(Initiative.id).in_(list(ids)))
    return {i.id: i for i in session.exec(query)}


def held_at(session: Session, forum: str, table: str) -> Sequence[str]:
    """The ids of a table's initiatives, withdrawn ones too."""
    query = select(Initiative.id).where(Initiative.forum == forum, Initiative.table == table)
    return session.exec(query.order_by(col(Initiative.first_seq))).all()


def partners(session: Session, forum: str, ids: Collection[str]) -> dict[str, dict[str, Partner]]:
    """Where delegations stand on each of the initiatives *ids*, by delegation."""
    query = select(Partner).where(Partner.forum == forum, col(Partner.initiative).in_(list(ids)))
    found: dict[str, dict[str, Partner]] = defaultdict(dict)
    for row in session.exec(query):
        found[row.initiative][row.delegation] = row
    return found


def partner_of(session: Session, forum: str, initiative: str, delegation: str) -> Partner | None:
    """Where one delegation stands."""
    found = session.get(Partner, (initiative, delegation))
    return found if found is not None and found.forum == forum else None


def standings_of(session: Session, forum: str, delegations: Collection[str]) -> Sequence[Partner]:
    """Where *delegations* stand on every initiative."""
    query = select(Partner).where(Partner.forum == forum, col(Partner.delegation).in_(list(delegations)))
    return session.exec(query).all()


def interest(session: Session, forum: str, item: str) -> Mapping[str, set[str]]:
    """The delegations that each topic of an item interests, by its table."""
    query = select(TopicInterest).where(TopicInterest.forum == forum, TopicInterest.item == item)
    found: dict[str, set[str]] = defaultdict(set)
    for row in session.exec(query):
        found[row.table].add(row.delegation)
    return found


def interest_of(session: Session, forum: str, table: str, delegation: str) -> TopicInterest | None:
    """One delegation's interest in a topic."""
    found = session.get(TopicInterest, (table, delegation))
    return found if found is not None and found.forum == forum else None


def topics_of(session: Session, forum: str, delegations: Collection[str]) -> Sequence[str]:
    """The tables whose topics interest any of *delegations*."""
    query = select(TopicInterest.table).where(
        TopicInterest.forum == forum, col(TopicInterest.delegation).in_(list(delegations))
    )
    return session.exec(query.distinct()).all()


def speakers(session: Session, forum: str, delegations: Collection[str] | None = None) -> Sequence[str]:
    """Everybody who came by the own link of one of *delegations*, or of any."""
    query = select(RoleGrant.participant).where(RoleGrant.forum == forum, col(RoleGrant.delegation).is_not(None))
    if delegations is not None:
        query = query.where(col(RoleGrant.delegation).in_(list(delegations)))
    return session.exec(query.distinct()).all()
