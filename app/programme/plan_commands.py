"""New times for the rest of a day, confirmed, and undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases, queries, rules
from app.programme.models import Item, Replanning
from app.programme.planning import Day, day_of, last_replanning, new_phases
from app.programme.replan.day import Move
from app.programme.replan.verdict import judge
from app.store.work import Work

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Wished:
    """Where an item shall go. ``was`` is where its sender saw it: (starts, minutes); ``phases`` are (phase, minutes)."""

    item: str
    starts: str
    minutes: int
    was: tuple[str, int] | None = None
    phases: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MoveTimes:
    """Confirm new times for items of the day of ``item``. What nobody wished elsewhere stays where it is."""

    item: str
    moves: tuple[Wished, ...]
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        forum = queries.forum_of(work.session, work.forum)
        item = queries.item_of(work.session, work.forum, self.item)
        day = day_of(work.session, forum, item, work.now)
        wished = self._found(day)
        moves = [move for row, _, move in wished if (row.starts, row.minutes) != (move.starts, move.minutes)]
        if moves or not wished:
            roles.require(work.actor, "programme:move")
        for row, _, _ in wished:
            roles.require(work.actor, "item:run", row.id)
        judge(day.slots, moves, day.earliest, day.midnight)
        phased = new_phases(day, moves) | {row.id: _phases(row, wish) for row, wish, _ in wished if wish.phases}
        changed = [row for row, _, move in wished if _differs(row, move, phased.get(row.id))]
        before = [_kept(row) for row in changed]
        for row, _, move in wished:
            row.starts, row.minutes = move.starts, move.minutes
            row.minutes_by_phase = phased.get(row.id, row.minutes_by_phase)
        if changed:
            step = Replanning(
                id=new_id(),
                forum=work.forum,
                day=item.day,
                seq=work.seq,
                made_at=work.now,
                before=before,
                after=[_kept(row) for row in changed],
            )
            work.session.add(step)
            _record(work, changed)
            work.created = True
        return told(day.items, changed)

    def _found(self, day: Day) -> list[tuple[Item, Wished, Move]]:
        """The rows that are meant. Raises ``not_of_this_day``, ``bad_time`` and ``plan_moved``."""
        rows = {name: row for row in day.items for name in (row.id, row.number)}
        if len(self.moves) > MOST or len({rows.get(wish.item) and rows[wish.item].id for wish in self.moves}) < len(
            self.moves
        ):
            raise Refusal("bad_plan", N_("A plan names every item at most once."))
        found = []
        for wish in self.moves:
            row = rows.get(wish.item)
            if row is None:
                raise Refusal("not_of_this_day", N_("The plan names an item that this day does not have."))
            if wish.was is not None and (_moment(wish.was[0]), wish.was[1]) != (row.starts, row.minutes):
                raise plan_moved()
            found.append((row, wish, Move(row.id, _moment(wish.starts), wish.minutes)))
        return found


@dataclass(frozen=True, slots=True)
class UndoTimes:
    """Take back what was confirmed last for the day of ``item``, as long as nothing has changed it since."""

    item: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        roles.require(work.actor, "programme:move")
        item = queries.item_of(work.session, work.forum, self.item)
        step = last_replanning(work.session, work.forum, item.day)
        if step is None:
            raise Refusal("nothing_to_undo", N_("There is nothing to undo."), status=409)
        rows = {row.id: row for row in queries.items(work.session, work.forum, [held["item"] for held in step.after])}
        if any(rows.get(held["item"]) is None or _kept(rows[held["item"]]) != held for held in step.after):
            raise plan_moved()
        for held in step.before:
            row = rows[held["item"]]
            row.starts, row.minutes = _moment(held["starts"]), held["minutes"]
            row.minutes_by_phase = dict(held["phases"])
        step.undone_at = work.now
        _record(work, rows.values())
        return told(queries.items(work.session, work.forum), list(rows.values()))


def plan_moved() -> Refusal:
    """Somebody was quicker, or a phase was planned anew meanwhile."""
    return Refusal(
        "plan_moved", N_("The programme has changed meanwhile. Look at the new times, then choose again."), status=409
    )


def told(items: Sequence[Item], changed: Sequence[Item]) -> dict[str, Any]:
    """What whoever confirmed or took back a plan is told: the items that have other times now."""
    ids = {row.id for row in changed}
    return {
        "moved": [
            {"id": row.id, "number": row.number, "starts": rfc3339(row.starts), "minutes": row.minutes}
            for row in items
            if row.id in ids
        ]
    }


def _record(work: Work, rows: Iterable[Item]) -> None:
    for row in rows:
        row.moved = work.seq
        work.record("times", row.id, items=[row.id])


def _kept(row: Item) -> dict[str, Any]:
    return {
        "item": row.id,
        "starts": rfc3339(row.starts),
        "minutes": row.minutes,
        "phases": dict(row.minutes_by_phase),
    }


def _differs(row: Item, move: Move, phased: dict[str, int] | None) -> bool:
    times = (row.starts, row.minutes) != (move.starts, move.minutes)
    return times or (phased is not None and phased != row.minutes_by_phase)


def _phases(row: Item, wish: Wished) -> dict[str, int]:
    for phase, minutes in wish.phases:
        rules.require_phase(row.technique, phase)
        rules.require_minutes(minutes)
    return {**phases.planned_of(row.technique, row.minutes_by_phase), **dict(wish.phases)}


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Refusal.of_field("starts", "bad_time", N_("This is no time: write it as 2023-09-27T14:05:00Z."))
