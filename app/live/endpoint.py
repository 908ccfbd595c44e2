"""``GET /live``: the WebSocket endpoint, as a plain ASGI application for a Starlette ``WebSocketRoute``."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, TypeAlias

from app.kernel.roles import Actor
from app.live.fast import FastLink, fast_link
from app.live.hub import Hub
from app.live.protocol import CLOSE_FAULTY, CLOSE_PASS_ENDED
from app.live.sockets import Listener, Send, SendLink

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]

Authenticate: TypeAlias = Callable[[Mapping[str, Any]], Awaitable[Actor | None]]
"""Whose socket it is, by the scope's headers; None without a living pass."""

OriginAllowed: TypeAlias = Callable[[Mapping[str, Any]], bool]
"""Whether a page of this origin may open a socket. Bearer calls are exempt; that is its own business."""


class LiveEndpoint:
    """Takes sockets in for the hub. It never sends for itself: all that is said goes through the socket's link."""

    def __init__(self, hub: Hub, *, authenticate: Authenticate, origin_allowed: OriginAllowed) -> None:
        self._hub = hub
        self._authenticate = authenticate
        self._origin_allowed = origin_allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until it ends. A foreign origin is refused before the handshake, with 403."""
        if (await receive())["type"] != "websocket.connect":
            return
        if not self._origin_allowed(scope):
            await send({"type": "websocket.close", "code": CLOSE_FAULTY})
            return
        actor = await self._authenticate(scope)
        # Browsers tell a page nothing about a refused handshake; a close code after it, they do.
        await send({"type": "websocket.accept"})
        if actor is None:
            await send({"type": "websocket.close", "code": CLOSE_PASS_ENDED})
            return
        link = fast_link(scope)
        if link is not None:
            await self._serve(actor, link, receive)
            return
        slow = SendLink(send)
        try:
            await self._serve(actor, slow, receive)
        finally:
            await slow.finish()

    async def _serve(self, actor: Actor, link: FastLink | SendLink, receive: Receive) -> None:
        listener = self._hub.attach(actor, link)
        if isinstance(listener, int):
            link.close(listener)
        try:
            while (message := await receive())["type"] == "websocket.receive":
                if isinstance(listener, Listener):
                    data = message.get("text")
                    self._hub.heard(listener, message.get("bytes") or b"" if data is None else data)
        finally:
            if isinstance(listener, Listener):
                self._hub.detach(listener)
