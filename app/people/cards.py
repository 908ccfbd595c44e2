"""The card of who I am, in room ``me``: my roles."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people import keys, queries, roster_cards
from app.programme.keys import voice_in
from app.programme.queries import items
from app.store.journal import Change
from app.web.admission import Admissions, Facts
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class SelfView:
    """Who I am: ``roles`` are ``role`` or ``role@item``, space-separated; in the items ``silent`` I take no part."""

    participant: str
    name: str
    affiliation: str
    roles: str
    silent: tuple[str, ...] = ()

    @property
    def marks(self) -> dict[str, list[str]]:
        """My own seat, and where I do not speak."""
        return {f"seat:{self.participant}": ["mine"], **{voice_in(item): ["silent"] for item in self.silent}}


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
    yield Card(
        keys.SELF, "mine", "", data, SelfView(person.id, person.name, person.affiliation, held, _silent(session, actor))
    )


def _silent(session: Session, actor: Actor) -> tuple[str, ...]:
    """The items from whose floor the actor asks nothing; most people have none, and cost nothing."""
    if may(actor, "question:ask") and not any(grant.item for grant in actor.grants):
        return ()
    return tuple(item.id for item in items(session, actor.forum) if not may(actor, "question:ask", item.id))


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
