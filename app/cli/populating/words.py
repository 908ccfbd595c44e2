"""What is said at the cafés of the played forum, as its files hold it, with every number in them held against the rest."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

ITEMS = ("2a", "2b", "4a", "4b")
"""The cafés that are played; each has a file of words."""

Numbered = Annotated[int, Field(ge=1)]
FindingNumber = Annotated[str, Field(pattern=r"^\d+\.\d+$")]
SourceName = Annotated[str, Field(pattern=r"^(finding \d+\.\d+|comment \d+|note \d+)$")]


class Written(BaseModel):
    """Words as a file holds them: nothing in it is unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(Written):
    """Words in the language that they were said in, or of one text in several, the original first."""

    es: str | None = None
    en: str | None = None
    fr: str | None = None
    pt: str | None = None

    @property
    def texts(self) -> dict[str, str]:
        """By language."""
        found = {"es": self.es, "en": self.en, "fr": self.fr, "pt": self.pt}
        return {language: text for language, text in found.items() if text is not None}

    @property
    def language(self) -> str:
        """The original's language."""
        return next(iter(self.texts))

    @property
    def text(self) -> str:
        """The original."""
        return self.texts[self.language]

    @model_validator(mode="after")
    def _said_in_some_language(self) -> Self:
        if not self.texts:
            raise ValueError("nothing is said in any language")
        return self


class Finding(Said):
    """What a table reports; ``sources`` count the table's answers from 1."""

    kind: Literal["practice", "lesson", "challenge", "recommendation"]
    sources: tuple[Numbered, ...]
    dissent: Said | None = None


class Table(Written):
    """A round table; ``revisions`` and ``withdrawn`` count its answers from 1. ``late`` comes after its phase."""

    number: int
    answers: tuple[Said, ...]
    findings: tuple[Finding, ...] = ()
    revisions: dict[Numbered, str] = {}
    withdrawn: tuple[Numbered, ...] = ()
    late: Said | None = None


class Comment(Said):
    """What table ``by`` says of a finding: ``"1.2"`` is the second of table 1. Its words may be empty."""

    finding: FindingNumber
    by: int
    stance: Literal["supports", "adds", "questions", "disagrees"]


class Note(Written):
    """What the rapporteur noted in a phase."""

    phase: str
    speaker: str
    text: str


class Observed(Note):
    """What somebody who observes noted at an item."""

    item: str
    by: str


class KeyFinding(Said):
    """For the plenary; without a ``state`` of the rapporteur's own it is computed."""

    sources: tuple[SourceName, ...]
    shown: bool = False
    state: Literal["", "shared", "single-table", "contested", "open"] = ""


class Aside(Written):
    """What no key finding draws on, and why."""

    thing: SourceName
    reason: str


class Words(Written):
    """All that is said at one café."""

    announcement: str
    tables: tuple[Table, ...]
    comments: tuple[Comment, ...] = ()
    notes: tuple[Note, ...]
    key_findings: tuple[KeyFinding, ...] = ()
    aside: tuple[Aside, ...] = ()

    def finding(self, number: str) -> Finding:
        """A finding by its table's number and its own. Raises ``ValueError``."""
        table, _, place = number.partition(".")
        for one in self.tables:
            if one.number == int(table) and 1 <= int(place) <= len(one.findings):
                return one.findings[int(place) - 1]
        raise ValueError(f"there is no finding {number}")

    @model_validator(mode="after")
    def _numbers_lead_somewhere(self) -> Self:
        faults = [*self._faults_at_tables(), *self._faults_of_comments(), *self._faults_of_sources()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults_at_tables(self) -> Iterator[str]:
        for table in self.tables:
            for number in (*table.revisions, *table.withdrawn, *(n for f in table.findings for n in f.sources)):
                if number > len(table.answers):
                    yield f"table {table.number} has no answer {number}"
            for finding in table.findings:
                if withdrawn := set(finding.sources) & set(table.withdrawn):
                    yield f"table {table.number} reports from what was withdrawn: {withdrawn}"

    def _faults_of_comments(self) -> Iterator[str]:
        numbers = {table.number for table in self.tables}
        for place, comment in enumerate(self.comments, 1):
            self.finding(comment.finding)
            if comment.by not in numbers or comment.finding.startswith(f"{comment.by}."):
                yield f"comment {place} does not come from another table"
            if not comment.text and comment.stance not in ("supports", "disagrees"):
                yield f"comment {place} says nothing"

    def _faults_of_sources(self) -> Iterator[str]:
        drawn = [name for key_finding in self.key_findings for name in key_finding.sources]
        for name in (*drawn, *(aside.thing for aside in self.aside)):
            kind, _, number = name.partition(" ")
            if kind == "finding":
                self.finding(number)
            elif not 1 <= int(number) <= len(self.comments if kind == "comment" else self.notes):
                yield f"there is no {name}"
        for aside in self.aside:
            if aside.thing in drawn:
                yield f"{aside.thing} is set aside and drawn on"


def held_of(item: str) -> Any:
    """What the file of an item's words holds."""
    return yaml.safe_load((files(__package__) / f"words_{item}.yaml").read_text("utf-8"))


def words_of(item: str) -> Words:
    """The words of a café. Raises pydantic's ``ValidationError`` when its file does not hold together."""
    return Words.model_validate(held_of(item))


def observed_notes() -> tuple[Observed, ...]:
    """What observers note, in the order of their file. Raises pydantic's ``ValidationError``."""
    return TypeAdapter(tuple[Observed, ...]).validate_python(
        yaml.safe_load((files(__package__) / "observed.yaml").read_text("utf-8"))
    )
