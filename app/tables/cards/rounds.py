"""A world café's rounds: which one is on, what the desk does with them, and where I go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import phases
from app.programme import queries as programme
from app.programme.cards import ClockView, clock_view
from app.programme.keys import desk_room, item_room
from app.programme.models import Item
from app.store.journal import Change
from app.tables import keys, queries, round_queries
from app.tables.models import Rotation
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class RoundView:
    """The round that is on, of ``rounds``; its clock while people are at work."""

    item: str
    round: int
    rounds: int
    clock: ClockView | None


@dataclass(frozen=True, slots=True)
class RotationView:
    """An item's rotation as the desk sees it: not planned while ``round`` is 0.

    ``hosts`` is how many stay at each table by the programme, ``late`` how many sit in the hall and are not in the plan.
    """

    item: str
    number: str
    round: int
    rounds: int
    hosts: int
    late: int


class Stop(NamedTuple):
    """A round of somebody's way: at which table, and whether it is ``past``, on ``now``, or to come."""

    round: int
    table: str
    number: int
    name: dict[str, str]
    when: str


@dataclass(frozen=True, slots=True)
class MyRoundsView:
    """My way through the rounds of an item, and whether I stay as a ``host``."""

    item: str
    round: int
    rounds: int
    host: bool
    way: tuple[Stop, ...]

    @property
    def here(self) -> Stop | None:
        """Where I sit now."""
        return next((stop for stop in self.way if stop.when == "now"), None)


def round_clock(item: Item, round: int, rounds: int) -> ClockView | None:
    """A round's share of the phase's clock: it ends when the phase has as much left as the later rounds take.

    So it stops and goes on with the phase, gets its share of minutes that are added, and is shorter when one begins late.
    """
    clock = clock_view(item)
    if not phases.allows(item.technique, item.phase, "rotate") or not clock.planned:
        return None
    share = clock.planned // rounds
    later = share * (rounds - round)
    ends = clock.ends - timedelta(seconds=later) if clock.ends else None
    return ClockView(item.id, clock.running, ends, clock.left - later, share)


def _round_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    rotation = round_queries.rotation_of(session, forum, room.id)
    if rotation is None:
        return
    clock = round_clock(programme.item_of(session, forum, room.id), rotation.round, rotation.rounds)
    data = {
        "item": room.id,
        "round": rotation.round,
        "rounds": rotation.rounds,
        "since": rfc3339(rotation.since),
        "seconds": clock.planned if clock else None,
        "ends": rfc3339(clock.ends) if clock and clock.ends else None,
    }
    yield Card(keys.round_key(room.id), "round", "", data, RoundView(room.id, rotation.round, rotation.rounds, clock))


def _rotation_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    item = programme.item_of(session, forum, room.id)
    rotation = round_queries.rotation_of(session, forum, item.id)
    planned: dict[str, int] | None = item.details.get("rotation")
    if not phases.opens(item.technique, "rotate") or (rotation is None and planned is None):
        return
    view = RotationView(
        item.id,
        item.number,
        rotation.round if rotation else 0,
        rotation.rounds if rotation else (planned or {}).get("rounds", 0),
        (planned or {}).get("hosts", 0),
        round_queries.outside(session, rotation) if rotation else 0,
    )
    data: dict[str, Any] = {
        "item": item.id,
        "round": view.round or None,
        "rounds": view.rounds,
        "hosts": rotation.hosts if rotation else None,
        "not_in_plan": view.late,
    }
    yield Card(keys.rotation_key(item.id), "rotation", "", data, view)


def way_of(session: Session, rotation: Rotation, participant: str) -> tuple[Stop, ...]:
    """A person's rounds: where they sat, where they sit, and where the plan sends them."""
    sat = queries.seats_in(session, rotation.forum, rotation.item, participant)
    seats = {seat.round: seat for seat in sorted(sat, key=lambda seat: seat.since)}
    at = {n: seats[n].table for n in range(1, rotation.round) if n in seats}
    now = queries.open_seat(session, rotation.forum, rotation.item, participant)
    if now is not None:
        at[rotation.round] = now.table
    for n in range(rotation.round + 1, rotation.rounds + 1):
        planned = rotation.plan.get(str(n), {}).get(participant)
        if planned and now is not None:
            at[n] = planned
    merges = queries.merges(session, rotation.forum)
    ends = {n: queries.final(table, merges) for n, table in at.items()}
    tables = queries.tables_by_id(session, rotation.forum, set(ends.values()))
    when = {n: "now" if n == rotation.round else "past" if n < rotation.round else "next" for n in ends}
    return tuple(
        Stop(n, end, tables[end].number, tables[end].name, when[n]) for n, end in sorted(ends.items()) if end in tables
    )


def _my_rounds_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    for rotation in round_queries.rotations_of(session, actor.forum, actor.participant):
        key = keys.way_key(rotation.item)
        if wanted is None or key in wanted:
            way = way_of(session, rotation, actor.participant)
            host = actor.participant in rotation.hosts
            data = {
                "item": rotation.item,
                "round": rotation.round,
                "rounds": rotation.rounds,
                "host": host,
                "way": [
                    {"round": s.round, "table": s.table, "number": s.number, "name": Texts(s.name), "when": s.when}
                    for s in way
                ],
            }
            view = MyRoundsView(rotation.item, rotation.round, rotation.rounds, host, way)
            yield Card(key, f"rounds:{rotation.item}", "", data, view)


def _rotation_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for item in change.items:
        yield item_room(item), keys.round_key(item)
        yield desk_room(item), keys.rotation_key(item)
        for person in change.people:
            yield me_room(person), keys.way_key(item)
            yield me_room(person), keys.place_key(item)


def _rotates_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """Where rounds are planned for the first time, or not any more, every answer says of which it is, or does not."""
    for item in change.items:
        for table in queries.tables_of_item(session, forum, item):
            for answer in queries.answers(session, forum, table.id):
                yield keys.table_room(table.id), keys.answer_key(answer.id)


def _clock_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(item_room(item), keys.round_key(item)) for item in change.items]


def _seat_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for item in change.items:
        yield desk_room(item), keys.rotation_key(item)
        for person in change.people:
            yield me_room(person), keys.way_key(item)


def _hall_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """Tables that were merged lead elsewhere: everybody's way may go through them."""
    yield from _seat_touches(session, forum, change)
    for item in change.items:
        rotation = round_queries.rotation_of(session, forum, item)
        if rotation is not None:
            for seat in round_queries.open_seats(session, forum, item):
                yield me_room(seat.participant), keys.way_key(item)


def register(registry: Registry) -> None:
    """Rounds on phones and desks, and what touches them."""
    registry.kind("round", rooms=["item"], load=_round_cards, template="tables/_round.html")
    registry.kind("rotation", rooms=["desk"], load=_rotation_cards, template="tables/_rotation.html")
    registry.own("mine-rounds", load=_my_rounds_cards, template="tables/_my_rounds.html")
    registry.touches("rotation", _rotation_touches)
    registry.touches("rotates", _rotates_touches)
    registry.touches("seat", _seat_touches)
    registry.touches("hall", _hall_touches)
    for thing in ("phase", "clock"):
        registry.touches(thing, _clock_touches)
