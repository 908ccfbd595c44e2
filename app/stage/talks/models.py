"""Talks, and how they are kept."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, String
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import document, utc


class Talk(SQLModel, table=True):
    """An expert's talk in an item. ``expert`` is the place among the item's experts in the programme, None for one who came
    besides; what is said there of them stands unless ``name``, ``function`` or ``topic`` say something else.

    ``state``: ``waiting``, ``floor`` (has the floor), ``done``, ``skipped``. The clock is as an item's. ``called`` is the
    seq at which the talk last got the floor, 0 before. ``participant`` is whoever said that it is theirs.
    """

    __tablename__ = "talk"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False))
    expert: int | None = None
    position: int
    name: dict[str, str] = Field(sa_column=document())
    function: dict[str, str] = Field(sa_column=document())
    topic: dict[str, str] = Field(sa_column=document())
    state: str = "waiting"
    clock_seconds: int
    clock_left: float
    clock_at: datetime = Field(sa_column=utc())
    clock_running: bool = False
    called: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    participant: str | None = None
    __table_args__ = (Index("talk_by_item", "forum", "item", "position"),)


class TalkKeeping(SQLModel, table=True):
    """How an item's talks are kept. ``on_wall``: the wall shows their clock; ``counts_on``: it counts on over zero."""

    __tablename__ = "talk_keeping"
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True))
    forum: str = forum_key()
    on_wall: bool = True
    counts_on: bool = False
