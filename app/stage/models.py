"""What each screen of the forum shows."""

from datetime import datetime

from sqlalchemy import Column, Integer
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import utc


class Showing(SQLModel, table=True):
    """What one screen shows. ``item`` is what it follows; ``kind`` and ``thing`` say what of it; ``hidden`` blanks it."""

    __tablename__ = "showing"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    screen: str
    item: str | None = None
    kind: str
    thing: str | None = None
    hidden: bool = False
    shown_at: datetime = Field(sa_column=utc())
    seq: int = Field(sa_column=Column(Integer, nullable=False))
