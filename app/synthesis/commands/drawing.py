"""What key findings are drawn from: links added and ended, whole or one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.kernel import roles
from app.kernel.roles import Actor
from app.sources import rules as source_rules
from app.sources.commands import link, unlink
from app.sources.rules import Thing, Wish
from app.sources.versions.commands import keep
from app.store.work import Work
from app.synthesis import origins, queries, rules
from app.synthesis.disclosure import readable, record_drawn, record_key_finding
from app.synthesis.models import KeyFinding
from app.synthesis.undoing.steps import key_finding, stepping


class Ref(NamedTuple):
    """A source that is wished for; ``version`` is the one that was read, None for today's."""

    kind: str
    id: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class LinkSource:
    """Draw a key finding from one thing more, or with ``linked=False`` no more from it. Two people never undo each other."""

    key_finding: str
    kind: str
    thing: str
    version: int | None = None
    linked: bool = True
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.key_finding_of(work.session, work.forum, self.key_finding)
        actor = roles.require(work.actor, "key-finding:write", found.item)
        with stepping(work, found.item, "link" if self.linked else "unlink", key_finding(found.id)):
            if self.linked:
                changed = draw(work, found, [Ref(self.kind, self.thing, self.version)], actor, whole=False)
            else:
                origin = Thing(self.kind, self.thing)
                changed = unlink(work, Thing("key-finding", found.id), origin)
                if changed:
                    record_drawn(work, [origin], found.item)
            if changed:
                _renew(work, actor, found)
        return {
            "key_finding": found.id,
            "version": found.version,
            "source": {"kind": self.kind, "id": self.thing},
            "linked": self.linked,
        }


@dataclass(frozen=True, slots=True)
class LinkSources:
    """Draw a key finding from all of ``sources`` besides what it draws on; one that cannot be drawn on refuses them all."""

    key_finding: str
    sources: tuple[Ref, ...]
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.key_finding_of(work.session, work.forum, self.key_finding)
        actor = roles.require(work.actor, "key-finding:write", found.item)
        rules.require_picked(self.sources)
        with stepping(work, found.item, "link", key_finding(found.id)):
            if draw(work, found, self.sources, actor, whole=False):
                _renew(work, actor, found)
        return {"id": found.id, "version": found.version}


def _renew(work: Work, actor: Actor, found: KeyFinding) -> None:
    keep(work, queries.HISTORY, actor, found.id, found.version, found.texts)
    found.version += 1
    record_key_finding(work, found)


def draw(work: Work, key_finding: KeyFinding, refs: Sequence[Ref], actor: Actor, *, whole: bool) -> bool:
    """Draw *key_finding* from *refs*; whether anything changed. Raises ``no_such_source`` and ``circular_source``."""
    known = origins.load(work.session, work.forum, [Thing(ref.kind, ref.id) for ref in refs])
    wishes = []
    for ref in refs:
        origin = known.get(Thing(ref.kind, ref.id))
        if origin is None or ref.kind not in rules.DRAWN_ON or not _within_reach(work, actor, key_finding, origin):
            raise source_rules.no_such_source()
        read = origin.version if ref.version is None else min(max(ref.version, 1), origin.version)
        wishes.append(Wish(origin.thing, read, redrawn=ref.version is not None))
    done = link(work, Thing("key-finding", key_finding.id), wishes, whole=whole)
    record_drawn(work, (*done.added, *done.removed), key_finding.item)
    return done.changed


def _within_reach(work: Work, actor: Actor, key_finding: KeyFinding, origin: origins.Origin) -> bool:
    """What was said in the item itself; of other items only key findings, as far as the rapporteur may read them."""
    if origin.item == key_finding.item:
        return True
    if origin.thing.kind != "key-finding":
        return False
    return readable(actor, queries.key_finding_of(work.session, work.forum, origin.thing.id, withdrawn=True))
