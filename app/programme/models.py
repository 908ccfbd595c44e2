"""The programme's tables: forums, agenda items, guiding questions, frameworks and what they refer to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.store.columns import document, utc


def forum_key(**options: Any) -> Any:
    """The forum's id: part of every row and of every query."""
    return Field(
        sa_column=Column(String, ForeignKey("forum.id", ondelete="CASCADE"), nullable=False, index=True, **options)
    )


class Forum(SQLModel, table=True):
    """The whole gathering. ``seq`` is its gapless counter and its lock; only the store moves it.

    ``name``, ``title`` and ``credit`` are texts by language; ``details`` holds what pages only show: places, links,
    logos, affiliations, groups.
    """

    __tablename__ = "forum"
    id: str = Field(primary_key=True)
    code: str = Field(unique=True)
    seq: int = 0
    name: dict[str, str] = Field(sa_column=document())
    title: dict[str, str] = Field(sa_column=document())
    credit: dict[str, str] = Field(sa_column=document())
    languages: list[str] = Field(sa_column=document())
    privacy: str
    writing: str
    timezone: str
    starts_on: date
    ends_on: date
    retention_days: int | None = None
    details: dict[str, Any] = Field(sa_column=document())
    created_at: datetime = Field(sa_column=utc())
    closed_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))


class Item(SQLModel, table=True):
    """One row of the programme. ``minutes_by_phase`` is the plan; the ``phase_*`` columns are where it is now.

    Whose turn it is: a table's, that of all tables with a question, or in a plenary that of an item it presents.

    ``speaker`` is who speaks now, a place in the running order. ``moved`` is the forum's seq when its times last changed, 0
    while they are as founded: a calendar counts by it.

    The clock: ``phase_since`` is when the phase began; ``clock_seconds`` is the phase's whole time as planned and added;
    ``clock_left`` is the seconds left at ``clock_at``; it runs when ``clock_running``.
    """

    __tablename__ = "item"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    number: str
    title: dict[str, str] = Field(sa_column=document())
    technique: str
    starts: datetime = Field(sa_column=utc())
    minutes: int
    day: date
    position: int
    block: str | None = None
    place: str | None = None
    link: str | None = None
    minutes_by_phase: dict[str, int] = Field(sa_column=document())
    background: dict[str, str] = Field(sa_column=document())
    references: list[str] = Field(sa_column=document())
    presents: list[str] = Field(sa_column=document())
    details: dict[str, Any] = Field(sa_column=document())
    phase: str = "waiting"
    phase_since: datetime = Field(sa_column=utc())
    phase_by: str | None = None
    clock_seconds: int = 0
    clock_left: float = 0.0
    clock_at: datetime = Field(sa_column=utc())
    clock_running: bool = False
    turn_table: str | None = None
    turn_question: str | None = None
    turn_item: str | None = None
    turn_since: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    speaker: int | None = None
    moved: int = Field(default=0, sa_column=Column(Integer, nullable=False, server_default="0"))
    __table_args__ = (UniqueConstraint("forum", "number"),)


class Question(SQLModel, table=True):
    """A guiding question of an item, by language."""

    __tablename__ = "question"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False, index=True))
    position: int
    text: dict[str, str] = Field(sa_column=document())


class Framework(SQLModel, table=True):
    """A framework that items and findings point to: the Global Compact, a strategic plan, a declaration.

    ``short`` is how it is cited ("GCM").
    """

    __tablename__ = "framework"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    key: str
    position: int
    title: dict[str, str] = Field(sa_column=document())
    short: dict[str, str] = Field(default_factory=dict, sa_column=document(server_default="{}"))
    url: str | None = None
    about: dict[str, str] = Field(default_factory=dict, sa_column=document(server_default="{}"))
    __table_args__ = (UniqueConstraint("forum", "key"),)


class Reference(SQLModel, table=True):
    """An entry of a framework: GCM objective 7. ``key`` is what the programme file writes (``gcm/7``)."""

    __tablename__ = "reference"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    framework: str = Field(sa_column=Column(String, ForeignKey("framework.id", ondelete="CASCADE"), nullable=False))
    key: str
    number: str
    position: int
    section: dict[str, str] = Field(sa_column=document())
    title: dict[str, str] = Field(sa_column=document())
    __table_args__ = (UniqueConstraint("forum", "key"),)


class Announcement(SQLModel, table=True):
    """A message from the desk to the phones of an item, or with ``item=None`` to the whole forum."""

    __tablename__ = "announcement"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str | None = Field(default=None, index=True)
    text: str
    sent_at: datetime = Field(sa_column=utc())
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("announcement_newest", "forum", "seq"),)


class Replanning(SQLModel, table=True):
    """New times for items of a day, confirmed at once, with what it takes to undo them.

    ``before`` and ``after`` hold for each item ``item``, ``starts`` (RFC 3339), ``minutes`` and ``phases``.
    """

    __tablename__ = "replanning"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    day: date
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    made_at: datetime = Field(sa_column=utc())
    before: list[dict[str, Any]] = Field(sa_column=document())
    after: list[dict[str, Any]] = Field(sa_column=document())
    undone_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
