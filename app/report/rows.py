"""The data tables of a forum: one frozen dataclass per row, its fields the columns.

``item`` is the item's number as in the programme (``2a``), ``table`` and ``question`` are numbers, ``*_id`` are ids.
``translations`` becomes one column per language of the forum. Booleans say what holds now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.report.adopted.rows import ParagraphRow
from app.report.floor.rows import FloorQuestionRow, SlidesRow, TalkRow
from app.report.practices.model import PracticeRow, ReviewRow


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer that stands: never a withdrawn one. ``agreements`` is a count."""

    id: str
    item: str
    table: int
    question: int | None
    text: str
    language: str
    version: int
    late: bool
    written_at: datetime
    agreements: int = 0
    by: str = ""
    affiliation: str = ""
    delegation: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding. Its dissents are rows of their own table."""

    id: str
    item: str
    table: int
    question: int | None
    kind: str
    text: str
    language: str
    version: int
    signed_off: bool
    reported: bool
    written_at: datetime
    dissents: int = 0
    translations: Mapping[str, str] = field(default_factory=dict)
    late: bool = False


@dataclass(frozen=True, slots=True)
class DissentRow:
    """A dissent, which travels with its finding."""

    id: str
    finding_id: str
    item: str
    table: int
    text: str
    language: str
    written_at: datetime
    by: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment on a finding; ``table`` is the commenting person's own."""

    id: str
    finding_id: str
    item: str
    table: int | None
    stance: str
    text: str
    language: str
    late: bool
    written_at: datetime
    by: str = ""
    affiliation: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeyFindingRow:
    """A key finding; ``position`` counts from 1 within its item."""

    id: str
    item: str
    position: int
    state: str
    text: str
    language: str
    version: int
    shown: bool
    written_at: datetime
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A rapporteur's or observer's note: for rapporteurs' eyes only."""

    id: str
    item: str
    phase: str
    text: str
    speaker: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative of a dialogue, in one language; ``references`` are keys, ``lead`` is a delegation's key."""

    id: str
    item: str
    table: int
    by_when: date | None
    title: str
    what: str
    offers: str
    asks: str
    first_step: str
    references: str
    lead: str
    language: str
    version: int
    presented: bool
    written_at: datetime


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """Where a delegation stands on an initiative. ``said_by``: the delegation itself, or the table where it was heard."""

    initiative_id: str
    item: str
    delegation: str
    standing: str
    said_by: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """``made`` was drawn from ``origin``, of which ``origin_version`` was read then."""

    made_kind: str
    made_id: str
    origin_kind: str
    origin_id: str
    origin_version: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A statement of a survey at a moment, or with an empty ``statement`` all of its objective's; nothing under five."""

    id: str
    survey: str
    moment: str
    objective: str
    statement: str
    text: str
    language: str
    people: int
    responses: int
    ratings: int | None
    mean: float | None
    agree_percent: int | None
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """What somebody answered in words to a survey's question; the order says nothing."""

    id: str
    survey: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Data:
    """Every table, by the name it has in addresses and files (with a hyphen for the underscore)."""

    answers: tuple[AnswerRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    dissents: tuple[DissentRow, ...] = ()
    comments: tuple[CommentRow, ...] = ()
    key_findings: tuple[KeyFindingRow, ...] = ()
    notes: tuple[NoteRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    initiatives: tuple[InitiativeRow, ...] = ()
    partners: tuple[PartnerRow, ...] = ()
    surveys: tuple[SurveyRow, ...] = ()
    evaluations: tuple[EvaluationRow, ...] = ()
    talks: tuple[TalkRow, ...] = ()
    slides: tuple[SlidesRow, ...] = ()
    floor_questions: tuple[FloorQuestionRow, ...] = ()
    paragraphs: tuple[ParagraphRow, ...] = ()
    practices: tuple[PracticeRow, ...] = ()
    review: tuple[ReviewRow, ...] = ()
