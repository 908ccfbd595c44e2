"""What was corrected since the adoption: numbered, beside the words that were adopted."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, col, select

from app.communique.models import Communique, Correction, Paragraph
from app.kernel.clock import rfc3339


def corrections(
    session: Session, forum: str, item: str, *, paragraphs: Collection[str] | None = None
) -> list[Correction]:
    """The corrections of an item's text by number; of some *paragraphs* alone."""
    query = select(Correction).where(Correction.forum == forum, Correction.item == item)
    if paragraphs is not None:
        query = query.where(col(Correction.paragraph).in_(list(paragraphs)))
    return list(session.exec(query.order_by(col(Correction.number))))


def text_now(paragraph: Paragraph, made: Collection[Correction], row: Communique | None, language: str) -> str:
    """What a paragraph says in a language with all its corrections: in the authority's, the words that were adopted."""
    last = next((one for one in reversed(list(made)) if one.language == language), None)
    if last is not None:
        return last.text
    held = next((one for one in row.adopted if one["id"] == paragraph.id), None) if row is not None else None
    if held is not None and held["language"] == language:
        return held["text"]
    return paragraph.texts.get(language, "")


def correction_document(made: Correction) -> dict[str, Any]:
    """A correction, as everybody may read it."""
    return {
        "id": made.id,
        "number": made.number,
        "paragraph": made.paragraph,
        "language": made.language,
        "before": made.before,
        "text": made.text,
        "reason": made.reason,
        "made_at": rfc3339(made.made_at),
    }
