"""All SQL that a report needs beyond what the slices below read for themselves. A forum's id is part of every query."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from app.people.models import Participant, RoleGrant
from app.programme.models import Forum
from app.sources.models import Source
from app.store import journal
from app.store.models import JournalRow
from app.synthesis.models import SetAside
from app.tables.models import Answer, RoundTable, Seat


def standing_answers(session: Session, forum: str) -> Sequence[Answer]:
    """Every answer of the forum that was not withdrawn, in the order they came."""
    query = select(Answer).where(Answer.forum == forum, col(Answer.withdrawn_at).is_(None))
    return session.exec(query.order_by(col(Answer.first_seq), col(Answer.id))).all()


def forum_ids(session: Session) -> frozenset[str]:
    """Every forum of this database."""
    return frozenset(session.exec(select(Forum.id)))


def read_until(session: Session, forum: str) -> int:
    """Up to where what is read now has gone, at least."""
    return journal.head(session, forum)


_TAKES_BACK: Final = ("Withdraw%", "Remove%")
_MAY_TAKE_BACK: Final = (
    "ReportFinding",
    "PresentInitiative",
    "ShowKeyFinding",
    "MarkQuestion",
    "OpenCommunique",
    "ReleaseJournal",
    "NameReservations",
    "UndoAct",
    "ChangePart",
    "ImportProgramme",
)
"""Commands that tell or take back: the journal does not say which. The last two may tighten the forum's privacy."""


def taken_back(session: Session, forum: str, seq: int) -> bool:
    """Whether anything was, or may have been, withdrawn or kept back since *seq*: or the forum is gone."""
    command = col(JournalRow.command)
    ways = or_(*(command.like(way) for way in _TAKES_BACK), command.in_(_MAY_TAKE_BACK))
    query = select(JournalRow.seq).where(JournalRow.forum == forum, col(JournalRow.seq) > seq, ways).limit(1)
    return session.exec(query).first() is not None or session.get(Forum, forum) is None


LONG: Final = 3_000
"""Answers from which on nothing of a forum's report is made in the server's own process."""


def wrote_much(session: Session, forum: str) -> bool:
    """Whether a forum has more than :data:`LONG` answers."""
    few = select(Answer.id).where(Answer.forum == forum).limit(LONG + 1).subquery()
    return int(session.exec(select(func.count()).select_from(few)).one()) > LONG


def all_tables(session: Session, forum: str) -> dict[str, RoundTable]:
    """Every table of the forum by its id, ordered by number."""
    query = select(RoundTable).where(RoundTable.forum == forum).order_by(col(RoundTable.number), col(RoundTable.id))
    return {table.id: table for table in session.exec(query)}


def people_at(session: Session, forum: str) -> dict[str, int]:
    """How many different people sit or sat at each table."""
    query = (
        select(Seat.table, func.count(func.distinct(Seat.participant)))
        .where(Seat.forum == forum)
        .group_by(col(Seat.table))
    )
    return dict(session.exec(query).all())


def took_part(session: Session, forum: str) -> Sequence[Participant]:
    """Who took part: who sat at a table, or came without a role link and said who they are.

    A projector's laptop joins with the forum's code like everybody, and is nobody.
    """
    seated = select(Seat.participant).where(Seat.forum == forum)
    by_link = select(RoleGrant.participant).where(RoleGrant.forum == forum)
    named = (col(Participant.name) != "") | (col(Participant.affiliation) != "")
    says = named | col(Participant.delegation).is_not(None)
    query = select(Participant).where(
        Participant.forum == forum, col(Participant.id).in_(seated) | (says & col(Participant.id).not_in(by_link))
    )
    return session.exec(query.order_by(col(Participant.joined_at), col(Participant.id))).all()


def all_links(session: Session, forum: str) -> Sequence[Source]:
    """Every link from a made thing to what it was made from, in the order they were made."""
    query = select(Source).where(Source.forum == forum)
    return session.exec(
        query.order_by(
            col(Source.linked_at),
            col(Source.made_kind),
            col(Source.made),
            col(Source.origin_kind),
            col(Source.origin),
        )
    ).all()


def all_set_aside(session: Session, forum: str) -> Sequence[SetAside]:
    """Everything that was set aside, in that order."""
    query = select(SetAside).where(SetAside.forum == forum)
    return session.exec(query.order_by(col(SetAside.at), col(SetAside.kind), col(SetAside.id))).all()
