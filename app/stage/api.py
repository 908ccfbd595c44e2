"""The stage over JSON: what each wall shows, what it showed, and choosing, hiding, stepping, previewing."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.clock import rfc3339
from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.programme import queries as programme
from app.stage import queries, rules
from app.stage.cards import stage_data, view_of
from app.stage.choosing import preview
from app.stage.commands import Hide, Show, Step
from app.stage.scenes import Scenes
from app.stage.views import scene_data
from app.store.work import Command
from app.web.registry import Registry
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["stage"])


class SceneBody(BaseModel):
    """A scene, and of what; without ``id`` the one that the room has now."""

    kind: str
    id: str | None = None


class StageBody(BaseModel):
    """``show`` a scene, or an ``action``: ``hide``, ``unhide``, ``next``, ``previous``. Without a screen: the item's."""

    show: SceneBody | None = None
    action: str | None = None
    item: str | None = None
    screen: str | None = None
    id: str | None = None

    @property
    def sent_id(self) -> str | None:
        """The id in canonical form."""
        return parse_id(self.id) if self.id else None


ACTIONS = ("hide", "unhide", "next", "previous")


def stage_command(body: StageBody, registry: Registry) -> Command:
    """The command that a body wishes. Raises ``bad_action``."""
    if body.show is not None:
        return Show(registry, body.show.kind, body.show.id, body.item, body.screen, body.sent_id)
    if body.action in ("next", "previous"):
        return Step(registry, 1 if body.action == "next" else -1, body.item, body.screen, body.sent_id)
    if body.action in ("hide", "unhide"):
        return Hide(body.action == "hide", body.item, body.screen, body.sent_id)
    raise rules.unknown_action(ACTIONS)


@router.post("/stage")
async def post_stage(body: StageBody, visit: Visit = Depends(visit)) -> Response:
    """Choose what a wall shows, hide it, or go to the next key finding. The choice holds for the phase it was made in."""
    return visit.done(await visit.run(stage_command(body, visit.site.registry)))


def _stage(session: Session, visit: Visit, actor: Actor) -> dict[str, Any]:
    forum = programme.forum_of(session, actor.forum)
    scenes = Scenes(visit.site.registry, session, forum)
    return {
        "screens": [
            {
                **stage_data(view_of(scenes, screen)),
                "place": place,
                "history": [
                    {"kind": s.kind, "id": s.thing, "item": s.item, "things": s.things, "shown_at": rfc3339(s.shown_at)}
                    for s in queries.history(session, forum.id, screen)
                ],
            }
            for screen, place in queries.screens(forum).items()
        ],
        "scenes": list(rules.SCENES),
    }


@router.get("/stage")
async def get_stage(visit: Visit = Depends(visit)) -> Response:
    """What every screen of the forum shows, and the last that was chosen for each."""
    return visit.json(await visit.site.readers.run(_stage, visit, visit.member()))


@router.get("/stage/preview")
async def get_preview(kind: str, item: str, id: str | None = None, visit: Visit = Depends(visit)) -> Response:
    """A scene as it would stand on the wall, without showing it."""
    scene = await visit.site.readers.run(preview, visit.site.registry, visit.member(), item, kind, id)
    return visit.json(scene_data(scene))
