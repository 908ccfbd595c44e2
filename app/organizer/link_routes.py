"""Role links: made and revoked by the organizer, on a page and by programs."""

from dataclasses import asdict

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.kernel.roles import ROLE_NAMES, ROLES, Actor
from app.organizer.linking import NewLink, make_link, role_links, told
from app.organizer.pages import TITLES
from app.organizer.routes import Said
from app.people.commands import RevokeLink
from app.web.qr import qr_code
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/v1", tags=["organizer"])


class RoleLinkBody(BaseModel):
    """A role, for one ``item`` or the whole forum, and the ``delegation`` for which its holder speaks."""

    role: str = Field(max_length=40)
    item: str | None = Field(default=None, max_length=80)
    delegation: str | None = Field(default=None, max_length=80)
    id: str | None = None


def _told(session: Session, actor: Actor) -> dict[str, object]:
    return {"links": [told(row) for row in role_links(session, actor).rows]}


@api.get("/role-links")
async def get_role_links(visit: Visit = Depends(visit)) -> Response:
    """The living role links and how many hold a role by each; never their secrets."""
    return visit.json(await visit.site.readers.run(_told, visit.member()))


@api.post("/role-links", status_code=201)
async def post_role_link(body: RoleLinkBody, visit: Visit = Depends(visit)) -> Response:
    """A new role link with its token, which is told here only."""
    made, done = await make_link(visit, body.role, body.item, body.delegation, body.id)
    return visit.json({**asdict(made), "seq": done.seq}, 201 if done.created else 200)


@api.delete("/role-links/{link}")
async def delete_role_link(link: str, visit: Visit = Depends(visit)) -> Response:
    """Revoke a role link: every role, and every pass, that came by it ends."""
    return visit.done(await visit.run(RevokeLink(parse_id(link))))


@router.get("/organizer/links")
async def organizer_links_page(visit: Visit = Depends(visit)) -> Response:
    """Who holds which role by which link; new links, and links that end."""
    return await _page(visit)


async def _page(
    visit: Visit, made: NewLink | None = None, refused: Refusal | None = None, typed: RoleLinkBody | None = None
) -> Response:
    await visit.settle()
    links = await visit.site.readers.run(role_links, visit.member())
    return visit.page(
        "organizer/links.html",
        refused.status if refused else 200,
        page="links",
        titles=TITLES,
        forum=links.forum,
        said=Said(visit),
        names=LANGUAGE_NAMES,
        links=links,
        roles={role: ROLE_NAMES[role] for role in ROLES if role != "participant"},
        made=made,
        qr=qr_code(made.url) if made else None,
        typed=typed or RoleLinkBody(role=""),
        fault=visit.say(refused) if refused else "",
    )


@router.post("/organizer/links")
async def post_link(visit: Visit = Depends(visit)) -> Response:
    """Make a link, and show its secret once; or revoke one."""
    form = await visit.form()
    if field_text(form, "action") == "revoke":
        return await _revoke(visit, field_text(form, "link"))
    body = RoleLinkBody(
        role=field_text(form, "role")[:40],
        item=field_text(form, "item")[:80] or None,
        delegation=field_text(form, "delegation")[:80] or None,
        id=field_id(form),
    )
    try:
        made, _ = await make_link(visit, body.role, body.item, body.delegation, body.id)
    except Refusal as refusal:
        if refusal.status in (401, 403):
            raise
        return await _page(visit, refused=refusal, typed=body)
    return await _page(visit, made)


async def _revoke(visit: Visit, link: str) -> Response:
    try:
        done = await visit.run(RevokeLink(parse_id(link)))
    except Refusal as refusal:
        if refusal.status in (401, 403):
            raise
        return await _page(visit, refused=refusal)
    return visit.back_to("/organizer/links", done)
