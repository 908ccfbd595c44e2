"""The fast path: one frame, encoded once, written straight to every transport under uvicorn.

``await send_text`` builds the frame anew for every client and awaits each: 69,000 deliveries per CPU-second against 122,000
here. It leans on attributes of one uvicorn version, which is pinned; ``tests/live/test_fast.py`` holds the contract.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from app.live.frames import Frame

EXTENSION: Final = "sobremesa.protocol"
"""Where the protocol stands in the ASGI scope's extensions."""


class FastProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol, which hands itself to the application. Give it to uvicorn as ``ws=FastProtocol``."""

    goodbye_seconds: ClassVar[float] = 3.0
    """How long a client has to answer a close frame. One that does not read never does: it is cut off."""

    drained: Callable[[], None] | None = None

    async def run_asgi(self) -> None:
        extensions = self.scope["extensions"] = self.scope["extensions"] or {}
        extensions[EXTENSION] = {"protocol": self}
        await super().run_asgi()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.drained:
            self.drained()

    def shutdown(self) -> None:
        super().shutdown()
        # A transport closes after its last byte has left, and a sleeping phone takes none: without this the server
        # waits for it for ever.
        self.loop.call_later(self.goodbye_seconds, self.transport.abort)

    @property
    def may_write(self) -> bool:
        """Whether a text frame is allowed: handshake complete, nobody said goodbye, transport open."""
        return (
            self.handshake_complete
            and not self.close_sent
            and not self.disconnected
            and self.conn.state is State.OPEN
            and not self.transport.is_closing()
        )

    def say_goodbye(self, code: int) -> None:
        """Close with *code* without waiting for a full transport, as uvicorn's own ``send`` would."""
        if not self.may_write:
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": ""})
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(self.goodbye_seconds, self.transport.abort)


class FastLink:
    """The link of a socket under :class:`FastProtocol`: no task, no queue, no await."""

    __slots__ = ("_protocol",)

    def __init__(self, protocol: FastProtocol) -> None:
        self._protocol = protocol

    @property
    def drained(self) -> Callable[[], None] | None:
        """Called when the transport has room again."""
        return self._protocol.drained

    @drained.setter
    def drained(self, call: Callable[[], None] | None) -> None:
        self._protocol.drained = call

    def buffered(self) -> int:
        return self._protocol.transport.get_write_buffer_size()

    def write(self, frames: Sequence[Frame]) -> None:
        if self._protocol.may_write:
            wire = frames[0].wire if len(frames) == 1 else b"".join([frame.wire for frame in frames])
            self._protocol.transport.write(wire)

    def close(self, code: int) -> None:
        self._protocol.say_goodbye(code)


def fast_link(scope: Mapping[str, Any]) -> FastLink | None:
    """The fast link of an accepted socket; None when the server is not ours."""
    protocol = (scope.get("extensions") or {}).get(EXTENSION, {}).get("protocol")
    return FastLink(protocol) if isinstance(protocol, FastProtocol) else None
