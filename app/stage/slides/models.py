"""Slides that are held with an item."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, String
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import utc


class Slides(SQLModel, table=True):
    """Slides of an item: a PDF, kept in the data folder under its ``digest``, or a link to ``url``."""

    __tablename__ = "slides"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False))
    title: str
    digest: str | None = Field(default=None, index=True)
    size: int = 0
    pages: int = 0
    url: str | None = None
    held_by: str
    held_at: datetime = Field(sa_column=utc())
    removed_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("slides_by_item", "forum", "item"),)
