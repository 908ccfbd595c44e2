"""For which delegation somebody speaks: only its own link acts for a State."""

from app.communique import adoption_rules
from app.communique.reading import speaking
from app.kernel import roles
from app.people.models import Delegation
from app.store.work import Work


def adopting_for(work: Work, item: str, named: str | None) -> Delegation:
    """The actor's delegation that adopts, or the one that is *named*. Raises ``not_yours`` and ``does_not_adopt`` (403)."""
    actor = roles.require(work.actor, "hear:forum")
    held = [d for d in speaking(work.session, actor) if named in (None, d.id, d.key)]
    roles.require(actor, "position:take", item, ["delegation"] if held or actor.speaks_for else [])
    adopting = [delegation for delegation in held if delegation.standing == "adopts"]
    if not adopting:
        raise adoption_rules.does_not_adopt()
    return adopting[0]
