"""What every answer carries, whose requests may write, and how large they may be."""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.web.errors import problem_bytes

_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?")
BODY_LIMIT: Final = 64 * 1024

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'{sockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@lru_cache(256)
def policy(host: str) -> str:
    """The content security policy of a page reached at *host*.

    Safari before 15.4 does not count a page's own WebSocket as ``'self'``: without its address old iPhones hear nothing.
    """
    return _POLICY.format(sockets=f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else "")


def host_allowed(host: str, public_hosts: Iterable[str]) -> bool:
    """Whether we answer to this Host: the public address, IP literals, ``.local`` and localhost.

    Any other name could be an attacker's, pointed at a venue's server (DNS rebinding).
    """
    name = urlsplit(f"//{host}").hostname or ""
    if name in ("localhost", "testserver") or name.endswith((".local", ".localhost")) or name in public_hosts:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def same_origin(headers: Headers) -> bool:
    """Whether a request comes from our own page: Origin's host and port are the Host's; without Origin, Referer's."""
    host = headers.get("host", "").lower()
    origin = headers.get("origin")
    if origin is None:
        origin = headers.get("referer")
    if not origin or origin == "null":
        return False
    return _authority(origin) == _with_port(host, urlsplit(origin).scheme)


def _authority(url: str) -> str:
    parts = urlsplit(url)
    return _with_port(parts.netloc.lower(), parts.scheme)


def _with_port(host: str, scheme: str) -> str:
    default = {"https": ":443", "http": ":80"}.get(scheme, "")
    return host.removesuffix(default) if default and host.endswith(default) else host


def require_origin(headers: Headers) -> None:
    """Refuse a write by cookie that does not come from our own page. Bearer calls are exempt."""
    if "authorization" in headers or same_origin(headers):
        return
    raise Refusal(
        "other_origin",
        N_("This was not sent from a page of this server. Your text is shown below; send it again from here."),
        status=403,
    )


def live_origin_allowed(scope: Mapping[str, Any]) -> bool:
    """Whether a socket may be opened: by a program with a bearer token, or from our own page."""
    headers = Headers(scope=dict(scope))
    return "authorization" in headers or same_origin(headers)


class Guard:
    """The ASGI layer that bounds bodies, refuses foreign hosts and puts the security headers on every answer."""

    def __init__(
        self, app: ASGIApp, *, public_hosts: frozenset[str], secure: bool, larger: tuple[str, ...] = ()
    ) -> None:
        self._app = app
        self._public_hosts = public_hosts
        self._secure = secure
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not host_allowed(headers.get("host", ""), self._public_hosts):
            await _refuse(scope, send, 421, "misdirected", "This server is not known by that name.")
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(raw=message["headers"])
                out.setdefault("content-security-policy", policy(headers.get("host", "")))
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("cache-control", "no-store")
                if self._secure:
                    out.setdefault("strict-transport-security", "max-age=31536000")
                message["headers"] = out.raw
            await send(message)

        too_large = "The request is larger than 64 KiB. Shorten the text or send it in parts."
        declared = headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > BODY_LIMIT:
            await _refuse(scope, dressed, 413, "too_large", too_large)
            return
        received = 0

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                if received > BODY_LIMIT:
                    raise Refusal(
                        "too_large",
                        N_("The request is larger than 64 KiB. Shorten the text or send it in parts."),
                        status=413,
                    )
            return message

        await self._app(scope, bounded, dressed)


async def _refuse(scope: Scope, send: Send, status: int, code: str, detail: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    body = problem_bytes(status, code, detail)
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
