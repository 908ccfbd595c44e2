"""Which comments, dissents and sign-offs are mine."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.findings import keys, queries
from app.kernel.roles import Actor
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class FindingMarksView:
    """Marks by card key: ``mine`` on comments and dissents, ``signed`` and ``dissented`` on findings."""

    marks: dict[str, list[str]]


def finding_marks(session: Session, actor: Actor) -> dict[str, list[str]]:
    """What *actor* signed, dissented from and commented, where they sat."""
    marks: dict[str, list[str]] = {}
    for sign_off in queries.sign_offs_where_sat(session, actor.forum, actor.participant):
        if sign_off.person != actor.author_of(sign_off.id):
            continue
        held = marks.setdefault(keys.finding_key(sign_off.finding), [])
        mark = "signed" if sign_off.dissent is None else "dissented"
        if mark not in held:
            held.append(mark)
        if sign_off.dissent is not None:
            marks[keys.dissent_key(sign_off.id)] = ["mine"]
    for comment in queries.comments_where_sat(session, actor.forum, actor.participant):
        if comment.author == actor.author_of(comment.id):
            marks[keys.comment_key(comment.id)] = ["mine"]
    return {key: sorted(held) for key, held in marks.items()}


def _mark_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    marks = finding_marks(session, actor)
    yield Card(keys.MARKS, "mine", "3", {"marks": marks}, FindingMarksView(marks))


def _mine(session: Session, actor: Actor, id: str) -> Mapping[str, Any]:
    return {"finding_marks": finding_marks(session, actor)}


def register(registry: Registry) -> None:
    """The marks in room ``me``, and in the document of what is mine."""
    registry.own("mine-findings", load=_mark_cards, template="findings/_marks.html")
    registry.adds("mine", _mine)
