"""A change looked at before it is filed: as it will be shown, and what it competes with."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.communique import queries
from app.communique.cards.amendments import AmendmentView, amendment_views
from app.communique.proposing import Filing, Wish, amendment_of
from app.communique.reading import hidden_names, proposer
from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.people.queries import delegations


def previewed(
    session: Session, actor: Actor, paragraph: str, wish: Wish, named: str | None, now: datetime
) -> AmendmentView:
    """*wish* as it will be shown beside what waits at *paragraph*, when it is filed now. Nothing is kept."""
    found = queries.paragraph_of(session, actor.forum, paragraph)
    _, delegation = proposer(session, actor, found.item, named)
    hides = hidden_names(session, actor, found.item)
    filing = Filing(new_id(), now, 0, "", delegation, hides)
    waiting = queries.amendments(session, found.forum, [found.id]).get(found.id, [])
    looked = amendment_of(session, found, wish, filing)
    looked.state = "pending"
    roster = {one.id: one for one in delegations(session, found.forum)}
    return amendment_views(found, [*waiting, looked], roster, hides)[-1]


def preview_document(looked: AmendmentView) -> dict[str, Any]:
    """The same as programs receive it."""
    changes = [{"kind": piece.kind, "text": piece.text} for piece in looked.pieces]
    return {"kind": looked.kind, "changes": changes, "competes_with": [id_ for _, id_ in looked.competes]}
