"""Round tables, seats and answers."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import document, utc


class RoundTable(SQLModel, table=True):
    """A round table of an item. ``number`` is unique within the item's block; ``name`` is for thematic tables.

    ``about`` is the number of the session that it continues; ``place`` where it stands, when that is not where the item is;
    ``link`` the video link of a remote table.
    ``pen`` and ``reporter`` are participants. ``merged_into`` says where its people and words went; ``sent_to`` only where
    its people were asked to go when it was closed.
    """

    __tablename__ = "round_table"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False, index=True))
    number: int
    code: str
    name: dict[str, str] = Field(sa_column=document())
    question: str | None = None
    about: str | None = None
    place: dict[str, str] = Field(default_factory=dict, sa_column=document(server_default="{}"))
    link: str | None = None
    pen: str | None = None
    reporter: str | None = None
    help_since: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    ready_since: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    closed_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    merged_into: str | None = None
    sent_to: str | None = None
    seq: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    __table_args__ = (UniqueConstraint("forum", "code"),)


class Seat(SQLModel, table=True):
    """A person's place at a table; ``until`` is set when they stood up. One open seat per person and item.

    ``round`` is the rotation's round in which it is theirs: with each round everybody sits anew, hosts too.
    """

    __tablename__ = "seat"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False, index=True))
    table: str = Field(
        sa_column=Column(
            "round_table", String, ForeignKey("round_table.id", ondelete="CASCADE"), nullable=False, index=True
        )
    )
    participant: str = Field(sa_column=Column(String, nullable=False, index=True))
    round: int = Field(default=1, sa_column=Column(Integer, nullable=False, server_default="1"))
    since: datetime = Field(sa_column=utc())
    until: datetime | None = Field(default=None, sa_column=utc(nullable=True))


class Answer(SQLModel, table=True):
    """What was written to the guiding question. ``author`` is a participant, or in an anonymous forum only a mark.

    ``round`` is the rotation's round in which its writer sat at the table.
    """

    __tablename__ = "answer"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, nullable=False))
    table: str = Field(
        sa_column=Column("round_table", String, ForeignKey("round_table.id", ondelete="CASCADE"), nullable=False)
    )
    question: str | None = None
    author: str
    affiliation: str = ""
    delegation: str | None = None
    text: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    version: int = 1
    late: bool = False
    round: int = Field(default=1, sa_column=Column(Integer, nullable=False, server_default="1"))
    written_at: datetime = Field(sa_column=utc())
    withdrawn_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    first_seq: int = Field(sa_column=Column(Integer, nullable=False))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("answer_by_table", "forum", "round_table", "first_seq"),)


class NewAnswer(NamedTuple):
    """The row of an :class:`Answer` that is being written."""

    id: str
    forum: str
    item: str
    table: str
    question: str | None
    author: str
    text: str
    language: str
    late: bool
    written_at: datetime
    first_seq: int
    seq: int
    affiliation: str = ""
    delegation: str | None = None
    version: int = 1
    round: int = 1


class AnswerVersion(SQLModel, table=True):
    """An earlier text of an answer: nothing written disappears."""

    __tablename__ = "answer_version"
    answer: str = Field(sa_column=Column(String, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True))
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    forum: str = forum_key()
    text: str = Field(sa_column=Column(Text, nullable=False))
    replaced_at: datetime = Field(sa_column=utc())


class Agreement(SQLModel, table=True):
    """One person's agreement with an answer; shown to everyone as a count only. ``person`` is as an answer's author."""

    __tablename__ = "agreement"
    answer: str = Field(sa_column=Column(String, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True))
    person: str = Field(primary_key=True)
    forum: str = forum_key()
    agreed_at: datetime = Field(sa_column=utc())


class HallStep(SQLModel, table=True):
    """A change of the hall (tables added, closed, merged, people seated, a round begun) with what it takes to undo it."""

    __tablename__ = "hall_step"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False, index=True))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    action: str
    before: dict[str, object] = Field(sa_column=document())
    undone_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))


class Rotation(SQLModel, table=True):
    """An item's world café: which of its ``rounds`` is on ``since`` when, who stays as a host, and who goes where.

    ``plan`` is round → person → table, for the rounds that were to come when it was drawn with ``seed``.
    """

    __tablename__ = "rotation"
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True))
    forum: str = forum_key()
    round: int = Field(default=1, sa_column=Column(Integer, nullable=False))
    rounds: int
    hosts: list[str] = Field(sa_column=document())
    plan: dict[str, dict[str, str]] = Field(sa_column=document())
    seed: int = Field(sa_column=Column(BigInteger, nullable=False))
    since: datetime = Field(sa_column=utc())
