"""The proposal. The day is a rubber band that is laid along the clock anew: each old time gets one new time, and they
never run backwards. So what came after still comes after, what ran side by side still does, and what overlapped on
purpose goes on to. The band gives way where nobody works: gaps close, pauses become as short as they may. Work keeps
its minutes, unless the day must end at a given time.

Inside, times are whole minutes since 1970.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from app.programme.replan import verdict
from app.programme.replan.day import MINUTE, Move, Slot, rest, under_way

MARK: Final = 5
"""What is late goes on at a mark of the clock that people remember."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def propose(
    slots: Sequence[Slot], earliest: datetime, *, begins: datetime | None = None, until: datetime | None = None
) -> list[Move]:
    """New times for what is on and what is still to come, as far as they differ from the old ones.

    Nothing begins before *earliest*. ``begins`` is when the next item begins, whatever the clocks say; ``until`` is when
    the last one must have ended. Raises ``nothing_left``, ``in_the_past``, ``ends_before_it_begins`` and ``no_room``.
    """
    coming, on = rest(slots), under_way(slots)
    if not coming:
        raise verdict.nothing_left()
    # What has begun lasts a minute at least, whenever it began.
    floor = max([_up(earliest), *(_up(slot.starts) + 1 for slot in on)])
    if begins is not None and _up(begins) < floor:
        raise verdict.in_the_past(coming[0].number)
    band = _Band(coming, on, floor, None if begins is None else _up(begins))
    places: Places = band.laid(band.restful)
    if until is not None:
        places = band.fitted(places, (until - _EPOCH) // MINUTE)
    moves = [*(band.moved(slot, places) for slot in coming), *(band.extended(slot, places) for slot in on)]
    old = {slot.item: (slot.starts, slot.minutes) for slot in slots}
    return [move for move in moves if old[move.item] != (move.starts, move.minutes)]


def _up(moment: datetime) -> int:
    """The next whole minute."""
    return -int((_EPOCH - moment) // MINUTE)


def on_the_mark(moment: datetime) -> datetime:
    """The next mark of the clock."""
    return _EPOCH + _marked(_up(moment)) * MINUTE


def _marked(minute: int) -> int:
    return -(-minute // MARK) * MARK


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch between two neighbouring old times. ``free``: nobody works in it."""

    begins: int
    length: int
    least: int
    free: bool

    @property
    def ends(self) -> int:
        return self.begins + self.length


Places = Mapping[int, int]
"""Old time → new time."""

Step = Callable[[_Piece, int], int]
"""Where a piece ends that now begins at the given minute, were there no bounds."""


class _Band:
    """The rest of a day, from the end of what is on, or from the beginning of what comes next."""

    def __init__(self, coming: Sequence[Slot], on: Sequence[Slot], floor: int, begins: int | None) -> None:
        first = min(_up(slot.starts) for slot in coming)
        self._floor = floor
        self._begins = begins
        self._on = on
        before = [slot for slot in on if _up(slot.ends) <= first and begins is None]
        self._zero = max((_up(slot.ends) for slot in before), default=first)
        beside = [slot for slot in on if _up(slot.ends) > first]
        self._bounds = {_up(slot.ends): self._expected(slot) for slot in beside}
        if before:
            self._start = max(self._expected(slot) for slot in before)
        else:
            self._start = max(first, _marked(floor) if floor > first else first) if begins is None else begins
        if floor > first and begins is None:
            self._bounds[first] = _marked(floor)
        times = {self._zero, first, *self._bounds, *(t for s in coming for t in (_up(s.starts), _up(s.ends)))}
        cuts = sorted(time for time in times if time >= self._zero)
        self._pieces = [_piece(begin, end, coming, beside) for begin, end in pairwise(cuts)]

    def _expected(self, slot: Slot) -> int:
        """When what is on will end: late, on a mark of the clock; early, not before the mark either."""
        planned = _up(slot.ends)
        expected = max(planned if slot.expected is None else _up(slot.expected), self._floor)
        return max(_marked(expected), self._floor) if expected > planned else min(planned, _marked(expected))

    def laid(self, step: Step) -> dict[int, int]:
        """The band laid out by *step*, as far as the bounds let it."""
        places = {self._zero: self._start}
        for piece in self._pieces:
            reached = step(piece, places[piece.begins])
            places[piece.ends] = max(reached, self._bounds.get(piece.ends, reached))
        return places

    def restful(self, piece: _Piece, at: int) -> int:
        """What is free gives or takes what the day is behind or ahead; work lasts as long as it did."""
        return max(at + piece.least, piece.ends) if piece.free else at + piece.length

    def fitted(self, places: Places, until: int) -> Places:
        """The band pressed together until its end is at *until*: first what is free, then all work alike."""
        if until <= self._start:
            raise verdict.ends_before_it_begins()
        shortest = self.laid(lambda piece, at: at + piece.least)
        end = self._pieces[-1].ends
        if shortest[end] > until:
            raise verdict.no_room(_EPOCH + shortest[end] * MINUTE)
        lengths = [places[piece.ends] - places[piece.begins] for piece in self._pieces]
        spare = 0
        while places[end] > until:
            spare += places[end] - until
            pressed = dict(zip((p.begins for p in self._pieces), self._pressed(lengths, spare), strict=True))
            places = self.laid(lambda piece, at, pressed=pressed: at + pressed[piece.begins])  # type: ignore[misc]
        return places

    def _pressed(self, lengths: Sequence[int], spare: int) -> list[int]:
        pressed = list(lengths)
        for n, piece in enumerate(self._pieces):
            if piece.free:
                taken = min(spare, max(pressed[n] - piece.least, 0))
                pressed[n] -= taken
                spare -= taken
        slack = [0 if p.free else max(pressed[n] - p.least, 0) for n, p in enumerate(self._pieces)]
        whole = sum(slack)
        spare = min(spare, whole)
        given = before = 0
        for n, part in enumerate(slack):
            before += part
            share = -(-spare * before // whole) - given if whole else 0
            pressed[n] -= share
            given += share
        return pressed

    def moved(self, slot: Slot, places: Places) -> Move:
        """Where something that is to come goes."""
        starts = places[_up(slot.starts)]
        return Move(slot.item, _EPOCH + starts * MINUTE, places[_up(slot.ends)] - starts)

    def extended(self, slot: Slot, places: Places) -> Move:
        """What is on, with the end that it will have."""
        ends = places.get(_up(slot.ends), self._expected(slot))
        if self._begins is not None and _up(slot.ends) not in self._bounds:
            ends = min(self._expected(slot), self._begins)
        return Move(slot.item, slot.starts, ends - _up(slot.starts))


def _piece(begins: int, ends: int, coming: Sequence[Slot], beside: Sequence[Slot]) -> _Piece:
    length = ends - begins

    def over(slots: Sequence[Slot]) -> list[Slot]:
        return [slot for slot in slots if _up(slot.starts) <= begins and _up(slot.ends) >= ends]

    kept = [-(-length * slot.least // slot.minutes) for slot in over(coming)] + [length] * len(over(beside))
    works = [slot for slot in over(coming) if not slot.pause] or over(beside)
    return _Piece(begins, length, max(kept, default=0), not works)
