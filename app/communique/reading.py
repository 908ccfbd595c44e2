"""Who reads the communiqué: delegations and the drafting roles; everybody once the chair has opened it."""

from sqlmodel import Session

from app.communique import queries
from app.kernel.roles import Actor, may
from app.people.models import Delegation
from app.people.queries import delegations


def relations(session: Session, actor: Actor, item: str) -> frozenset[str]:
    """How *actor* stands to an item's text: speaks for a delegation, and whether the text is open to everybody."""
    held = {"delegation"} if actor.speaks_for else set()
    if queries.is_open(session, actor.forum, item):
        held.add("opened")
    return frozenset(held)


def readable(session: Session, actor: Actor, item: str) -> bool:
    """Whether *actor* may read an item's text."""
    return may(actor, "hear:communique", item, relations(session, actor, item))


def speaking(session: Session, actor: Actor) -> list[Delegation]:
    """The delegations for which *actor* proposes: by their own link, and not those that only observe."""
    own = actor.speaks_for
    return [d for d in delegations(session, actor.forum) if d.id in own and d.standing != "observes"] if own else []
