"""Practice sheets: what is said of a practice besides its words, for the next review of the framework."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, String
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import document, utc


class PracticeSheet(SQLModel, table=True):
    """Of a finding that is marked a practice: whose it is, who runs it, whom to ask, how far it is, what it serves.

    ``references`` are keys of the forum's frameworks, objectives and principles alike.
    """

    __tablename__ = "practice_sheet"
    finding: str = Field(
        sa_column=Column(String, ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True),
    )
    forum: str = forum_key()
    delegation: str | None = Field(
        default=None, sa_column=Column(String, ForeignKey("delegation.id", ondelete="SET NULL"), nullable=True)
    )
    implementer: str = ""
    contact: str = ""
    status: str = ""
    references: list[str] = Field(sa_column=document())
    version: int = Field(default=1, sa_column=Column(Integer, nullable=False))
    written_at: datetime = Field(sa_column=utc())
