"""The hall's last step on the desk, and whose turn it is to report."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people.keys import me_room
from app.people.queries import participants
from app.programme import phases
from app.programme import queries as programme
from app.programme import rules as programme_rules
from app.programme.cards import ClockView
from app.programme.keys import desk_room, item_room, turn_key
from app.programme.models import Item
from app.store.journal import Change
from app.tables import hall_queries, hall_rules, keys, queries, round_queries
from app.tables.cards.whereabouts import whereabouts_of
from app.tables.models import HallStep, RoundTable
from app.web.registry import Card, Registry, Texts

LEAST_SECONDS: Final = 60
"""However many tables report, each gets a minute on its clock."""


@dataclass(frozen=True, slots=True)
class HallView:
    """The last step that has not been undone; ``sentence`` is said with the numbers ``table``, ``other`` and ``round``."""

    item: str
    step: str
    action: str
    sentence: str
    table: int
    other: int
    round: int


@dataclass(frozen=True, slots=True)
class TurnView:
    """Who reports now: the table with ``number``, with number 0 all those that had ``question``, or in a plenary whoever
    presents the item ``presented`` (its number and title).

    ``same_question`` are the numbers of the (other) open tables with that question; ``reporter`` is empty where names are
    not shown to the whole item.
    """

    item: str
    table: str
    number: int
    name: dict[str, str]
    reporter: str
    question: dict[str, str]
    same_question: tuple[int, ...]
    clock: ClockView
    presented: tuple[str, dict[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where somebody sits in an item; ``round`` when a round has brought them there, else 0."""

    item: str
    table: str
    number: int
    name: dict[str, str]
    round: int


def _hall_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    step = hall_queries.last_step(session, forum, room.id)
    if step is None:
        return
    ids = [str(step.before[name]) for name in ("table", "other") if name in step.before]
    found = queries.tables_by_id(session, forum, ids)
    numbers = [found[id_].number for id_ in ids if id_ in found] + [0, 0]
    view = HallView(
        room.id, step.id, step.action, hall_rules.SENTENCES[step.action], numbers[0], numbers[1], _round_of(step)
    )
    data = {"item": room.id, "step": step.id, "action": step.action, "tables": [n for n in numbers if n]}
    yield Card(keys.hall_key(room.id), "hall", "", data, view)


def _round_of(step: HallStep) -> int:
    to = step.before.get("to")
    return to if isinstance(to, int) else 0


def turn_view(session: Session, item: Item) -> TurnView | None:
    """Whose turn it is in an item; None when nobody's."""
    if item.turn_since is None or not (item.turn_table or item.turn_question or item.turn_item):
        return None
    if item.turn_item:
        return _presenting(session, item)
    open_ones = [t for t in queries.tables_of_item(session, item.forum, item.id) if t.closed_at is None]
    table = queries.tables_by_id(session, item.forum, [item.turn_table or ""]).get(item.turn_table or "")
    asked = table.question if table else item.turn_question
    question = programme.questions_by_id(session, item.forum).get(asked or "")
    same = [t.number for t in open_ones if question and t.question == question.id and (not table or t.id != table.id)]
    turns = len(open_ones) if table else len({t.question for t in open_ones})
    return TurnView(
        item.id,
        table.id if table else "",
        table.number if table else 0,
        table.name if table else {},
        _reporter(session, item.forum, table) if table else "",
        question.text if question else {},
        tuple(same),
        _turn_clock(item, turns),
    )


def _presenting(session: Session, item: Item) -> TurnView | None:
    homes = programme.presented(session, item)
    home = next((home for home in homes if home.id == item.turn_item), None)
    if home is None:
        return None
    return TurnView(item.id, "", 0, {}, "", {}, (), _turn_clock(item, len(homes)), (home.number, home.title))


def _turn_clock(item: Item, turns: int) -> ClockView:
    """An even share of the phase's planned minutes, running since the turn began; time that is added stays the phase's."""
    planned = phases.planned_minutes(item.technique, item.phase, item.minutes_by_phase) * 60
    share = max(planned // max(turns, 1), LEAST_SECONDS)
    since = item.turn_since or item.phase_since
    return ClockView(item.id, True, since + timedelta(seconds=share), float(share), share)


def _reporter(session: Session, forum: str, table: RoundTable) -> str:
    """The whole item reads it, so only a named forum says who; elsewhere the table is name enough."""
    if table.reporter is None or programme.forum_of(session, forum).privacy != "named":
        return ""
    person = participants(session, forum, [table.reporter]).get(table.reporter)
    return person.name if person else ""


def _turn_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in programme.items(session, forum, [room.id]):
        view = turn_view(session, item)
        if view is None or item.turn_since is None:
            continue
        data = {
            "item": item.id,
            "table": view.table or None,
            "number": view.number or None,
            "name": Texts(view.name),
            "reporter": view.reporter,
            "question": Texts(view.question),
            "presented": item.turn_item,
            "same_question": list(view.same_question),
            "since": rfc3339(item.turn_since),
            "seconds": view.clock.planned,
        }
        yield Card(turn_key(item.id), "turn", "", data, view)


def _place_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    of = session, actor.forum
    seats = queries.open_seats_of(*of, actor.participant)
    found = queries.tables_by_id(session, actor.forum, {seat.table for seat in seats})
    for seat in seats:
        key, table = keys.place_key(seat.item), found[seat.table]
        if wanted is None or key in wanted:
            data = {"item": seat.item, "table": table.id, "number": table.number}
            brought = seat.round if seat.round > 1 and seat.round == round_queries.round_now(*of, seat.item) else 0
            yield Card(key, "place", "", data, PlaceView(seat.item, table.id, table.number, table.name, brought))


def _place_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(me_room(person), keys.place_key(item)) for person in change.people for item in change.items]


def _hall_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(desk_room(item), keys.hall_key(item)) for item in change.items]


def _turn_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(item_room(item), turn_key(item)) for item in change.items]


def _shown_turn_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """A new reporter, or another name of one, changes the turn only of items where a turn is on."""
    ids = set(change.items)
    if change.kind == "participant":
        sat = {table for person in change.people for table in queries.tables_where_sat(session, forum, person)}
        ids |= {table.item for table in queries.tables_by_id(session, forum, sat).values()}
    return [(item_room(i.id), turn_key(i.id)) for i in programme.items(session, forum, ids) if i.turn_since]


def hall_section(session: Session, actor: Actor, item_id: str) -> dict[str, Any]:
    """What tables add to an item's document: its tables, and the abilities that are open to *actor* there."""
    item = programme.item_of(session, actor.forum, item_id)
    forum = programme.forum_of(session, actor.forum)
    asked = programme.questions_by_id(session, actor.forum)
    tables = queries.tables_of_item(session, actor.forum, item.id)
    seats = queries.seats_in(session, actor.forum, item.id, actor.participant)
    standing = [queries.relations(session, actor, table, forum.writing, seats) for table in tables]
    desk = may(actor, "hear:desk", item.id)
    roomiest = round_queries.most_room(session, item, actor.participant)
    return {
        "most_room": roomiest.id if roomiest else None,
        "tables": [
            {
                "id": table.id,
                "number": table.number,
                "name": Texts(table.name),
                **({"code": table.code} if desk else {}),
                "question": Texts(asked[table.question].text) if table.question in asked else None,
                "closed": table.closed_at is not None,
                "merged_into": table.merged_into,
                **whereabouts_of(table).data,
            }
            for table in tables
        ],
        "abilities": programme_rules.abilities_for(
            actor, item.id, item.technique, item.phase, frozenset().union(*standing)
        ),
    }


def register(registry: Registry) -> None:
    """The hall's last step, the turn, where I sit, what touches them, and the tables in an item's document."""
    registry.adds("item", hall_section)
    registry.kind("hall", rooms=["desk"], load=_hall_cards, template="tables/_hall.html")
    registry.kind("turn", rooms=["item"], load=_turn_cards, template="tables/_turn.html")
    registry.own("mine-place", load=_place_cards, template="tables/_place.html")
    registry.touches("hall", _hall_touches)
    for thing in ("seat", "hall"):
        registry.touches(thing, _place_touches)
    for thing in ("turn", "phase"):
        registry.touches(thing, _turn_touches)
    for thing in ("hall", "reporter", "seat", "participant"):
        registry.touches(thing, _shown_turn_touches)
