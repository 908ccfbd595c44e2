"""What each screen of the forum shows."""

from datetime import datetime

from sqlalchemy import Column, Index, Integer
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import document, utc


class Showing(SQLModel, table=True):
    """What one screen shows, or showed before: the newest ``seq`` of a screen is what it shows now.

    ``item`` is what it follows; ``kind`` and ``thing`` say what of it; ``things`` are the answers that were chosen, which
    the whole item may read from then on. ``hidden`` blanks the screen without forgetting what it showed.
    """

    __tablename__ = "showing"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    screen: str
    item: str | None = None
    kind: str
    thing: str | None = None
    things: list[str] = Field(sa_column=document())
    hidden: bool = False
    shown_at: datetime = Field(sa_column=utc())
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("showing_by_screen", "forum", "screen", "seq"),)
