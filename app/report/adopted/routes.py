"""The adopted text for the world: pages that need no pass and no script."""

from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme.pictures.models import Picture
from app.programme.pictures.queries import picture_of
from app.programme.pictures.serving import served
from app.programme.pictures.views import LogoView, logo_views
from app.programme.queries import forum_of
from app.report.adopted.files import FILES
from app.report.adopted.loading import adopted_text
from app.report.adopted.origins import KINDS, origins
from app.report.adopted.published import published, published_file
from app.report.adopted.sheet import sheet_of
from app.report.characters import paragraphs
from app.web.visit import Visit, visit

router = APIRouter(include_in_schema=False)

_NAMES: Final = {"docx": N_("Word"), "pdf": N_("PDF")}


def _query(visit: Visit, **more: str) -> str:
    asked = {name: visit.request.query_params[name] for name in ("item",) if name in visit.request.query_params}
    found = urlencode({**asked, **more})
    return f"?{found}" if found else ""


@router.get("/public/{forum}/communique")
async def adopted_page(forum: str, visit: Visit = Depends(visit)) -> Response:
    """The adopted text, in all its languages side by side, or with ``?text=`` in one of them."""
    sheet = await published(visit, forum)
    wanted = visit.request.query_params.get("text", "")
    shown = sheet.only(wanted)
    chosen = wanted if wanted in sheet.languages else ""
    base = f"/public/{sheet.forum}/communique"
    kept = {"text": chosen} if chosen else {}
    switch = [(part.name, part.language, f"{base}{_query(visit, text=part.language)}") for part in sheet.parts]
    downloads = [
        (visit.site.catalogues.of(visit.language).gettext(_NAMES[name]), f"{base}.{name}{_query(visit, **kept)}")
        for name in FILES
    ]
    return visit.page(
        "report/adopted.html",
        sheet=shown,
        chosen=chosen,
        switch=[("", "", f"{base}{_query(visit)}"), *switch] if len(sheet.parts) > 1 else [],
        downloads=downloads,
        base=base,
        item=_query(visit),
        logos=await visit.site.readers.run(_logos, sheet.forum),
        paragraphs=paragraphs,
    )


def _logos(session: Session, forum: str) -> list[LogoView]:
    return logo_views(session, forum_of(session, forum), f"/public/{forum}/logos")


def _public_logo(session: Session, forum: str, digest: str) -> Picture:
    adopted_text(session, forum)
    return picture_of(session, forum, digest)


@router.get("/public/{forum}/logos/{digest}.{ending}")
async def public_logo(forum: str, digest: str, ending: str, visit: Visit = Depends(visit)) -> Response:
    """A logo's picture, for anybody who reads the adopted text."""
    return served(visit, await visit.site.readers.run(_public_logo, forum, digest), ending, public=True)


@router.get("/public/{forum}/communique.{format}")
async def adopted_file(forum: str, format: str, visit: Visit = Depends(visit)) -> Response:
    """The same as a file. While it is made, a page says so, and asks for it again by itself."""
    try:
        return await published_file(visit, forum, format)
    except Refusal as refusal:
        if refusal.code != "being_made":
            raise
        back = f"/public/{forum}/communique{_query(visit)}"
        page = visit.page("report/being_made.html", 503, sentence=visit.say(refusal), back=back)
        page.headers["retry-after"] = page.headers["refresh"] = str(refusal.retry_after)
        return page


@router.get("/public/{forum}/communique/{paragraph}")
async def origins_page(forum: str, paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """Where an adopted paragraph comes from, as far as the forum's privacy allows."""
    name = visit.request.query_params.get("item")
    found = await visit.site.readers.run(origins, visit.site.registry, forum, parse_id(paragraph), name)
    sheet = sheet_of(found.text, visit.site.catalogues.of)
    return visit.page(
        "report/adopted_origins.html",
        origins=found,
        kinds=KINDS,
        sheet=sheet,
        back=f"/public/{sheet.forum}/communique{_query(visit)}#{found.paragraph.id}",
        paragraphs=paragraphs,
    )
