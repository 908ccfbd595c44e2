"""All SQL that reads for the organizer: the programme as it stands, its rows, and what hangs on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from app.kernel.roles import Actor, require
from app.organizer.places import DAY, ROW, Tree
from app.people.models import Participant, RoleGrant, RoleLink
from app.programme import phases
from app.programme import queries as programme
from app.programme.exporting import exported
from app.programme.file.plain import plain
from app.programme.models import Forum, Framework, Item, Question, Reference
from app.report.programme_file import EXPORTERS
from app.stage.booth import queries as booth
from app.stage.booth.models import Term
from app.stage.models import Showing
from app.stage.talks.models import Talk
from app.tables.models import RoundTable, Seat

_MADE_OF: Final = frozenset({"question", "round_table", "role_link"})
_PASSING: Final = frozenset(
    {
        "showing",
        "hall_step",
        "talk_keeping",
        "question_keeping",
        "speaker_keeping",
        "rotation",
        "item",
        "forum",
        "survey_moment",
        "slower_signal",
    }
)
"""Rows that hold nothing that somebody wrote or did: what a wall showed, how a list is kept, how a hall was changed."""

_COLUMNS: Final = {"item": "item", "question": "question", "table": "round_table", "delegation": "delegation"}


@dataclass(frozen=True, slots=True)
class Standing:
    """A forum's programme: its plain values with the ids of rows, and those rows by id or key."""

    forum: Forum
    tree: Tree
    items: Mapping[str, Item]
    questions: Mapping[str, Sequence[Question]]
    tables: Mapping[str, Sequence[RoundTable]]
    terms: Mapping[str, Term]


def standing(session: Session, forum: str) -> Standing:
    """The programme of a forum as it stands."""
    tree = plain(exported(session, forum, EXPORTERS))
    rows = programme.items(session, forum)
    questions: dict[str, list[Question]] = {row.id: [] for row in rows}
    for question in session.exec(select(Question).where(Question.forum == forum).order_by(col(Question.position))):
        questions[question.item].append(question)
    tables: dict[str, list[RoundTable]] = {row.id: [] for row in rows}
    for table in session.exec(select(RoundTable).where(RoundTable.forum == forum).order_by(col(RoundTable.number))):
        tables[table.item].append(table)
    by_number = {row.number: row for row in rows}
    for day in tree["days"]:
        for item in day.get("items") or ():
            row = by_number[item["number"]]
            item[ROW], item[DAY] = row.id, day["date"]
            _name_rows(item.get("questions") or [], [question.id for question in questions[row.id]])
            _name_rows(item.get("tables") or [], [table.id for table in tables[row.id] if table.closed_at is None])
    terms = booth.terms(session, forum)
    _name_rows(tree.get("glossary") or [], [term.id for term in terms])
    return Standing(
        programme.forum_of(session, forum),
        tree,
        {row.id: row for row in rows},
        questions,
        tables,
        {term.id: term for term in terms},
    )


def standing_for(session: Session, actor: Actor) -> Standing:
    """The programme, for who may change it."""
    require(actor, "open:organizer")
    return standing(session, actor.forum)


def _name_rows(entries: list[dict[str, Any]], ids: list[str]) -> None:
    for entry, id_ in zip(entries, ids, strict=True):
        entry[ROW] = id_


def hanging(session: Session, forum: str, kind: str, ids: Collection[str], *, besides: Collection[str] = ()) -> int:
    """How many rows of any slice belong to items, questions, tables or delegations: what was written, said or taken there.

    What the programme itself makes, and what only says what a wall showed or how a list is kept, does not count.
    """
    if not ids:
        return 0
    passed = _PASSING | (_MADE_OF if kind == "item" else frozenset()) | set(besides)
    count = 0
    for table in SQLModel.metadata.sorted_tables:
        column = table.c.get(_COLUMNS[kind])
        if column is None or table.name in passed or "forum" not in table.c:
            continue
        query = sa.select(sa.func.count()).select_from(table).where(table.c.forum == forum, column.in_(list(ids)))
        count += session.connection().execute(query).scalar_one()
    return count


def pointing(session: Session, forum: str, keys: Collection[str]) -> int:
    """How many made things point to entries of frameworks by one of *keys* (``gcm/7``)."""
    count = 0
    for table in SQLModel.metadata.sorted_tables:
        if "references" in table.c and "forum" in table.c and table.name != "item":
            query = sa.select(table.c.references).where(table.c.forum == forum)
            count += sum(not set(keys).isdisjoint(held or ()) for (held,) in session.connection().execute(query))
    return count


def holders(session: Session, forum: str, item: str) -> int:
    """How many hold a role in an item."""
    query = select(sa.func.count()).select_from(RoleGrant).where(RoleGrant.forum == forum, RoleGrant.item == item)
    return session.exec(query).one()


def has_guests(session: Session, forum: str) -> bool:
    """Whether anybody has joined who holds no role."""
    holds = select(RoleGrant.participant).where(RoleGrant.forum == forum)
    query = select(Participant.id).where(Participant.forum == forum, col(Participant.id).not_in(holds))
    return session.exec(query.limit(1)).first() is not None


def role_holders(session: Session, forum: str) -> dict[str, list[Participant]]:
    """Who holds a role, by the link that they came by."""
    found: dict[str, list[Participant]] = {}
    query = (
        select(RoleGrant.link, Participant)
        .join(Participant, col(Participant.id) == col(RoleGrant.participant))
        .where(RoleGrant.forum == forum)
        .order_by(col(RoleGrant.granted_at))
    )
    for link, person in session.exec(query):
        found.setdefault(link, []).append(person)
    return found


def links_of_item(session: Session, forum: str, item: str) -> Sequence[RoleLink]:
    """An item's living role links."""
    query = select(RoleLink).where(RoleLink.forum == forum, RoleLink.item == item, col(RoleLink.revoked_at).is_(None))
    return session.exec(query).all()


def frameworks(session: Session, forum: str) -> tuple[dict[str, Framework], dict[str, Reference]]:
    """Frameworks and their entries by key."""
    rows = {row.key: row for row in programme.frameworks(session, forum)}
    entries = session.exec(select(Reference).where(Reference.forum == forum))
    return rows, {row.key: row for row in entries}


def screens(session: Session, forum: str) -> list[str]:
    """The screens that ever showed anything."""
    return sorted(session.exec(select(Showing.screen).where(Showing.forum == forum).distinct()))


def concerned(session: Session, forum: str, items: Collection[str]) -> list[str]:
    """Whom a change of these items concerns: who sits there, holds a role there or in the whole forum, or has a talk; of a
    registration everybody, who are told whether they have come.
    """
    held = list(items)
    if any(phases.opens(row.technique, "arrive") for row in programme.items(session, forum, held)):
        return sorted(session.exec(select(Participant.id).where(Participant.forum == forum)))
    sits = select(Seat.participant).where(Seat.forum == forum, col(Seat.item).in_(held), col(Seat.until).is_(None))
    holds = select(RoleGrant.participant).where(
        RoleGrant.forum == forum, col(RoleGrant.item).is_(None) | col(RoleGrant.item).in_(held)
    )
    speaks = select(Talk.participant).where(
        Talk.forum == forum, col(Talk.item).in_(held), col(Talk.participant).is_not(None)
    )
    found = {*session.exec(sits), *session.exec(holds), *session.exec(speaks)}
    return sorted(person for person in found if person is not None)
