"""Where my delegation may propose, and what it answers the chair: marks in room ``me``, so that the text's own cards hold
nothing personal.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app.communique import keys, queries, standing
from app.communique.reading import speaking
from app.cooperation.queries import speakers
from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import phases
from app.programme.queries import items
from app.store.journal import Change
from app.web.registry import Card, Registry

ANSWERS: Final = {"no_objection": "agrees", "reservation": "reserves", "objection": "objects"}
"""The mark at the question, by the position that my delegation has taken."""


@dataclass(frozen=True, slots=True)
class SpokenView:
    """Marks by card key: ``mine`` where I may speak for a delegation; at the question the position that it has taken."""

    marks: dict[str, list[str]]


def _cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    if not speaking(session, actor):
        return
    marks = {
        keys.paragraph_key(paragraph.id): ["mine"]
        for item in items(session, actor.forum)
        if phases.opens(item.technique, "amend") and may(actor, "amendment:propose", item.id, ["delegation"])
        for paragraph in queries.paragraphs(session, actor.forum, item.id)
    } | _said(session, actor)
    if marks:
        yield Card(keys.MINE, "mine", "7", {"marks": marks}, SpokenView(marks))


def _said(session: Session, actor: Actor) -> dict[str, list[str]]:
    """What my delegation that adopts answered, by the key of each question that is open."""
    adopting = next((d.id for d in speaking(session, actor) if d.standing == "adopts"), "")
    found = {}
    for item in items(session, actor.forum):
        call = standing.open_call(session, actor.forum, item.id) if phases.opens(item.technique, "draft") else None
        row = queries.position_of(session, actor.forum, call.target, adopting) if call and adopting else None
        if call and row and row.read == call.read:
            found[keys.call_key(item.id)] = [ANSWERS[row.position]]
    return found


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(me_room(person), keys.MINE) for person in change.people or speakers(session, forum)]


def register(registry: Registry) -> None:
    """The kind ``mine-text``."""
    registry.own("mine-text", load=_cards, template="tables/_marks.html")
    for thing in ("communique", "grant"):
        registry.touches(thing, _touches)
