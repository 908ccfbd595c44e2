"""Translations of what people wrote."""

from datetime import datetime

from sqlalchemy import Column, Index, Integer, Text
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import utc


class Translation(SQLModel, table=True):
    """What a thing says in another language. ``version`` is the original's that was read; an older one makes it stale.

    ``revision`` counts the translation's own texts. ``author`` is as that of any text.
    """

    __tablename__ = "translation"
    kind: str = Field(primary_key=True)
    thing: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    version: int = Field(sa_column=Column(Integer, nullable=False))
    revision: int = Field(default=1, sa_column=Column(Integer, nullable=False))
    author: str
    written_at: datetime = Field(sa_column=utc())
    __table_args__ = (Index("translation_by_author", "forum", "author"),)
