"""What the delegation that I speak for said: where it stands, and which topics interest it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.cooperation import keys, queries
from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import phases
from app.programme.queries import items
from app.store.journal import Change
from app.tables.queries import tables_of_item
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class SpokenView:
    """Marks by card key: ``mine`` where I may speak for a delegation, with what it said."""

    marks: dict[str, list[str]]


def standing_marks(session: Session, actor: Actor) -> dict[str, list[str]]:
    """Where the delegations that *actor* speaks for stand."""
    if not actor.speaks_for:
        return {}
    open_ones = [
        initiative
        for initiative in queries.initiatives(session, actor.forum, presented=True)
        if may(actor, "partner:stand", initiative.item, ["delegation"])
    ]
    marks = {keys.initiative_key(initiative.id): ["mine"] for initiative in open_ones}
    for row in queries.standings_of(session, actor.forum, actor.speaks_for):
        if keys.initiative_key(row.initiative) in marks:
            marks[keys.initiative_key(row.initiative)].append(row.standing)
    return marks


def topic_marks(session: Session, actor: Actor) -> dict[str, list[str]]:
    """The topics that interest the delegations that *actor* speaks for."""
    if not actor.speaks_for:
        return {}
    interesting = set(queries.topics_of(session, actor.forum, actor.speaks_for))
    marks: dict[str, list[str]] = {}
    for item in items(session, actor.forum):
        if phases.opens(item.technique, "interest") and may(actor, "topic:mark", item.id, ["delegation"]):
            for table in tables_of_item(session, actor.forum, item.id):
                marks[keys.topic_key(table.id)] = ["mine", *(["interested"] if table.id in interesting else [])]
    return marks


def _standing_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    marks = standing_marks(session, actor)
    if marks:
        yield Card(keys.STANDINGS, "mine", "5", {"marks": marks}, SpokenView(marks))


def _topic_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    marks = topic_marks(session, actor)
    if marks:
        yield Card(keys.TOPICS, "mine", "6", {"marks": marks}, SpokenView(marks))


def _standing_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    people = change.people or queries.speakers(session, forum)
    return [(me_room(person), keys.STANDINGS) for person in people]


def _topic_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    people = change.people if change.kind == "topic" else queries.speakers(session, forum)
    return [(me_room(person), keys.TOPICS) for person in people]


def _grant_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(me_room(person), key) for person in change.people for key in (keys.STANDINGS, keys.TOPICS)]


def register(registry: Registry) -> None:
    """The kinds ``mine-standings`` and ``mine-topics``."""
    registry.own("mine-standings", load=_standing_cards, template="tables/_marks.html")
    registry.own("mine-topics", load=_topic_cards, template="tables/_marks.html")
    registry.touches("presented-initiative", _standing_touches)
    registry.touches("partner", _standing_touches)
    registry.touches("topic", _topic_touches)
    registry.touches("hall", _topic_touches)
    registry.touches("grant", _grant_touches)
