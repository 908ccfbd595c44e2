"""A practice as the report and the review pack hold it."""

from dataclasses import dataclass, field

from app.report.wording import Reference, Texts, Words


@dataclass(frozen=True, slots=True)
class Practice:
    """A finding that is marked a practice, with its sheet. ``country`` is a delegation's name; ``delegation`` its key.

    Where nobody has said what it serves, it serves what its item refers to.
    """

    finding: str
    item: str
    words: Words
    delegation: str = ""
    country: Texts = field(default_factory=dict)
    implementer: str = ""
    contact: str = ""
    status: str = ""
    objectives: tuple[Reference, ...] = ()
    principles: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """A practice in one row; ``objectives`` and ``principles`` are as they are cited, one after the other."""

    id: str
    item: str
    country: str
    delegation: str
    implementer: str
    contact: str
    status: str
    objectives: str
    principles: str
    text: str
    language: str
    translations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What was found for one ``objective``: ``kind`` is progress, challenge, practice, lesson, recommendation, initiative.

    ``delegations`` are those that it names itself; nobody's words are told by where they come from.
    """

    objective: str
    objective_title: str
    kind: str
    item: str
    delegations: str
    id: str
    text: str
    language: str
