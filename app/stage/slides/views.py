"""Slides as programs and pages receive them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.stage.slides import queries
from app.stage.slides.models import Slides


def slides_document(slides: Slides) -> dict[str, Any]:
    """Slides as programs receive them."""
    return {
        "id": slides.id,
        "item": slides.item,
        "kind": "link" if slides.digest is None else "pdf",
        "title": slides.title,
        "pages": slides.pages or None,
        "bytes": slides.size or None,
        "url": slides.url or f"/slides/{slides.id}.pdf",
        "held_at": rfc3339(slides.held_at),
    }


@dataclass(frozen=True, slots=True)
class SlidesView:
    """Slides of an item: a PDF of some ``pages``, else what is at a ``site``."""

    id: str
    title: str
    address: str
    pages: int
    megabytes: float
    site: str


def slides_views(session: Session, forum: str, item: str) -> list[SlidesView]:
    """The slides that are held with an item."""
    return [_view(one) for one in queries.slides(session, forum, item)]


def _view(one: Slides) -> SlidesView:
    address = one.url or f"/slides/{one.id}.pdf"
    megabytes = max(one.size / 1_000_000, 0.1)
    return SlidesView(one.id, one.title, address, one.pages, megabytes, urlsplit(one.url or "").hostname or "")
