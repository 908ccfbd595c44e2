"""What is drafted at the played forum, as its file holds it, with every number in it held against the rest."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.cli.populating.words import Numbered, Said, Written, held_of

Origin = Annotated[str, Field(pattern=r"^\w+ \d+$")]


class Drafted(Said):
    """A paragraph, the original first; ``from`` names the key findings (or D1's initiatives) that it is drawn from.

    The first of them gave it its place. ``after``: the English, once the Spanish was amended.
    """

    drawn: tuple[Origin, ...] = Field(default=(), alias="from")
    after: str = ""


class Proposed(Written):
    """A delegation's amendment, and what became of it; ``merged`` are the words of it and the one before."""

    by: str
    paragraph: Numbered
    quote: str
    kind: Literal["replace", "insert", "delete"] = "replace"
    text: str = ""
    reason: str = ""
    then: Literal["accepted", "rejected", "merged"] = "accepted"
    merged: str = ""


class Settled(Written):
    """The words that the room found in the place of a bracket."""

    quote: str
    text: str
    reason: str


class Silent(Written):
    """A paragraph under silence: who broke it with which words, and what was inserted then."""

    paragraph: Numbered
    by: str
    text: str
    quote: str
    inserted: str


class Reserved(Written):
    """A delegation's reservation."""

    by: str
    paragraph: Numbered
    text: str


class DraftingWords(Written):
    """All that is written in the drafting room."""

    preamble: tuple[Said, ...]
    operative: tuple[Drafted, ...]
    amendments: tuple[Proposed, ...]
    bracket: Proposed
    settled: Settled
    silence: Silent
    reservation: Reserved

    @model_validator(mode="after")
    def _numbers_and_quotes_lead_somewhere(self) -> Self:
        quoting: tuple[Proposed | Silent, ...] = (*self.amendments, self.bracket, self.silence)
        for one in quoting:
            if one.paragraph > len(self.operative) or one.quote not in self.operative[one.paragraph - 1].text:
                raise ValueError(f"paragraph {one.paragraph} does not say: {one.quote}")
        drawn = [origin for paragraph in self.operative for origin in paragraph.drawn]
        if len(drawn) != len(set(drawn)) or not all(paragraph.drawn for paragraph in self.operative):
            raise ValueError("each thing is drawn on once, and each operative paragraph draws on something")
        return self


def drafting_words() -> DraftingWords:
    """The words of the drafting. Raises pydantic's ``ValidationError`` when its file does not hold together."""
    return DraftingWords.model_validate(held_of("J"))
