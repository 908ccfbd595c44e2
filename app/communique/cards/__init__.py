"""The communiqué's cards, who hears its rooms, and the ways to its pages."""

from collections.abc import Collection, Iterable

from sqlmodel import Session

from app.communique import things
from app.communique.cards import after, became, calls, discussed, mine, paragraphs, said, silences, ticks, whole
from app.communique.reading import relations
from app.kernel.language import N_
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people import ways
from app.people.keys import me_room
from app.programme import phases
from app.programme.models import Item
from app.programme.queries import items
from app.store.journal import Change
from app.web.admission import Admissions, Facts
from app.web.registry import Card, Registry


def _room_of_text(session: Session, actor: Actor, room: Room) -> Facts | None:
    found = next(iter(items(session, actor.forum, [room.id])), None)
    if found is None or not phases.opens(found.technique, "draft"):
        return None
    return Facts(found.id, relations(session, actor, found.id))


def _drafting(item: Item | None) -> str:
    return f"/items/{item.number}/drafting" if item else ""


def _followers(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    """A delegation's own way to the text: whoever speaks for it comes by no role."""
    for item in items(session, actor.forum) if actor.speaks_for else ():
        key = f"way-communique:{item.id}"
        if phases.opens(item.technique, "draft") and (wanted is None or key in wanted):
            address = f"/items/{item.number}/communique"
            view = ways.WayView(
                "communique", N_("The communiqué"), address, True, item.id, item.number, item.position, dict(item.title)
            )
            data = {"page": "communique", "item": item.id, "address": address}
            yield Card(key, ways.list_of(item.id), "1", data, view)


def _grant_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    found = [item for item in items(session, forum) if phases.opens(item.technique, "draft")]
    return [(me_room(person), f"way-communique:{item.id}") for person in change.people for item in found]


def register(registry: Registry, admissions: Admissions) -> None:
    """All of this slice's cards, how its things are described, and the ways to its pages."""
    for part in (paragraphs, whole, became, discussed, calls, silences, mine, said, ticks, after, things):
        part.register(registry)
    for kind in ("communique", "drafting"):
        admissions.room(kind, _room_of_text)
    ways.offer(registry, ways.Page("drafting", N_("The drafting room"), "open:drafting", 1, _drafting, "draft"))
    registry.own("way-communique", load=_followers, template="people/_way.html")
    registry.touches("grant", _grant_touches)
