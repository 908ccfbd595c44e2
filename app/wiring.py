"""The composition root: settings, engines, bus, slices and what they register, put together once per process."""

import asyncio
import gc
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter
from prometheus_client import CollectorRegistry

from app import schema
from app.communique import api as communique_api
from app.communique import cards as communique_cards
from app.communique import routes as communique_routes
from app.communique.deadlines import Deadlines
from app.cooperation import api as cooperation_api
from app.cooperation import cards as cooperation_cards
from app.cooperation import routes as cooperation_routes
from app.findings import api as findings_api
from app.findings import cards as findings_cards
from app.findings import routes as findings_routes
from app.live import asyncapi
from app.live.bus import Bus, InProcessBus
from app.live.endpoint import LiveEndpoint
from app.live.hub import Hub
from app.live.redis_bus import RedisBus
from app.operations import Operations
from app.organizer import cards as organizer_cards
from app.organizer import routers as organizer_routers
from app.people import api as people_api
from app.people import cards as people_cards
from app.people import queries as people_queries
from app.people import roster_api, roster_routes
from app.people import routes as people_routes
from app.programme import api as programme_api
from app.programme import calendar_routes, plan_api, plan_routes
from app.programme import cards as programme_cards
from app.programme import routes as programme_routes
from app.programme.pictures import api as pictures_api
from app.programme.pictures import routes as pictures_routes
from app.report import cards as report_cards
from app.report import routers as report_routers
from app.report.formats import FORMATS
from app.report.press import Press
from app.resources import root
from app.settings import Settings
from app.sources import api as sources_api
from app.sources import routes as sources_routes
from app.stage import api as stage_api
from app.stage import cards as stage_cards
from app.stage import desk_cards, wall_routes
from app.stage import routes as stage_routes
from app.stage.booth import api as booth_api
from app.stage.booth import routes as booth_routes
from app.stage.questions import api as questions_api
from app.stage.questions import routes as questions_routes
from app.stage.slides import api as slides_api
from app.stage.slides import routes as slides_routes
from app.stage.speakers import api as speakers_api
from app.stage.speakers import routes as speakers_routes
from app.stage.talks import api as talks_api
from app.stage.talks import routes as talks_routes
from app.store import journal
from app.store.engines import Engines, open_engines, require_durable
from app.store.lane import Lanes
from app.store.migrate import migrate, pending
from app.store.readers import Readers
from app.survey import api as survey_api
from app.survey import cards as survey_cards
from app.survey import routes as survey_routes
from app.synthesis import api as synthesis_api
from app.synthesis import cards as synthesis_cards
from app.synthesis import routes as synthesis_routes
from app.tables import api as tables_api
from app.tables import cards as tables_cards
from app.tables import desk_routes, hall_api, hall_routes, hot, paper_routes, round_api, round_routes
from app.tables import routes as tables_routes
from app.web import health
from app.web.admission import Admissions
from app.web.assets import Assets
from app.web.catalogue import Catalogues
from app.web.control import Control
from app.web.identity import Identity
from app.web.meter import PrometheusMeter
from app.web.rates import Rates
from app.web.regions import Regions
from app.web.registry import Registry
from app.web.render import Pages
from app.web.security import live_origin_allowed
from app.web.site import Site
from app.web.source import LiveCards, LiveGate

_log = logging.getLogger(__name__)

HOT = (hot.ROUTE,)
"""Routes that are asked before all routers."""

COMPRESSED = ("application/pdf", *{known.media_type for known in FORMATS.values() if known.compressed})
"""What is not worth compressing once more on its way."""

LARGER = (*slides_routes.LARGER, *pictures_api.LARGER, *organizer_routers.LARGER)
"""Where more than a text may come in."""

ROUTERS: tuple[APIRouter, ...] = (
    calendar_routes.router,  # before the items' own pages: an item's name may hold a dot
    programme_api.router,
    pictures_api.router,
    plan_api.router,
    people_api.router,
    roster_api.router,
    tables_api.router,
    hall_api.router,
    round_api.router,
    sources_api.router,
    findings_api.router,
    stage_api.router,
    talks_api.router,
    questions_api.router,
    speakers_api.router,
    slides_api.router,
    booth_api.router,
    synthesis_api.router,
    cooperation_api.router,
    people_routes.router,
    roster_routes.router,
    programme_routes.router,
    pictures_routes.router,
    plan_routes.router,
    tables_routes.router,
    desk_routes.router,
    hall_routes.router,
    paper_routes.router,
    round_routes.router,
    sources_routes.router,
    findings_routes.router,
    stage_routes.router,
    wall_routes.router,
    talks_routes.router,
    questions_routes.router,
    speakers_routes.router,
    slides_routes.router,
    booth_routes.router,
    synthesis_routes.router,
    cooperation_routes.router,
    communique_api.router,
    communique_routes.router,
    survey_api.router,
    survey_routes.router,
    *report_routers.ROUTERS,
    *organizer_routers.ROUTERS,
    health.router,
)


def registered() -> tuple[Registry, Admissions]:
    """Everything that the slices register, in the order of the day."""
    registry, admissions = Registry(), Admissions()
    for slice_ in (
        programme_cards,
        people_cards,
        tables_cards,
        findings_cards,
        stage_cards,
        desk_cards,
        synthesis_cards,
        cooperation_cards,
        communique_cards,
        survey_cards,
        report_cards,
        organizer_cards,
    ):
        slice_.register(registry, admissions)
    return registry, admissions


@dataclass
class Server:
    """One process's parts. Made by :func:`build`; :meth:`start` and :meth:`stop` are the application's lifespan."""

    settings: Settings
    engines: Engines
    lanes: Lanes
    readers: Readers
    bus: Bus
    hub: Hub
    site: Site
    assets: Assets
    live: LiveEndpoint
    metrics: CollectorRegistry
    control: Control
    deadlines: Deadlines

    async def start(self) -> None:
        """Threads, bus and hub."""
        self.lanes.start()
        await self.hub.start()
        await self.deadlines.start()
        if self.settings.on_sqlite:
            await self.control.start()
        gc.collect()
        # A collection of everything that was imported costs 160 ms in the middle of somebody's answer.
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)

    async def stop(self) -> None:
        """Sockets are told to come back; what waits is finished; then the database is let go."""
        await self.control.stop()
        await self.deadlines.stop()
        await self.hub.stop()
        await asyncio.to_thread(self.lanes.stop)
        self.readers.close()
        self.engines.dispose()

    async def ready(self) -> dict[str, str]:
        """What must hold for serving, one word each."""
        state = {"database": "failed", "migrations": "failed", "bus": "ok" if self.bus.healthy else "failed"}
        with suppress(Exception):
            await self.readers.run(lambda session: session.connection().exec_driver_sql("SELECT 1"))
            state["database"] = "ok"
            waiting = await asyncio.to_thread(pending, self.engines, root("migrations"))
            state["migrations"] = "pending" if waiting else "ok"
        return state


def build(settings: Settings, **parts: Any) -> Server:
    """Put a process together: migrate, check durability, register the slices. ``parts`` replaces single ones in tests."""
    settings = settings.checked().with_secret()
    if settings.on_sqlite:
        settings.data.mkdir(parents=True, exist_ok=True)
    engines = open_engines(settings.database)
    require_durable(engines)
    epoch = migrate(engines, root("migrations"))
    registry, admissions = parts.get("registered", registered)()
    catalogues = Catalogues(root("locale"))
    assets = Assets(root("static"))
    pages = Pages(root("templates"), catalogues, assets, registry)
    readers = Readers(engines)
    bus: Bus = RedisBus(settings.redis_url, f"sobremesa:{epoch}") if settings.redis_url else InProcessBus()
    lanes = Lanes(engines, committed=parts.get("committed", bus.nudge))
    metrics = CollectorRegistry()
    hub = Hub(
        journal=journal,
        readers=readers,
        cards=LiveCards(registry, pages),
        gate=LiveGate(admissions, people_queries.living),
        bus=bus,
        epoch=epoch,
        meter=PrometheusMeter(metrics),
    )
    identity = Identity(people_queries.find_pass, people_queries.changed_people, readers)
    site = Site(
        lanes=lanes,
        readers=readers,
        registry=registry,
        pages=pages,
        catalogues=catalogues,
        identity=identity,
        feed=hub,
        regions=Regions(registry, admissions, readers, hub),
        admission=admissions,
        epoch=epoch,
        public_url=settings.public_url,
        secret=settings.secret,
        data=settings.data,
        rates=parts.get("rates") or Rates(),
    )
    control = Control(settings.data, Operations(lanes, readers, settings.data).perform)
    live = LiveEndpoint(hub, authenticate=identity.of_scope, origin_allowed=live_origin_allowed)
    deadlines = Deadlines(lanes, readers)
    return Server(settings, engines, lanes, readers, bus, hub, site, assets, live, metrics, control, deadlines)


def from_environment() -> Server:
    """A server as the environment says."""
    return build(Settings())


def public_hosts(settings: Settings) -> frozenset[str]:
    """The host names of the public address."""
    name = urlsplit(settings.public_url).hostname
    return frozenset({name} if name else ())


__all__ = [
    "HOT",
    "LARGER",
    "ROUTERS",
    "Press",
    "Server",
    "asyncapi",
    "build",
    "from_environment",
    "public_hosts",
    "registered",
    "schema",
]
