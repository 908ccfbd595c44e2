"""Questions from the floor as templates and programs read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.people.queries import participants
from app.people.rules import shown_name
from app.programme import queries as programme
from app.stage.questions import queries
from app.stage.questions.models import FloorQuestion
from app.web.registry import Texts


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question from the floor. ``support`` counts people, those of the questions ``alike`` that are grouped with it too;
    each of those once. ``about``: the key finding or initiative that it asks about, (kind, id, texts), if any.

    ``state``: ``open``, ``answered``, ``held``, ``hidden`` or ``grouped``.
    """

    id: str
    item: str
    text: str
    language: str
    by: str
    state: str
    late: bool
    support: int
    alike: tuple[tuple[str, str, str], ...]
    into: str
    about: tuple[str, str, Mapping[str, str]] | None
    written_at: datetime
    order: str

    @property
    def ranked(self) -> int:
        """Its place among others by support: what was answered comes last."""
        return self.support if self.is_open else -1

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer before everybody."""
        return self.state == "open"


_RANK = {"held": "0", "open": "1", "answered": "2", "hidden": "3", "grouped": "4"}
"""What the desk looks at first; within each the newest first."""


def state_of(question: FloorQuestion) -> str:
    """How a question stands, in one word."""
    if question.held or question.hidden:
        return "held" if question.held else "hidden"
    if question.into is not None:
        return "grouped"
    return "answered" if question.answered_at is not None else "open"


def question_views(session: Session, forum: str, questions: Sequence[FloorQuestion]) -> list[QuestionView]:
    """Questions with all that is shown of them."""
    if not questions:
        return []
    groups = queries.grouped_with(session, forum, [question.id for question in questions])
    members = {question.id: groups.get(question.id, []) for question in questions}
    everybody = {q.id for q in questions} | {one.id for group in groups.values() for one in group}
    support = queries.supporters(session, forum, queries.QUESTION, everybody)
    privacy = programme.forum_of(session, forum).privacy
    people = participants(session, forum, {q.author for q in questions}) if privacy == "named" else {}

    def view(question: FloorQuestion) -> QuestionView:
        alike = [one for one in members[question.id] if queries.is_public(one)]
        who = set().union(*(support.get(one.id, set()) for one in (question, *alike)))
        person = people.get(question.author)
        state = state_of(question)
        about = question.about
        return QuestionView(
            question.id,
            question.item,
            question.text,
            question.language,
            shown_name(person.name if person else "", question.affiliation, privacy),
            state,
            question.late,
            len(who),
            tuple((one.id, one.text, one.language) for one in alike),
            question.into or "",
            (about["kind"], about["id"], about["texts"]) if about else None,
            question.written_at,
            f"{_RANK[state]}:{10**10 - question.first_seq:010d}",
        )

    return [view(question) for question in questions]


def public_views(session: Session, forum: str, item: str) -> list[QuestionView]:
    """What the whole item reads: open questions, the newest first, then those that were answered."""
    found = [q for q in queries.questions(session, forum, item=item) if queries.is_public(q) and q.into is None]
    return sorted(question_views(session, forum, found), key=lambda view: view.order)


def most_supported(views: Sequence[QuestionView]) -> list[QuestionView]:
    """Questions that are open, the most supported first; of equals the older."""
    return sorted((v for v in views if v.is_open), key=lambda view: (-view.support, view.written_at, view.id))


def question_data(view: QuestionView) -> dict[str, Any]:
    """A question as programs receive it."""
    return {
        "id": view.id,
        "item": view.item,
        "text": view.text,
        "language": view.language,
        "by": view.by,
        "state": view.state,
        "late": view.late,
        "support": view.support,
        "alike": [{"id": id_, "text": text, "language": language} for id_, text, language in view.alike],
        "into": view.into or None,
        "about": {"kind": view.about[0], "id": view.about[1], "text": Texts(view.about[2])} if view.about else None,
        "written_at": rfc3339(view.written_at),
    }
