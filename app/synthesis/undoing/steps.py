"""What is kept of every act of a rapporteur, so that it can be taken back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from app.kernel.ids import new_id
from app.kernel.roles import may
from app.sources.rules import Thing
from app.store.work import Work
from app.synthesis.models import BenchStep
from app.synthesis.undoing import queries
from app.synthesis.undoing.facts import facts_of


def aside(kind: str, id: str) -> Thing:
    """That a thing is set aside, as a thing of its own."""
    return Thing("aside", f"{kind}:{id}")


def key_finding(id: str) -> Thing:
    """A key finding."""
    return Thing("key-finding", id)


@contextmanager
def stepping(work: Work, item: str, act: str, *things: Thing) -> Iterator[None]:
    """Keep what the block does with *things*, when who acts works at the item's bench.

    All that one command does is one step, undone together: the first block names it.
    """
    if work.actor is None or not may(work.actor, "hear:work", item):
        yield
        return
    before = facts_of(work, things)
    yield
    work.session.flush()
    changed: list[dict[str, Any]] = []
    for thing, after in facts_of(work, things).items():
        # What was not there before was as good as taken away.
        was = before.get(thing, {**after, "withdrawn": True})
        if was != after:
            changed.append({"kind": thing.kind, "id": thing.id, "before": was, "after": after})
    if changed:
        _keep(work, item, act, changed)


def _keep(work: Work, item: str, act: str, changed: Sequence[dict[str, Any]]) -> None:
    step = queries.step_at(work.session, work.forum, work.seq)
    if step is None:
        id_ = new_id()
        by = work.actor.author_of(id_) if work.actor is not None else ""
        step = BenchStep(id=id_, forum=work.forum, item=item, seq=work.seq, by=by, act=act, things=[])
    of = {(one["kind"], one["id"]): one for one in step.things}
    for one in changed:
        earlier = of.get((one["kind"], one["id"]))
        of[one["kind"], one["id"]] = {**one, "before": earlier["before"]} if earlier else one
    step.things = list(of.values())
    work.session.add(step)
    work.session.flush()
