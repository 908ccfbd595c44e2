"""Initiatives with their earlier texts, where delegations stand on them, and the topics that interest them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, String
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.sources.versions.models import Kept, kept_of, kept_texts
from app.store.columns import document, utc


def _initiative_key(**options: Any) -> Column[str]:
    """The initiative that a row belongs to."""
    return Column(String, ForeignKey("initiative.id", ondelete="CASCADE"), nullable=False, **options)


class Initiative(SQLModel, table=True):
    """A collaboration idea from a dialogue table, as its observer noted it. ``language`` is that of all its words.

    ``words`` are its texts by field (``title``, ``what``, ``offers``, ``asks``, ``first_step``); ``references`` are keys of
    the forum's frameworks; ``lead`` is a delegation. Its table, and who runs or observes the item, read it at once;
    everybody else from ``presented_at`` on. ``author`` is as an answer's.
    """

    __tablename__ = "initiative"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, nullable=False))
    table: str = Field(
        sa_column=Column("round_table", String, ForeignKey("round_table.id", ondelete="CASCADE"), nullable=False)
    )
    language: str
    words: dict[str, str] = Field(sa_column=document())
    by_when: date | None = None
    references: list[str] = Field(sa_column=document())
    lead: str | None = None
    version: int = 1
    author: str
    written_at: datetime = Field(sa_column=utc())
    presented_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    withdrawn_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    first_seq: int = Field(sa_column=Column(Integer, nullable=False))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (
        Index("initiative_by_item", "forum", "item"),
        Index("initiative_by_table", "forum", "round_table"),
    )


class InitiativeVersion(Kept, table=True):
    """What an initiative said before, all its fields as texts, or which fields clashed with it."""

    __tablename__ = "initiative_version"
    thing: str = kept_of("initiative")
    forum: str = forum_key()
    texts: dict[str, str] = kept_texts("fields")


class Partner(SQLModel, table=True):
    """Where a delegation stands on an initiative: ``interested``, ``exploring`` or ``confirmed``.

    ``own``: said by the delegation's own link. Otherwise it is as the observer heard it at the table.
    """

    __tablename__ = "initiative_partner"
    initiative: str = Field(sa_column=_initiative_key(primary_key=True))
    delegation: str = Field(sa_column=Column(String, ForeignKey("delegation.id", ondelete="CASCADE"), primary_key=True))
    forum: str = forum_key()
    standing: str
    own: bool
    said_at: datetime = Field(sa_column=utc())


class TopicInterest(SQLModel, table=True):
    """A delegation would like to talk about a topic of a dialogue: about the theme of one of its tables."""

    __tablename__ = "topic_interest"
    table: str = Field(
        sa_column=Column("round_table", String, ForeignKey("round_table.id", ondelete="CASCADE"), primary_key=True)
    )
    delegation: str = Field(sa_column=Column(String, ForeignKey("delegation.id", ondelete="CASCADE"), primary_key=True))
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, nullable=False))
    said_at: datetime = Field(sa_column=utc())
    __table_args__ = (Index("topic_interest_by_item", "forum", "item"),)
