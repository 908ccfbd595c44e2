"""What is said where people hear somebody: talks, questions, the list of speakers, and what is noted of it."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import model_validator

from app.cli.populating.words import Aside, KeyFinding, Note, Numbered, Said, Written, held_of


class Talk(Written):
    """Who holds the talk at a place of the programme; ``function`` is what they are introduced as."""

    by: str
    function: str
    minutes: float


class Question(Said):
    """A question from the floor. ``about`` is a key finding or initiative by its item and number (``"2a 3"``); ``into`` is
    the question that it is grouped with, by its number.
    """

    by: str
    phase: str
    support: int = 0
    then: Literal["", "answered", "hidden", "held"] = ""
    into: Numbered | None = None
    about: str = ""


class Speaker(Written):
    """Who speaks in the discussion: ``by`` asks by phone, with a ``name`` as an aide; else it is a nameplate."""

    by: str = ""
    name: str = ""
    delegation: str | None = None


class Slides(Written):
    """What a presenter brings."""

    title: str
    url: str


class FloorWords(Written):
    """All that is said at one panel, presentation or plenary. ``holds``: questions are shown only once they are released."""

    announcement: str = ""
    holds: bool = False
    slides: Slides | None = None
    talks: tuple[Talk, ...] = ()
    questions: tuple[Question, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    notes: tuple[Note, ...] = ()
    key_findings: tuple[KeyFinding, ...] = ()
    aside: tuple[Aside, ...] = ()

    @model_validator(mode="after")
    def _numbers_lead_somewhere(self) -> Self:
        if faults := [*self._faults_of_questions(), *self._faults_of_sources()]:
            raise ValueError("; ".join(faults))
        return self

    def _faults_of_questions(self) -> Iterator[str]:
        for place, question in enumerate(self.questions, 1):
            if question.into is None:
                continue
            if question.into == place or not 1 <= question.into <= len(self.questions):
                yield f"question {place} is grouped with none"
            elif self.questions[question.into - 1].into is not None:
                yield f"question {place} is grouped with one that is grouped itself"

    def _faults_of_sources(self) -> Iterator[str]:
        drawn = [name for key_finding in self.key_findings for name in key_finding.sources]
        for name in (*drawn, *(aside.thing for aside in self.aside)):
            kind, _, number = name.partition(" ")
            if kind != "note" or not 1 <= int(number) <= len(self.notes):
                yield f"there is no {name}"


def floor_words_of(item: str) -> FloorWords:
    """The words of a panel, presentation or plenary. Raises pydantic's ``ValidationError``."""
    return FloorWords.model_validate(held_of(item))
