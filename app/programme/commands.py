"""The desk's commands on an item: phase, clock, turn and messages."""

from dataclasses import InitVar, dataclass
from typing import Any

from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.kernel.text import clean
from app.programme import phases, queries, rules
from app.programme.models import Announcement, Item
from app.store.work import Work
from app.web.registry import Registry


def _set_clock(item: Item, clock: rules.Clock) -> None:
    item.clock_seconds, item.clock_left = clock.seconds, clock.left
    item.clock_at, item.clock_running = clock.at, clock.running


@dataclass(frozen=True)
class MovePhase:
    """Go to another phase, forward or back. ``came_from`` is the phase that the desk showed; ``registry`` knows what
    else ends with the phase that is left.
    """

    item: str
    to: str
    came_from: str | None = None
    minutes: int | None = None
    by: str = ""
    id: str | None = None
    registry: InitVar[Registry | None] = None

    def __post_init__(self, registry: Registry | None) -> None:
        object.__setattr__(self, "_registry", registry)

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.item_of(work.session, work.forum, self.item)
        roles.require(work.actor, "item:run", item.id)
        rules.require_phase(item.technique, self.to)
        rules.require_minutes(self.minutes)
        if item.phase != self.to:
            if self.came_from is not None and self.came_from != item.phase:
                raise rules.phase_moved(item.phase, item.phase_by or "", rfc3339(item.phase_since))
            planned = phases.planned_minutes(item.technique, self.to, item.minutes_by_phase)
            item.phase, item.phase_since, item.phase_by = self.to, work.now, self.by or None
            item.speaker = None
            item.turn_table = item.turn_question = item.turn_item = item.turn_since = None
            _set_clock(item, rules.started(planned if self.minutes is None else self.minutes, work.now))
            work.record("phase", item.id, items=[item.id])
            registry: Registry | None = vars(self)["_registry"]
            if registry is not None:
                registry.leave(work, item.id)
        return queries.state_of(item)


@dataclass(frozen=True, slots=True)
class Replan:
    """Other planned minutes for phases of an item: (phase, minutes). The clock that runs now is not touched by it."""

    item: str
    minutes: tuple[tuple[str, int], ...]
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.item_of(work.session, work.forum, self.item)
        roles.require(work.actor, "item:run", item.id)
        for phase, minutes in self.minutes:
            rules.require_phase(item.technique, phase)
            rules.require_minutes(minutes)
        planned = {**item.minutes_by_phase, **dict(self.minutes)}
        if planned != item.minutes_by_phase:
            item.minutes_by_phase = planned
            work.record("phase", item.id, items=[item.id])
        names = phases.phases(item.technique)
        return {"item": item.id, "minutes": {n: phases.planned_minutes(item.technique, n, planned) for n in names}}


@dataclass(frozen=True, slots=True)
class SetClock:
    """Start, pause, or add seconds to the phase's clock."""

    item: str
    action: str
    seconds: int = 0
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.item_of(work.session, work.forum, self.item)
        roles.require(work.actor, "item:run", item.id)
        before = queries.clock_of(item)
        after = rules.clock_after(before, self.action, self.seconds, work.now)
        if self.action == "add" or before.running != after.running:
            _set_clock(item, after)
            work.record("clock", item.id, items=[item.id])
        return queries.state_of(item)


@dataclass(frozen=True, slots=True)
class Announce:
    """A message from the desk to every phone of the item, or of the whole forum."""

    text: str
    item: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        item = queries.item_of(work.session, work.forum, self.item) if self.item else None
        roles.require(work.actor, "item:announce", item.id if item else None)
        message = Announcement(
            id=self.id or new_id(),
            forum=work.forum,
            item=item.id if item else None,
            text=clean(self.text, limit=300),
            sent_at=work.now,
            seq=work.seq,
        )
        work.session.add(message)
        work.record("announcement", message.id, items=[item.id] if item else [])
        work.created = True
        return {"id": message.id, "item": message.item, "text": message.text, "sent_at": rfc3339(message.sent_at)}
