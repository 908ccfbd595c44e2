"""Slides over JSON: held as a file or a link, listed, taken away."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.kernel import roles
from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.programme import queries as programme
from app.stage.slides import holding, queries
from app.stage.slides.views import slides_document
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["floor"])


class LinkedBody(BaseModel):
    """Slides that are somewhere else."""

    url: str
    title: str = ""


@router.put("/items/{item}/slides/{slides}/link")
async def put_link(item: str, slides: str, body: LinkedBody, visit: Visit = Depends(visit)) -> Response:
    """Hold a link to slides with an item."""
    return visit.done(await holding.hold(visit, parse_id(slides), item, body.title, None, body.url))


@router.put("/items/{item}/slides/{slides}")
async def put_slides(item: str, slides: str, visit: Visit = Depends(visit), title: str = "") -> Response:
    """Hold a PDF with an item: the file is the body; up to 100 pages and 20 MB."""
    await visit.site.readers.run(holding.held_item, visit.member(), item)
    content = await visit.request.body()
    return visit.done(await holding.hold(visit, parse_id(slides), item, title, content, ""))


@router.delete("/slides/{slides}")
async def delete_slides(slides: str, visit: Visit = Depends(visit)) -> Response:
    """Take slides away."""
    return visit.done(await holding.remove(visit, parse_id(slides)))


def _slides(session: Session, actor: Actor, name: str) -> dict[str, Any]:
    item = programme.item_of(session, actor.forum, name)
    roles.require(actor, "hear:item", item.id)
    return {"item": item.id, "slides": [slides_document(s) for s in queries.slides(session, actor.forum, item.id)]}


@router.get("/items/{item}/slides")
async def get_slides(item: str, visit: Visit = Depends(visit)) -> Response:
    """The slides that are held with an item."""
    return visit.json(await visit.site.readers.run(_slides, visit.member(), item))
