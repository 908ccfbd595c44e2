"""Where this server is reached: what is printed on cards and projected on walls must work from a phone."""

import ipaddress
import socket
from contextlib import suppress
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from starlette.datastructures import Headers
from starlette.requests import Request

_NOWHERE: Final = ("192.0.2.1", 9)  # TEST-NET-1 (RFC 5737): routed nowhere


def split(address: str) -> SplitResult:
    """The parts of an address that somebody sent; none of what is no address."""
    try:
        return urlsplit(address)
    except ValueError:  # an open bracket
        return urlsplit("")


def own_address() -> str:
    """The machine's address on the network it would use; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def reached_at(request: Request, public_url: str) -> str:
    """The address that phones use: the public one, else the one that this request came by.

    A laptop that opens the wall as ``localhost`` would project a code that leads every phone to itself: then it is the
    machine's own address on its network.
    """
    if public_url:
        return public_url.rstrip("/")
    base = request.base_url
    if _is_loopback(base.hostname or ""):
        base = base.replace(hostname=own_address())
    return str(base).rstrip("/")


def came_from(headers: Headers) -> str:
    """The page of ours that a request came from, as a path; nothing when it came from elsewhere."""
    parts = split(headers.get("referer", ""))
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != headers.get("host", "").lower():
        return ""
    return urlunsplit(("", "", "/" + parts.path.lstrip("/"), parts.query, ""))


def _is_loopback(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(name).is_loopback
    return False
