"""The paragraphs of adopted texts as rows of their data table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.report.adopted.model import AdoptedText


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """A paragraph of an adopted text; ``number`` counts the operative ones. ``text`` is what was adopted."""

    id: str
    item: str
    outcome: str
    section: str
    number: int | None
    text: str
    language: str
    adopted_at: datetime
    translations: Mapping[str, str] = field(default_factory=dict)


def paragraph_rows(texts: tuple[AdoptedText, ...]) -> tuple[ParagraphRow, ...]:
    """In the text's order."""
    return tuple(
        ParagraphRow(
            one.id,
            text.item,
            text.outcome,
            one.section,
            one.number or None,
            one.text,
            one.language,
            text.adopted_at,
            dict(one.translations),
        )
        for text in texts
        for one in text.paragraphs
    )
