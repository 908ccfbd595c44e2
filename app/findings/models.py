"""Findings, sign-offs and comments."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Text
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import utc


class Finding(SQLModel, table=True):
    """What a table reports: plain, or marked practice, lesson, challenge, recommendation.

    ``signed_version`` is the version that was read aloud; another ``version`` asks again. Reported while ``reported_at``.
    ``late``: written when the phases for it had passed.
    """

    __tablename__ = "finding"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, nullable=False))
    table: str = Field(
        sa_column=Column("round_table", String, ForeignKey("round_table.id", ondelete="CASCADE"), nullable=False)
    )
    question: str | None = None
    kind: str = "plain"
    author: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    version: int = 1
    signed_version: int | None = None
    late: bool = False
    written_at: datetime = Field(sa_column=utc())
    reported_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    withdrawn_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    first_seq: int = Field(sa_column=Column(Integer, nullable=False))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("finding_by_item", "forum", "item"), Index("finding_by_table", "forum", "round_table"))


class FindingVersion(SQLModel, table=True):
    """An earlier text of a finding."""

    __tablename__ = "finding_version"
    finding: str = Field(sa_column=Column(String, ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True))
    version: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    forum: str = forum_key()
    kind: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    replaced_at: datetime = Field(sa_column=utc())


class SignOff(SQLModel, table=True):
    """ "Read aloud; nobody objected", or a dissent that travels with the finding. It belongs to a version."""

    __tablename__ = "sign_off"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    finding: str = Field(
        sa_column=Column(String, ForeignKey("finding.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    version: int
    person: str
    affiliation: str = ""
    dissent: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    language: str = "en"
    signed_at: datetime = Field(sa_column=utc())
    withdrawn_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))


class Comment(SQLModel, table=True):
    """What another table says of a finding: supports, adds, questions or disagrees."""

    __tablename__ = "comment"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, nullable=False))
    finding: str = Field(
        sa_column=Column(String, ForeignKey("finding.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    table: str | None = Field(default=None, sa_column=Column("round_table", String, nullable=True))
    stance: str
    author: str
    affiliation: str = ""
    text: str = Field(sa_column=Column(Text, nullable=False))
    language: str
    version: int = 1
    late: bool = False
    written_at: datetime = Field(sa_column=utc())
    withdrawn_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    first_seq: int = Field(sa_column=Column(Integer, nullable=False))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("comment_by_item", "forum", "item"),)
