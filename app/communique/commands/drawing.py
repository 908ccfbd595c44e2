"""What a paragraph is drawn from: key findings and initiatives, each in the version that was read."""

from collections.abc import Sequence

from app.communique import rules
from app.communique.models import Paragraph
from app.cooperation import queries as cooperation
from app.cooperation.reading import readable as initiative_readable
from app.kernel.roles import Actor
from app.sources import rules as source_rules
from app.sources.commands import link
from app.sources.rules import Thing, Wish
from app.store.work import Work
from app.synthesis import queries as synthesis
from app.synthesis.commands.drawing import Ref
from app.synthesis.disclosure import readable as key_finding_readable
from app.synthesis.disclosure import record_drawn

__all__ = ["Ref", "draw"]


def draw(work: Work, paragraph: Paragraph, refs: Sequence[Ref], actor: Actor, *, whole: bool) -> bool:
    """Draw *paragraph* from *refs*; whether anything changed. Raises ``no_such_source``.

    Only what the drafter may read, so that a link tells nobody of what was not shared.
    """
    wishes = []
    for ref in refs:
        version = _version(work, ref, actor)
        if version is None:
            raise source_rules.no_such_source()
        read = version if ref.version is None else min(max(ref.version, 1), version)
        wishes.append(Wish(Thing(ref.kind, ref.id), read, redrawn=ref.version is not None))
    done = link(work, Thing("paragraph", paragraph.id), wishes, whole=whole)
    record_drawn(work, (*done.added, *done.removed), paragraph.item)
    return done.changed


def _version(work: Work, ref: Ref, actor: Actor) -> int | None:
    """The origin's version today; None for what is not there, not read, or not drawn on here."""
    if ref.kind not in rules.DRAWN_ON:
        return None
    if ref.kind == "key-finding":
        finding = synthesis.key_findings_by_id(work.session, work.forum, [ref.id]).get(ref.id)
        return finding.version if finding is not None and key_finding_readable(actor, finding) else None
    initiative = cooperation.initiatives_by_id(work.session, work.forum, [ref.id]).get(ref.id)
    if initiative is None or not initiative_readable(work.session, actor, initiative):
        return None
    return initiative.version
