"""Pure rules of slides: what a file must be, and how many an item holds."""

from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.text import web_address
from app.programme import phases

PAGES: Final = 100
BYTES: Final = 20 * 1024 * 1024
MOST: Final = 8
"""Slides of one item."""

FORUM_BYTES: Final = 400 * 1024 * 1024
"""PDFs of one forum, all together."""

HEAD: Final = 1024
"""Within so many bytes from its beginning a PDF says that it is one."""


def looks_like_pdf(beginning: bytes) -> bool:
    """Whether a file begins as PDFs do, whatever it is called."""
    return b"%PDF-" in beginning[:HEAD]


def require_slides(technique: str) -> None:
    """Slides are held with items in which somebody speaks to the floor."""
    if not phases.opens(technique, "question"):
        raise Refusal(
            "no_slides", N_("This item holds no slides. They belong to a presentation or a panel."), status=409
        )


def require_pages(pages: int) -> None:
    """Refuse a file without a page, and one that nobody shows in the time that there is."""
    if pages < 1:
        raise not_pdf()
    if pages > PAGES:
        raise Refusal.of_field(
            "file",
            "too_many_pages",
            N_("These slides have %(pages)s pages; %(limit)s fit. Leave some out, or give a link instead."),
            pages=pages,
            limit=PAGES,
        )


def require_size(size: int) -> None:
    """Refuse a file that phones on a venue's Wi-Fi could not open."""
    if size > BYTES:
        raise too_large()


def require_space(held: int, bytes_held: int, size: int) -> None:
    """Refuse more slides than an item or a forum holds."""
    if held >= MOST:
        raise Refusal(
            "too_many_slides", N_("An item holds %(count)s slides. Remove some first."), status=409, count=MOST
        )
    if bytes_held + size > FORUM_BYTES:
        raise Refusal(
            "no_space", N_("The slides of this forum take all the space that there is. Give a link."), status=409
        )


def address(typed: str) -> str:
    """A link that a page may lead to. Raises ``bad_link``."""
    found = web_address(typed.strip())
    if not found or len(found) > 500:
        raise Refusal.of_field("url", "bad_link", N_("A link begins with https:// and has no spaces."))
    return found


def too_large() -> Refusal:
    """Larger than slides may be."""
    return Refusal.of_field(
        "file",
        "too_large",
        N_("The file is larger than 20 MB. Save the slides with smaller pictures, or give a link instead."),
        status=413,
    )


def not_pdf() -> Refusal:
    """The file is something else than a PDF, whatever its name says."""
    return Refusal.of_field("file", "not_pdf", N_("This file is not a PDF that can be read. Export the slides as PDF."))


def locked() -> Refusal:
    """Nobody could open it without a password."""
    return Refusal.of_field("file", "locked", N_("This PDF asks for a password. Export it once more without one."))


def nothing() -> Refusal:
    """Neither a file nor a link."""
    return Refusal.of_field("file", "empty", N_("Choose a PDF, or give a link."))


def no_such_slides() -> Refusal:
    """The slides are not of this forum, or were removed."""
    return Refusal("no_such_slides", N_("These slides are not here any more."), status=404)
