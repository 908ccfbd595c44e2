"""What is said at the dialogue on cooperation, and what its observers note: initiatives, and where delegations stand."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from app.cli.populating.words import Numbered, Table, Words, Written, held_of

Standing = Literal["interested", "exploring", "confirmed"]


class Initiative(Written):
    """An idea of a table. ``sources`` count its answers from 1. ``partners`` are as the observer heard them at the table,
    ``own`` what delegations say themselves when it is presented; both by the roster's keys.
    """

    language: Literal["es", "en"]
    title: str
    what: str
    offers: str
    asks: str
    first_step: str
    by_when: date | None = None
    references: tuple[str, ...] = ()
    lead: str | None = None
    sources: tuple[Numbered, ...] = ()
    partners: dict[str, Standing] = Field(default={})
    own: dict[str, Standing] = Field(default={})

    @property
    def fields(self) -> dict[str, str]:
        """Its fields as an observer fills them in."""
        words = {name: getattr(self, name) for name in ("title", "what", "offers", "asks", "first_step")}
        day = {"by_when": self.by_when.isoformat()} if self.by_when else {}
        lead = {"lead": self.lead} if self.lead else {}
        return {**words, **day, "references": " ".join(self.references), **lead}


class DialogueTable(Table):
    """A table of the dialogue."""

    initiatives: tuple[Initiative, ...]


class DialogueWords(Words):
    """All that is said there. ``interest``: whom a table's topic interests, as delegations say by their own links;
    ``heard``: as others told the desk.
    """

    tables: tuple[DialogueTable, ...]
    interest: dict[int, tuple[str, ...]]
    heard: dict[int, tuple[str, ...]]

    @property
    def initiatives(self) -> Iterator[tuple[int, DialogueTable, Initiative]]:
        """Every initiative with its table, counted from 1 through the file."""
        number = 0
        for table in self.tables:
            for initiative in table.initiatives:
                number += 1
                yield number, table, initiative

    def _faults_at_tables(self) -> Iterator[str]:
        yield from super()._faults_at_tables()
        for number, table, initiative in self.initiatives:
            if max(initiative.sources, default=0) > len(table.answers):
                yield f"initiative {number} is drawn from an answer that is not there"


def dialogue_words_of(item: str) -> DialogueWords:
    """The words of a dialogue. Raises pydantic's ``ValidationError``."""
    return DialogueWords.model_validate(held_of(item))
