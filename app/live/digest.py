"""Crowded rooms: what one still owes its listeners, and how much of it may go out now.

5,000 phones times every change is gigabits. State travels, so what is late is simply newer when it comes: a card that
changes ten times while it waits is sent once.
"""

from collections.abc import Collection, Mapping
from typing import Final

CROWD: Final = 200
"""Listeners above which a room is a digest."""

CALM: Final = 150
"""Listeners under which it stops being one; lower than the other, so that one phone coming and going changes nothing."""

RATE: Final = 2_048
"""Bytes per second to each phone, on average."""

BURST: Final = 4_096
EVERY: Final = 1.0
"""Seconds between two frames of what is not urgent."""

URGENT: Final = frozenset({"phase", "clock", "turn", "announcement"})
"""Kinds of cards that go out at once, and before all others."""

TAKE: Final = 100


class Digest:
    """A crowded room's debts: card key → the seq of the first change that was not sent, oldest first."""

    __slots__ = ("_at", "_next", "_owed", "_rate", "_tokens", "_typical")

    def __init__(self, now: float, *, rate: float = RATE) -> None:
        self._owed: dict[str, int] = {}
        self._rate = rate
        self._tokens = float(BURST)
        self._at = now
        self._next = now
        self._typical = 600.0

    def oldest(self, but: Collection[str] = ()) -> int | None:
        """The seq of the first change that was not sent, *but* for these keys; None when nothing else is owed."""
        return min((seq for key, seq in self._owed.items() if key not in but), default=None)

    def owe(self, touched: Mapping[str, int]) -> None:
        """Cards changed. One that waits already keeps its place: constant change cannot starve it."""
        for key, seq in touched.items():
            self._owed.setdefault(key, seq)

    def take(self, now: float) -> list[str]:
        """The cards to send now: the urgent ones, then as many of the others as the rate allows."""
        self._tokens = min(BURST, self._tokens + (now - self._at) * self._rate)
        self._at = now
        # Urgent cards may run into debt, but not without end: a clock restarted ten times a second is a flood too.
        taken = [key for key in self._owed if _is_urgent(key)][:TAKE] if self._tokens > -BURST else []
        if self._tokens > 0 and now >= self._next:
            room = max(1, int(self._tokens / self._typical) - len(taken))
            taken += [key for key in self._owed if not _is_urgent(key)][: min(room, TAKE)]
        return taken

    def sent(self, keys: Collection[str], size: int, now: float) -> None:
        """The newest state of *keys* went out in a frame of *size* bytes."""
        for key in keys:
            self._owed.pop(key, None)
        if not all(map(_is_urgent, keys)):
            self._next = now + EVERY
        self._tokens -= size
        self._typical = 0.8 * self._typical + 0.2 * size / max(1, len(keys))

    def ready(self, now: float) -> bool:
        """Whether waiting is over for something that is owed."""
        return bool(self._owed) and now >= self._next and self._tokens + (now - self._at) * self._rate > 0

    @property
    def pressing(self) -> bool:
        """Whether something urgent is owed and may go."""
        return self._tokens > -BURST and any(map(_is_urgent, self._owed))


def _is_urgent(key: str) -> bool:
    return key.partition(":")[0] in URGENT
