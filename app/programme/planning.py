"""The rest of a day as it could be: read from the rows, proposed by the rules of :mod:`app.programme.replan`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases, queries
from app.programme.models import Forum, Item, Replanning
from app.programme.replan import verdict
from app.programme.replan.band import on_the_mark, propose
from app.programme.replan.day import MINUTE, Move, Slot, behind, is_at_hand, rest
from app.programme.replan.shares import shared

STANDINGS: Final = ("on", "coming", "over")
"""By how far an item is from being under way."""

SCOPES: Final = ("day", "block")


class Wish(NamedTuple):
    """What shall be planned anew: the rest of the ``day``, or of the item's ``block`` within its own time. Times of day are
    the forum's own.
    """

    scope: str = "day"
    begins: time | None = None
    until: time | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An item before and after, its times in the forum's own zone. ``phases`` are its minutes then, where they change."""

    id: str
    number: str
    title: dict[str, str]
    technique_title: str
    standing: str
    pause: bool
    was: Move
    will: Move
    phases: dict[str, int] | None

    @property
    def changed(self) -> bool:
        """Whether confirming the plan changes anything of it."""
        return self.was != self.will or self.phases is not None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day before and after. ``behind`` are minutes; ``at_hand``: it takes place about now; ``undoable`` is what was
    confirmed last for this day, if anything; ``following`` is the number of the item that comes next, or empty.
    """

    item: Item
    day: date
    wish: Wish
    now: datetime
    behind: int
    at_hand: bool
    rows: tuple[Row, ...]
    undoable: Replanning | None
    following: str

    @property
    def changed(self) -> bool:
        """Whether there is anything to confirm."""
        return any(row.changed for row in self.rows)

    @property
    def ends(self) -> tuple[datetime, datetime]:
        """When the last item ends, before and after."""
        return max(row.was.ends for row in self.rows), max(row.will.ends for row in self.rows)


class Day(NamedTuple):
    """An item's day: its items in order, the same as slots, and the first moment to which anything may move."""

    items: Sequence[Item]
    slots: list[Slot]
    earliest: datetime
    midnight: datetime


def day_of(session: Session, forum: Forum, item: Item, now: datetime) -> Day:
    """The day of *item* as it stands. A day that is long over is rehearsed: nothing of it lies in the past."""
    items = [other for other in queries.items(session, forum.id) if other.day == item.day]
    slots = [_slot(other, None) for other in items]
    zone = ZoneInfo(forum.timezone)
    midnight = datetime.combine(item.day + timedelta(days=1), time(), zone)
    if is_at_hand(slots, now):
        return Day(items, [_slot(other, now) for other in items], now, midnight)
    first = min(slot.starts for slot in slots)
    return Day(items, slots, min(now, first), midnight)


def _slot(item: Item, now: datetime | None) -> Slot:
    standing = STANDINGS[phases.distance(item.technique, item.phase)]
    expected = None
    if now is not None and standing == "on":
        left = sum(phases.planned_after(item.technique, item.phase, item.minutes_by_phase).values())
        expected = max(now, queries.clock_of(item).ends(now)) + left * MINUTE
    pause = item.technique == "pause"
    overlaps = bool(item.details.get("overlaps"))
    return Slot(item.id, item.number, item.starts, item.minutes, standing, pause, overlaps, expected)


def proposed(session: Session, forum_id: str, name: str, wish: Wish, now: datetime) -> Proposal:
    """New times for what comes after *name*, as far as *wish* goes. Raises what the rules refuse."""
    if wish.scope not in SCOPES:
        raise Refusal.of_field("scope", "bad_scope", N_("A plan is made for the rest of the day, or of the block."))
    forum, item = queries.forum_of(session, forum_id), queries.item_of(session, forum_id, name)
    day = day_of(session, forum, item, now)
    moves, phased = _of_block(day, item, wish, forum) if wish.scope == "block" else _of_day(day, item, wish, forum)
    verdict.judge(day.slots, moves, day.earliest, day.midnight)
    return _proposal(session, forum, item, wish, now, day, moves, phased)


def standing_plan(session: Session, forum_id: str, name: str, wish: Wish, now: datetime) -> Proposal:
    """The day as it is: what a page shows while a wish is refused."""
    forum, item = queries.forum_of(session, forum_id), queries.item_of(session, forum_id, name)
    return _proposal(session, forum, item, wish, now, day_of(session, forum, item, now), [], {})


def last_replanning(session: Session, forum: str, day: date) -> Replanning | None:
    """What was confirmed last for a day and not undone."""
    query = select(Replanning).where(
        Replanning.forum == forum, Replanning.day == day, col(Replanning.undone_at).is_(None)
    )
    return session.exec(query.order_by(col(Replanning.seq).desc()).limit(1)).first()


Phased = dict[str, dict[str, int]]


def _at(forum: Forum, day: date, clock: time | None) -> datetime | None:
    return None if clock is None else datetime.combine(day, clock, ZoneInfo(forum.timezone))


def _of_day(day: Day, item: Item, wish: Wish, forum: Forum) -> tuple[list[Move], Phased]:
    begins, until = _at(forum, item.day, wish.begins), _at(forum, item.day, wish.until)
    moves = propose(day.slots, day.earliest, begins=begins, until=until)
    return moves, new_phases(day, moves)


def new_phases(day: Day, moves: Sequence[Move]) -> Phased:
    """The minutes by phase of items that now last longer or shorter. Raises ``no_room``.

    What is on has given or taken them in its phase of now; what is to come divides them.
    """
    rows = {item.id: item for item in day.items}
    found: Phased = {}
    for move in moves:
        row = rows[move.item]
        planned = phases.planned_of(row.technique, row.minutes_by_phase)
        longer = move.minutes - sum(planned.values())
        if move.minutes == row.minutes:
            continue
        if phases.is_on(row.technique, row.phase) and planned[row.phase] and planned[row.phase] + longer > 0:
            found[row.id] = planned | {row.phase: planned[row.phase] + longer}
        else:
            found[row.id] = _shared(planned, move.minutes, move.ends)
    return found


def _shared(planned: dict[str, int], minutes: int, ends: datetime) -> dict[str, int]:
    found = shared(planned, minutes)
    if found is None:
        raise verdict.no_room(ends)
    return found


def _of_block(day: Day, item: Item, wish: Wish, forum: Forum) -> tuple[list[Move], Phased]:
    """The phases that are left of what runs side by side, so that it ends when it should."""
    slots = {slot.item: slot for slot in day.slots}
    block = [
        row
        for row in day.items
        if (row.id == item.id or (item.block is not None and row.block == item.block))
        and slots[row.id].standing != "over"
    ]
    if not block:
        raise verdict.nothing_left()
    ends = _at(forum, item.day, wish.until) or max(slots[row.id].ends for row in block)
    begins = _at(forum, item.day, wish.begins)
    moves, phased = [], {}
    for row in block:
        slot = slots[row.id]
        begun_on = slot.starts if slot.starts >= day.earliest else on_the_mark(day.earliest)
        starts = slot.starts if slot.standing == "on" else begins or begun_on
        minutes = (ends - starts) // MINUTE
        if minutes < 1:
            raise verdict.ends_before_it_begins()
        planned = phases.planned_of(row.technique, row.minutes_by_phase)
        if slot.standing == "on":
            after = phases.planned_after(row.technique, row.phase, row.minutes_by_phase)
            begun = (slot.expected or slot.ends) - sum(after.values()) * MINUTE
            changed = _shared(after, max((ends - begun) // MINUTE, 0), ends) if any(after.values()) else after
        else:
            changed = _shared(planned, minutes, ends)
        if minutes != row.minutes or starts != slot.starts:
            moves.append(Move(row.id, starts, minutes))
        if planned | changed != planned:
            phased[row.id] = planned | changed
    return moves, phased


def _proposal(
    session: Session,
    forum: Forum,
    item: Item,
    wish: Wish,
    now: datetime,
    day: Day,
    moves: Sequence[Move],
    phased: Phased,
) -> Proposal:
    zone = ZoneInfo(forum.timezone)
    wished = {move.item: move for move in moves}
    standings = {slot.item: slot.standing for slot in day.slots}
    at_hand = is_at_hand(day.slots, now)

    def local(move: Move) -> Move:
        return move._replace(starts=move.starts.astimezone(zone))

    rows = []
    for row in day.items:
        was = Move(row.id, row.starts, row.minutes)
        rows.append(
            Row(
                row.id,
                row.number,
                row.title,
                phases.TECHNIQUE_NAMES[row.technique],
                standings[row.id],
                row.technique == "pause",
                local(was),
                local(wished.get(row.id, was)),
                phased.get(row.id),
            )
        )
    return Proposal(
        item,
        item.day,
        wish,
        now.astimezone(zone),
        behind(day.slots, now) if at_hand else 0,
        at_hand,
        tuple(rows),
        last_replanning(session, forum.id, item.day),
        min(((slot.starts, slot.number) for slot in rest(day.slots)), default=(None, ""))[1],
    )
