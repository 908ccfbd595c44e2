"""What key findings said before, and what clashed: nothing written disappears."""

from collections.abc import Mapping

from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.store.work import Work
from app.synthesis.models import KeyFinding, KeyFindingVersion


def keep(
    work: Work, actor: Actor, found: KeyFinding, version: int, texts: Mapping[str, str], *, clashed: bool = False
) -> KeyFindingVersion:
    """Keep *texts*: what *found* said as *version*, or what was written from that version and ``clashed``."""
    id_ = new_id()
    row = KeyFindingVersion(
        id=id_,
        key_finding=found.id,
        forum=work.forum,
        version=version,
        texts=dict(texts),
        clashed=clashed,
        author=actor.author_of(id_),
        kept_at=work.now,
    )
    work.session.add(row)
    return row
