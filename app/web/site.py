"""The running site: what every route reaches, put together once by the composition root."""

from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request

from app.kernel.clock import Now, utc_now
from app.kernel.roles import Actor
from app.store.journal import head
from app.store.lane import Lanes
from app.store.readers import Readers
from app.web.admission import Admissions
from app.web.catalogue import Catalogues, language_of
from app.web.identity import Identity
from app.web.rates import Rates
from app.web.regions import Feed, Regions
from app.web.registry import Registry
from app.web.render import Pages


@dataclass(frozen=True)
class Site:
    """The parts of a running server. ``public_url`` is where people reach it; ``data`` is its folder for files."""

    lanes: Lanes
    readers: Readers
    registry: Registry
    pages: Pages
    catalogues: Catalogues
    identity: Identity
    feed: Feed
    regions: Regions
    admission: Admissions
    epoch: str
    public_url: str
    secret: str
    now: Now = utc_now
    rates: Rates = field(default_factory=Rates)
    data: Path = Path("data")

    def language_for(self, request: Request, actor: Actor | None = None) -> str:
        """The reader's language."""
        asked = request.query_params.get("language") or request.cookies.get("sobremesa_language")
        return language_of(asked, actor.language if actor else None, request.headers.get("accept-language", ""))

    async def head_of(self, forum: str) -> int:
        """The forum's seq in the database."""
        return await self.readers.run(head, forum)
