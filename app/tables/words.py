"""How answers move with their table: what this slice registers for the hall's steps."""

from collections.abc import Collection, Sequence

from sqlmodel import Session

from app.store.work import Work
from app.tables import hall_queries
from app.web.registry import Mover


def _held(session: Session, forum: str, table: str) -> Sequence[str]:
    return hall_queries.answers_held(session, forum, table)


def _move(work: Work, ids: Collection[str], origin: str, destination: str) -> None:
    # The question stays: an answer answers what its writer was asked, also when it now stands at another table.
    for answer in hall_queries.answers_at(work.session, work.forum, origin, ids):
        answer.table, answer.seq = destination, work.seq
        work.record("answer", answer.id, tables=[origin, destination], items=[answer.item])


ANSWERS = Mover(_held, _move)
"""Moves a table's answers. No people are recorded: whose they are does not change, and the journal must not say it."""
