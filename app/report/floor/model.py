"""Talks, slides and questions from the floor, as a report holds them."""

from dataclasses import dataclass, field
from datetime import datetime

from app.report.wording import Texts, Words


@dataclass(frozen=True, slots=True)
class Talk:
    """An expert's talk. ``held``: it was given; one that was skipped, or never begun, was not."""

    id: str
    name: Texts
    function: Texts = field(default_factory=dict)
    topic: Texts = field(default_factory=dict)
    held: bool = True


@dataclass(frozen=True, slots=True)
class Slides:
    """Slides of an item: a PDF of some ``pages``, else what is at ``address``."""

    id: str
    title: str
    pages: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True)
class FloorQuestion:
    """A question that everybody in the item read. ``support`` counts people, those of the questions ``alike`` too."""

    id: str
    words: Words
    answered: bool
    support: int
    alike: tuple[Words, ...] = ()
    by: str = ""
    affiliation: str = ""
    late: bool = False
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Floor:
    """All three of one item."""

    talks: tuple[Talk, ...] = ()
    slides: tuple[Slides, ...] = ()
    questions: tuple[FloorQuestion, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.talks or self.slides or self.questions)
