"""The surveys' tables. A response is nobody's: no row, no journal entry and no receipt leads from it to a pass."""

from datetime import date
from typing import Any

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import document


class Survey(SQLModel, table=True):
    """What is asked: ``statements`` on a five-point scale, each under one of the ``objectives`` or none, and ``questions``.

    ``objectives`` are (key, title), ``statements`` (id, text, objective), ``questions`` (id, text); texts by language.
    """

    __tablename__ = "survey"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    key: str
    position: int
    title: dict[str, str] = Field(sa_column=document())
    introduction: dict[str, str] = Field(sa_column=document())
    objectives: list[dict[str, Any]] = Field(sa_column=document())
    statements: list[dict[str, Any]] = Field(sa_column=document())
    questions: list[dict[str, Any]] = Field(sa_column=document())
    __table_args__ = (UniqueConstraint("forum", "key"),)


class SurveyMoment(SQLModel, table=True):
    """When a survey is asked: ``before`` or ``after``, with an ``item``, or from a day ``opens_on``.

    ``held`` is the moderator's word, which goes before both: open, or closed. ``figures`` may be seen while it is open; they
    move five responses at a time.
    """

    __tablename__ = "survey_moment"
    survey: str = Field(sa_column=Column(String, ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True))
    name: str = Field(sa_column=Column(String, primary_key=True))
    forum: str = forum_key()
    item: str | None = Field(
        sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=True, index=True)
    )
    opens_on: date | None = None
    held: bool | None = None
    figures: dict[str, Any] | None = Field(default=None, sa_column=document(nullable=True))


class Response(SQLModel, table=True):
    """One response. ``mark`` is HMAC(author key, survey and moment): its writer can make it again, and nobody else.

    It has no author, no time, no number in the journal and no language: each would say when or by whom it was written.
    """

    __tablename__ = "survey_response"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    survey: str
    moment: str
    mark: str
    ratings: dict[str, int] = Field(sa_column=document())
    words: dict[str, str] = Field(sa_column=document())
    # Without a rowid SQLite keeps the rows by their random ids; with one it would keep the order in which they came.
    __table_args__ = (
        ForeignKeyConstraint(["survey", "moment"], ["survey_moment.survey", "survey_moment.name"], ondelete="CASCADE"),
        UniqueConstraint("survey", "moment", "mark"),
        {"sqlite_with_rowid": False},
    )
