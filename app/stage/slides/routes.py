"""Pages of slides: whoever presents brings them, everybody opens them."""

import re
from typing import Any, Final, NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import FileResponse, Response

from app.kernel.ids import new_id, parse_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.programme.models import Item
from app.stage.slides import holding, queries, rules
from app.stage.slides.models import Slides
from app.stage.slides.shelf import SlidesShelf
from app.stage.slides.views import SlidesView, slides_views
from app.web.security import Larger
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)

LARGER: Final = (
    Larger(re.compile(r"/items/[^/]+/slides"), rules.BYTES + 64 * 1024, rules.too_large),
    Larger(re.compile(r"/api/v1/items/[^/]+/slides/[^/]+"), rules.BYTES, rules.too_large),
)
"""Where a file may come in."""

_POLICY: Final = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
)
"""A browser shows a PDF by a page of its own: it needs its styles, and nothing else."""


class Bringing(NamedTuple):
    """An item and the slides that are held with it."""

    item: Item
    held: list[SlidesView]


def _bringing(session: Session, actor: Actor, name: str) -> Bringing:
    item = holding.held_item(session, actor, name)
    return Bringing(item, slides_views(session, actor.forum, item.id))


@router.get("/items/{name}/slides")
async def slides_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """Bring slides: a PDF or a link; and what is held already."""
    await visit.settle()
    return await _page(visit, name)


async def _page(visit: Visit, name: str, status: int = 200, **typed: Any) -> Response:
    at = await visit.site.readers.run(_bringing, visit.member(), name)
    said = {"fault": "", "field": "", "title": "", "url": "", **typed}
    return visit.page("stage/slides.html", status, **at._asdict(), **said, limit=rules.PAGES)


@router.post("/items/{name}/slides")
async def post_slides(name: str, visit: Visit = Depends(visit)) -> Response:
    """A file, else a link. What was refused says why, and what was typed stays."""
    await visit.site.readers.run(holding.held_item, visit.member(), name)
    form, file = await visit.form_with_file("file")
    title, url = field_text(form, "title"), field_text(form, "url")
    try:
        content = await file.read(rules.BYTES + 1) if file is not None else b""
        named = title or (_named(file.filename or "") if file is not None else "")
        done = await holding.hold(visit, field_id(form) or new_id(), name, named, content, url)
    except Refusal as refusal:
        field = next(iter(refusal.fields), "")
        return await _page(visit, name, refusal.status, fault=visit.say(refusal), field=field, title=title, url=url)
    return visit.back_to(f"/items/{name}/slides", done)


def _named(file: str) -> str:
    """What a file is called, as a title."""
    return re.sub(r"[_\s]+", " ", file.rpartition("/")[2].rpartition("\\")[2].removesuffix(".pdf"))[:120]


@router.post("/slides/{slides}/remove")
async def post_remove(slides: str, visit: Visit = Depends(visit)) -> Response:
    """Take slides away."""
    await visit.form()
    done = await holding.remove(visit, parse_id(slides))
    return visit.back_to(f"/items/{done.value['item']}/slides", done)


def _found(session: Session, actor: Actor, id: str) -> Slides:
    return queries.slides_of(session, actor.forum, id)


@router.get("/slides/{name}.pdf")
async def slides_file(name: str, visit: Visit = Depends(visit)) -> Response:
    """The PDF itself, for everybody in the forum."""
    slides = await visit.site.readers.run(_found, visit.member(), parse_id(name))
    path = SlidesShelf(visit.site.data).path(slides.digest or "")
    if slides.digest is None or not path.is_file():
        raise rules.no_such_slides()
    headers = {"content-security-policy": _POLICY, "cache-control": "private, max-age=3600"}
    return FileResponse(
        path,
        media_type="application/pdf",
        headers=headers,
        filename=f"{slides.title or 'slides'}.pdf",
        content_disposition_type="inline",
    )
