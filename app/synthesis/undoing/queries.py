"""All SQL that reads the steps of a workbench. A forum's id is part of every query."""

from typing import Final

from sqlmodel import Session, col, select

from app.kernel.roles import Actor
from app.synthesis.models import BenchStep

MOST: Final = 1_000
"""How far back one looks for one's own acts among those of all who work on an item."""


def own_steps(session: Session, actor: Actor, item: str) -> list[BenchStep]:
    """What *actor* did in an item, the last first."""
    query = select(BenchStep).where(BenchStep.forum == actor.forum, BenchStep.item == item)
    if not actor.anonymous:
        query = query.where(BenchStep.by == actor.participant)
    found = session.exec(query.order_by(col(BenchStep.seq).desc()).limit(MOST)).all()
    return [step for step in found if step.by == actor.author_of(step.id)]


def last_to_undo(steps: list[BenchStep]) -> BenchStep | None:
    """The last of *steps* that stands and may be undone."""
    return next((step for step in steps if step.undone_seq is None and not step.stays), None)


def last_to_redo(steps: list[BenchStep]) -> BenchStep | None:
    """The last of *steps* that was undone, unless something else was done since."""
    undone = [step for step in steps if step.undone_seq is not None and not step.stays]
    last = max(undone, key=lambda step: step.undone_seq or 0, default=None)
    if last is None or any(step.seq > (last.undone_seq or 0) for step in steps):
        return None
    return last


def step_at(session: Session, forum: str, seq: int) -> BenchStep | None:
    """The step that is kept of the command with the number *seq*."""
    return session.exec(select(BenchStep).where(BenchStep.forum == forum, BenchStep.seq == seq)).first()
