"""Identity by pass: a cookie for people, a bearer token for programs.

A pass's token is ``<secret>.<author key>``. The store keeps the secret's hash; the author key is never stored, so that in an
anonymous forum a writer can revise and withdraw, and nobody can list who wrote what.
"""

import asyncio
import hashlib
import hmac
import time
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlmodel import Session
from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from app.kernel.ids import hashed, new_secret
from app.kernel.roles import Actor
from app.store.journal import head
from app.store.readers import Readers

TRUST_SECONDS: Final = 1.0
_REMEMBERED: Final = 10_000
_PARTS: Final = ("secret", "author")

FindPass = Callable[[Session, str], Actor | None]
"""``(session, secret hash)``: the actor of a living pass, without its author key."""


@dataclass(frozen=True, slots=True)
class Token:
    """A pass as its holder has it."""

    secret: str
    author_key: str

    def __str__(self) -> str:
        return f"{self.secret}.{self.author_key}"

    @classmethod
    def fresh(cls) -> "Token":
        """A new pass for a new participant."""
        return cls(new_secret(), new_secret())

    @classmethod
    def derived(cls, secret: str, purpose: str, name: str) -> "Token":
        """The one pass that a server makes for *name* and *purpose*: nobody who lacks its *secret* can make it."""
        parts = [
            hmac.new(secret.encode(), f"{purpose}:{part}:{name}".encode(), hashlib.sha256).digest() for part in _PARTS
        ]
        return cls(*(urlsafe_b64encode(part).decode().rstrip("=") for part in parts))

    @classmethod
    def parse(cls, text: str) -> "Token | None":
        """A token as sent, or None when it has not the form of one."""
        secret, dot, author_key = text.partition(".")
        return cls(secret, author_key) if dot and 20 <= len(secret) <= 100 and 20 <= len(author_key) <= 100 else None


FindChanged = Callable[[Session, dict[str, int]], tuple[dict[str, int], set[str]]]
"""``(session, seqs by forum)``: how far each forum is now, and whose rights or person changed since."""


class Identity:
    """Who a request is. What was found is trusted as long as the journal, asked once a second, names nobody whose
    rights changed: revoking ends a pass within two seconds, and a hall full of phones costs one query a second.
    """

    def __init__(
        self,
        find: FindPass,
        changed: FindChanged,
        readers: Readers,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._find = find
        self._changed = changed
        self._readers = readers
        self._clock = clock
        self._known: OrderedDict[str, Actor] = OrderedDict()
        self._forums: dict[str, int] = {}
        self._asked = float("-inf")
        self._asking = asyncio.Lock()

    async def of(self, headers: Headers) -> Actor | None:
        """The actor of a request's bearer token, else of its cookie."""
        token = token_of(headers)
        return await self.of_token(token) if token else None

    async def of_scope(self, scope: Mapping[str, Any]) -> Actor | None:
        """The actor of a WebSocket's handshake."""
        return await self.of(Headers(scope=dict(scope)))

    async def of_token(self, token: Token) -> Actor | None:
        """The actor of a token; None when the pass is unknown or has ended."""
        if self._clock() - self._asked > TRUST_SECONDS:
            await self._ask()
        key = hashed(token.secret)
        actor = self._known.get(key) or await self._look_up(key)
        return replace(actor, author_key=token.author_key.encode()) if actor else None

    async def _look_up(self, key: str) -> Actor | None:
        found = await self._readers.run(self._found, key)
        if found is None:
            return None
        actor, seq = found
        # Meanwhile the journal may have been asked further than that: what it said of this pass was said to nobody, and
        # is not said again. Such an actor is good for this request only.
        if self._forums.setdefault(actor.forum, seq) <= seq:
            self._known[key] = actor
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return actor

    def _found(self, session: Session, key: str) -> tuple[Actor, int] | None:
        """A pass, and how far the forum was in the same snapshot."""
        actor = self._find(session, key)
        return (actor, head(session, actor.forum)) if actor else None

    async def _ask(self) -> None:
        async with self._asking:
            if self._clock() - self._asked <= TRUST_SECONDS:
                return
            asked = self._clock()
            if self._forums:
                self._forums, people = await self._readers.run(self._changed, self._forums)
                if people:
                    gone = [key for key, actor in self._known.items() if actor.participant in people]
                    for key in gone:
                        del self._known[key]
            self._asked = asked

    def forget(self, participant: str) -> None:
        """Ask the store again for somebody whose rights or person this process has just changed; for nobody else: in a hall
        where everybody joins and changes at once, nobody would be known for long.
        """
        for key in [key for key, actor in self._known.items() if actor.participant == participant]:
            del self._known[key]


def cookie_name(headers: Headers) -> str:
    """The pass cookie's name; it carries the Host's port, because browsers share cookies between a host's ports."""
    port = headers.get("host", "").rpartition(":")[2]
    return f"sobremesa_pass_{port}" if port.isdigit() else "sobremesa_pass"


def bearer_of(headers: Headers) -> str | None:
    """The token of an ``Authorization: Bearer`` header."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" and value.strip() else None


def token_of(headers: Headers) -> Token | None:
    """The token that a request carries. A bearer header wins, even a broken one: it never falls back to the cookie."""
    if "authorization" in headers:
        return Token.parse(bearer_of(headers) or "")
    # Starlette's reading takes each cookie for itself. SimpleCookie gives up at the first that it does not like, and a
    # browser sends the cookies of every program on this machine, whatever its port.
    return Token.parse(cookie_parser(headers.get("cookie", "")).get(cookie_name(headers), ""))
