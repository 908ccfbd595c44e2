"""Who reads the communiqué: delegations and the drafting roles; everybody once the chair has opened it."""

from sqlmodel import Session

from app.communique import queries, rules
from app.communique.brackets import SEVERAL
from app.kernel.roles import Actor, may, require
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


def hidden_names(session: Session, actor: Actor, item: str) -> frozenset[str]:
    """The names that own brackets and are not told to *actor*: once everybody reads the text, to nobody but who drafts."""
    if may(actor, "hear:drafting", item) or not queries.is_open(session, actor.forum, item):
        return frozenset()
    return frozenset({SEVERAL, *(delegation.key for delegation in delegations(session, actor.forum))})


def proposer(session: Session, visitor: Actor | None, item: str, named: str | None) -> tuple[Actor, Delegation | None]:
    """Who proposes, and for which delegation: only its own link acts for a State. Raises ``only_observes`` (403)."""
    related = relations(session, visitor, item) if visitor is not None else frozenset()
    actor = require(visitor, "hear:communique", item, related)
    held = speaking(session, actor)
    wanted = [d for d in held if named in (None, d.id, d.key)]
    drafts = may(actor, "amendment:propose", item)
    if not wanted and not drafts and actor.speaks_for and named is None:
        raise rules.only_observes()
    require(actor, "amendment:propose", item, ["delegation"] if wanted else [])
    if named is not None and not wanted:
        require(actor, "amendment:propose", item, [])
        raise rules.only_observes()
    return actor, wanted[0] if wanted else None
