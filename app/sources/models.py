"""Sources: links from made things to what they were made from. Merging links; it never deletes."""

from datetime import datetime

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import utc


class Source(SQLModel, table=True):
    """``made`` was drawn from ``origin``, of which ``origin_version`` was read then."""

    __tablename__ = "source"
    made_kind: str = Field(primary_key=True)
    made: str = Field(primary_key=True)
    origin_kind: str = Field(primary_key=True)
    origin: str = Field(primary_key=True)
    forum: str = forum_key()
    origin_version: int = Field(sa_column=Column(Integer, nullable=False))
    linked_at: datetime = Field(sa_column=utc())
    __table_args__ = (Index("source_by_origin", "forum", "origin_kind", "origin"),)
