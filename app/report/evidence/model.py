"""What a bundle holds beside the report: the journal, and what the text's paragraphs were drawn from. Values only."""

from dataclasses import dataclass
from datetime import datetime

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
class Evidence:
    """``links`` are those of the paragraphs; the others stand in the report's own data."""

    journal: tuple[Entry, ...] = ()
    paragraphs: tuple[AdoptedParagraph, ...] = ()
    links: tuple[SourceRow, ...] = ()
