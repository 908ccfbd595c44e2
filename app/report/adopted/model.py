"""An adopted text, frozen: its words as they were adopted, and what stands beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.communique.brackets import count
from app.report.wording import Logo

ByLanguage = tuple[tuple[str, str], ...]
"""Texts by language, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it was adopted, in its authority's ``language``. ``number`` counts the operative ones; 0 is none.

    ``translations`` are those that say what the authority says: none that is older, none with other brackets. ``behind``
    are the languages whose text is older, ``unsettled`` those whose text has other brackets.
    """

    id: str
    section: str
    number: int
    language: str
    text: str
    translations: ByLanguage = ()
    behind: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()

    def said(self, language: str) -> str:
        """The text in a language; empty where none is."""
        return self.text if language == self.language else dict(self.translations).get(language, "")


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a delegation reserves, in its own words, on the paragraph ``of`` (its id), or without one on the whole text;
    ``number`` is the paragraph's, 0 in the preamble.

    Whose it is stands there only when the chair has released the names.
    """

    text: str
    number: int = 0
    by: ByLanguage = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A numbered correction since the adoption, of the paragraph ``of`` (its id) in a language; what was adopted stays."""

    number: int
    of: str
    language: str
    before: str
    text: str
    reason: str
    made_on: date


@dataclass(frozen=True, slots=True)
class AdoptedText:
    """A text that was adopted. ``languages`` are those in which it can be read, its authority's first.

    ``titles``, ``places`` and ``credits`` are the forum's, in every language it has them; ``adopted_on`` is its own day.
    """

    forum: str
    item: str
    outcome: str
    adopted_at: datetime
    adopted_on: date
    digest: str
    languages: tuple[str, ...]
    titles: ByLanguage
    places: ByLanguage
    credits: ByLanguage
    paragraphs: tuple[Paragraph, ...]
    reservations: tuple[Reservation, ...] = ()
    logos: tuple[Logo, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def number_of(self, paragraph: str) -> int:
        """A paragraph's number by its id; 0 in the preamble."""
        return next((one.number for one in self.paragraphs if one.id == paragraph), 0)

    @property
    def brackets(self) -> int:
        """How many remain: in a chair's summary alone."""
        return sum(count(one.text) for one in self.paragraphs)

    @property
    def authority(self) -> str:
        """The language of most of it, in which it was adopted."""
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is still drafted. ``standing`` counts its paragraphs by status; ``brackets`` are those that remain."""

    item: str
    standing: Mapping[str, int] = field(default_factory=dict)
    brackets: int = 0

    @property
    def paragraphs(self) -> int:
        """How many there are."""
        return sum(self.standing.values())
