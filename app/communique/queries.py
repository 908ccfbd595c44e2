"""All SQL that reads the communiqué. A forum's id is part of every query."""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from sqlmodel import Session, col, select

from app.communique import rules
from app.communique.models import Amendment, Communique, Paragraph, ParagraphVersion, Position
from app.programme import phases
from app.programme.models import Item
from app.programme.queries import item_of, items
from app.sources.versions.queries import History

HISTORY: Final = History(ParagraphVersion)
"""What paragraphs said before, and what clashed with them."""


def drafting_item(session: Session, forum: str, name: str | None = None) -> Item:
    """The item that drafts a text: the one that is named, else the forum's first. Raises ``no_communique_here``."""
    if name is not None:
        found = item_of(session, forum, name)
        rules.require_communique(found.technique)
        return found
    for item in items(session, forum):
        if phases.opens(item.technique, "draft"):
            return item
    raise rules.no_communique_here()


def communique_of(session: Session, forum: str, item: str) -> Communique | None:
    """What is kept of an item's text as a whole; None before anything was done to it."""
    found = session.get(Communique, item)
    return found if found is not None and found.forum == forum else None


def is_open(session: Session, forum: str, item: str) -> bool:
    """Whether everybody in the forum reads the text: once the chair has opened it, and since it was adopted."""
    found = communique_of(session, forum, item)
    return found is not None and (found.opened_at is not None or found.adopted_at is not None)


def paragraph_of(session: Session, forum: str, paragraph: str, *, withdrawn: bool = False) -> Paragraph:
    """A paragraph of the forum; with ``withdrawn`` also one that was taken away. Raises ``no_such_paragraph`` (404)."""
    found = session.get(Paragraph, paragraph)
    if found is None or found.forum != forum or (found.withdrawn_at is not None and not withdrawn):
        raise rules.no_such_paragraph()
    return found


def paragraphs(
    session: Session, forum: str, item: str, *, section: str | None = None, ids: Collection[str] | None = None
) -> list[Paragraph]:
    """The paragraphs of a text that stand, in its order."""
    query = select(Paragraph).where(
        Paragraph.forum == forum, Paragraph.item == item, col(Paragraph.withdrawn_at).is_(None)
    )
    if section is not None:
        query = query.where(Paragraph.section == section)
    if ids is not None:
        query = query.where(col(Paragraph.id).in_(list(ids)))
    order = {name: place for place, name in enumerate(rules.SECTIONS)}
    return sorted(session.exec(query), key=lambda p: (order[p.section], p.rank.encode(), p.first_seq, p.id))


def paragraphs_by_id(session: Session, forum: str, ids: Collection[str]) -> dict[str, Paragraph]:
    """Paragraphs by id, withdrawn ones too."""
    query = select(Paragraph).where(Paragraph.forum == forum, col(Paragraph.id).in_(list(ids)))
    return {p.id: p for p in session.exec(query)}


def amendment_of(session: Session, forum: str, amendment: str) -> Amendment:
    """An amendment of the forum, decided on or not. Raises ``no_such_amendment`` (404)."""
    found = session.get(Amendment, amendment)
    if found is None or found.forum != forum:
        raise rules.no_such_amendment()
    return found


def amendments(
    session: Session, forum: str, paragraphs: Collection[str], *, waiting: bool = True
) -> dict[str, list[Amendment]]:
    """The amendments at each of *paragraphs* in the order in which they were filed; those that wait, or all."""
    query = select(Amendment).where(Amendment.forum == forum, col(Amendment.paragraph).in_(list(paragraphs)))
    if waiting:
        query = query.where(col(Amendment.state).in_(rules.WAITING))
    found: dict[str, list[Amendment]] = defaultdict(list)
    for row in session.exec(query.order_by(col(Amendment.first_seq), col(Amendment.id))):
        found[row.paragraph].append(row)
    return found


def positions(session: Session, forum: str, item: str) -> dict[str, list[Position]]:
    """Where delegations stand on an item's paragraphs, and by the item's own id on the whole text; the first said first."""
    query = select(Position).where(Position.forum == forum, Position.item == item)
    found: dict[str, list[Position]] = defaultdict(list)
    for row in session.exec(query.order_by(col(Position.said_at), col(Position.delegation))):
        found[row.target].append(row)
    return found


def position_of(session: Session, forum: str, target: str, delegation: str) -> Position | None:
    """One delegation's stand."""
    found = session.get(Position, (target, delegation))
    return found if found is not None and found.forum == forum else None
