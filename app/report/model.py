"""What a forum's report holds, completely: frozen, without a database, read by every builder.

Two kinds of text: *texts* are the organizer's, a mapping from language to text; :class:`Words` are what a person wrote,
in one language, with translations beside them. Ids are strings; times are aware and in UTC; programme times are the
forum's own local ones. A table is known by its number: its shape and colour follow from it on every page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from app.report.adopted.model import AdoptedText, Draft
from app.report.evidence.model import Evidence
from app.report.floor.model import Floor
from app.report.initiatives import Initiative as Initiative
from app.report.practices.model import Practice
from app.report.rows import Data
from app.report.surveys.model import SurveyReport
from app.report.wording import Logo as Logo
from app.report.wording import Reference as Reference
from app.report.wording import Texts as Texts
from app.report.wording import Translation as Translation
from app.report.wording import Words as Words

Privacy = Literal["named", "by_table", "anonymous"]


@dataclass(frozen=True, slots=True)
class Share:
    """How many people are of one affiliation (a key of :attr:`ForumReport.affiliations`)."""

    affiliation: str
    people: int


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One agenda item as the programme printed it; items of the same ``block`` run in parallel."""

    number: str
    title: Texts
    technique: str
    starts: time
    minutes: int
    place: str = ""
    block: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the programme."""

    day: date
    rows: tuple[ProgrammeRow, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """The figures of the whole forum. ``delegations`` are named, never counted; ``affiliations`` are people."""

    people: int
    tables: int
    answers: int
    findings: int
    comments: int
    key_findings: int
    affiliations: tuple[Share, ...] = ()
    delegations: tuple[Texts, ...] = ()
    initiatives: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A guiding question; ``number`` counts from 1."""

    number: int
    text: Texts


@dataclass(frozen=True, slots=True)
class Table:
    """A round table: how many ``people`` sat at it, and the number of the guiding ``question`` it worked on."""

    number: int
    people: int
    name: Texts = field(default_factory=dict)
    question: int | None = None
    affiliations: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Dissent:
    """What somebody at the table could not agree to. It travels with its finding."""

    words: Words
    by: str = ""
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What another table says of a finding. ``stance``: supports, adds, questions, disagrees."""

    id: str
    stance: str
    words: Words
    table: int | None = None
    by: str = ""
    affiliation: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a table reported. ``kind``: plain, practice, lesson, challenge, recommendation.

    ``signed_off``: this version was read aloud and nobody objected. ``answers``: how many answers it was made from.
    ``late``: it came when its phases had passed.
    """

    id: str
    table: int
    kind: str
    words: Words
    question: int | None = None
    signed_off: bool = False
    answers: int = 0
    dissents: tuple[Dissent, ...] = ()
    comments: tuple[Comment, ...] = ()
    references: tuple[Reference, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What a key finding was drawn from. ``kind``: finding, comment, note, answer; a note's words are never held.

    ``mark`` is the finding's kind or the comment's stance, or empty.
    """

    kind: str
    id: str
    table: int | None = None
    mark: str = ""
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """What the rapporteur made. ``state``: shared, single-table, contested, open. ``shown``: the plenary has seen it."""

    id: str
    state: str
    words: Words
    tables: tuple[int, ...] = ()
    sources: tuple[Source, ...] = ()
    shown: bool = True


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding, comment or note that no key finding draws on, with the reason, or an empty one."""

    kind: str
    id: str
    reason: str
    table: int | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Of one table's, or one affiliation's, words: how many were ``used`` by key findings, of how many in ``total``.

    ``people``: how many of the affiliation sat in the item; too few, and the row is told to nobody.
    """

    used: int
    total: int
    table: int | None = None
    affiliation: str = ""
    people: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What key findings draw on, in findings."""

    used: int
    total: int
    set_aside: int = 0
    by_table: tuple[Drawn, ...] = ()
    by_affiliation: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakingNote:
    """What the rapporteur says in the plenary; ``seconds`` of reading at 100 words a minute."""

    words: Words
    seconds: int


@dataclass(frozen=True, slots=True)
class ItemReport:
    """What one agenda item brought. ``roles`` are lines as the organizer wrote them: (role, people)."""

    id: str
    number: str
    title: Texts
    technique: str
    day: date
    starts: time
    minutes: int
    place: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    references: tuple[Reference, ...] = ()
    background: Texts = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    tables: tuple[Table, ...] = ()
    key_findings: tuple[KeyFinding, ...] = ()
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    coverage: Coverage | None = None
    brief: Words | None = None
    speaking_note: SpeakingNote | None = None
    initiatives: tuple[Initiative, ...] = ()
    floor: Floor = field(default_factory=Floor)


@dataclass(frozen=True, slots=True)
class ForumReport:
    """A whole report. ``languages``: the forum's, its authoritative one first. ``made_at`` is the only clock in it.

    ``publishes_answers``: the forum lets the public read answers, by table. ``affiliations``: names of the keys.
    ``principles`` are references as they are cited, apart from objectives. ``evidence`` is read for a bundle only.
    """

    id: str
    name: Texts
    title: Texts
    first_day: date
    last_day: date
    place: Texts
    languages: tuple[str, ...]
    privacy: Privacy
    made_at: datetime
    participation: Participation
    credit: Texts = field(default_factory=dict)
    logos: tuple[Logo, ...] = ()
    affiliations: Mapping[str, Texts] = field(default_factory=dict)
    publishes_answers: bool = False
    programme: tuple[Day, ...] = ()
    items: tuple[ItemReport, ...] = ()
    surveys: tuple[SurveyReport, ...] = ()
    data: Data = field(default_factory=Data)
    texts: tuple[AdoptedText, ...] = ()
    drafts: tuple[Draft, ...] = ()
    practices: tuple[Practice, ...] = ()
    principles: tuple[str, ...] = ()
    evidence: Evidence | None = None
