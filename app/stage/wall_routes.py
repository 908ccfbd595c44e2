"""The wall's page, the code image on it, and the forms that drive it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import segno
from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may
from app.programme import phases
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.stage import keys, queries, rules
from app.stage.choosing import may_show, preview, require_right
from app.stage.commands import Hide, Show, Step
from app.stage.scenes import Scenes
from app.stage.views import Choice, SceneView, said_of, thing_of
from app.store.work import Command
from app.tables import queries as tables
from app.web.registry import Registry
from app.web.visit import Visit, field_id, field_text, own_path, visit

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
    homes = scenes.homes(item) if item is not None else []
    drives = may(actor, "stage:show", item.id if item else None)
    return Wall(forum, scenes.join(), drives or may_show(actor, homes))


@router.get("/wall")
async def main_wall(visit: Visit = Depends(visit)) -> Response:
    """The forum's main screen."""
    return await wall_page(queries.MAIN, visit, "")


@router.get("/wall/{screen}")
async def wall_page(screen: str, visit: Visit = Depends(visit), two: str = "", code: str = "") -> Response:
    """One screen, for a projector: it needs nobody at it. A forum has ``main``, and one for each of its places.

    ``language`` chooses the wall's own; with ``two`` the forum's other language stands beneath it. A laptop without a pass
    is told how to get one; ``code`` is the forum's, so that one tap does.
    """
    if visit.actor is None:
        to = own_path(f"/wall/{screen}" + ("?two=yes" if two else ""))
        return visit.page(
            "stage/closed.html", 401, screen=screen, code=code[:12], to=to, fault="", names=LANGUAGE_NAMES
        )
    await visit.settle()
    wall = await visit.site.readers.run(_wall, visit.member(), screen, visit.site.registry)
    room = keys.screen_room(screen)
    address = visit.reached_at.partition("://")[2]
    return await visit.live_page(
        "stage/wall.html",
        "wall",
        [room],
        room=str(room),
        screen=screen,
        wall=wall,
        scene=wall.join,
        address=address,
        two=bool(two),
    )


def _code(session: Session, forum: str) -> str:
    return programme.forum_of(session, forum).code


@router.get("/stage/code.svg")
async def code_image(visit: Visit = Depends(visit)) -> Response:
    """The forum's join address as a QR code, by the address that this page was reached at."""
    code = await visit.site.readers.run(_code, visit.member().forum)
    out = BytesIO()
    segno.make(f"{visit.reached_at}/join/{code}", error="m", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None, light="#fff"
    )
    return Response(out.getvalue(), media_type="image/svg+xml", headers={"cache-control": "private, max-age=60"})


def _wish(visit: Visit, form: FormData, item: str | None, screen: str | None) -> Command:
    """What a posted form wishes: ``show`` a scene (of ``thing``), or an ``action``: hide, unhide, next, previous."""
    registry, action, sent = visit.site.registry, field_text(form, "action"), field_id(form)
    if action in ("next", "previous"):
        return Step(registry, 1 if action == "next" else -1, item, screen, sent)
    if action in ("hide", "unhide"):
        return Hide(action == "hide", item, screen, sent)
    kind, _, thing = field_text(form, "show").partition(":")
    return Show(registry, kind, thing or None, item, screen, sent)


@router.post("/stage/{screen}")
async def post_stage(screen: str, visit: Visit = Depends(visit)) -> Response:
    """From the wall itself: one screen, whatever it follows."""
    form = await visit.form()
    item = field_text(form, "item") or None
    return visit.back_to(f"/wall/{screen}", await visit.run(_wish(visit, form, item, screen)))


@router.post("/items/{name}/stage")
async def post_item_stage(name: str, visit: Visit = Depends(visit)) -> Response:
    """The desk's buttons: every screen that follows the item. After a look, the look goes away."""
    form = await visit.form()
    done = await visit.run(_wish(visit, form, name, None))
    if field_text(form, "looked") and visit.request.headers.get("hx-request"):
        return HTMLResponse("")
    return visit.back_to(f"/items/{name}/desk", done)


@dataclass(frozen=True, slots=True)
class Look:
    """What may be chosen for a wall of ``item``: (``kind:thing``, title, number or nothing) in groups by scene; and the
    scene that is looked at, before anybody else sees it.
    """

    item: Item
    options: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]
    wanted: str
    scene: SceneView | None


def _look(session: Session, actor: Actor, name: str, wanted: str, registry: Registry) -> Look:
    item = programme.item_of(session, actor.forum, name)
    scenes = Scenes(registry, session, programme.forum_of(session, actor.forum), actor)
    words: dict[str, list[tuple[str, str, int]]] = {kind: [] for kind in rules.RESULTS}
    for card in scenes.results(item):
        said = said_of(card)
        words[card.kind].append((thing_of(card), said.texts.get(said.original, ""), 0))
    groups = [
        ("answers", _numbers(session, [item], "answer")),
        ("table-findings", _numbers(session, scenes.homes(item), "report")),
        *((kind, tuple(words.get(kind, words["key-finding"]))) for kind in rules.OWN_WORK),
        ("paragraph", (("", "", 0),) if scenes.drawn(Choice("paragraph", item)) else ()),
    ]
    offered = [(kind, things) for kind, things in groups if things and _may_show(session, actor, kind, item)]
    kind, _, thing = wanted.partition(":")
    scene = preview(session, registry, actor, item.id, kind, thing or None) if kind else None
    return Look(item, tuple(offered), wanted, scene)


def _numbers(session: Session, homes: Sequence[Item], ability: str) -> tuple[tuple[str, str, int], ...]:
    """The tables of those of *homes* whose technique opens *ability*: the others' have nothing to show."""
    able = [home for home in homes if phases.opens(home.technique, ability)]
    hall = [table for home in able for table in tables.tables_of_item(session, home.forum, home.id)]
    return tuple((table.id, "", table.number) for table in hall if table.merged_into is None)


def _may_show(session: Session, actor: Actor, kind: str, item: Item) -> bool:
    try:
        require_right(session, actor, kind, item)
    except Refusal:
        return False
    return True


@router.get("/items/{name}/wall")
async def look_page(name: str, visit: Visit = Depends(visit), show: str = "") -> Response:
    """Look first: choose a table's answers or findings or a key finding, see the scene, then put it on the wall."""
    await visit.settle()
    actor = visit.member()
    fault = ""
    try:
        look = await visit.site.readers.run(_look, actor, name, show, visit.site.registry)
    except Refusal as refusal:
        if refusal.status in (401, 403, 404) or not show:
            raise
        fault = visit.say(refusal)
        look = replace(await visit.site.readers.run(_look, actor, name, "", visit.site.registry), wanted=show)
    part = visit.request.headers.get("hx-request")
    return visit.page("stage/_look.html" if part else "stage/look.html", look=look, titles=rules.SCENES, fault=fault)
