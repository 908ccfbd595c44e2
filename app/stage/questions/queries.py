"""All SQL that reads questions from the floor and support."""

from collections.abc import Collection, Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.people.models import Participant
from app.programme.models import Item
from app.stage.questions import rules
from app.stage.questions.models import FloorQuestion, QuestionKeeping, Support

QUESTION = "floor-question"
"""The kind under which questions are supported."""


def questions(
    session: Session, forum: str, *, item: str | None = None, ids: Collection[str] | None = None
) -> Sequence[FloorQuestion]:
    """Questions that stand, in the order they came; of an item, those of *ids*."""
    query = select(FloorQuestion).where(FloorQuestion.forum == forum, col(FloorQuestion.withdrawn_at).is_(None))
    if item is not None:
        query = query.where(FloorQuestion.item == item)
    if ids is not None:
        query = query.where(col(FloorQuestion.id).in_(list(ids)))
    return session.exec(query.order_by(col(FloorQuestion.first_seq))).all()


def question_of(session: Session, forum: str, question: str) -> FloorQuestion:
    """A question that stands. Raises ``no_such_question`` (404)."""
    found = next(iter(questions(session, forum, ids=[question])), None)
    if found is None:
        raise rules.no_such_question()
    return found


def is_public(question: FloorQuestion) -> bool:
    """Whether the whole item reads it, by itself or with the one that it is grouped with."""
    return not question.held and not question.hidden


def grouped_with(session: Session, forum: str, ids: Collection[str]) -> dict[str, list[FloorQuestion]]:
    """The questions that are grouped into each of *ids*."""
    query = select(FloorQuestion).where(
        FloorQuestion.forum == forum, col(FloorQuestion.into).in_(list(ids)), col(FloorQuestion.withdrawn_at).is_(None)
    )
    found: dict[str, list[FloorQuestion]] = {}
    for question in session.exec(query.order_by(col(FloorQuestion.first_seq))):
        found.setdefault(question.into or "", []).append(question)
    return found


def asked_by(session: Session, forum: str, people: Collection[str]) -> Sequence[FloorQuestion]:
    """The questions that stand by any of *people*."""
    query = select(FloorQuestion).where(FloorQuestion.forum == forum, col(FloorQuestion.author).in_(list(people)))
    return session.exec(query.where(col(FloorQuestion.withdrawn_at).is_(None))).all()


def supporters(session: Session, forum: str, kind: str, things: Collection[str]) -> dict[str, set[str]]:
    """Who supports each of *things*; only their number is ever told."""
    query = select(Support).where(Support.forum == forum, Support.kind == kind, col(Support.thing).in_(list(things)))
    found: dict[str, set[str]] = {}
    for support in session.exec(query):
        found.setdefault(support.thing, set()).add(support.person)
    return found


def all_support(session: Session, forum: str) -> Sequence[Support]:
    """All support that was given in a forum."""
    return session.exec(select(Support).where(Support.forum == forum)).all()


def keeping(session: Session, item: Item) -> QuestionKeeping:
    """How an item's questions are kept; as a fresh row when nobody has said anything about it."""
    return session.get(QuestionKeeping, item.id) or QuestionKeeping(item=item.id, forum=item.forum, holds=False)


def sharing(session: Session, forum: str, affiliation: str) -> int:
    """How many people of the forum have an affiliation."""
    query = select(func.count()).select_from(Participant)
    return session.exec(query.where(Participant.forum == forum, Participant.affiliation == affiliation)).one()
