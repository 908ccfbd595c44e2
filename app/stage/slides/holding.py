"""Slides on their way in and out: whether one may is asked before a byte is read, and a file goes when nothing needs it."""

from typing import Any

from sqlmodel import Session

from app.kernel.roles import Actor, require
from app.programme import queries as programme
from app.programme.models import Item
from app.stage.slides import queries, rules
from app.stage.slides.commands import HoldSlides, RemoveSlides
from app.stage.slides.shelf import Shelf
from app.store.work import Done
from app.web.visit import Visit


def held_item(session: Session, actor: Actor, name: str) -> Item:
    """The item, for whoever may hold slides with it: asked before a byte of a file is read."""
    item = programme.item_of(session, actor.forum, name)
    require(actor, "slides:hold", item.id)
    rules.require_slides(item.technique)
    return item


async def hold(visit: Visit, id: str, item: str, title: str, content: bytes | None, url: str) -> Done:
    """Hold a file, else a link. A file that is refused leaves nothing behind."""
    if not content:
        return await visit.run(HoldSlides(id, item, title, url=url))
    shelf = Shelf(visit.site.data)
    pages = await shelf.pages_of(content)
    async with shelf.alone():
        digest = await shelf.keep(content)
        try:
            return await visit.run(HoldSlides(id, item, title, digest, len(content), pages))
        finally:
            await _let_go(visit, shelf, digest)


async def remove(visit: Visit, slides: str) -> Done:
    """Take slides away, and their file when nothing else leads to it."""
    shelf = Shelf(visit.site.data)
    async with shelf.alone():
        done = await visit.run(RemoveSlides(slides))
        digest: Any = done.value.get("digest")
        if digest:
            await _let_go(visit, shelf, digest)
    return done


async def _let_go(visit: Visit, shelf: Shelf, digest: str) -> None:
    """A repeat of what was removed since, or a refusal: nothing leads to the file."""
    if digest not in await visit.site.readers.run(queries.digests):
        shelf.forget(digest)
