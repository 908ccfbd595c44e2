"""How far a reader of a report sees, item by item: the reading matrix of the product page, for paper.

The live pages ask the same table of who may do what; a report differs only in that it never carries words of somebody
who could not read them on a page.
"""

from dataclasses import dataclass
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, Grant, may, require
from app.report.privacy import Audience

AUDIENCES: Final[tuple[Audience, ...]] = ("public", "desk", "rapporteur")
"""From the one who may read least."""


@dataclass(frozen=True, slots=True)
class Reach:
    """``audience`` is for the privacy rules; ``actor`` is None for the public, who holds no role."""

    audience: Audience
    actor: Actor | None = None

    def desk(self, item: str) -> bool:
        """Whether everything that the item's tables wrote is theirs to read: answers nobody cited, findings not reported."""
        return self.actor is not None and may(self.actor, "hear:desk", item)

    def work(self, item: str) -> bool:
        """Whether they may read the item's notes and the key findings that were never shown."""
        return self.actor is not None and may(self.actor, "hear:work", item)

    def papers(self, item: str) -> bool:
        """Whether coverage, the speaking note and the session brief are theirs."""
        return self.actor is not None and may(self.actor, "coverage:read", item)


def reach_of(actor: Actor, wanted: str | None = None) -> Reach:
    """What *actor* may read, or less where *wanted* names a lesser audience (the public's, to see what is published).

    Raises the refusals ``not_yours`` (403) and ``no_such_audience`` (422).
    """
    items = {grant.item for grant in actor.grants} or {None}
    allowed = next((item for item in items if may(actor, "report:read", item)), None)
    require(actor, "report:read", allowed)
    own: Audience = "rapporteur" if any(g.role == "rapporteur" for g in actor.grants) else "desk"
    audience = _audience(wanted) if wanted else own
    if AUDIENCES.index(audience) > AUDIENCES.index(own):
        audience = own
    if audience == "public":
        return Reach("public")
    return Reach(audience, _lesser(actor, audience))


def _lesser(actor: Actor, audience: Audience) -> Actor:
    """*actor* as the desk sees: a rapporteur who asks for the desk's report gets it without notes and drafts."""
    if audience == "rapporteur":
        return actor
    grants = (Grant("facilitator", g.item) if g.role == "rapporteur" else g for g in actor.grants)
    return Actor(actor.forum, actor.participant, tuple(grants))


def operator(forum: str, wanted: str) -> Reach:
    """Whoever runs the server, for the report they ask for by name. Raises ``no_such_audience`` (422)."""
    audience = _audience(wanted)
    if audience == "public":
        return Reach("public")
    roles = (Grant("organizer"), Grant("rapporteur")) if audience == "rapporteur" else (Grant("organizer"),)
    return Reach(audience, Actor(forum, "", roles))


def _audience(name: str) -> Audience:
    for audience in AUDIENCES:
        if audience == name:
            return audience
    raise Refusal.of_field(
        "for", "no_such_audience", N_("A report is made for %(audiences)s."), audiences=", ".join(AUDIENCES)
    )
