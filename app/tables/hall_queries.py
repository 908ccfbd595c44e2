"""SQL that reads what a changing hall needs: the block's numbers, its steps, and where words go."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from app.kernel.ids import TABLE_CODE_LENGTH, new_code, normalise_code
from app.programme import queries as programme
from app.programme.models import Item
from app.tables import queries, rules
from app.tables.models import Answer, HallStep, RoundTable, Seat


def table_in(session: Session, item: Item, name: str) -> RoundTable:
    """A table of *item* by id, code or number, closed and merged ones as themselves. Raises ``no_such_table`` (404)."""
    name = name.strip()
    for table in queries.tables_of_item(session, item.forum, item.id):
        if name in (table.id, str(table.number)) or normalise_code(name) == table.code:
            return table
    raise rules.no_such_table()


def numbers_in_block(session: Session, item: Item) -> frozenset[int]:
    """The numbers of every table of the items that run in parallel with *item*."""
    items = [other.id for other in programme.items_of_block(session, item)]
    query = select(RoundTable.number).where(RoundTable.forum == item.forum, col(RoundTable.item).in_(items))
    return frozenset(session.exec(query))


def fresh_code(session: Session, forum: str) -> str:
    """A table code that the forum does not have yet."""
    while True:
        code = new_code(TABLE_CODE_LENGTH)
        if (
            session.exec(select(RoundTable.id).where(RoundTable.forum == forum, RoundTable.code == code)).first()
            is None
        ):
            return code


def sat_at(session: Session, forum: str, tables: Collection[str]) -> Sequence[str]:
    """Everyone who sits or sat at any of *tables*."""
    query = select(Seat.participant).where(Seat.forum == forum, col(Seat.table).in_(list(tables))).distinct()
    return session.exec(query).all()


def seats_at(session: Session, forum: str, tables: Collection[str]) -> Sequence[Seat]:
    """Every seat that anybody has or had at any of *tables*."""
    return session.exec(select(Seat).where(Seat.forum == forum, col(Seat.table).in_(list(tables)))).all()


def seat_of(session: Session, forum: str, seat: str) -> Seat | None:
    """A seat of the forum."""
    found = session.get(Seat, seat)
    return found if found is not None and found.forum == forum else None


def answers_held(session: Session, forum: str, table: str) -> Sequence[str]:
    """The ids of all that was written at a table, withdrawn answers too."""
    query = select(Answer.id).where(Answer.forum == forum, Answer.table == table).order_by(col(Answer.first_seq))
    return session.exec(query).all()


def answers_at(session: Session, forum: str, table: str, ids: Collection[str]) -> Sequence[Answer]:
    """Those of the answers *ids* that are at a table, withdrawn ones too."""
    query = select(Answer).where(Answer.forum == forum, Answer.table == table, col(Answer.id).in_(list(ids)))
    return session.exec(query).all()


def last_step(session: Session, forum: str, item: str) -> HallStep | None:
    """The last step that has not been undone."""
    query = select(HallStep).where(HallStep.forum == forum, HallStep.item == item, col(HallStep.undone_at).is_(None))
    return session.exec(query.order_by(col(HallStep.seq).desc())).first()


def step_of(session: Session, forum: str, step: str) -> HallStep | None:
    """A step of the forum, undone or not."""
    found = session.get(HallStep, step)
    return found if found is not None and found.forum == forum else None


def swapped_with(session: Session, forum: str, table: RoundTable) -> frozenset[str]:
    """The tables with which *table* was ever swapped, at once or in turn, undone or not: open pages still address it."""
    query = select(HallStep).where(HallStep.forum == forum, HallStep.item == table.item, HallStep.action == "swap")
    pairs = [{str(step.before["table"]), str(step.before["other"])} for step in session.exec(query)]
    reached = {table.id}
    while found := {t for pair in pairs if pair & reached for t in pair} - reached:
        reached |= found
    return frozenset(reached - {table.id})


def where_words_go(session: Session, forum: str, table: RoundTable, seats: Sequence[Seat]) -> RoundTable:
    """The table at which words land that somebody with *seats* in the item addressed to *table*.

    A merged table leads to the one it was merged into. A page that was open before *cards swapped* still addresses the table
    under whose card its people sat: who never sat at that table, but at its partner, was there under the wrong card, and
    their words go where they sit. The seat decides and not the hour: a phone's clock is not to be trusted, and a swap moves
    people and words as one.
    """
    if any(seat.table == table.id and seat.until is None for seat in seats):
        return table
    led = queries.merges(session, forum)
    end = queries.final(table.id, led)
    sat = {queries.final(seat.table, led): seat.until is None for seat in sorted(seats, key=lambda s: s.until is None)}
    if end not in sat:
        partners = sat.keys() & {queries.final(other, led) for other in swapped_with(session, forum, table)}
        end = max(sorted(partners), key=lambda partner: sat[partner], default=end)
    return table if end == table.id else queries.table_of(session, forum, end)
