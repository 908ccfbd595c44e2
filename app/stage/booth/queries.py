"""All SQL that reads the glossary and the booth's signals. A forum's id is part of every query."""

from collections.abc import Collection, Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.kernel.roles import ACTS
from app.people.models import RoleGrant
from app.stage.booth import rules
from app.stage.booth.models import SlowerSignal, Term


def terms(session: Session, forum: str, ids: Collection[str] | None = None) -> Sequence[Term]:
    """The glossary's terms that stand, in their order."""
    query = select(Term).where(Term.forum == forum, col(Term.removed_at).is_(None))
    if ids is not None:
        query = query.where(col(Term.id).in_(list(ids)))
    return session.exec(query.order_by(col(Term.position), col(Term.id))).all()


def term_of(session: Session, forum: str, term: str) -> Term:
    """A term that stands. Raises ``no_such_term`` (404)."""
    found = session.get(Term, term)
    if found is None or found.forum != forum or found.removed_at is not None:
        raise rules.no_such_term()
    return found


def last_position(session: Session, forum: str) -> int:
    """The place of the glossary's last term, -1 of an empty one."""
    return session.exec(select(func.coalesce(func.max(Term.position), -1)).where(Term.forum == forum)).one()


def signals(session: Session, forum: str, items: Collection[str] | None = None) -> Sequence[SlowerSignal]:
    """The signals that were ever given; of *items*, or all."""
    query = select(SlowerSignal).where(SlowerSignal.forum == forum)
    if items is not None:
        query = query.where(col(SlowerSignal.item).in_(list(items)))
    return session.exec(query.order_by(col(SlowerSignal.item))).all()


def who_may(session: Session, forum: str, act: str, item: str | None = None) -> Sequence[str]:
    """The people who hold a role that allows *act*; with *item* for it or for the whole forum, else for any item."""
    query = select(RoleGrant.participant).where(
        RoleGrant.forum == forum, col(RoleGrant.role).in_(sorted(ACTS[act].roles))
    )
    if item is not None:
        query = query.where((col(RoleGrant.item) == item) | col(RoleGrant.item).is_(None))
    return session.exec(query.distinct().order_by(col(RoleGrant.participant))).all()
