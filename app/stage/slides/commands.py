"""Holding slides with an item, and taking them away."""

from dataclasses import dataclass
from typing import Any

from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.text import optional
from app.programme import queries as programme
from app.stage.slides import queries, rules
from app.stage.slides.models import Slides
from app.stage.slides.views import slides_document
from app.store.work import Work

TITLE_LIMIT = 120


@dataclass(frozen=True, slots=True)
class HoldSlides:
    """Hold a PDF that is kept already (``digest``, ``size``, ``pages``), or a link."""

    id: str
    item: str
    title: str = ""
    digest: str | None = None
    size: int = 0
    pages: int = 0
    url: str = ""

    def run(self, work: Work) -> dict[str, Any]:
        item = programme.item_of(work.session, work.forum, self.item)
        actor = roles.require(work.actor, "slides:hold", item.id)
        rules.require_slides(item.technique)
        held = queries.slides(work.session, work.forum, item.id)
        rules.require_space(len(held), queries.bytes_held(work.session, work.forum), self.size)
        if self.digest is None and not self.url:
            raise rules.nothing()
        url = rules.address(self.url) if self.digest is None else None
        slides = Slides(
            id=self.id,
            forum=work.forum,
            item=item.id,
            title=optional(self.title, limit=TITLE_LIMIT, field="title"),
            digest=self.digest,
            size=self.size,
            pages=self.pages,
            url=url,
            held_by=actor.participant,
            held_at=work.now,
            seq=work.seq,
        )
        work.session.add(slides)
        work.session.flush()
        work.record("slides", slides.id, items=[item.id])
        work.created = True
        return slides_document(slides)


@dataclass(frozen=True, slots=True)
class RemoveSlides:
    """Take slides away. What is gone already is fine."""

    slides: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        slides = work.session.get(Slides, self.slides)
        if slides is None or slides.forum != work.forum:
            raise rules.no_such_slides()
        roles.require(work.actor, "slides:hold", slides.item)
        digest = slides.digest
        if slides.removed_at is None:
            slides.removed_at = work.now
            slides.digest = None
            work.session.flush()
            work.record("slides", slides.id, items=[slides.item])
        return {"id": slides.id, "item": slides.item, "digest": digest, "removed_at": rfc3339(slides.removed_at)}
