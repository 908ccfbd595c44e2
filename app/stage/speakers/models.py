"""The list of speakers, and how it is kept."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, String
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import utc


class Speaker(SQLModel, table=True):
    """Somebody on an item's list of speakers. ``delegation`` is whom they speak for; ``participant`` whose phone asked.

    ``origin``: ``phone``, ``aide`` (asked by a phone of the same delegation for somebody else) or ``desk`` (entered from a
    nameplate). ``state``: ``waiting``, ``speaking``, ``spoken`` or ``left``. ``called`` is the seq at which they last got
    the floor, 0 before.
    """

    __tablename__ = "speaker"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False))
    position: int
    name: str
    delegation: str | None = None
    participant: str | None = None
    origin: str
    state: str = "waiting"
    called: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    asked_at: datetime = Field(sa_column=utc())
    __table_args__ = (Index("speaker_by_item", "forum", "item", "position"),)


class SpeakerKeeping(SQLModel, table=True):
    """How an item's list is kept. ``closed``: phones ask no more; ``paused``: nobody is called for a moment."""

    __tablename__ = "speaker_keeping"
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True))
    forum: str = forum_key()
    closed: bool = False
    paused: bool = False
