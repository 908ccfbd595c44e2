"""The roster live, for those who check people in; and for everybody whether they are checked in themselves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.language import N_
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people import keys, roster, ways
from app.people.roster import Arrivals, Person, Share
from app.programme import queries as programme
from app.programme.models import Item
from app.store.journal import Change
from app.web.admission import Admissions, Facts
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class MyArrivalView:
    """Whether I am checked in at a registration. ``arrived_at`` is in the forum's own zone."""

    item: str
    number: str
    arrived_at: datetime | None


def person_told(person: Person) -> dict[str, Any]:
    """A row of the roster as programs receive it."""
    return {
        "participant": person.id,
        "name": person.name,
        "affiliation": roster.said(person.affiliation),
        "delegation": Texts(person.delegation),
        "arrived_at": rfc3339(person.arrived_at) if person.arrived_at else None,
        "phone": person.phone,
    }


def arrivals_told(view: Arrivals) -> dict[str, Any]:
    """How many have come, as programs receive it."""

    def shares(rows: Iterable[Share]) -> list[dict[str, Any]]:
        return [{"name": roster.said(row.name), "here": row.here, "known": row.known} for row in rows]

    return {
        "item": view.item,
        "here": view.here,
        "known": view.known,
        "nameless": view.nameless,
        "delegations": shares(view.delegations),
        "affiliations": shares(view.affiliations),
    }


def _registration(session: Session, forum: str, id_: str) -> Item | None:
    return next((item for item in roster.registrations(session, forum) if item.id == id_), None)


def _person_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    item = _registration(session, forum, room.id)
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    for person in roster.people(session, forum, item, ids) if item else ():
        yield Card(keys.person_key(person.id), "roster", person.order, person_told(person), person)


def _arrivals_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    item = _registration(session, forum, room.id)
    if item is not None:
        view = roster.arrivals(session, forum, item)
        yield Card(keys.arrivals_key(item.id), "arrivals", "", arrivals_told(view), view)


def _my_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    zone = ZoneInfo(programme.forum_of(session, actor.forum).timezone)
    for item in roster.registrations(session, actor.forum):
        key = keys.my_arrival_key(item.id)
        if wanted is None or key in wanted:
            came = roster.arrival_of(session, item, actor.participant)
            at = came.arrived_at.astimezone(zone) if came else None
            data = {"item": item.id, "arrived_at": rfc3339(came.arrived_at) if came else None}
            yield Card(key, key, "", data, MyArrivalView(item.id, item.number, at))


def _arrival_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for item in change.items:
        yield keys.roster_room(item), keys.arrivals_key(item)
        for person in change.people:
            yield keys.roster_room(item), keys.person_key(person)
            yield keys.me_room(person), keys.my_arrival_key(item)


def _person_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """Who joins, says who they are, or leaves changes every registration's roster."""
    for item in roster.registrations(session, forum):
        yield keys.roster_room(item.id), keys.arrivals_key(item.id)
        for person in change.people:
            yield keys.roster_room(item.id), keys.person_key(person)


def _room_of_roster(session: Session, actor: Actor, room: Room) -> Facts | None:
    item = _registration(session, actor.forum, room.id)
    return Facts(item.id) if item else None


def _address(item: Item | None) -> str:
    return f"/items/{item.number}/check-in" if item else ""


def register(registry: Registry, admissions: Admissions) -> None:
    """The kinds ``person``, ``arrivals`` and ``my-arrival``, what touches them, and who hears a roster."""
    admissions.room("roster", _room_of_roster)
    registry.kind("person", rooms=["roster"], load=_person_cards, template="people/_person.html")
    registry.kind("arrivals", rooms=["roster"], load=_arrivals_cards, template="people/_arrivals.html")
    registry.own("my-arrival", load=_my_cards, template="people/_my_arrival.html")
    registry.touches("arrival", _arrival_touches)
    for thing in ("participant", "pass"):
        registry.touches(thing, _person_touches)
    page = ways.Page("arrivals", N_("Check people in"), "hear:roster", 2, _address, ability="arrive")
    ways.offer(registry, page)
