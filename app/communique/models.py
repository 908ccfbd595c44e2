"""The communiqué of a drafting item: its paragraphs with their earlier texts, and who may read it."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.programme.models import forum_key
from app.sources.versions.models import Kept, kept_of, kept_texts
from app.store.columns import document, utc


class Communique(SQLModel, table=True):
    """What a drafting item keeps of its text as a whole. From ``opened_at`` on everybody in the forum reads it,
    and since its adoption.

    From ``released_at`` on who reads the text may also read its drafting journal; from ``named_at`` on the reservations that
    are published with it say whose they are.
    Once adopted it stands still: ``adopted`` are its paragraphs as they were then, ``digest`` is their SHA-256.
    ``discussed`` is the paragraph that is under discussion.
    """

    __tablename__ = "communique"
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True))
    forum: str = forum_key()
    opened_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    adopted_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    adopted: list[dict[str, str]] = Field(default_factory=list, sa_column=document(server_default="[]"))
    digest: str = Field(default="", sa_column=Column(String, nullable=False, server_default=""))
    released_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    named_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    outcome: str = Field(default="", sa_column=Column(String, nullable=False, server_default=""))
    discussed: str | None = None


class Paragraph(SQLModel, table=True):
    """A paragraph of the communiqué. ``texts`` by language; ``language`` is the authority, ``stale`` are the languages whose
    text is older than it.

    ``rank`` orders a section's paragraphs, compared as bytes. ``status`` is ``open``, ``ad_referendum`` or ``agreed``.
    ``worded`` is the version in which the authority's words came: what is said or agreed is of them, whatever twins became
    since.
    """

    __tablename__ = "paragraph"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False))
    section: str
    rank: str
    language: str
    texts: dict[str, str] = Field(sa_column=document())
    stale: list[str] = Field(sa_column=document())
    status: str = "open"
    version: int = 1
    worded: int = Field(default=1, sa_column=Column(Integer, nullable=False, server_default="1"))
    author: str
    written_at: datetime = Field(sa_column=utc())
    withdrawn_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    first_seq: int = Field(sa_column=Column(Integer, nullable=False))
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("paragraph_by_item", "forum", "item"),)


class ParagraphVersion(Kept, table=True):
    """What a paragraph said before, or what clashed with it."""

    __tablename__ = "paragraph_version"
    thing: str = kept_of("paragraph")
    forum: str = forum_key()
    texts: dict[str, str] = kept_texts()


class ParagraphPlace(SQLModel, table=True):
    """Where a paragraph stood until ``left_at``; not ``standing``, it was taken away till then, and came back."""

    __tablename__ = "paragraph_place"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    paragraph: str = Field(
        sa_column=Column(String, ForeignKey("paragraph.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    section: str
    rank: str
    standing: bool = True
    left_at: datetime = Field(sa_column=utc())


class Amendment(SQLModel, table=True):
    """A proposed change of a paragraph's text in one language: ``text`` in the place of ``start`` to ``end``; or, of the
    kind ``paragraph``, a new one right after it, which has no place in its text.

    The place is that in the text as it stands now, while it is ``pending``; it is carried over every change that does not
    touch it. One whose words were changed is ``overtaken``; then ``accepted``, ``rejected``, ``merged`` (into another) or
    ``withdrawn``. One that waits at a paragraph that is taken away has fallen with it, and waits again when it is back.
    ``quote`` are the words as they stood in ``version``. Without ``delegation`` a drafter proposed it.
    """

    __tablename__ = "amendment"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    paragraph: str = Field(sa_column=Column(String, ForeignKey("paragraph.id", ondelete="CASCADE"), nullable=False))
    kind: str
    language: str
    version: int
    start: int = Field(sa_column=Column("start_at", Integer, nullable=False))
    end: int = Field(sa_column=Column("end_at", Integer, nullable=False))
    quote: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    state: str = "pending"
    delegation: str | None = None
    merged_into: str | None = None
    author: str
    written_at: datetime = Field(sa_column=utc())
    settled_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    first_seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("amendment_by_paragraph", "forum", "paragraph"),)


class Position(SQLModel, table=True):
    """A delegation's stand, by its own link: on a paragraph, or with the item as ``target`` on the whole text.

    It belongs to the words that were read: ``read`` is the version in which the paragraph was ``worded`` so, or the hash
    of the whole text.
    """

    __tablename__ = "communique_position"
    target: str = Field(primary_key=True)
    delegation: str = Field(sa_column=Column(String, ForeignKey("delegation.id", ondelete="CASCADE"), primary_key=True))
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False))
    position: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    read: str
    said_at: datetime = Field(sa_column=utc())
    __table_args__ = (Index("position_by_item", "forum", "item"),)


class Call(SQLModel, table=True):
    """The chair's question "any objection?" about a paragraph, or with the item as ``target`` about the whole text.

    It is about the words that stood then: ``read`` as in :class:`Position`. ``result`` is the status that came of it:
    empty when the chair closed it without one. Of an item one is open at most.
    """

    __tablename__ = "communique_call"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False))
    target: str
    read: str
    asked_at: datetime = Field(sa_column=utc())
    closed_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    result: str = ""
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (Index("call_by_item", "forum", "item"),)


class Silence(SQLModel, table=True):
    """A silence procedure: what is frozen (the ``whole`` text, or some of its ``paragraphs`` with their versions) until
    ``ends_at``. Who says nothing by then agrees. Of an item one runs at most.

    It runs until ``ended_at``; its ``result`` is then ``agreed`` (nobody broke it), ``broken``, or ``ended`` by the chair.
    """

    __tablename__ = "communique_silence"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False))
    whole: bool
    paragraphs: dict[str, int] = Field(sa_column=document())
    began_at: datetime = Field(sa_column=utc())
    ends_at: datetime = Field(sa_column=utc())
    ended_at: datetime | None = Field(default=None, sa_column=utc(nullable=True))
    result: str = ""
    seq: int = Field(sa_column=Column(Integer, nullable=False))
    __table_args__ = (
        Index("silence_by_item", "forum", "item"),
        Index("silence_by_deadline", "ended_at", "ends_at"),
    )


class SilenceBreak(SQLModel, table=True):
    """A delegation's words by which it broke a silence."""

    __tablename__ = "silence_break"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    silence: str = Field(
        sa_column=Column(String, ForeignKey("communique_silence.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    delegation: str = Field(sa_column=Column(String, ForeignKey("delegation.id", ondelete="CASCADE"), nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    said_at: datetime = Field(sa_column=utc())


class Correction(SQLModel, table=True):
    """A numbered correction of one language's text of an adopted paragraph: it stands after what was adopted, which stays as
    it was, with its hash.
    """

    __tablename__ = "communique_correction"
    id: str = Field(primary_key=True)
    forum: str = forum_key()
    item: str = Field(sa_column=Column(String, ForeignKey("item.id", ondelete="CASCADE"), nullable=False))
    number: int = Field(sa_column=Column(Integer, nullable=False))
    paragraph: str = Field(sa_column=Column(String, ForeignKey("paragraph.id", ondelete="CASCADE"), nullable=False))
    language: str
    before: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    author: str
    made_at: datetime = Field(sa_column=utc())
    __table_args__ = (UniqueConstraint("item", "number", name="correction_number"),)
