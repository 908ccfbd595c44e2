"""All SQL that reads tables, seats and answers. A forum's id is part of every query."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy import func
from sqlmodel import Session, col, select

from app.kernel.ids import TABLE_CODE_LENGTH, is_code, normalise_code
from app.kernel.roles import Actor
from app.kernel.text import whole_number
from app.people.models import Participant
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.store.sessions import once
from app.tables import rules
from app.tables.models import Agreement, Answer, NewAnswer, RoundTable, Seat

# What every answer runs is built once and kept from the unit of work: building a statement costs more than running it, and
# flushing one new object as much as all the rest of the command.
_ADD_ANSWER = sa.insert(Answer.__table__).values(round_table=sa.bindparam("table"))  # type: ignore[attr-defined]
_SEATS_IN = select(Seat).where(
    Seat.forum == sa.bindparam("of"), Seat.participant == sa.bindparam("person"), Seat.item == sa.bindparam("where")
)


def table_of(session: Session, forum: str, table: str) -> RoundTable:
    """A table of the forum by id. Raises ``no_such_table`` (404)."""
    found = session.get(RoundTable, table)
    if found is None or found.forum != forum:
        raise rules.no_such_table()
    return found


def table_by_name(session: Session, forum: str, name: str) -> RoundTable:
    """A table by id, by its code, or by its number: of several items with that number the one that is on, else the next.

    A table that was merged leads to the one where its people and words are now: its card still lies somewhere.
    """
    found = _named(session, forum, name.strip())
    return found if found.merged_into is None else table_of(session, forum, final(found.id, merges(session, forum)))


def _named(session: Session, forum: str, name: str) -> RoundTable:
    code = normalise_code(name)
    if is_code(code, TABLE_CODE_LENGTH):
        found = session.exec(select(RoundTable).where(RoundTable.forum == forum, RoundTable.code == code)).one_or_none()
        if found is not None:
            return found
    number = whole_number(name, 4)
    if number is not None:
        rows = session.exec(
            select(RoundTable, Item)
            .join(Item, col(Item.id) == col(RoundTable.item))
            .where(RoundTable.forum == forum, RoundTable.number == number)
            .order_by(col(Item.position))
        ).all()
        if not rows:
            raise rules.no_such_table()
        return min(rows, key=lambda row: phases.distance(row[1].technique, row[1].phase))[0]
    return table_of(session, forum, name)


def tables_of_item(session: Session, forum: str, item: str) -> Sequence[RoundTable]:
    """An item's tables by number, closed ones too."""
    query = select(RoundTable).where(RoundTable.forum == forum, RoundTable.item == item)
    return session.exec(query.order_by(col(RoundTable.number))).all()


@once
def tables_by_id(session: Session, forum: str, ids: Collection[str]) -> Mapping[str, RoundTable]:
    """Tables by id."""
    query = select(RoundTable).where(RoundTable.forum == forum, col(RoundTable.id).in_(list(ids)))
    return {t.id: t for t in session.exec(query)}


def open_seat(session: Session, forum: str, item: str, participant: str) -> Seat | None:
    """Where a person sits in an item now."""
    query = select(Seat).where(
        Seat.forum == forum, Seat.item == item, Seat.participant == participant, col(Seat.until).is_(None)
    )
    return session.exec(query).first()


@once
def open_seats_of(session: Session, forum: str, participant: str) -> Sequence[Seat]:
    """Every open seat of a person, the newest first."""
    query = select(Seat).where(Seat.forum == forum, Seat.participant == participant, col(Seat.until).is_(None))
    return session.exec(query.order_by(col(Seat.since).desc())).all()


def seats_of_table(session: Session, forum: str, table: str) -> Sequence[tuple[Seat, Participant]]:
    """Who sits at a table now, in the order they sat down."""
    query = (
        select(Seat, Participant)
        .join(Participant, col(Participant.id) == col(Seat.participant))
        .where(Seat.forum == forum, Seat.table == table, col(Seat.until).is_(None))
        .order_by(col(Seat.since), col(Seat.id))
    )
    return session.exec(query).all()


def seat_counts(session: Session, forum: str, item: str) -> dict[str, int]:
    """How many sit at each of an item's tables."""
    query = (
        select(Seat.table, func.count())
        .where(Seat.forum == forum, Seat.item == item, col(Seat.until).is_(None))
        .group_by(col(Seat.table))
    )
    return dict(session.exec(query).all())


@once
def seats_in(session: Session, forum: str, item: str, participant: str) -> Sequence[Seat]:
    """Every seat that a person has or had in an item."""
    return session.scalars(_SEATS_IN, {"of": forum, "person": participant, "where": item}).all()


def relations(
    session: Session, actor: Actor, table: RoundTable, writing: str, seats: Sequence[Seat] | None = None
) -> frozenset[str]:
    """How a person stands to a table: ``sat``, ``seated``, ``pen``, ``reporter``, or ``elsewhere`` in the item.

    In *every_phone* mode everyone seated holds a pen. Who sat at a table that was merged into this one counts as of this
    one: their words are here. *seats* are :func:`seats_in`, when the caller has them.
    """
    found: set[str] = set()
    if seats is None:
        seats = seats_in(session, actor.forum, table.item, actor.participant)
    others = {seat.table for seat in seats if seat.table != table.id}
    if others:
        led = merges(session, actor.forum)
        if any(final(other, led) == table.id for other in others):
            found.add("sat")
        if any(final(other, led) != table.id for other in others):
            found.add("elsewhere")
    here = [seat for seat in seats if seat.table == table.id]
    if here:
        found.add("sat")
    if any(seat.until is None for seat in here):
        found.add("seated")
        if writing == "every_phone" or table.pen == actor.participant:
            found.add("pen")
        if table.reporter == actor.participant:
            found.add("reporter")
    return frozenset(found)


def answer_of(session: Session, forum: str, answer: str) -> Answer:
    """An answer of the forum. Raises ``no_such_answer`` (404)."""
    found = session.get(Answer, answer)
    if found is None or found.forum != forum:
        raise rules.no_such_answer()
    return found


def add_answer(session: Session, answer: NewAnswer) -> None:
    """Write the row of a new answer."""
    session.connection().execute(_ADD_ANSWER, answer._asdict())


def answers(session: Session, forum: str, table: str, ids: Collection[str] | None = None) -> Sequence[Answer]:
    """A table's answers that stand, in the order they came."""
    query = select(Answer).where(Answer.forum == forum, Answer.table == table, col(Answer.withdrawn_at).is_(None))
    if ids is not None:
        query = query.where(col(Answer.id).in_(list(ids)))
    return session.exec(query.order_by(col(Answer.first_seq))).all()


def answers_by_id(session: Session, forum: str, item: str, ids: Collection[str]) -> Sequence[Answer]:
    """Those of an item's standing answers that are asked for, in the order they came."""
    if not ids:
        return []
    query = select(Answer).where(
        Answer.forum == forum, Answer.item == item, col(Answer.id).in_(list(ids)), col(Answer.withdrawn_at).is_(None)
    )
    return session.exec(query.order_by(col(Answer.first_seq))).all()


def answer_counts(session: Session, forum: str, item: str) -> dict[str, int]:
    """How many answers each of an item's tables has."""
    query = (
        select(Answer.table, func.count())
        .where(Answer.forum == forum, Answer.item == item, col(Answer.withdrawn_at).is_(None))
        .group_by(col(Answer.table))
    )
    return dict(session.exec(query).all())


def agreement_counts(session: Session, forum: str, ids: Collection[str]) -> dict[str, int]:
    """How many agree with each answer."""
    query = (
        select(Agreement.answer, func.count())
        .where(Agreement.forum == forum, col(Agreement.answer).in_(list(ids)))
        .group_by(col(Agreement.answer))
    )
    return dict(session.exec(query).all())


def agreed_by(session: Session, forum: str, person: str, answer: str) -> Agreement | None:
    """A person's agreement with an answer; *person* as :meth:`Actor.author_of` gives it."""
    found = session.get(Agreement, (answer, person))
    return found if found is not None and found.forum == forum else None


def affiliations_at(session: Session, forum: str, table: str, round: int | None = None) -> dict[str, int]:
    """How many of those who sit or sat at a table have each affiliation, in one *round* of a rotation or in any.

    Where tables were merged into it, and over the rounds, the smallest count of any: what was said among few stays unnamed
    when its answer comes to a table where many share that affiliation, or when more of them come to the table.
    """
    here = {table, *merged_here(table, merges(session, forum))}
    query = (
        select(Participant.affiliation, func.count(func.distinct(Participant.id)))
        .join(Seat, col(Seat.participant) == col(Participant.id))
        .where(Seat.forum == forum, col(Seat.table).in_(here))
        .group_by(col(Seat.table), col(Seat.round), col(Participant.affiliation))
    )
    if round is not None:
        query = query.where(Seat.round == round)
    counts: dict[str, int] = {}
    for affiliation, count in session.exec(query):
        counts[affiliation] = min(count, counts.get(affiliation, count))
    return counts


def forum_and_item(session: Session, forum: str, table: RoundTable) -> tuple[Forum, Item]:
    """The forum and the item of a table."""
    return programme.forum_of(session, forum), programme.item_of(session, forum, table.item)


@once
def answers_where_sat(session: Session, forum: str, participant: str) -> Sequence[Answer]:
    """Every answer that stands at a table where a person sits or sat."""
    where_sat = tables_where_sat(session, forum, participant)
    query = select(Answer).where(
        Answer.forum == forum, col(Answer.table).in_(where_sat), col(Answer.withdrawn_at).is_(None)
    )
    return session.exec(query).all()


def latest_answers(session: Session, forum: str, item: str, most: int = 3) -> dict[str, list[tuple[str, str]]]:
    """The newest answers (text, language) at each of an item's tables, the newest first."""
    answer = sa.inspect(Answer).local_table
    place = sa.func.row_number().over(partition_by=answer.c.round_table, order_by=answer.c.first_seq.desc())
    ranked = (
        sa.select(answer.c.round_table, answer.c.text, answer.c.language, place.label("place"))
        .where(answer.c.forum == forum, answer.c.item == item, answer.c.withdrawn_at.is_(None))
        .subquery()
    )
    query = sa.select(ranked).where(ranked.c.place <= most).order_by(ranked.c.round_table, ranked.c.place)
    found: dict[str, list[tuple[str, str]]] = {}
    for table, text, language, _ in session.execute(query):
        found.setdefault(table, []).append((text, language))
    return found


@once
def merges(session: Session, forum: str) -> Mapping[str, str]:
    """Every merged table of the forum, and the one it was merged into."""
    query = select(RoundTable.id, RoundTable.merged_into).where(
        RoundTable.forum == forum, col(RoundTable.merged_into).is_not(None)
    )
    return {table: into for table, into in session.exec(query) if into}


def final(table: str, merges: Mapping[str, str]) -> str:
    """Where a table leads after all merges; itself when it was never merged."""
    for _ in merges:
        if table not in merges:
            break
        table = merges[table]
    return table


def merged_here(table: str, merges: Mapping[str, str]) -> frozenset[str]:
    """The tables that now lead to *table*, itself not among them."""
    return frozenset(t for t in merges if t != table and final(t, merges) == table)


def leading_to(session: Session, forum: str, tables: Collection[str]) -> frozenset[str]:
    """*tables*, and those that they lead to after merges."""
    led = merges(session, forum)
    return frozenset(tables) | {final(t, led) for t in tables}


@once
def tables_where_sat(session: Session, forum: str, participant: str) -> frozenset[str]:
    """The tables where a person sits or sat, and those that these were merged into."""
    query = select(Seat.table).where(Seat.forum == forum, Seat.participant == participant).distinct()
    return leading_to(session, forum, session.exec(query).all())


def agreed_pairs(session: Session, forum: str, people: Collection[str]) -> set[tuple[str, str]]:
    """(answer, person) of every agreement of *people*, as :meth:`Actor.author_of` names them."""
    query = select(Agreement.answer, Agreement.person).where(
        Agreement.forum == forum, col(Agreement.person).in_(list(people))
    )
    return {(answer, person) for answer, person in session.exec(query)}
