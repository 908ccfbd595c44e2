"""Alive, able to serve, and what to measure."""

from collections.abc import Callable
from typing import NamedTuple

from fastapi import APIRouter, Request
from prometheus_client import CollectorRegistry, generate_latest
from starlette.responses import JSONResponse, Response

router = APIRouter(include_in_schema=False)


class Check(NamedTuple):
    """One thing that must hold for serving: a name, and a call that raises when it does not."""

    name: str
    hold: Callable[[], None]


@router.get("/healthz")
async def healthz() -> Response:
    """The process answers."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz")
async def readyz(request: Request) -> Response:
    """Able to serve: database, migrations and bus, one word each."""
    state = await request.app.state.ready()
    good = all(value == "ok" for value in state.values())
    return JSONResponse({"status": "ready" if good else "not ready", **state}, 200 if good else 503)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Prometheus text."""
    registry: CollectorRegistry = request.app.state.metrics
    return Response(generate_latest(registry), media_type="text/plain; version=0.0.4")
