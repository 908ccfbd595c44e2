"""Answers at their table, and which of them are mine."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people import rules as people_rules
from app.people.keys import me_room
from app.people.queries import participants
from app.programme import queries as programme
from app.programme.keys import desk_room
from app.store.journal import Change
from app.tables import keys, queries, rules
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer at its table; ``by`` is what may be read of its writer."""

    id: str
    text: str
    language: str
    by: str
    version: int
    late: bool
    written_at: datetime
    agreements: int


@dataclass(frozen=True, slots=True)
class MarksView:
    """Marks of things, by card key: ``mine``, ``agreed``."""

    marks: dict[str, list[str]]


def _answer_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    found = queries.answers(session, forum, room.id, ids)
    if not found:
        return
    privacy = programme.forum_of(session, forum).privacy
    counts = queries.agreement_counts(session, forum, [a.id for a in found])
    people = participants(session, forum, {a.author for a in found}) if privacy == "named" else {}
    sharing = queries.affiliations_at(session, forum, room.id) if privacy == "by_table" else {}
    for answer in found:
        person = people.get(answer.author)
        affiliation = answer.affiliation
        if not rules.may_show_affiliation(privacy, sharing.get(affiliation, 0)):
            affiliation = ""
        by = people_rules.shown_name(person.name if person else "", affiliation, privacy)
        data = {
            "id": answer.id,
            "table": answer.table,
            "text": answer.text,
            "language": answer.language,
            "by": by,
            "version": answer.version,
            "seq": answer.seq,
            "late": answer.late,
            "written_at": rfc3339(answer.written_at),
            "agreements": counts.get(answer.id, 0),
        }
        view = AnswerView(
            answer.id,
            answer.text,
            answer.language,
            by,
            answer.version,
            answer.late,
            answer.written_at,
            counts.get(answer.id, 0),
        )
        yield Card(keys.answer_key(answer.id), "answers", f"{answer.first_seq:010d}", data, view)


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
    # In a by-table forum an affiliation is shown or not by how many share it: one who sits down changes others' cards.
    privacy = programme.forum_of(session, forum).privacy
    for person in change.people:
        for table in queries.tables_where_sat(session, forum, person):
            if privacy != "anonymous":
                for answer in queries.answers(session, forum, table):
                    yield keys.table_room(table), keys.answer_key(answer.id)


def register(registry: Registry) -> None:
    """Answers and marks, and what touches them."""
    registry.kind("answer", rooms=["table"], load=_answer_cards, template="tables/_answer.html")
    registry.own("mine-answers", load=_mark_cards, template="tables/_marks.html")
    for thing in ("answer", "agreement"):
        registry.touches(thing, _answer_touches)
    for thing in ("seat", "participant"):
        registry.touches(thing, _person_touches)
