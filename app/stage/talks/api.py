"""Talks over JSON: run, put in order, introduced, and held by their experts."""

from typing import Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel import roles
from app.kernel.roles import Actor
from app.programme import queries as programme
from app.stage.talks import rules
from app.stage.talks.acts import TalkBody, talk_command
from app.stage.talks.views import panel_data, panel_view, talk_data
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["stage"])


@router.post("/items/{item}/talk")
async def post_talk(item: str, body: TalkBody, visit: Visit = Depends(visit)) -> Response:
    """Run an item's talks: one at a time, in order, each with its clock; 409 ``talk_running`` while another runs."""
    return visit.done(await visit.run(talk_command(item, body)))


def _panel(session: Session, actor: Actor, name: str) -> dict[str, Any]:
    item = programme.item_of(session, actor.forum, name)
    roles.require(actor, "hear:item", item.id)
    rules.require_talks(item.technique)
    view = panel_view(session, item)
    if view is None:
        return {"item": item.id, "now": None, "next": None, "talks": []}
    return {**panel_data(view), "talks": [talk_data(talk) for talk in view.talks]}


@router.get("/items/{item}/talk")
async def get_talk(item: str, visit: Visit = Depends(visit)) -> Response:
    """Who speaks now, who is next, and all talks in their order."""
    return visit.json(await visit.site.readers.run(_panel, visit.member(), item))
