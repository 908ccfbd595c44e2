"""The programme's cards: phase, clock, turn, the programme's rows and the desk's messages."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme import hours, keys, now, phases, queries, rules, running_order
from app.programme.models import Announcement, Item
from app.store.journal import Change
from app.web.admission import Admissions, Facts
from app.web.registry import Card, Registry, Texts


class Step(NamedTuple):
    """A phase among its technique's phases, with its planned minutes."""

    name: str
    title: str
    now: bool
    past: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class PhaseView:
    """An item's phase: ``abilities`` is a space-separated list; ``titles`` are the technique's phases by name."""

    item: str
    number: str
    technique: str
    name: str
    title: str
    since: datetime
    abilities: str
    following: str | None
    preceding: str | None
    steps: tuple[Step, ...]

    @property
    def titles(self) -> dict[str, str]:
        """Each phase's title."""
        return {step.name: step.title for step in self.steps}


@dataclass(frozen=True, slots=True)
class ClockView:
    """A phase's clock. ``ends`` is when it reaches zero while it runs; ``left`` and ``planned`` are seconds.

    ``counts_on``: over zero it goes on; ``low``: with so many seconds left it turns amber, where not as all do.
    """

    item: str
    running: bool
    ends: datetime | None
    left: float
    planned: int
    counts_on: bool = False
    low: float = 0.0


@dataclass(frozen=True, slots=True)
class AgendaView:
    """A row of the programme; ``first`` of its day; ``on`` between its first and its last phase."""

    id: str
    number: str
    title: dict[str, str]
    technique: str
    technique_title: str
    starts: datetime
    ends: datetime
    block: str | None
    place: dict[str, str]
    phase: str
    phase_title: str
    on: bool
    first: bool


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """A message from the desk."""

    id: str
    text: str
    sent_at: datetime


def phase_view(item: Item) -> PhaseView:
    """The phase of an item as pages and programs see it."""
    names = phases.phases(item.technique)
    now = names.index(item.phase)
    planned = {name: phases.planned_minutes(item.technique, name, item.minutes_by_phase) for name in names}
    steps = tuple(Step(n, phases.PHASE_NAMES[n], i == now, i < now, planned[n]) for i, n in enumerate(names))
    return PhaseView(
        item.id,
        item.number,
        item.technique,
        item.phase,
        phases.PHASE_NAMES[item.phase],
        item.phase_since,
        " ".join(sorted(phases.abilities(item.technique, item.phase))),
        phases.following(item.technique, item.phase),
        phases.preceding(item.technique, item.phase),
        steps,
    )


def clock_view(item: Item) -> ClockView:
    """The clock of an item; it reads the same whenever it is drawn, so no render depends on the moment."""
    clock: rules.Clock = queries.clock_of(item)
    ends = clock.ends(clock.at) if clock.running else None
    return ClockView(item.id, clock.running, ends, clock.left, clock.seconds)


def agenda_view(item: Item, timezone: str, first: bool = False) -> AgendaView:
    """An item's row in the programme, its times in the forum's own time zone."""
    starts = item.starts.astimezone(ZoneInfo(timezone))
    return AgendaView(
        item.id,
        item.number,
        item.title,
        item.technique,
        phases.TECHNIQUE_NAMES[item.technique],
        starts,
        starts + timedelta(minutes=item.minutes),
        item.block,
        item.details.get("place", {}),
        item.phase,
        phases.PHASE_NAMES[item.phase],
        phases.is_on(item.technique, item.phase),
        first,
    )


def _phase_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in queries.items(session, forum, [room.id]):
        view = phase_view(item)
        data = {
            "item": item.id,
            "name": view.name,
            "since": rfc3339(view.since),
            "minutes": item.clock_seconds / 60,
            "running": item.clock_running,
            "abilities": view.abilities.split(),
        }
        yield Card(keys.phase_key(item.id), "phase", "", data, view)


def _clock_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in queries.items(session, forum, [room.id]):
        view = clock_view(item)
        data = {
            "item": item.id,
            "running": view.running,
            "ends": rfc3339(view.ends) if view.ends else None,
            "left": view.left,
            "planned": view.planned,
        }
        yield Card(keys.clock_key(item.id), "clock", "", data, view)


def _agenda_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    timezone = queries.forum_of(session, forum).timezone
    firsts = queries.first_of_each_day(session, forum)
    for item in queries.items(session, forum, ids):
        view = agenda_view(item, timezone, item.position in firsts)
        data = {
            "id": item.id,
            "number": item.number,
            "title": Texts(item.title),
            "technique": item.technique,
            "starts": rfc3339(item.starts),
            "minutes": item.minutes,
            "block": item.block,
            "place": Texts(view.place),
            "phase": item.phase,
        }
        yield Card(keys.agenda_key(item.id), "programme", f"{item.position:04d}", data, view)


def _announcement_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    of_item = room.id if room.kind == "item" else None
    newest: Iterable[Announcement] = queries.announcements(session, forum, of_item)
    if of_item:
        # "Two more minutes" is said of the phase that runs: it stands until the room has gone on.
        since = queries.item_of(session, forum, of_item).phase_since
        newest = [message for message in newest if message.sent_at >= since]
    zone = ZoneInfo(queries.forum_of(session, forum).timezone)
    for message in newest:
        data = {"id": message.id, "text": message.text, "sent_at": rfc3339(message.sent_at)}
        view = AnnouncementView(message.id, message.text, message.sent_at.astimezone(zone))
        key = keys.announcement_key(message.id)
        if wanted is None or key in wanted:
            yield Card(key, "announcements", f"{10**9 - message.seq:010d}", data, view)


def _phase_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    item = change.id
    room = keys.item_room(item)
    return [
        (room, keys.phase_key(item)),
        (room, keys.clock_key(item)),
        (keys.forum_room(forum), keys.agenda_key(item)),
        *((room, keys.announcement_key(message.id)) for message in queries.announcements(session, forum, item)),
    ]


def _clock_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    room = keys.item_room(change.id)
    return [(room, keys.clock_key(change.id)), (room, keys.phase_key(change.id))]


def _announcement_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    of_item = change.items[0] if change.items else None
    room = keys.item_room(of_item) if of_item else keys.forum_room(forum)
    # Only the newest few stand: one that came pushes another out, which must then go away everywhere.
    shown = queries.announcements(session, forum, of_item, newest=6)
    return [(room, keys.announcement_key(change.id)), *((room, keys.announcement_key(m.id)) for m in shown)]


def _room_of_item(session: Session, actor: Actor, room: Room) -> Facts | None:
    found = next(iter(queries.items(session, actor.forum, [room.id])), None)
    if found is None:
        return None
    presented = [item.id for item in queries.heard_in_turn(session, found)]
    return Facts(found.id, rules.relations_to(actor, found.id, presented))


def register(registry: Registry, admissions: Admissions) -> None:
    """The programme's cards, what touches them, and who hears an item, its desk and its workbench."""
    for kind in ("item", "desk", "work"):
        admissions.room(kind, _room_of_item)
    registry.kind("phase", rooms=["item"], load=_phase_cards, template="programme/_phase.html")
    registry.kind("clock", rooms=["item"], load=_clock_cards, template="programme/_clock.html")
    registry.kind("agenda-item", rooms=["forum"], load=_agenda_cards, template="programme/_agenda_item.html")
    registry.kind(
        "announcement", rooms=["item", "forum"], load=_announcement_cards, template="programme/_announcement.html"
    )
    registry.touches("phase", _phase_touches)
    registry.touches("clock", _clock_touches)
    registry.touches("announcement", _announcement_touches)
    now.register(registry)
    hours.register(registry)
    running_order.register(registry)
