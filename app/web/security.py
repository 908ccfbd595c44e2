"""What every answer carries, whose requests may write, and how large they may be."""

import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.text import whole_number
from app.web.addresses import split
from app.web.errors import answer_fault

_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?")
_HOST_FORM: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
BODY_LIMIT: Final = 64 * 1024
SHOWN_LIMIT: Final = 4 * BODY_LIMIT
"""A form is read further than it is taken: whoever put a whole document into a box gets it back to be shortened."""

_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")

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
    form = _HOST_FORM.fullmatch(host)
    if form is None:
        return False
    name = form[1].strip("[]").lower().removesuffix(".")
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
    parts = split(origin)
    return bool(parts.netloc) and _with_port(parts.netloc.lower(), parts.scheme) == _with_port(host, parts.scheme)


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


def too_large() -> Refusal:
    """More than any text of ours needs."""
    return Refusal(
        "too_large", N_("The request is larger than 64 KiB. Shorten the text or send it in parts."), status=413
    )


def live_origin_allowed(scope: Mapping[str, Any]) -> bool:
    """Whether a socket may be opened: by a program with a bearer token, or from our own page."""
    headers = Headers(scope=dict(scope))
    return "authorization" in headers or same_origin(headers)


class Larger(NamedTuple):
    """Where a body may be larger than any text of ours: the addresses, how large, and what is said of more."""

    paths: re.Pattern[str]
    limit: int
    refusal: Callable[[], Refusal]


class Guard:
    """The ASGI layer that bounds bodies, refuses foreign hosts and puts the security headers on every answer."""

    def __init__(
        self, app: ASGIApp, *, public_hosts: frozenset[str], secure: bool, larger: Sequence[Larger] = ()
    ) -> None:
        self._larger = larger
        self._app = app
        self._public_hosts = public_hosts
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        known = host_allowed(headers.get("host", ""), self._public_hosts)
        if scope["type"] == "websocket":
            if known:
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        asks_for_head = scope["method"] == "HEAD"

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
            elif asks_for_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if asks_for_head:
            scope = {**scope, "method": "GET"}
        if not known:
            await self._refuse(_unknown_name(), scope, receive, dressed)
            return
        limit = SHOWN_LIMIT if headers.get("content-type", "").lower().startswith(_FORMS) else BODY_LIMIT
        refusal = too_large
        room = next((one for one in self._larger if one.paths.fullmatch(scope["path"])), None)
        if room is not None and scope["method"] in ("POST", "PUT"):
            limit, refusal = room.limit, room.refusal
        declared = whole_number(headers.get("content-length", "0"))
        if declared is None or declared > limit:
            await _let_pass(receive, limit * 4 if room else 0)
            await self._refuse(refusal(), scope, receive, dressed)
            return
        received = 0

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                if received > limit:
                    raise refusal()
            return message

        await self._app(scope, bounded, dressed)

    async def _refuse(self, refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
        """What the application would have answered, had it been asked."""
        scope = {**scope, "app": self._app}
        response = await answer_fault(Request(scope), refusal)
        await response(scope, receive, send)


async def _let_pass(receive: Receive, most: int) -> None:
    """Hear a body out, up to *most* bytes: a browser that is cut off while it sends a file shows no answer."""
    passed = 0
    while passed < most:
        message = await receive()
        passed += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


def _unknown_name() -> Refusal:
    return Refusal(
        "misdirected",
        N_("This server is not known by that name. Open it by the address on the card, on the wall or in your link."),
        status=421,
    )
