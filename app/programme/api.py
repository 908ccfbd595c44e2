"""The programme over JSON: the forum, its items, phase, clock and messages."""

from typing import Any

import orjson
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.clock import milliseconds, rfc3339, utc_now
from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.kernel.text import web_address
from app.programme import commands, queries, rules
from app.programme.citations import citations, frameworks
from app.programme.documents import documents_told
from app.programme.file import schema
from app.programme.floor_commands import GiveFloor
from app.programme.models import Item
from app.programme.pictures.views import logos_told
from app.programme.running_order import running_order, told
from app.store.journal import head
from app.web.registry import Texts
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["programme"])


class PhaseBody(BaseModel):
    """Go to phase ``to``; ``from`` is the phase that the sender saw."""

    to: str
    came_from: str | None = Field(default=None, alias="from")
    minutes: int | None = None
    id: str | None = None


class PlanBody(BaseModel):
    """Planned minutes by phase; phases that are left out keep theirs."""

    minutes: dict[str, int]
    id: str | None = None


class ClockBody(BaseModel):
    """``start``, ``pause``, or ``add`` seconds."""

    action: str
    seconds: int = 0
    id: str | None = None


class AnnouncementBody(BaseModel):
    """A message to the phones."""

    text: str
    id: str | None = None


class FloorBody(BaseModel):
    """``action``: ``next``, ``previous``, ``give`` (to the place ``speaker``) or ``none``.

    ``from`` is the place that the sender saw speaking, -1 for nobody.
    """

    action: str
    speaker: int | None = None
    came_from: int | None = Field(default=None, alias="from")
    id: str | None = None


def forum_document(session: Session, forum_id: str, epoch: str) -> dict[str, Any]:
    """The forum with its programme."""
    forum = queries.forum_of(session, forum_id)
    days: dict[str, list[dict[str, Any]]] = {}
    for item in queries.items(session, forum.id):
        days.setdefault(item.day.isoformat(), []).append(_row(item))
    now = utc_now()
    return {
        "id": forum.id,
        "code": forum.code,
        "name": Texts(forum.name),
        "title": Texts(forum.title),
        "languages": forum.languages,
        "privacy": forum.privacy,
        "writing": forum.writing,
        "timezone": forum.timezone,
        "seq": head(session, forum.id),
        "epoch": epoch,
        "link": web_address(forum.details.get("link")) or None,
        "background": Texts(forum.details.get("background", {})),
        "documents": documents_told(forum.details),
        "logos": logos_told(session, forum),
        "frameworks": [
            {"key": f.key, "title": Texts(f.title), "about": Texts(f.about), "url": f.url or None}
            for f in frameworks(session, forum.id)
        ],
        "now": rfc3339(now),
        "now_ms": milliseconds(now),
        "programme": {"days": [{"date": day, "items": items} for day, items in days.items()]},
    }


def _row(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "title": Texts(item.title),
        "technique": item.technique,
        "starts": rfc3339(item.starts),
        "minutes": item.minutes,
        "block": item.block,
        "place": Texts(item.details.get("place", {})),
        "phase": item.phase,
    }


def item_document(session: Session, actor: Actor, item_name: str) -> dict[str, Any]:
    """One item, without what higher slices add; its abilities are those that take no seat."""
    item = queries.item_of(session, actor.forum, item_name)
    references = citations(session, actor.forum, item.references)
    return {
        **_row(item),
        "phase": queries.state_of(item)["phase"],
        "turn": queries.state_of(item)["turn"],
        "abilities": rules.abilities_for(actor, item.id, item.technique, item.phase),
        "background": Texts(item.background),
        "questions": [{"id": q.id, "text": Texts(q.text)} for q in queries.questions(session, actor.forum, item.id)],
        "references": [
            {"key": r.key, "number": r.number, "label": Texts(r.label), "title": Texts(r.title)} for r in references
        ],
        "link": web_address(item.link) or None,
        "documents": documents_told(item.details),
        **told(running_order(queries.forum_of(session, actor.forum), item)),
    }


@router.get("/programme.schema.json", tags=["descriptions"], response_class=Response)
async def get_programme_schema() -> Response:
    """The JSON Schema of programme files, for editors that check while one types."""
    return Response(orjson.dumps(schema()), media_type="application/schema+json")


@router.get("/forum")
async def get_forum(visit: Visit = Depends(visit)) -> Response:
    """Forum, programme, what is on now, seq, epoch and server time."""
    actor = visit.member()
    return visit.json(await visit.site.readers.run(forum_document, actor.forum, visit.site.epoch))


def _whole_item(session: Session, visit: Visit, actor: Actor, item_name: str) -> dict[str, Any]:
    document = item_document(session, actor, item_name)
    return {**document, **visit.site.registry.added("item", session, actor, document["id"])}


@router.get("/items/{item}")
async def get_item(item: str, visit: Visit = Depends(visit)) -> Response:
    """One item by id or number: technique, phase, clock, abilities open to this pass, questions, tables."""
    return visit.json(await visit.site.readers.run(_whole_item, visit, visit.member(), item))


@router.post("/items/{item}/phase")
async def post_phase(item: str, body: PhaseBody, visit: Visit = Depends(visit)) -> Response:
    """Go to another phase: 200 if already there, 409 ``phase_moved`` if ``from`` is no longer the phase."""
    sent, registry = parse_id(body.id) if body.id else None, visit.site.registry
    command = commands.MovePhase(item, body.to, body.came_from, body.minutes, id=sent, registry=registry)
    return visit.done(await visit.run(command))


@router.put("/items/{item}/plan")
async def put_plan(item: str, body: PlanBody, visit: Visit = Depends(visit)) -> Response:
    """Other planned minutes for some of the item's phases."""
    command = commands.Replan(item, tuple(body.minutes.items()), parse_id(body.id) if body.id else None)
    return visit.done(await visit.run(command))


@router.post("/items/{item}/clock")
async def post_clock(item: str, body: ClockBody, visit: Visit = Depends(visit)) -> Response:
    """Start, pause or add to the phase's clock."""
    command = commands.SetClock(item, body.action, body.seconds, parse_id(body.id) if body.id else None)
    return visit.done(await visit.run(command))


@router.post("/items/{item}/running-order")
async def post_running_order(item: str, body: FloorBody, visit: Visit = Depends(visit)) -> Response:
    """Give the floor to the next speaker of the running order, the previous one, any other, or nobody."""
    sent_id = parse_id(body.id) if body.id else None
    command = GiveFloor(item, body.action, body.speaker, body.came_from, sent_id)
    return visit.done(await visit.run(command))


@router.post("/items/{item}/announcement", status_code=201)
async def post_announcement(item: str, body: AnnouncementBody, visit: Visit = Depends(visit)) -> Response:
    """A message from the desk to the item's phones."""
    return visit.done(await visit.run(commands.Announce(body.text, item, parse_id(body.id) if body.id else None)))
