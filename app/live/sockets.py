"""One socket of this process: whom it speaks for, what it has heard, and whether it can take more.

A socket is *live* (bytes go straight to its transport) or *stale* (too much waits there: nothing is queued for it but a
cursor per room). A slow phone loses intermediate versions, never the latest, and never makes another wait.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from contextlib import suppress
from typing import Any, Final, Literal, Protocol, TypeAlias

from app.kernel.roles import Actor
from app.live.frames import Frame
from app.live.index import Behind
from app.live.ports import Variant
from app.live.protocol import Session
from app.live.rooms import Room

BUFFER_LIMIT: Final = 65_536
"""Bytes that may wait in a transport before its socket is stale."""

DRAINED: Final = 16_384
"""Bytes at which a stale socket may come back; asyncio's own low-water mark for a limit of 64 KiB."""

STALE_SECONDS: Final = 30.0

HELLO_SECONDS: Final = 0.5
HELLO_BURST: Final = 8

LIVE: Final = -1
"""In place of a cursor: this room's frames reach the socket as they are published."""

Cursor: TypeAlias = int | Literal[Behind.WHOLE] | None
"""What a socket has of a room: a head, nothing (None), something of another history (WHOLE), or LIVE."""

Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Link(Protocol):
    """The way to one client. No call waits, and none raises for a client that has gone."""

    drained: Callable[[], None] | None
    """Called when a full link has room again."""

    def buffered(self) -> int:
        """Bytes that wait to be sent."""

    def write(self, frames: Sequence[Frame]) -> None:
        """Send *frames* as one write."""

    def close(self, code: int) -> None:
        """Say goodbye with *code*; a client that does not read is cut off a few seconds later."""


class Listener:
    """A socket as its feed knows it. Compared by identity."""

    __slots__ = (
        "__weakref__",
        "actor",
        "batch",
        "checked",
        "earliest_hello",
        "gone",
        "link",
        "notes",
        "rooms",
        "session",
        "stale_since",
        "variant",
    )

    def __init__(self, actor: Actor, link: Link, now: float) -> None:
        self.actor = actor
        self.link = link
        self.session = Session(now)
        self.variant = Variant("html", "phone", actor.language)
        self.rooms: dict[Room, Cursor] = {}
        self.batch: list[Frame] = []
        self.stale_since: float | None = None
        self.notes: dict[str, str] | None = None
        self.earliest_hello = now
        self.checked = now
        self.gone = False

    def may_hello(self, now: float) -> bool:
        """Whether a hello is answered now: eight at once, then two a second."""
        return self.earliest_hello - now <= HELLO_SECONDS * HELLO_BURST

    def hello_answered(self, now: float) -> None:
        """One was."""
        self.earliest_hello = max(self.earliest_hello, now) + HELLO_SECONDS

    def tell(self, frame: Frame) -> None:
        """Send one frame that may be lost: a socket that is full gets none of these."""
        if not self.gone and self.stale_since is None and self.link.buffered() < BUFFER_LIMIT:
            self.link.write((frame,))


class SendLink:
    """A link through ASGI's ``send``, for servers without :mod:`app.live.fast`; costs a task per socket."""

    def __init__(self, send: Send) -> None:
        self.drained: Callable[[], None] | None = None
        self._send = send
        self._frames: deque[Frame] = deque()
        self._waiting = 0
        self._code: int | None = None
        self._wake = asyncio.Event()
        self._task = asyncio.create_task(self._pump())

    def buffered(self) -> int:
        return self._waiting

    def write(self, frames: Sequence[Frame]) -> None:
        if self._code is None and not self._task.done():
            self._frames.extend(frames)
            self._waiting += sum(len(frame.payload) for frame in frames)
            self._wake.set()

    def close(self, code: int) -> None:
        if self._code is None:
            self._code = code
            self._wake.set()

    async def _pump(self) -> None:
        # A client that has gone raises OSError, or RuntimeError once the goodbye was said; the endpoint hears of it itself.
        with suppress(OSError, RuntimeError):
            while True:
                await self._wake.wait()
                self._wake.clear()
                while self._frames:
                    frame = self._frames.popleft()
                    await self._send({"type": "websocket.send", "text": frame.payload.decode()})
                    self._waiting -= len(frame.payload)
                if self._code is not None:
                    await self._send({"type": "websocket.close", "code": self._code})
                    return
                if self.drained:
                    self.drained()

    async def finish(self) -> None:
        """End the task; what was not sent by now is not sent."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
