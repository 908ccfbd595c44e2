"""The ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp

from app.kernel.refusals import Refusal
from app.report.adopted.copies import Copies
from app.web.assets import ServeAssets
from app.web.errors import answer_fault
from app.web.openapi import describe
from app.web.security import Guard
from app.wiring import (
    COMPRESSED,
    HOT,
    LARGER,
    ROUTERS,
    Press,
    Server,
    asyncapi,
    from_environment,
    public_hosts,
)


def application(server: Server) -> ASGIApp:
    """The whole application around a built server."""
    press = Press(server.settings.database, server.settings.data, server.readers)
    copies = Copies(press.rack)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await server.start()
        await press.start()
        yield
        await press.stop()
        await copies.stop()
        await server.stop()

    app = FastAPI(
        title="Sobremesa",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.site = server.site
    app.state.hub = server.hub
    app.state.server = server
    app.state.metrics = server.metrics
    app.state.ready = server.ready
    app.state.press, app.state.copies = press, copies
    for router in ROUTERS:
        app.include_router(router)
    app.router.routes[:0] = HOT
    app.router.routes.append(WebSocketRoute("/live", server.live))

    @app.get("/api/v1/asyncapi.yaml", include_in_schema=False)
    async def asyncapi_document() -> Response:
        return Response(asyncapi.text("1"), media_type="application/yaml")

    describe(app)
    for kind in (Refusal, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer_fault)
    # These are compressed inside, and phones ask for parts of a PDF.
    plain = (*DEFAULT_EXCLUDED_CONTENT_TYPES, *COMPRESSED)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6, exclude_content_types=plain)
    secure = server.settings.public_url.startswith("https://")
    guarded = Guard(app, public_hosts=public_hosts(server.settings), secure=secure, larger=LARGER)
    return ServeAssets(guarded, server.assets)


def create() -> ASGIApp:
    """What uvicorn's workers call."""
    return application(from_environment())
