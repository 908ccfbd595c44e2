"""The report as a reader meets it, before any format: a title page and a row of blocks, every sentence already chosen.

:mod:`app.report.contents` makes it once per language; Markdown, HTML, Word and PDF only set it. So no format can hold
less than another. Everything here is plain text: a builder escapes it for its own format.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.report.model import Logo


@dataclass(frozen=True, slots=True)
class Said:
    """Text in one language (a BCP 47 tag, or empty when unknown), line breaks kept.

    ``note`` stands beside it in quiet letters: in which language it is when not the report's, who translated it.
    """

    text: str
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2; ``number`` is an item's own (``2a``), ``anchor`` is unique in the report.

    ``opens``: on paper it begins a page.
    """

    text: Said
    level: int
    anchor: str
    number: str = ""
    opens: bool = False
    block: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading that stays out of the table of contents; with ``table``, that table's shape stands before it.

    ``beside`` is a line under it, such as the table's question.
    """

    text: Said
    level: int = 2
    number: str = ""
    table: int | None = None
    beside: Said | None = None
    block: Literal["subheading"] = "subheading"


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text. ``quiet`` is an explanation of ours; otherwise somebody's words."""

    said: Said
    quiet: bool = False
    block: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands under it, one :class:`Said` per line."""

    label: str
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their lines."""

    facts: tuple[Fact, ...]
    block: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the word for what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of the forum at a glance."""

    figures: tuple[Figure, ...]
    block: Literal["figures"] = "figures"


@dataclass(frozen=True, slots=True)
class Listing:
    """A numbered list, counted from 1."""

    lines: tuple[Said, ...]
    block: Literal["listing"] = "listing"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; with ``table``, that round table's shape stands before the text."""

    said: Said
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header row. ``widths`` are the columns' shares of the page's width; ``caption`` names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    block: Literal["grid"] = "grid"


@dataclass(frozen=True, slots=True)
class Measure:
    """A part of a whole, drawn as a bar beside its two numbers."""

    label: Said
    used: int
    total: int
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """Bars with a header row: what is measured, and the word for the two numbers."""

    caption: str
    head: tuple[str, str]
    rows: tuple[Measure, ...]
    block: Literal["measures"] = "measures"


Manner: TypeAlias = Literal["key", "finding", "translation", "dissent", "comment", "drawn", "source", "aside", "reason"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something somebody made, with what belongs to it: a finding with its dissents and comments.

    ``labels`` are its line of facts, already translated; ``tables`` are the round tables it came from; ``mark`` is the
    raw word of its state, kind or stance, for a figure beside the labels, never instead of them.
    """

    manner: Manner
    labels: tuple[str, ...] = ()
    said: Said | None = None
    number: str = ""
    tables: tuple[int, ...] = ()
    mark: str = ""
    children: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A row of entries."""

    entries: tuple[Entry, ...]
    block: Literal["entries"] = "entries"


Block: TypeAlias = Heading | Subheading | Prose | Facts | Figures | Listing | Grid | Measures | Entries


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole report in one language. ``titles`` holds the title in every language of the forum, the reader's first."""

    language: str
    kind: str
    titles: tuple[Said, ...]
    name: Said
    when: str
    place: Said
    made: str
    credit: tuple[Said, ...]
    privacy: str
    logos: tuple[Logo, ...]
    contents: str
    page_of: str
    blocks: tuple[Block, ...]
