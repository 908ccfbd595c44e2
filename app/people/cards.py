"""The card of who I am, in room ``me``: my roles."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people import keys, queries, roster_cards
from app.store.journal import Change
from app.web.admission import Admissions, Facts
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class SelfView:
    """Who I am: ``roles`` are ``role`` or ``role@item``, space-separated."""

    participant: str
    name: str
    affiliation: str
    roles: str


def _self_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    person = queries.participant_of(session, actor.forum, actor.participant)
    if person is None:
        return
    grants = queries.grants_of(session, actor.forum, person.id)
    held = " ".join(sorted(g.role if g.item is None else f"{g.role}@{g.item}" for g in grants))
    data = {
        "participant": person.id,
        "name": person.name,
        "affiliation": person.affiliation,
        "delegation": person.delegation,
        "language": person.language,
        "roles": [{"role": g.role, "item": g.item, "delegation": g.delegation} for g in grants],
    }
    yield Card(keys.SELF, "mine", "", data, SelfView(person.id, person.name, person.affiliation, held))


def _person_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(keys.me_room(person), keys.SELF) for person in change.people]


def _my_room(session: Session, actor: Actor, room: Room) -> Facts | None:
    return Facts() if room.id == actor.participant else None


def _forum_room(session: Session, actor: Actor, room: Room) -> Facts | None:
    return Facts() if room.id == actor.forum else None


def register(registry: Registry, admissions: Admissions) -> None:
    """The people's cards, what touches them, and who hears ``me`` and ``forum``."""
    registry.own("mine", load=_self_cards, template="people/_self.html")
    for thing in ("participant", "grant", "pass"):
        registry.touches(thing, _person_touches)
    admissions.room("me", _my_room)
    admissions.room("forum", _forum_room)
    roster_cards.register(registry, admissions)
