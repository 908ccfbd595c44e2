"""How delegations stand on the words that stand now: what was said of earlier words counts no more."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.communique import queries
from app.communique.adoption import digest_of, frozen
from app.communique.models import Call, Position
from app.people.models import Delegation
from app.people.queries import delegations


def read_now(session: Session, forum: str, item: str) -> dict[str, str]:
    """What who reads now has read: each paragraph's version, and by the item's own id the hash of the whole text."""
    found = queries.paragraphs(session, forum, item)
    return {**{p.id: str(p.version) for p in found}, item: digest_of(frozen(found))}


def current_positions(session: Session, forum: str, item: str, target: str | None = None) -> list[Position]:
    """The positions on the words that stand now: on one *target*, or on any."""
    read = read_now(session, forum, item)
    held = queries.positions(session, forum, item)
    return [
        row for name in ([target] if target else held) for row in held.get(name, ()) if row.read == read.get(row.target)
    ]


def adopting(session: Session, forum: str) -> list[Delegation]:
    """The delegations that adopt, by the roster."""
    return [delegation for delegation in delegations(session, forum) if delegation.standing == "adopts"]


def open_call(session: Session, forum: str, item: str) -> Call | None:
    """The question that the chair has asked and not closed."""
    query = select(Call).where(Call.forum == forum, Call.item == item, col(Call.closed_at).is_(None))
    return session.exec(query).first()


def calls(session: Session, forum: str, item: str) -> Sequence[Call]:
    """All questions that were asked, the first first."""
    query = select(Call).where(Call.forum == forum, Call.item == item)
    return session.exec(query.order_by(col(Call.asked_at), col(Call.seq))).all()
