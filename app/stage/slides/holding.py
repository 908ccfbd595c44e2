"""Slides on their way in and out: whether one may is asked before a byte is read, and a file goes when nothing needs it."""

from typing import Any

from sqlmodel import Session

from app.kernel.roles import Actor, require
from app.programme import queries as programme
from app.programme.models import Item
from app.stage.slides import queries, rules
from app.stage.slides.commands import HoldSlides, RemoveSlides
from app.stage.slides.shelf import SlidesShelf
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
    shelf = SlidesShelf(visit.site.data)
    pages = await shelf.pages_of(content)
    async with shelf.keeping([content], lambda: visit.site.readers.run(queries.digests)) as (digest,):
        return await visit.run(HoldSlides(id, item, title, digest, len(content), pages))


async def remove(visit: Visit, slides: str) -> Done:
    """Take slides away, and their file when nothing else leads to it."""
    shelf = SlidesShelf(visit.site.data)
    async with shelf.alone():
        done = await visit.run(RemoveSlides(slides))
        digest: Any = done.value.get("digest")
        if digest:
            await shelf.let_go([digest], lambda: visit.site.readers.run(queries.digests))
    return done
