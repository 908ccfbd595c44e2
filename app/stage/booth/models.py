"""The glossary, and what the booth asks of the moderator."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import document, utc


class Term(SQLModel, table=True):
    """An entry of the glossary: the same word in several languages, as ``texts``, and a ``note`` on its use.

    ``position`` is its place in the programme file; what is added later comes after. A removed one is kept.
    """

    __tablename__ = "term"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    position: int
    texts: dict[str, str] = Field(sa_column=document())
    note: str = ""
    version: int = 1
    removed_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))


class SlowerSignal(SQLModel, table=True):
    """That the booth asked for slower speech in an item, and that the moderator passed it on. Nobody's name stands there."""

    __tablename__ = "slower_signal"
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True))
    forum: str = forum_key()
    asked_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    passed_on_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
