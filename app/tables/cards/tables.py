"""Tables as people see them: seats, pen, reporter, the hall's tables, and the desk's tiles."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.kernel.clock import milliseconds
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people.keys import me_room
from app.people.queries import participants
from app.programme import queries as programme
from app.programme.keys import desk_room, item_room
from app.store.journal import Change
from app.tables import keys, queries
from app.tables.cards.whereabouts import Whereabouts, whereabouts_of
from app.tables.models import RoundTable
from app.web.admission import Admissions, Facts
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class SeatView:
    """A person at the table; ``name`` is what may be read of them, and may be empty."""

    table: str
    participant: str
    name: str
    has_pen: bool
    reports: bool


@dataclass(frozen=True, slots=True)
class PresenceView:
    """How many people sit at the table."""

    table: str
    seated: int


@dataclass(frozen=True, slots=True)
class HolderView:
    """Who holds the pen, or reports: ``participant`` is None when nobody does."""

    table: str
    participant: str | None
    name: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as everybody of the item knows it; ``here``: in its own room.

    ``goes_to`` is the (id, number) of the table to which a closed one's people and perhaps words went.
    """

    id: str
    number: int
    name: dict[str, str]
    question: dict[str, str]
    closed: bool
    goes_to: tuple[str, int] | None
    here: bool
    at: Whereabouts


@dataclass(frozen=True, slots=True)
class StateView:
    """A table as the desk sees it; ``latest`` are the newest answers, at most three (text, language), newest first.

    ``reports`` says whether somebody does: in an anonymous forum their name is empty.
    """

    id: str
    number: int
    name: dict[str, str]
    question: dict[str, str]
    seated: int
    answers: int
    latest: tuple[tuple[str, str], ...]
    reporter: str
    reports: bool
    pen: str
    help: bool
    ready: bool
    closed: bool
    goes_to: tuple[str, int] | None
    at: Whereabouts


@dataclass(frozen=True, slots=True)
class MySeatView:
    """Where I sit: (item, table, number) of each open seat."""

    seats: tuple[tuple[str, str, int], ...]


def _seat_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    table = queries.tables_by_id(session, forum, [room.id]).get(room.id)
    if table is None:
        return
    privacy = programme.forum_of(session, forum).privacy
    for seat, person in queries.seats_of_table(session, forum, table.id):
        key = keys.seat_key(seat.participant)
        if wanted is not None and key not in wanted:
            continue
        name = person.name if privacy != "anonymous" else ""
        writes, reports = table.pen == seat.participant, table.reporter == seat.participant
        view = SeatView(table.id, seat.participant, name, writes, reports)
        data = {"participant": seat.participant, "name": name, "pen": view.has_pen, "reporter": view.reports}
        yield Card(key, "seats", f"{milliseconds(seat.since):014d}", data, view)


def _presence_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    seated = len(queries.seats_of_table(session, forum, room.id))
    data = {"table": room.id, "seated": seated}
    yield Card(keys.presence_key(room.id), "presence", "", data, PresenceView(room.id, seated))


def _holder_cards(session: Session, forum: str, room: Room, kind: str) -> Iterable[Card]:
    table = queries.tables_by_id(session, forum, [room.id]).get(room.id)
    if table is None:
        return
    holder = table.pen if kind == "pen" else table.reporter
    name = _name_of(session, forum, holder)
    key = keys.pen_key(table.id) if kind == "pen" else keys.reporter_key(table.id)
    data = {"table": table.id, "participant": holder, "name": name}
    yield Card(key, kind, "", data, HolderView(table.id, holder, name))


def _name_of(session: Session, forum: str, participant: str | None) -> str:
    if participant is None or programme.forum_of(session, forum).privacy == "anonymous":
        return ""
    person = participants(session, forum, [participant]).get(participant)
    return person.name if person else ""


def _goes_to(session: Session, forum: str, tables: Iterable[RoundTable]) -> dict[str, tuple[str, int]]:
    """Where each closed one of *tables* leads: to the table it was merged into, else to where its people were sent."""
    merges = queries.merges(session, forum)
    ends = {t.id: queries.final(t.id, merges) if t.merged_into else t.sent_to for t in tables if t.closed_at}
    found = queries.tables_by_id(session, forum, {end for end in ends.values() if end})
    return {id_: (end, found[end].number) for id_, end in ends.items() if end is not None and end in found}


def _round_table_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    here = room.kind == "table"
    if here:
        tables: Sequence[RoundTable] = [*queries.tables_by_id(session, forum, [room.id]).values()]
    else:
        tables = queries.tables_of_item(session, forum, room.id)
    asked = programme.questions_by_id(session, forum)
    goes_to = _goes_to(session, forum, tables)
    for table in tables:
        key = keys.round_table_key(table.id)
        if wanted is not None and key not in wanted:
            continue
        question = asked[table.question].text if table.question in asked else {}
        closed = table.closed_at is not None
        at = whereabouts_of(table)
        view = TableView(table.id, table.number, table.name, question, closed, goes_to.get(table.id), here, at)
        data = {
            "id": table.id,
            "number": table.number,
            "name": Texts(table.name),
            "question": Texts(question),
            "closed": view.closed,
            "merged_into": table.merged_into,
            "goes_to": view.goes_to[0] if view.goes_to else None,
            **view.at.data,
        }
        yield Card(key, "tables", f"{table.number:05d}", data, view)


def _state_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    seated = queries.seat_counts(session, forum, room.id)
    answered = queries.answer_counts(session, forum, room.id)
    latest = queries.latest_answers(session, forum, room.id)
    asked = programme.questions_by_id(session, forum)
    tables = queries.tables_of_item(session, forum, room.id)
    goes_to = _goes_to(session, forum, tables)
    for table in tables:
        key = keys.state_key(table.id)
        if wanted is not None and key not in wanted:
            continue
        view = StateView(
            table.id,
            table.number,
            table.name,
            asked[table.question].text if table.question in asked else {},
            seated.get(table.id, 0),
            answered.get(table.id, 0),
            tuple(latest.get(table.id, ())),
            _name_of(session, forum, table.reporter),
            table.reporter is not None,
            _name_of(session, forum, table.pen),
            table.help_since is not None,
            table.ready_since is not None,
            table.closed_at is not None,
            goes_to.get(table.id),
            whereabouts_of(table),
        )
        data = {
            "table": table.id,
            "number": table.number,
            "name": Texts(table.name),
            "question": Texts(view.question),
            "seated": view.seated,
            "answers": view.answers,
            "latest": [{"text": text, "language": language} for text, language in view.latest],
            "reporter": table.reporter,
            "pen": table.pen,
            "help": view.help,
            "ready": view.ready,
            "closed": view.closed,
            "goes_to": view.goes_to[0] if view.goes_to else None,
            **view.at.data,
        }
        yield Card(key, "table-states", f"{table.number:05d}", data, view)


def _my_seat_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    seats = queries.open_seats_of(session, actor.forum, actor.participant)
    tables = queries.tables_by_id(session, actor.forum, [s.table for s in seats])
    view = MySeatView(tuple((s.item, s.table, tables[s.table].number) for s in seats))
    data = {"seats": [{"item": i, "table": t, "number": n} for i, t, n in view.seats]}
    yield Card(keys.SEAT, "mine", "2", data, view)


def _table_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for table in change.tables:
        room = keys.table_room(table)
        yield room, keys.presence_key(table)
        yield room, keys.pen_key(table)
        yield room, keys.reporter_key(table)
        for person in change.people:
            yield room, keys.seat_key(person)
        for item in change.items:
            yield desk_room(item), keys.state_key(table)
    for person in change.people:
        yield me_room(person), keys.SEAT
        yield me_room(person), keys.MARKS


def _hall_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """A hall's step changes its tables for everybody; nobody else does, so that a seat is no news to the whole item."""
    yield from _table_touches(session, forum, change)
    # Tables that led to one of these say where they lead: their cards carry its number.
    merges = queries.merges(session, forum)
    touched = {*change.tables, *(t for t in merges if queries.final(t, merges) in change.tables)}
    for table in touched:
        yield keys.table_room(table), keys.round_table_key(table)
        for item in change.items:
            yield item_room(item), keys.round_table_key(table)
            yield desk_room(item), keys.state_key(table)


def _person_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for person in change.people:
        sat = queries.tables_where_sat(session, forum, person)
        for table in queries.tables_by_id(session, forum, sat).values():
            room = keys.table_room(table.id)
            yield room, keys.seat_key(person)
            yield room, keys.pen_key(table.id)
            yield room, keys.reporter_key(table.id)
            yield desk_room(table.item), keys.state_key(table.id)


def _room_of_table(session: Session, actor: Actor, room: Room) -> Facts | None:
    table = queries.tables_by_id(session, actor.forum, [room.id]).get(room.id)
    if table is None:
        return None
    return Facts(table.item, queries.relations(session, actor, table, "one_pen"))


def register(registry: Registry, admissions: Admissions) -> None:
    """Tables and seats, what touches them, and who hears a table."""
    registry.kind("seat", rooms=["table"], load=_seat_cards, template="tables/_seat.html")
    registry.kind(
        "pen", rooms=["table"], load=lambda s, f, r, k: _holder_cards(s, f, r, "pen"), template="tables/_pen.html"
    )
    registry.kind(
        "reporter",
        rooms=["table"],
        load=lambda s, f, r, k: _holder_cards(s, f, r, "reporter"),
        template="tables/_reporter.html",
    )
    registry.kind("presence", rooms=["table"], load=_presence_cards, template="tables/_presence.html")
    registry.kind("round-table", rooms=["table", "item"], load=_round_table_cards, template="tables/_round_table.html")
    registry.kind("table-state", rooms=["desk"], load=_state_cards, template="tables/_table_state.html")
    registry.own("mine-seat", load=_my_seat_cards, template="tables/_my_seat.html")
    registry.touches("participant", _person_touches)
    for thing in ("seat", "pen", "reporter", "table"):
        registry.touches(thing, _table_touches)
    registry.touches("hall", _hall_touches)
    admissions.room("table", _room_of_table)
