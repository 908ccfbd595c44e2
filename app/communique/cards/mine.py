"""Where my delegation may propose: marks in room ``me``, so that the text's own cards hold nothing personal."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.communique import keys, queries
from app.communique.reading import speaking
from app.cooperation.queries import speakers
from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import phases
from app.programme.queries import items
from app.store.journal import Change
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class SpokenView:
    """Marks by card key: ``mine`` where I may speak for a delegation."""

    marks: dict[str, list[str]]


def _cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    if not speaking(session, actor):
        return
    marks = {
        keys.paragraph_key(paragraph.id): ["mine"]
        for item in items(session, actor.forum)
        if phases.opens(item.technique, "amend") and may(actor, "amendment:propose", item.id, ["delegation"])
        for paragraph in queries.paragraphs(session, actor.forum, item.id)
    }
    if marks:
        yield Card(keys.MINE, "mine", "7", {"marks": marks}, SpokenView(marks))


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(me_room(person), keys.MINE) for person in change.people or speakers(session, forum)]


def register(registry: Registry) -> None:
    """The kind ``mine-text``."""
    registry.own("mine-text", load=_cards, template="tables/_marks.html")
    for thing in ("communique", "grant"):
        registry.touches(thing, _touches)
