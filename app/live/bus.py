"""The bus between the processes: nudges after commits, presence counts, who is editing, and what is typed live.

Nothing on it is needed to be right: a lost nudge heals by the hub's poll, counts expire. So nothing here ever blocks a
write, and nothing raises because the other side is away. One contract suite holds every implementation.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, TypeAlias

from app.kernel.ids import new_id

Message: TypeAlias = list[Any]
"""``["n", forum, seq]``, ``["p", forum, {room: count}]``, ``["e", forum, room, key, by, whose]`` or
``["d", forum, room, key, whose, texts]``."""

_log = logging.getLogger(__name__)


class Ear(Protocol):
    """Who listens to a bus. Called on the event loop that started it."""

    def nudged(self, forum: str, seq: int) -> None:
        """The journal of *forum* has grown to *seq*."""

    def present(self, process: str, forum: str, counts: Mapping[str, int]) -> None:
        """Another process says how many people it has in the rooms of *forum*."""

    def edited(self, forum: str, room: str, key: str, by: str | None, whose: str) -> None:
        """The participant *whose* writes in a card, shown as *by*; nobody any more with ``by=None``."""

    def drafted(self, forum: str, room: str, key: str, whose: str, texts: Mapping[str, Any]) -> None:
        """What the writer *whose* types at a card, by language; nothing any more without texts."""


class Bus(Protocol):
    """Tells this process's ears, and those of all others, what is news. An own count comes back to nobody."""

    async def start(self) -> None:
        """Begin to listen; does not wait for the other side."""

    async def stop(self) -> None:
        """End all tasks and connections."""

    @property
    def healthy(self) -> bool:
        """Whether the other processes can be heard now."""

    def subscribe(self, ear: Ear) -> Callable[[], None]:
        """Listen with *ear*; the answer ends that."""

    def nudge(self, forum: str, seq: int) -> None:
        """The journal has grown. May be called from any thread."""

    def present(self, forum: str, counts: Mapping[str, int]) -> None:
        """How many people this process has in each room."""

    def edited(self, forum: str, room: str, key: str, by: str | None, whose: str = "") -> None:
        """The participant *whose* writes in a card, shown to the others as *by*."""

    def drafted(self, forum: str, room: str, key: str, whose: str, texts: Mapping[str, Any]) -> None:
        """What the writer *whose* types at a card."""


class Ears:
    """The ears of one process, and what reaches them: the part that every bus shares."""

    def __init__(self) -> None:
        self.process: Final = new_id()
        self._ears: list[Ear] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def subscribe(self, ear: Ear) -> Callable[[], None]:
        """Listen with *ear*; the answer ends that."""
        self._ears.append(ear)
        return lambda: self._ears.remove(ear)

    def soon(self, call: Callable[..., None], *args: object) -> None:
        """Call on the loop, from any thread; nothing happens before the start or after the end."""
        if self._loop is not None:
            try:
                self._loop.call_soon_threadsafe(call, *args)
            except RuntimeError:
                self._loop = None  # it has closed

    def hear(self, process: str, message: Message) -> None:
        """Give one message to every ear. A faulty message, or ear, hurts nobody else."""
        for ear in list(self._ears):
            try:
                match message:
                    case ["n", str(forum), int(seq)]:
                        ear.nudged(forum, seq)
                    case ["p", str(forum), dict(counts)] if process != self.process:
                        ear.present(process, forum, {str(room): int(count) for room, count in counts.items()})
                    case ["e", str(forum), str(room), str(key), (str() | None) as by, str(whose)]:
                        ear.edited(forum, room, key, by, whose)
                    case ["d", str(forum), str(room), str(key), str(whose), dict(texts)]:
                        ear.drafted(forum, room, key, whose, texts)
            except Exception:
                _log.exception("a message of the bus was not understood")


class Exchange:
    """Where the in-process buses of one computer process meet; a running server has one bus only."""

    def __init__(self) -> None:
        self.buses: list[InProcessBus] = []
        self.lock = threading.Lock()


class InProcessBus(Ears):
    """The bus of a server that is one process."""

    healthy = True

    def __init__(self, exchange: Exchange | None = None) -> None:
        super().__init__()
        self._exchange = exchange or Exchange()

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        with self._exchange.lock:
            self._exchange.buses.append(self)

    async def stop(self) -> None:
        with self._exchange.lock:
            if self in self._exchange.buses:
                self._exchange.buses.remove(self)
        self._loop = None

    def nudge(self, forum: str, seq: int) -> None:
        self._say(["n", forum, seq])

    def present(self, forum: str, counts: Mapping[str, int]) -> None:
        self._say(["p", forum, dict(counts)])

    def edited(self, forum: str, room: str, key: str, by: str | None, whose: str = "") -> None:
        self._say(["e", forum, room, key, by, whose])

    def drafted(self, forum: str, room: str, key: str, whose: str, texts: Mapping[str, Any]) -> None:
        self._say(["d", forum, room, key, whose, dict(texts)])

    def _say(self, message: Message) -> None:
        with self._exchange.lock:
            buses = list(self._exchange.buses) if self in self._exchange.buses else []
        for bus in buses:
            bus.soon(bus.hear, self.process, message)
