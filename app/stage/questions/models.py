"""Questions from the floor, support, and how questions are kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Text
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import document, utc


class FloorQuestion(SQLModel, table=True):
    """A question from the floor. ``author`` is as an answer's; ``affiliation`` only where it may be shown.

    ``about`` is what stood on the wall when it was asked, with its words as they were: kind, id, texts. ``held``: nobody has
    released it yet; ``hidden``: the moderator took it away; ``into``: it is grouped with that one.
    """

    __tablename__ = "floor_question"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False))
    author: str
    affiliation: str = ""
    text: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    about: dict[str, Any] = Field(sa_column=document())
    late: bool = False
    held: bool = False
    hidden: bool = False
    into: str | None = None
    written_at: datetime = Field(sa_column=utc())
    answered_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    withdrawn_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    first_seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("floor_question_by_item", "forum", "item", "first_seq"),)


class Support(SQLModel, table=True):
    """One person's support for a question from the floor, or for a result that is shown; told as a count only.

    ``person`` is as an answer's author.
    """

    __tablename__ = "support"
    kind: str = Field(primary_key=True)
    thing: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    forum: str = forum_key()
    given_at: datetime = Field(sa_column=utc())


class QuestionKeeping(SQLModel, table=True):
    """How an item's questions are kept. ``holds``: each is shown only once the moderator has released it."""

    __tablename__ = "question_keeping"
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True))
    forum: str = forum_key()
    holds: bool = False
