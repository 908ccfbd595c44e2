"""A day of the programme as it stands, and where its items shall move."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

LONG_PAUSE: Final = 45
SHORT_PAUSE: Final = 10
"""What a lunch and a break keep; one that was planned shorter keeps what it has."""

MINUTE: Final = timedelta(minutes=1)

_ANOTHER_DAY: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Slot:
    """An item on its day. ``standing`` is ``over``, ``on`` or ``coming``; ``expected`` is when what is on will end, as its
    clock has it. ``overlaps``: it runs on purpose beside what is not of its block.
    """

    item: str
    number: str
    starts: datetime
    minutes: int
    standing: str = "coming"
    pause: bool = False
    overlaps: bool = False
    expected: datetime | None = None

    @property
    def ends(self) -> datetime:
        """When it ends by the programme."""
        return self.starts + self.minutes * MINUTE

    @property
    def least(self) -> int:
        """The minutes that it keeps: a pause always, work where the day must end at a given time."""
        if not self.pause:
            return -(-self.minutes // 2)
        return min(self.minutes, LONG_PAUSE if self.minutes >= LONG_PAUSE else SHORT_PAUSE)


class Move(NamedTuple):
    """When an item begins, and how long it lasts."""

    item: str
    starts: datetime
    minutes: int

    @property
    def ends(self) -> datetime:
        """When it ends."""
        return self.starts + self.minutes * MINUTE


def under_way(slots: Iterable[Slot]) -> list[Slot]:
    """What is on."""
    return [slot for slot in slots if slot.standing == "on"]


def rest(slots: Sequence[Slot]) -> list[Slot]:
    """What is still to come: items that have not begun, from the last one that has. What was left out stays left out."""
    reached = max((slot.starts for slot in slots if slot.standing != "coming"), default=None)
    return [slot for slot in slots if slot.standing == "coming" and (reached is None or slot.starts >= reached)]


def is_at_hand(slots: Iterable[Slot], now: datetime) -> bool:
    """Whether the day takes place about now. Otherwise it is rehearsed, or planned ahead, and clocks say nothing of it."""
    times = [time for slot in slots for time in (slot.starts, slot.ends)]
    return bool(times) and min(times) - _ANOTHER_DAY < now < max(times) + _ANOTHER_DAY


def behind(slots: Sequence[Slot], now: datetime) -> int:
    """How many minutes the day is behind its programme; below zero it is ahead.

    What is on says it; between two items, the one that should have begun.
    """
    on = under_way(slots)
    if on:
        return max(round(((slot.expected or slot.ends) - slot.ends) / MINUTE) for slot in on)
    return max((round((now - slot.starts) / MINUTE) for slot in rest(slots) if slot.starts < now), default=0)
