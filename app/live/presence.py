"""Who is in which room, and who is writing in which card: ephemeral, bounded, across processes, never journalled."""

from collections.abc import Mapping
from typing import Final

from app.live.rooms import Room

LEASE_SECONDS: Final = 15.0
"""How long a process's counts are believed. It says them every :data:`SAY_SECONDS`, so a dead process leaves in time."""

SAY_SECONDS: Final = 5.0
TELL_SECONDS: Final = 1.0
TELL_CROWD_SECONDS: Final = 10.0

UNCOUNTED: Final = frozenset({"me", "screen"})
"""Rooms whose listeners nobody wants counted."""

EDITING_SECONDS: Final = 8.0
EDITING_AGAIN_SECONDS: Final = 3.0
EDITORS: Final = 1_000


class Presence:
    """How many people are in a forum's rooms, by process. A person with sockets in two processes counts twice."""

    def __init__(self) -> None:
        self._leases: dict[tuple[str, str], tuple[float, Mapping[str, int]]] = {}
        self._others: dict[tuple[str, str], int] = {}

    def heard(self, process: str, forum: str, counts: Mapping[str, int], now: float) -> None:
        """Another process says how many people it has in the rooms of *forum*; what it does not name is empty."""
        self._drop(process, forum)
        if counts:
            self._leases[process, forum] = (now + LEASE_SECONDS, counts)
            for room, count in counts.items():
                self._others[forum, room] = self._others.get((forum, room), 0) + count

    def expire(self, now: float) -> None:
        """Forget the processes that have said nothing for too long."""
        for process, forum in [who for who, (until, _) in self._leases.items() if until <= now]:
            self._drop(process, forum)

    def total(self, forum: str, room: Room, here: int) -> int:
        """How many people are in *room* in all processes, given how many are *here*."""
        return here + self._others.get((forum, str(room)), 0)

    def _drop(self, process: str, forum: str) -> None:
        _, counts = self._leases.pop((process, forum), (0.0, {}))
        for room, count in counts.items():
            left = self._others.get((forum, room), 0) - count
            if left > 0:
                self._others[forum, room] = left
            else:
                self._others.pop((forum, room), None)


class Editors:
    """Who is writing in which card, as far as the others should see it."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], tuple[tuple[str, str], float, float]] = {}

    def is_news(self, forum: str, room: str, key: str, by: str | None, now: float, whose: str = "") -> bool:
        """Whether the others should be told that *by* writes (None: nobody any more): when it is new, or getting old.

        Two people may be shown by the same name: *whose* tells them apart.
        """
        known = self._known.get((forum, room, key))
        if known is None or by is None:
            return (known is None) != (by is None)
        return known[0] != (by, whose) or now - known[1] >= EDITING_AGAIN_SECONDS

    def note(self, forum: str, room: str, key: str, by: str | None, now: float, whose: str = "") -> None:
        """The others were told."""
        self._known.pop((forum, room, key), None)
        if by is not None:
            self._known[forum, room, key] = ((by, whose), now, now + EDITING_SECONDS)
        while len(self._known) > EDITORS:
            self._known.pop(next(iter(self._known)))

    def expire(self, now: float) -> list[tuple[str, str, str]]:
        """Forget who has stopped writing: the (forum, room, key) that should be told."""
        over = [place for place, (_, _, until) in self._known.items() if until <= now]
        for place in over:
            del self._known[place]
        return over
