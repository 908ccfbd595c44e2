"""All SQL that reads the programme. A forum's id is part of every query."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.kernel.clock import rfc3339
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases, rules
from app.programme.models import Announcement, Forum, Framework, Item, Question, Reference
from app.store.sessions import once


def forum_of(session: Session, forum: str) -> Forum:
    """The forum. Raises ``no_such_forum`` (404)."""
    found = session.get(Forum, forum)
    if found is None:
        raise no_such_forum()
    return found


def no_such_forum() -> Refusal:
    """One sentence for unknown, closed and malformed codes alike."""
    return Refusal(
        "no_such_forum", N_("This code opens no forum. Look at the card on your table and try again."), status=404
    )


def open_forum_by_code(session: Session, code: str) -> Forum | None:
    """The open forum of a normalised join code."""
    return session.exec(select(Forum).where(Forum.code == code, col(Forum.closed_at).is_(None))).one_or_none()


def forum_by_id_or_code(session: Session, name: str) -> Forum | None:
    """A forum by its id, or by its join code as typed, open or closed: for the command line."""
    return session.exec(select(Forum).where((Forum.id == name) | (Forum.code == name))).one_or_none()


def all_forums(session: Session) -> Sequence[Forum]:
    """Every forum of this database, oldest first."""
    return session.exec(select(Forum).order_by(col(Forum.created_at))).all()


def item_of(session: Session, forum: str, item: str) -> Item:
    """An item of the forum by its id, or by its number. Raises ``no_such_item`` (404)."""
    found = session.get(Item, item)
    if found is None or found.forum != forum:
        found = session.exec(select(Item).where(Item.forum == forum, Item.number == item)).first()
    if found is None:
        raise Refusal(
            "no_such_item", N_("The programme has no such item. Open the programme and choose again."), status=404
        )
    return found


@once
def items(session: Session, forum: str, ids: Collection[str] | None = None) -> Sequence[Item]:
    """The forum's items in programme order."""
    query = select(Item).where(Item.forum == forum).order_by(col(Item.position))
    if ids is not None:
        query = query.where(col(Item.id).in_(list(ids)))
    return session.exec(query).all()


def first_of_each_day(session: Session, forum: str) -> frozenset[int]:
    """The positions of the items that open a day."""
    query = select(func.min(Item.position)).where(Item.forum == forum).group_by(col(Item.day))
    return frozenset(session.exec(query))


def items_of_block(session: Session, item: Item) -> Sequence[Item]:
    """The items that run in parallel with *item*, itself included."""
    if item.block is None:
        return [item]
    query = select(Item).where(Item.forum == item.forum, Item.block == item.block).order_by(col(Item.position))
    return session.exec(query).all()


def presented(session: Session, item: Item) -> Sequence[Item]:
    """The items whose results *item* presents, in its order; none for an item that presents its own."""
    if not item.presents:
        return []
    by_number = {other.number: other for other in items(session, item.forum)}
    return [by_number[number] for number in item.presents if number in by_number]


def heard_in_turn(session: Session, item: Item) -> Sequence[Item]:
    """What *item* presents one after the other, as a plenary does; nothing for one that only draws on others."""
    return presented(session, item) if phases.opens(item.technique, "follow") else []


def presenting(session: Session, forum: str, item: str) -> Sequence[Item]:
    """The items that present an item's results."""
    found = items(session, forum)
    number = next((other.number for other in found if other.id == item), None)
    return [other for other in found if number in other.presents]


def in_parallel(item: Item, items: Sequence[Item]) -> tuple[str, ...]:
    """Of *items* the ids of *item* and of what runs at the same time."""
    return tuple(i.id for i in items if i.id == item.id or (item.block is not None and i.block == item.block))


def questions(session: Session, forum: str, item: str) -> Sequence[Question]:
    """An item's guiding questions in order."""
    query = select(Question).where(Question.forum == forum, Question.item == item).order_by(col(Question.position))
    return session.exec(query).all()


def questions_by_id(session: Session, forum: str) -> dict[str, Question]:
    """All guiding questions of the forum."""
    return {q.id: q for q in session.exec(select(Question).where(Question.forum == forum))}


def references(session: Session, forum: str, keys: Collection[str]) -> Sequence[Reference]:
    """References by their keys (``gcm/7``), in the framework's order."""
    query = (
        select(Reference)
        .where(Reference.forum == forum, col(Reference.key).in_(list(keys)))
        .order_by(col(Reference.position))
    )
    return session.exec(query).all()


def references_by_framework(session: Session, forum: str) -> dict[str, list[Reference]]:
    """Every reference of the forum in order, by its framework's id."""
    found: dict[str, list[Reference]] = {}
    for one in session.exec(select(Reference).where(Reference.forum == forum).order_by(col(Reference.position))):
        found.setdefault(one.framework, []).append(one)
    return found


def frameworks(session: Session, forum: str) -> Sequence[Framework]:
    """The forum's frameworks."""
    return session.exec(select(Framework).where(Framework.forum == forum).order_by(col(Framework.position))).all()


def announcements(
    session: Session, forum: str, item: str | None, keys: Collection[str] | None = None, newest: int = 3
) -> Sequence[Announcement]:
    """The newest messages of an item's desk, or with ``item=None`` to the whole forum."""
    of_item = col(Announcement.item) == item if item else col(Announcement.item).is_(None)
    query = select(Announcement).where(Announcement.forum == forum, of_item)
    if keys is not None:
        query = query.where(col(Announcement.id).in_(list(keys)))
    return session.exec(query.order_by(col(Announcement.seq).desc()).limit(newest)).all()


def clock_of(item: Item) -> rules.Clock:
    """The clock of an item's row."""
    return rules.Clock(item.clock_seconds, item.clock_left, item.clock_at, item.clock_running)


def state_of(item: Item) -> dict[str, Any]:
    """What the sender of a phase or clock command is told."""
    return {
        "item": item.id,
        "number": item.number,
        "phase": {
            "name": item.phase,
            "since": rfc3339(item.phase_since),
            "minutes": item.clock_seconds / 60,
            "running": item.clock_running,
            "left": round(item.clock_left, 3),
            "at": rfc3339(item.clock_at),
        },
        "turn": {"table": item.turn_table, "question": item.turn_question, "item": item.turn_item},
    }
