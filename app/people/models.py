"""The people's tables: participants, passes, role links and the delegations of the roster."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.store.columns import document, utc


class Delegation(SQLModel, table=True):
    """Whom a person speaks for, from the organizer's roster: names per language and the groups it belongs to.

    ``affiliation`` by language is what somebody who joins with it is proposed.
    """

    __tablename__ = "delegation"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    key: str
    position: int
    name: dict[str, str] = Field(sa_column=document())
    groups: list[str] = Field(sa_column=document())
    standing: str = "speaks"
    affiliation: dict[str, str] = Field(default_factory=dict, sa_column=document(server_default="{}"))
    __table_args__ = (UniqueConstraint("forum", "key"),)


class Participant(SQLModel, table=True):
    """A person in a forum. Name, affiliation and delegation may come later, or never."""

    __tablename__ = "participant"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    name: str = ""
    affiliation: str = ""
    delegation: str | None = None
    language: str = "en"
    joined_at: datetime = Field(sa_column=utc())
    left_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))


class Pass(SQLModel, table=True):
    """What proves who you are. Only the secret's hash is kept; the author key inside the token never is."""

    __tablename__ = "pass"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    participant: str = Field(
        sa_column=Column(String, ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    secret_hash: str = Field(unique=True)
    created_at: datetime = Field(sa_column=utc())
    ended_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))


class RoleLink(SQLModel, table=True):
    """A link that gives a role to whoever holds it. The token is in the URL's fragment; only its hash is kept."""

    __tablename__ = "role_link"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    role: str
    item: str | None = None
    delegation: str | None = None
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(sa_column=utc())
    revoked_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))


class RoleGrant(SQLModel, table=True):
    """A role that a participant holds through a link. ``made_pass``: the pass itself came by this link and ends with it."""

    __tablename__ = "role_grant"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    participant: str = Field(
        sa_column=Column(String, ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    link: str = Field(
        sa_column=Column(String, ForeignKey("role_link.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    role: str
    item: str | None = None
    delegation: str | None = None
    made_pass: bool = False
    granted_at: datetime = Field(sa_column=utc())
    __table_args__ = (UniqueConstraint("participant", "link"), Index("role_grant_by_forum", "forum", "role"))


class Arrival(SQLModel, table=True):
    """Somebody has come: at a registration of the programme. ``by_hand``: checked in at the desk, ``marked_by`` whom."""

    __tablename__ = "arrival"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False, index=True))
    participant: str = Field(
        sa_column=Column(String, ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    arrived_at: datetime = Field(sa_column=utc())
    by_hand: bool = False
    marked_by: str | None = None
    __table_args__ = (UniqueConstraint("item", "participant"),)
