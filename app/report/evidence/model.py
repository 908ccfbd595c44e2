"""What a bundle holds beside the report: the journal, and what the text's paragraphs were drawn from. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.report.rows import SourceRow


@dataclass(frozen=True, slots=True)
class Changed:
    """A thing that changed; ``items`` are numbers as in the programme, ``tables`` are numbers."""

    kind: str
    id: str
    items: tuple[str, ...] = ()
    tables: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. It never names who acted. Without ``command`` it is kept from the reader: a number only."""

    seq: int
    at: datetime | None = None
    command: str = ""
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class AdoptedParagraph:
    """A paragraph of an adopted text, as it was then."""

    id: str
    item: str
    section: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Drafting:
    """How an item's text was drafted: who proposed what, and how it was decided. ``entries`` as programs read them, and none
    unless the chair ``released`` them. ``adopted``: the world reads the text.
    """

    item: str
    released: bool = False
    adopted: bool = False
    entries: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """``links`` are those of the paragraphs; the others stand in the report's own data. ``audience`` is for whom it is told,
    and ``silent_on`` the kinds of which they do not read the words; both are empty before it is.
    """

    journal: tuple[Entry, ...] = ()
    paragraphs: tuple[AdoptedParagraph, ...] = ()
    links: tuple[SourceRow, ...] = ()
    drafting: tuple[Drafting, ...] = ()
    audience: str = ""
    silent_on: tuple[str, ...] = ()
