"""What a programme file says, as frozen dataclasses.

Every organizer's text is a mapping from language to text (*normalised*: a plain string in the file is in the forum's
first language). Times of day are the forum's own; :meth:`Programme.moment` gives the instant. Defaults are what holds
when the file says nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A page that belongs to the forum."""

    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """Something to read: at ``url``, or in ``file`` beside the programme file. ``language`` if it has one only."""

    title: Text
    url: str | None = None
    file: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for title pages: ``file`` beside the programme file, ``name`` in words for who cannot see it."""

    name: Text
    file: str


@dataclass(frozen=True, slots=True)
class Place:
    """A hall; ``link`` is the video link of who is there from afar."""

    key: str
    name: Text
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """Whom people speak for. ``standing``: ``adopts`` the communiqué, ``speaks`` on it, or ``observes``."""

    key: str
    name: Text
    groups: tuple[str, ...] = ()
    standing: str = "speaks"
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a framework: its objectives, a pillar."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a framework: GCM objective 7. Items point to it as ``gcm/7``."""

    number: str
    title: Text
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Framework:
    """What items and findings refer to. ``short`` is how it is cited ("GCM")."""

    key: str
    title: Text
    short: Text = field(default_factory=dict)
    url: str | None = None
    about: Text = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """Who holds a role of an item, or of the whole forum.

    ``name`` is a person or a body, empty while nobody is named; ``affiliations`` are those that it comes from; ``task``
    says what for, where the role alone does not.
    """

    role: str
    name: Text = field(default_factory=dict)
    affiliations: tuple[str, ...] = ()
    delegation: str | None = None
    task: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in an item: a speaker, or an expert of a panel with own guiding questions and ``minutes``."""

    name: Text = field(default_factory=dict)
    function: Text = field(default_factory=dict)
    topic: Text = field(default_factory=dict)
    affiliation: str | None = None
    delegation: str | None = None
    minutes: int | None = None
    questions: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A round table. ``question`` counts the item's guiding questions from 1; ``about`` is the session it continues."""

    number: int
    name: Text = field(default_factory=dict)
    question: int | None = None
    about: str | None = None
    place: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Rotation:
    """A world café's: in how many ``rounds`` people move to other tables, and how many ``hosts`` stay at each."""

    rounds: int
    hosts: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the programme. ``phases`` are planned minutes, complete, and make up ``minutes``.

    ``overlaps``: it runs on purpose beside an item that is not of its block.
    """

    number: str
    title: Text
    technique: str
    starts: time
    minutes: int
    phases: Mapping[str, int] = field(default_factory=dict)
    block: str | None = None
    overlaps: bool = False
    place: str | None = None
    link: str | None = None
    references: tuple[str, ...] = ()
    background: Text = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    questions: tuple[Text, ...] = ()
    tables: tuple[Table, ...] = ()
    experts: tuple[Speaker, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    roles: tuple[Role, ...] = ()
    presents: tuple[str, ...] = ()
    rotation: Rotation | None = None

    def role_names(self) -> tuple[str, ...]:
        """The roles that people hold in this item, each once; experts are listed with what they speak about."""
        named = [role.role for role in self.roles] + ["expert"] * bool(self.experts)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the programme, its items by the clock."""

    date: date
    title: Text = field(default_factory=dict)
    link: str | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What one agrees with or not, from 1 to 5; ``objective`` is the key of what it measures."""

    text: Text
    objective: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """The same ``statements`` on a five-point scale with item ``before`` and with item ``after``, or from a day on.

    ``objectives`` are the expected results that the statements measure. ``questions`` are answered in words, the second time
    only.
    """

    key: str
    title: Text
    introduction: Text = field(default_factory=dict)
    objectives: Mapping[str, Text] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    questions: tuple[Text, ...] = ()
    before: str | None = None
    after: str | None = None
    before_from: date | None = None
    after_from: date | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word that interpreters and translators agree on, in each language; ``note`` says how it is used."""

    text: Text
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """A whole forum, as its file describes it. ``languages``: the authoritative one first. ``code`` is None to draw one."""

    name: Text
    title: Text
    time_zone: str
    languages: tuple[str, ...]
    days: tuple[Day, ...]
    dates: tuple[date, ...] = ()
    code: str | None = None
    venue: Text = field(default_factory=dict)
    privacy: str = "by_table"
    writing: str = "one_pen"
    publishes: str = "counts"
    retention_days: int | None = None
    credit: Text = field(default_factory=dict)
    background: Text = field(default_factory=dict)
    link: str | None = None
    links: tuple[Link, ...] = ()
    logos: tuple[Logo, ...] = ()
    documents: tuple[Document, ...] = ()
    roles: tuple[Role, ...] = ()
    places: tuple[Place, ...] = ()
    affiliations: Mapping[str, Text] = field(default_factory=dict)
    groups: Mapping[str, Text] = field(default_factory=dict)
    delegations: tuple[Delegation, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    references: tuple[str, ...] = ()
    blocks: Mapping[str, Text] = field(default_factory=dict)
    surveys: tuple[Survey, ...] = ()
    glossary: tuple[Term, ...] = ()

    @property
    def starts_on(self) -> date:
        """The first day."""
        return self.dates[0]

    @property
    def ends_on(self) -> date:
        """The last day."""
        return self.dates[-1]

    def items(self) -> Iterator[tuple[Day, Item]]:
        """Every item with its day, in the order of the programme."""
        return ((day, item) for day in self.days for item in day.items)

    def item(self, number: str) -> Item:
        """The item with that number. Raises ``KeyError``."""
        for _, item in self.items():
            if item.number == number:
                return item
        raise KeyError(number)

    def moment(self, day: date, at: time) -> datetime:
        """The instant of a time of the forum's own clock, in UTC."""
        return datetime.combine(day, at, ZoneInfo(self.time_zone)).astimezone(UTC)


def ends(item: Item) -> time:
    """When an item ends, on the forum's clock; midnight is 00:00."""
    return (datetime.combine(date.min, item.starts) + timedelta(minutes=item.minutes)).time()
