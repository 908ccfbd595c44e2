"""The wall's page, the code image on it, and the forms that drive it."""

from dataclasses import dataclass
from io import BytesIO

import segno
from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.roles import Actor, may
from app.programme import queries as programme
from app.programme.models import Forum
from app.stage import keys, queries, rules
from app.stage.choosing import preview
from app.stage.commands import Hide, Show, Step
from app.stage.scenes import Scenes
from app.stage.views import SceneView
from app.store.work import Command
from app.tables.paper_routes import reached_at
from app.web.registry import Registry
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Wall:
    """A screen as its page shows it: ``drives`` says whether the visitor may choose what stands there."""

    forum: Forum
    join: SceneView
    drives: bool


def _wall(session: Session, actor: Actor, screen: str, registry: Registry) -> Wall:
    forum = programme.forum_of(session, actor.forum)
    if screen not in queries.screens(forum):
        raise rules.no_such_screen(queries.screens(forum))
    scenes = Scenes(registry, session, forum)
    item = scenes.current(screen)[0].item
    homes = [i.id for i in scenes.homes(item)] if item is not None else []
    drives = may(actor, "stage:show", item.id if item else None)
    return Wall(forum, scenes.join(), drives or any(may(actor, "key-finding:show", home) for home in homes))


@router.get("/wall")
async def main_wall(visit: Visit = Depends(visit)) -> Response:
    """The forum's main screen."""
    return await wall_page(queries.MAIN, visit)


@router.get("/wall/{screen}")
async def wall_page(screen: str, visit: Visit = Depends(visit)) -> Response:
    """One screen, for a projector: it needs nobody at it. A forum has ``main``, and one for each of its places."""
    await visit.settle()
    wall = await visit.site.readers.run(_wall, visit.member(), screen, visit.site.registry)
    room = keys.screen_room(screen)
    address = reached_at(visit).partition("://")[2]
    return await visit.live_page(
        "stage/wall.html", "wall", [room], room=str(room), screen=screen, wall=wall, scene=wall.join, address=address
    )


def _code(session: Session, forum: str) -> str:
    return programme.forum_of(session, forum).code


@router.get("/stage/code.svg")
async def code_image(visit: Visit = Depends(visit)) -> Response:
    """The forum's join address as a QR code, by the address that this page was reached at."""
    code = await visit.site.readers.run(_code, visit.member().forum)
    out = BytesIO()
    segno.make(f"{reached_at(visit)}/join/{code}", error="m", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None, light="#fff"
    )
    return Response(out.getvalue(), media_type="image/svg+xml", headers={"cache-control": "private, max-age=60"})


@router.post("/stage/{screen}")
async def post_stage(screen: str, visit: Visit = Depends(visit)) -> Response:
    """The desk's buttons: ``show`` a scene (of ``thing``), or an ``action``: hide, unhide, next, previous."""
    form = await visit.form()
    item, thing = field_text(form, "item") or None, field_text(form, "thing") or None
    action, kind = field_text(form, "action"), field_text(form, "show")
    command: Command
    if action in ("next", "previous"):
        command = Step(visit.site.registry, 1 if action == "next" else -1, item, screen, field_id(form))
    elif action in ("hide", "unhide"):
        command = Hide(action == "hide", item, screen, field_id(form))
    else:
        command = Show(visit.site.registry, kind, thing, item, screen, field_id(form))
    done = await visit.run(command)
    return visit.back_to(f"/items/{item}/desk" if item else f"/wall/{screen}", done)


@router.get("/items/{name}/preview")
async def preview_page(name: str, show: str, visit: Visit = Depends(visit), thing: str | None = None) -> Response:
    """A scene as it would stand on the wall, without showing it: for the desk's corner."""
    scene = await visit.site.readers.run(preview, visit.site.registry, visit.member(), name, show, thing or None)
    return visit.page("stage/preview.html", scene=scene)
