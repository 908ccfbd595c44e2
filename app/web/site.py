"""The running site: what every route reaches, put together once by the composition root."""

from dataclasses import dataclass, field
from typing import Protocol

from sqlmodel import Session
from starlette.requests import Request

from app.kernel.clock import Now, utc_now
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.store.journal import head
from app.store.lane import Lanes
from app.store.readers import Readers
from app.web.admission import Admissions
from app.web.catalogue import Catalogues, language_of
from app.web.identity import Identity
from app.web.rates import Rates
from app.web.registry import Registry
from app.web.render import Pages, Region


class Feed(Protocol):
    """What pages need of the hub."""

    async def caught_up(self, forum: str, seq: int, within: float) -> bool:
        """Wait until this process has seen *seq*; False when it did not within *within* seconds."""

    async def heads(self, forum: str, rooms: list[Room]) -> dict[Room, int]:
        """The rooms' heads as far as this process has read the journal."""

    def editing(self, forum: str, room: Room, key: str, by: str | None, whose: str = "") -> None:
        """The participant *whose* writes in the card *key* of *room*, shown to the others as *by*."""


@dataclass(frozen=True)
class Site:
    """The parts of a running server. ``public_url`` is where people reach it."""

    lanes: Lanes
    readers: Readers
    registry: Registry
    pages: Pages
    catalogues: Catalogues
    identity: Identity
    feed: Feed
    admission: Admissions
    epoch: str
    public_url: str
    secret: str
    now: Now = utc_now
    rates: Rates = field(default_factory=Rates)

    def language_for(self, request: Request, actor: Actor | None = None) -> str:
        """The reader's language."""
        asked = request.query_params.get("language") or request.cookies.get("sobremesa_language")
        return language_of(asked, actor.language if actor else None, request.headers.get("accept-language", ""))

    async def regions(self, actor: Actor, rooms: list[Room]) -> dict[str, Region]:
        """The cards of *rooms* as a page first shows them, each with the head that was read before its rows.

        Raises the refusal of the first room that *actor* may not hear.
        """
        heads = await self.feed.heads(actor.forum, rooms)

        def load(session: Session) -> dict[str, Region]:
            self.admission.require(session, actor, rooms)
            return {
                room.wire: Region(heads[room], tuple(self.registry.load(session, actor.forum, room, None, actor)))
                for room in rooms
            }

        return await self.readers.run(load)

    async def head_of(self, forum: str) -> int:
        """The forum's seq in the database."""
        return await self.readers.run(head, forum)
