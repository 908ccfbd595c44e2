"""What an initiative is drawn from: what was said at the dialogue, and what earlier sessions found."""

from collections.abc import Sequence

from app.cooperation import rules
from app.cooperation.models import Initiative
from app.findings import queries as findings
from app.kernel.roles import Actor
from app.sources import rules as source_rules
from app.sources.commands import link
from app.sources.rules import Thing, Wish
from app.store.work import Work
from app.synthesis import origins
from app.synthesis import queries as synthesis
from app.synthesis.commands.drawing import Ref
from app.synthesis.disclosure import readable

__all__ = ["Ref", "draw"]


def draw(work: Work, initiative: Initiative, refs: Sequence[Ref], actor: Actor, *, whole: bool) -> bool:
    """Draw *initiative* from *refs*; whether anything changed. Raises ``no_such_source``."""
    known = origins.load(work.session, work.forum, [Thing(ref.kind, ref.id) for ref in refs])
    wishes = []
    for ref in refs:
        origin = known.get(Thing(ref.kind, ref.id))
        if origin is None or ref.kind not in rules.DRAWN_ON or not _within_reach(work, actor, initiative, origin):
            raise source_rules.no_such_source()
        wishes.append(Wish(origin.thing, min(ref.version or origin.version, origin.version), ref.version is not None))
    return link(work, Thing("initiative", initiative.id), wishes, whole=whole).changed


def _within_reach(work: Work, actor: Actor, initiative: Initiative, origin: origins.Origin) -> bool:
    """What was said in the item itself, though of notes only one's own; of other items what everybody may read."""
    kind, id_ = origin.thing
    if kind == "note":
        note = synthesis.note_of(work.session, work.forum, id_)
        return note.author == actor.author_of(id_)
    if origin.item == initiative.item:
        return True
    if kind == "key-finding":
        return readable(actor, synthesis.key_finding_of(work.session, work.forum, id_, withdrawn=True))
    if kind == "finding":
        return findings.findings_by_id(work.session, work.forum, [id_])[id_].reported_at is not None
    return False
