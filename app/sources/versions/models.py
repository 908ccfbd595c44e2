"""What every slice keeps of the earlier texts of what it makes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, String
from sqlmodel import Field, SQLModel

from app.store.columns import UtcDateTime


class Kept(SQLModel):
    """An earlier text of a thing, or one that clashed with a change made meanwhile: nothing written disappears.

    ``texts`` is by language, or by field; of a clash only those that were wished. ``version`` is what it said as, or, when
    it clashed, what it was written from. A clash is shown until it is settled.
    """

    id: str = Field(primary_key=True)
    thing: str
    forum: str
    version: int
    texts: dict[str, str]
    clashed: bool = False
    author: str
    kept_at: datetime = Field(sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def kept_of(table: str) -> Any:
    """The column of the thing whose text is kept: a row of *table*."""
    key = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Field(sa_column=Column(table, String, key, nullable=False, index=True))


def kept_texts(column: str = "texts") -> Any:
    """The texts that are kept, in the column named *column*."""
    return Field(sa_column=Column(column, JSON(), nullable=False))
