"""Answers at their table, and which of them are mine."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people import rules as people_rules
from app.people.keys import me_room
from app.people.queries import participants
from app.programme import queries as programme
from app.programme.keys import desk_room, item_room
from app.store.journal import Change
from app.tables import keys, queries, round_queries, rules
from app.tables.cards.naming import tables_named_anew
from app.tables.models import Answer
from app.web.registry import Card, Registry, Touched


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer at its table, the one with ``number``; ``by`` is what may be read of its writer.

    ``round`` is 0 where people do not change tables.
    """

    id: str
    number: int
    text: str
    language: str
    by: str
    version: int
    late: bool
    written_at: datetime
    agreements: int
    round: int


@dataclass(frozen=True, slots=True)
class MarksView:
    """Marks of things, by card key: ``mine``, ``agreed``."""

    marks: dict[str, list[str]]


def _at_table(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    return _cards_of(session, forum, queries.answers(session, forum, room.id, ids))


def _in_item(
    registry: Registry, session: Session, forum: str, item: str, wanted: Collection[str] | None
) -> Iterable[Card]:
    """Those that a reported finding cites, or that were put on a wall: nobody else hears what a table wrote."""
    ids = registry.opened("answer", session, forum, item)
    if wanted is not None:
        ids &= {key.partition(":")[2] for key in wanted}
    return _cards_of(session, forum, queries.answers_by_id(session, forum, item, ids))


def _cards_of(session: Session, forum: str, found: Sequence[Answer]) -> Iterable[Card]:
    if not found:
        return
    privacy = programme.forum_of(session, forum).privacy
    tables = queries.tables_by_id(session, forum, {a.table for a in found})
    places = {(a.table, a.round) for a in found}
    counts = queries.agreement_counts(session, forum, [a.id for a in found])
    people = participants(session, forum, {a.author for a in found}) if privacy == "named" else {}
    rotates = {t.item: round_queries.rotation_of(session, forum, t.item) is not None for t in tables.values()}
    # Who came to the table in another round did not say it: an affiliation is shared by those of the answer's own.
    sharing = {at: {} if privacy != "by_table" else queries.affiliations_at(session, forum, *at) for at in places}
    for answer in found:
        person = people.get(answer.author)
        affiliation = answer.affiliation
        if not rules.may_show_affiliation(privacy, sharing[answer.table, answer.round].get(affiliation, 0)):
            affiliation = ""
        view = AnswerView(
            answer.id,
            tables[answer.table].number,
            answer.text,
            answer.language,
            people_rules.shown_name(person.name if person else "", affiliation, privacy),
            answer.version,
            answer.late,
            answer.written_at,
            counts.get(answer.id, 0),
            answer.round if rotates[answer.item] else 0,
        )
        data = {
            "id": answer.id,
            "table": answer.table,
            "table_number": view.number,
            "question": answer.question,
            "text": answer.text,
            "language": answer.language,
            "by": view.by,
            "version": answer.version,
            "seq": answer.seq,
            "late": answer.late,
            "written_at": rfc3339(answer.written_at),
            "agreements": view.agreements,
            "round": answer.round,
        }
        yield Card(keys.answer_key(answer.id), "answers", f"{answer.round:02d}{answer.first_seq:010d}", data, view)


def marks_of(session: Session, actor: Actor) -> dict[str, list[str]]:
    """Which answers of the tables where *actor* sat are theirs, and with which they agreed."""
    marks: dict[str, list[str]] = {}
    answers = queries.answers_where_sat(session, actor.forum, actor.participant)
    agreed = queries.agreed_pairs(session, actor.forum, {actor.author_of(a.id) for a in answers})
    for answer in answers:
        own = actor.author_of(answer.id)
        held = ["mine"] if answer.author == own else []
        if (answer.id, own) in agreed:
            held.append("agreed")
        if held:
            marks[keys.answer_key(answer.id)] = held
    every_phone = programme.forum_of(session, actor.forum).writing == "every_phone"
    seats = queries.open_seats_of(session, actor.forum, actor.participant)
    for table in queries.tables_by_id(session, actor.forum, [seat.table for seat in seats]).values():
        if every_phone or table.pen == actor.participant:
            marks[keys.pen_key(table.id)] = ["pen"]
        if table.reporter == actor.participant:
            marks[keys.reporter_key(table.id)] = ["reporter"]
            marks.setdefault(keys.pen_key(table.id), []).append("reporter")  # who reports writes findings too
    return marks


def _mark_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    marks = marks_of(session, actor)
    yield Card(keys.MARKS, "mine", "1", {"marks": marks}, MarksView(marks))


def _answer_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for table in change.tables:
        yield keys.table_room(table), keys.answer_key(change.id)
        for item in change.items:
            yield desk_room(item), keys.state_key(table)
    for person in change.people:
        yield me_room(person), keys.MARKS


def _person_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    # Names stand on answers in a named forum. In a by-table one an affiliation is shown or not by how many share it: who
    # sits down changes others' cards.
    privacy = programme.forum_of(session, forum).privacy
    if privacy == "anonymous" or (privacy == "named" and change.kind != "participant"):
        return
    for table in tables_named_anew(session, forum, change):
        for answer in queries.answers(session, forum, table):
            yield keys.table_room(table), keys.answer_key(answer.id)


def _opened_follow(
    registry: Registry, session: Session, forum: str, touched: Touched
) -> Iterable[tuple[Room, str, int]]:
    """An answer that the whole item may read changes there whenever it changes at its table."""
    at_tables = {room.id: keys_ for room, keys_ in touched.items() if room.kind == "table"}
    opened: dict[str, frozenset[str]] = {}
    for table in queries.tables_by_id(session, forum, at_tables).values():
        if table.item not in opened:
            ids = registry.opened("answer", session, forum, table.item)
            opened[table.item] = frozenset(map(keys.answer_key, ids))
        for key in opened[table.item] & at_tables[table.id].keys():
            yield item_room(table.item), key, at_tables[table.id][key]


def register(registry: Registry) -> None:
    """Answers and marks, and what touches them."""

    def load(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
        if room.kind == "table":
            return _at_table(session, forum, room, wanted)
        return _in_item(registry, session, forum, room.id, wanted)

    registry.kind("answer", rooms=["table", "item"], load=load, template="tables/_answer.html")
    registry.own("mine-answers", load=_mark_cards, template="tables/_marks.html")
    for thing in ("answer", "agreement"):
        registry.touches(thing, _answer_touches)
    for thing in ("sat", "hall", "participant"):
        registry.touches(thing, _person_touches)
    registry.follows(partial(_opened_follow, registry))
