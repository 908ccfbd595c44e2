"""What all feeds of one process share."""

from collections.abc import Callable
from dataclasses import dataclass

from app.live.ports import Meter
from app.live.reading import Reader
from app.live.rooms import Room
from app.live.sockets import Listener


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Given to every feed by its hub.

    ``clock`` is steady, in seconds; ``wall`` in milliseconds since 1970. ``end`` closes a socket with a code. ``crowd`` is
    how many people are in a room in all processes, given how many are in this one. ``beat`` is the least time between two
    ticks, and ``retry`` the pause after one that failed, in seconds. ``languages`` are those in which cards can be drawn.
    """

    reader: Reader
    epoch: str
    clock: Callable[[], float]
    wall: Callable[[], int]
    meter: Meter
    end: Callable[[Listener, int], None]
    crowd: Callable[[str, Room, int], int]
    beat: float
    retry: float
    languages: tuple[str, ...]
