"""What follows when the programme is changed, on every screen; and the way in to the organizer's pages."""

from collections.abc import Callable, Iterable
from typing import Final

from sqlmodel import Session

from app.kernel.language import N_
from app.live.rooms import Room
from app.organizer import queries
from app.people import ways
from app.people.keys import me_room, roster_room
from app.programme import queries as programme
from app.programme.keys import desk_room, forum_room, item_room, now_key, work_room
from app.programme.models import Item
from app.stage.desk_keys import floor_key
from app.stage.keys import screen_room, stage_key
from app.stage.talks.keys import talk_key
from app.stage.talks.queries import programme_ids
from app.store.journal import Change
from app.survey.keys import count_key, open_key, results_key, survey_room
from app.survey.rules import MOMENTS
from app.tables.keys import table_room
from app.web.admission import Admissions
from app.web.registry import Registry

_ROOMS: Final[tuple[Callable[[str], Room], ...]] = (item_room, desk_room, work_room, roster_room)
"""The rooms of an item."""


def register(registry: Registry, admissions: Admissions) -> None:
    """A changed programme touches all that says something of the items, tables and people that it names."""

    def touched(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
        yield from _cards_of_items(registry, session, forum, change)
        yield from _everywhere(registry, session, forum, change)
        yield from _own_cards(registry, change)

    registry.touches("programme", touched)
    registry.touches("survey-changed", _survey_cards)
    ways.offer(registry, ways.Page("organizer", N_("The organizer's pages"), "open:organizer", 0, _organizer))


def _organizer(item: Item | None) -> str:
    return "" if item else "/organizer"


def _cards_of_items(registry: Registry, session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """What stands in the rooms of these items and of all that presents them or runs beside them; and what went away."""
    things = (*change.items, *change.tables)
    rooms = [room(item) for item in _related(session, forum, change.items) for room in _ROOMS]
    rooms += [table_room(table) for table in change.tables]
    for room in rooms:
        kinds = [kind.name for kind in registry.kinds.values() if room.kind in kind.rooms]
        yield from ((room, f"{kind}:{thing}") for kind in kinds for thing in things)
        yield from ((room, card.key) for card in registry.load(session, forum, room))


def _related(session: Session, forum: str, ids: Iterable[str]) -> list[str]:
    rows = programme.items(session, forum)
    changed = set(ids)
    numbers = {row.number for row in rows if row.id in changed}
    shown = {number for row in rows if row.id in changed for number in row.presents}
    blocks = {row.block for row in rows if row.id in changed} - {None}
    beside = {
        row.id for row in rows if row.number in shown or row.block in blocks or not numbers.isdisjoint(row.presents)
    }
    return sorted(changed | beside)


def _everywhere(registry: Registry, session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """The programme's rows, what is on, and what walls show."""
    room = forum_room(forum)
    rows = programme.items(session, forum)
    homes = [room, *(item_room(row.id) for row in rows)]
    for item in {*change.items, *(row.id for row in rows)}:
        yield room, f"agenda-item:{item}"
    for home in homes:
        yield from ((home, now_key(item)) for item in change.items)
    for screen in queries.screens(session, forum):
        yield from ((home, stage_key(screen)) for home in (screen_room(screen), *homes))
    for item in change.items:
        yield from ((item_room(item), talk_key(talk)) for talk in programme_ids(item))
        yield from ((desk_room(item), floor_key(row.id)) for row in rows)
    yield from ((room, card.key) for card in registry.load(session, forum, room))


def _survey_cards(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """A survey that is asked at another time, or in other words, or not at all any more."""
    rooms = [survey_room(change.id), forum_room(forum)]
    rooms += [room(item) for item in change.items for room in (item_room, desk_room)]
    for room in rooms:
        yield room, results_key(change.id)
        for moment in MOMENTS:
            yield room, open_key(change.id, moment)
            yield room, count_key(change.id, moment)


def _own_cards(registry: Registry, change: Change) -> Iterable[tuple[Room, str]]:
    own = [kind.name for kind in registry.kinds.values() if kind.own is not None]
    talks = [talk for item in change.items for talk in programme_ids(item)]
    for person in change.people:
        for thing in (*change.items, *change.tables, "forum"):
            yield from ((me_room(person), f"{kind}:{thing}") for kind in own)
        yield from ((me_room(person), f"my-talk:{talk}") for talk in talks)
