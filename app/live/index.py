"""The fold of a forum's journal: which card of which room changed when, as far as a returning client can ask.

The same journal gives the same index in every process, so a head learnt from one is understood by the others.
"""

from collections import OrderedDict
from collections.abc import Mapping
from enum import Enum
from typing import Final, Literal

from app.live.rooms import Room

KEPT_KEYS: Final = 500
"""Cards remembered per room. A client that is further behind fetches the region afresh."""

KEPT_ROOMS: Final = 100_000


class Behind(Enum):
    """A client that is too far behind for a list of what changed."""

    WHOLE = "whole"


WHOLE: Final = Behind.WHOLE


class _Trail:
    """One room's past: its last touched keys with their seq, oldest first, and the seq below which keys are lost."""

    __slots__ = ("floor", "head", "keys")

    def __init__(self, floor: int) -> None:
        self.head = floor
        self.floor = floor
        self.keys: dict[str, int] = {}


class Index:
    """Folded up to ``seq``. Changed only by its feed's task, between two reads."""

    def __init__(self, *, seq: int = 0, keys: int = KEPT_KEYS, rooms: int = KEPT_ROOMS) -> None:
        """Start after *seq*: 0 for a forum's whole journal; more where an earlier part of it is gone."""
        self.seq = seq
        self._keep = keys
        self._keep_rooms = rooms
        self._trails: OrderedDict[Room, _Trail] = OrderedDict()
        self._forgotten = seq

    @property
    def rooms(self) -> int:
        """How many rooms are remembered."""
        return len(self._trails)

    def fold(self, touched: Mapping[Room, Mapping[str, int]], seq: int) -> None:
        """Take in what the entries up to *seq* touched: room → key → the seq of the last entry that touched it.

        However the journal is cut into such pieces, the index becomes the same.
        """
        for room, keys in touched.items():
            trail = self._trails.pop(room, None) or _Trail(self._forgotten)
            self._trails[room] = trail  # the room touched last stands last: the first is forgotten first
            for key, number in sorted(keys.items(), key=_by_seq):
                trail.keys.pop(key, None)
                trail.keys[key] = number
                trail.head = max(trail.head, number)
            while len(trail.keys) > self._keep:
                oldest = next(iter(trail.keys))
                trail.floor = max(trail.floor, trail.keys.pop(oldest))
        while len(self._trails) > self._keep_rooms:
            _, lost = self._trails.popitem(last=False)
            self._forgotten = max(self._forgotten, lost.head)
        self.seq = seq

    def head(self, room: Room) -> int:
        """The seq of the last change that touched *room*. A forum's founding touched all: no head is 0 after it, so that
        on the wire "since 0" can mean everything.
        """
        trail = self._trails.get(room)
        return max(trail.head if trail else self._forgotten, min(1, self.seq))

    def since(self, room: Room, head: int) -> dict[str, int] | Literal[Behind.WHOLE]:
        """The cards of *room* that changed after *head*, with their seq; WHOLE when they are too many to be known."""
        trail = self._trails.get(room)
        if head < (trail.floor if trail else self._forgotten):
            return WHOLE
        if trail is None or head >= trail.head:
            return {}
        changed: dict[str, int] = {}
        for key in reversed(trail.keys):
            number = trail.keys[key]
            if number <= head:
                break
            changed[key] = number
        return changed

    def seq_of(self, room: Room, key: str) -> int:
        """When a card last changed; for one that changed long ago, a seq after which it has not."""
        trail = self._trails.get(room)
        return trail.keys.get(key, trail.floor) if trail else self._forgotten


def _by_seq(item: tuple[str, int]) -> int:
    return item[1]
