"""How delegations stand on the words that stand now: what was said of earlier words counts no more."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from app.communique import queries
from app.communique.adoption import digest_of, frozen
from app.communique.models import Call, Position, Silence, SilenceBreak
from app.people.models import Delegation
from app.people.queries import delegations


def read_now(session: Session, forum: str, item: str) -> dict[str, str]:
    """What who reads now has read: in which version each paragraph got its words, and by the item's own id the hash of the
    whole text.
    """
    found = queries.paragraphs(session, forum, item)
    return {**{p.id: str(p.worded) for p in found}, item: digest_of(frozen(found))}


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


def silence_of(session: Session, forum: str, item: str) -> Silence | None:
    """The latest silence of an item: the one that runs, or what became of the last."""
    query = select(Silence).where(Silence.forum == forum, Silence.item == item)
    return session.exec(query.order_by(col(Silence.seq).desc())).first()


def silences(session: Session, forum: str, item: str) -> Sequence[Silence]:
    """All silences of an item, the first first."""
    query = select(Silence).where(Silence.forum == forum, Silence.item == item)
    return session.exec(query.order_by(col(Silence.seq))).all()


def running_silence(session: Session, forum: str, item: str) -> Silence | None:
    """The silence that is kept, or that has come to its deadline and not taken effect yet."""
    found = silence_of(session, forum, item)
    return found if found is not None and found.ended_at is None else None


def breaks(session: Session, forum: str, silences: Collection[str]) -> Sequence[SilenceBreak]:
    """What broke silences, the first first."""
    query = select(SilenceBreak).where(SilenceBreak.forum == forum, col(SilenceBreak.silence).in_(list(silences)))
    return session.exec(query.order_by(col(SilenceBreak.said_at), col(SilenceBreak.id))).all()


def deadlines(session: Session) -> Sequence[tuple[str, str, datetime]]:
    """The silences that run, in every forum, as (forum, silence, deadline); the next first."""
    query = select(Silence.forum, Silence.id, Silence.ends_at).where(col(Silence.ended_at).is_(None))
    return session.exec(query.order_by(col(Silence.ends_at))).all()
