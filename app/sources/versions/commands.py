"""Keeping what was said before and what clashed, for the commands of the slices that make things."""

from collections.abc import Mapping
from datetime import datetime

from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.sources.versions.queries import History, Row
from app.store.work import Work


def keep(
    work: Work,
    history: History[Row],
    actor: Actor,
    thing: str,
    version: int,
    texts: Mapping[str, str],
    *,
    clashed: bool = False,
) -> Row:
    """Keep *texts*: what *thing* said as *version*, or what was written from that version and ``clashed``."""
    id_ = new_id()
    row = history.row(
        id=id_,
        thing=thing,
        forum=work.forum,
        version=version,
        texts=dict(texts),
        clashed=clashed,
        author=actor.author_of(id_),
        kept_at=work.now,
    )
    work.session.add(row)
    return row


def settle(work: Work, history: History[Row], thing: str, clash: str) -> tuple[datetime, bool]:
    """A text that clashed has been dealt with: since when, and whether that is new. It stays in the history."""
    row = history.clash(work.session, work.forum, thing, clash)
    new = row.settled_at is None
    row.settled_at = row.settled_at or work.now
    return row.settled_at, new
