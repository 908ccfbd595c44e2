"""Notes, key findings, what was set aside, and what is kept of each act for its undo."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Text
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.sources.versions.models import Kept, kept_of, kept_texts
from app.store.columns import document, utc


class Note(SQLModel, table=True):
    """The rapporteur's or observer's own timestamped line about what was said in the room."""

    __tablename__ = "note"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, nullable=False))
    author: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    speaker: str = ""
    phase: str
    version: int = 1
    written_at: datetime = Field(sa_column=utc())
    withdrawn_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    first_seq: int = Field(sa_column=Column(Integer, nullable=False))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("note_by_item", "forum", "item"),)


class KeyFinding(SQLModel, table=True):
    """What the rapporteur makes of findings, comments and notes. ``texts`` by language; ``language`` is the original's.

    ``rank`` orders them, compared as bytes. Private until ``shown_at``. ``sent_texts`` is what the booth was sent: it stands
    still while the rapporteur writes on. ``state`` is the rapporteur's own; empty, it is computed.
    """

    __tablename__ = "key_finding"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, nullable=False))
    language: str
    texts: dict[str, str] = Field(sa_column=document())
    state: str = ""
    rank: str
    version: int = 1
    author: str
    written_at: datetime = Field(sa_column=utc())
    shown_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    sent_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    sent_texts: dict[str, str] = Field(default_factory=dict, sa_column=document())
    withdrawn_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    first_seq: int = Field(sa_column=Column(Integer, nullable=False))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("key_finding_by_item", "forum", "item"),)


class KeyFindingVersion(Kept, table=True):
    """What a key finding said before, or what clashed with it."""

    __tablename__ = "key_finding_version"
    thing: str = kept_of("key_finding")
    forum: str = forum_key()
    texts: dict[str, str] = kept_texts()


class SetAside(SQLModel, table=True):
    """A finding, comment or note that no key finding will draw on; the reason can come later."""

    __tablename__ = "set_aside"
    kind: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    by: str
    at: datetime = Field(sa_column=utc())
    __table_args__ = (Index("set_aside_by_item", "forum", "item"),)


class BenchStep(SQLModel, table=True):
    """An act at the workbench, with what it takes to undo it: ``things`` are {kind, id, before, after} in facts.

    ``seq`` is the number of its command, ``undone_seq`` that of its undo. ``stays``: somebody changed since what it did, so
    it is not undone any more.
    """

    __tablename__ = "bench_step"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, nullable=False))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    by: str
    act: str
    things: list[dict[str, Any]] = Field(sa_column=document())
    undone_seq: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    stays: bool = False
    __table_args__ = (
        Index("bench_step_by_item", "forum", "item", "seq"),
        Index("bench_step_by_seq", "forum", "seq", unique=True),
    )
