"""The store's own tables: the journal, the receipts of what was sent, and this database's epoch."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, String
from sqlmodel import Field, SQLModel

from app.store.columns import document, utc


class DatabaseEpoch(SQLModel, table=True):
    """One row: the id of this database's history. A restored backup gets another, and phones send again."""

    __tablename__ = "database_epoch"
    only: int = Field(default=1, primary_key=True)
    epoch: str
    since: datetime = Field(sa_column=utc())


class JournalRow(SQLModel, table=True):
    """One accepted command of a forum; ``seq`` is gapless from 1. ``changes`` is a list of change documents."""

    __tablename__ = "journal"
    forum: str = Field(sa_column=Column(String, ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True))
    seq: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=utc())
    command: str
    actor: str | None = None
    changes: list[Any] = Field(sa_column=document())


class Receipt(SQLModel, table=True):
    """What an id sent by a client led to: by it a repeat gets the first result and has no second effect."""

    __tablename__ = "receipt"
    forum: str = Field(sa_column=Column(String, ForeignKey("forum.id", ondelete="CASCADE"), primary_key=True))
    id: str = Field(primary_key=True)
    digest: str
    seq: int
    value: dict[str, Any] = Field(sa_column=document())
    __table_args__ = (Index("receipt_by_seq", "forum", "seq"),)
