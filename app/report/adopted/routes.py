"""The adopted text for the world: pages that need no pass and no script."""

from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.language import N_, choose
from app.kernel.refusals import Refusal
from app.programme.pictures.models import Picture
from app.programme.pictures.queries import picture_of
from app.programme.pictures.serving import served
from app.programme.pictures.views import LogoView, logo_views
from app.programme.queries import forum_of
from app.report.adopted.files import FILES
from app.report.adopted.loading import adopted_text
from app.report.adopted.model import Paragraph
from app.report.adopted.origins import KINDS, origins
from app.report.adopted.published import published, published_file
from app.report.adopted.sheet import sheet_of
from app.report.characters import paragraphs
from app.web.catalogue import accepted
from app.web.visit import Visit, visit

router = APIRouter(include_in_schema=False)

_NAMES: Final = {"docx": N_("Word"), "pdf": N_("PDF")}

ALL: Final = "all"
"""What ``?text=`` says for every language, on a narrow screen too."""


def _query(visit: Visit, *kept: str, **more: str) -> str:
    asked = {name: visit.request.query_params[name] for name in ("item", *kept) if name in visit.request.query_params}
    found = urlencode({**asked, **more})
    return f"?{found}" if found else ""


def _own(visit: Visit, languages: tuple[str, ...]) -> str:
    """The one of a text's *languages* that its reader would rather read; its authority's where none is."""
    asked = (visit.request.query_params.get("text"), visit.request.query_params.get("language"))
    cookie = visit.request.cookies.get("sobremesa_language")
    wanted = [tag for tag in (*asked, cookie, visit.actor.language if visit.actor else None) if tag]
    return choose([*wanted, *accepted(visit.request.headers.get("accept-language", ""))], languages, languages[0])


@router.get("/public/{forum}/communique")
async def adopted_page(forum: str, visit: Visit = Depends(visit)) -> Response:
    """The adopted text, in all its languages side by side, where there is room for them; on a narrow screen in the one that
    its reader would rather read, and in the others on demand. With ``?text=`` in one of them, or everywhere in ``all``.
    """
    sheet = await published(visit, forum)
    wanted = visit.request.query_params.get("text", "")
    shown = sheet.only(wanted)
    chosen = wanted if wanted in (*sheet.languages, ALL) else ""
    base = f"/public/{sheet.forum}/communique"
    kept = {"text": chosen} if chosen in sheet.languages else {}
    switch = [(part.name, part.language, f"{base}{_query(visit, text=part.language)}") for part in sheet.parts]
    downloads = [
        (visit.site.catalogues.of(visit.language).gettext(_NAMES[name]), f"{base}.{name}{_query(visit, **kept)}")
        for name in FILES
    ]
    return visit.page(
        "report/adopted.html",
        sheet=shown,
        chosen=chosen,
        own=_own(visit, shown.languages),
        switch=switch if len(sheet.parts) > 1 else [],
        plain=_query(visit),
        every=f"{base}{_query(visit, text=ALL)}",
        downloads=downloads,
        base=base,
        item=_query(visit, **({"text": chosen} if chosen else {})),
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
        said=_said(found.paragraph, _own(visit, sheet.languages)),
        back=f"/public/{sheet.forum}/communique{_query(visit, 'text')}#{found.paragraph.id}",
        paragraphs=paragraphs,
    )


def _said(paragraph: Paragraph, own: str) -> list[tuple[str, str]]:
    """A paragraph as its reader would rather read it, and as it was adopted."""
    both = {own: paragraph.said(own), paragraph.language: paragraph.text}
    return [(tag, text) for tag, text in both.items() if text]
