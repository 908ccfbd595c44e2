"""What is recorded of a changed paragraph, and what whoever changed it is told."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.communique import adoption_rules, queries, rules
from app.communique.models import Communique, Paragraph, ParagraphPlace, Silence
from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.programme.models import Item
from app.programme.queries import forum_of
from app.sources import queries as sources
from app.sources.rules import Thing
from app.store.work import Work


def record_paragraph(work: Work, paragraph: Paragraph) -> None:
    """Record that a paragraph changed."""
    paragraph.seq = work.seq
    work.record("paragraph", paragraph.id, items=[paragraph.item])


def record_place(work: Work, paragraph: Paragraph) -> None:
    """Keep where a paragraph stood until now, before it goes elsewhere; or that it was away, before it comes back."""
    away = paragraph.withdrawn_at
    for standing, left_at in [(True, work.now)] if away is None else [(True, away), (False, work.now)]:
        place = ParagraphPlace(
            id=new_id(),
            forum=work.forum,
            paragraph=paragraph.id,
            section=paragraph.section,
            rank=paragraph.rank,
            standing=standing,
            left_at=left_at,
        )
        work.session.add(place)


def record_communique(work: Work, item: str) -> None:
    """Record that the text as a whole changed: who reads it, and how it stands."""
    work.record("communique", item, items=[item])


def communique_row(work: Work, item: str) -> Communique:
    """What is kept of an item's text as a whole; made when nothing was kept yet."""
    row = queries.communique_of(work.session, work.forum, item)
    if row is None:
        row = Communique(item=item, forum=work.forum)
        work.session.add(row)
        work.session.flush()
    return row


def paragraph_document(work: Work, paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph as who changed it is told of it."""
    made = Thing("paragraph", paragraph.id)
    links = sources.origins_of(work.session, work.forum, [made]).get(made, [])
    return {
        "id": paragraph.id,
        "item": paragraph.item,
        "section": paragraph.section,
        "order": paragraph.rank,
        "text": paragraph.texts[paragraph.language],
        "texts": paragraph.texts,
        "language": paragraph.language,
        "stale": paragraph.stale,
        "status": paragraph.status,
        "version": paragraph.version,
        "sources": [{"kind": s.thing.kind, "id": s.thing.id, "version": s.version} for s in links],
        "written_at": rfc3339(paragraph.written_at),
        "seq": paragraph.seq,
    }


def require_open(work: Work, item: Item, ability: str) -> None:
    """Refuse what the phase does not open, and everything once the text has been adopted: with the adoption's time."""
    require_not_adopted(work, item.id)
    rules.require_ability(item.technique, item.phase, ability)


def require_not_adopted(work: Work, item: str) -> None:
    """Refuse what would change an adopted text, with the adoption's time."""
    row = queries.communique_of(work.session, work.forum, item)
    if row is not None and row.adopted_at is not None:
        raise adoption_rules.adopted_already(forum_time(work, row.adopted_at), row.outcome)


def forum_time(work: Work, moment: datetime) -> datetime:
    """A moment on the forum's own clock: so sentences say it, as cards do."""
    return moment.astimezone(ZoneInfo(forum_of(work.session, work.forum).timezone))


def silence_document(silence: Silence) -> dict[str, Any]:
    """A silence as whoever began, broke or ended it is told of it."""
    return {
        "id": silence.id,
        "item": silence.item,
        "whole": silence.whole,
        "paragraphs": list(silence.paragraphs),
        "began_at": rfc3339(silence.began_at),
        "until": rfc3339(silence.ends_at),
        "ended_at": rfc3339(silence.ended_at) if silence.ended_at else None,
        "result": silence.result or None,
    }
