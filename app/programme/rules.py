"""Pure rules of an item's clock and phases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal, Sentence
from app.kernel.roles import Actor, may
from app.programme import phases

LONGEST_MINUTES: Final = 24 * 60

ACT_OF_ABILITY: Final = {
    "remarks": "item:run",
    "arrive": "hear:item",
    "sit": "table:sit",
    "rotate": "item:hall",
    "answer": "answer:write",
    "agree": "answer:agree",
    "finding": "finding:write",
    "signoff": "finding:signoff",
    "report": "finding:report",
    "follow": "hear:item",
    "comment": "comment:write",
    "note": "note:write",
    "key_finding": "key-finding:write",
    "interest": "topic:mark",
    "initiative": "initiative:write",
    "talk": "talk:run",
    "question": "question:ask",
    "support": "support:give",
    "speak": "speaker:ask",
    "respond": "survey:respond",
    "present": "slides:hold",
}
"""What a phase opens, as an act of the roles' table. An ability without an act is nobody's: its slice does not exist yet."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A phase's clock: ``seconds`` is its whole time, ``left`` what remained at ``at``; below zero it is over."""

    seconds: int
    left: float
    at: datetime
    running: bool

    def left_at(self, now: datetime) -> float:
        """Seconds that remain at *now*."""
        return self.left - (now - self.at).total_seconds() if self.running else self.left

    def ends(self, now: datetime) -> datetime:
        """When it reaches zero, if it runs on from *now*."""
        return now + timedelta(seconds=self.left_at(now))


def started(minutes: int, now: datetime) -> Clock:
    """The clock of a phase that begins now; a phase without minutes has a clock that stands."""
    return Clock(minutes * 60, minutes * 60.0, now, minutes > 0)


def clock_after(clock: Clock, action: str, seconds: int, now: datetime) -> Clock:
    """The clock after *action*: ``start``, ``pause`` or ``add`` (seconds, also negative). Raises ``bad_clock``."""
    left = clock.left_at(now)
    if action == "start":
        return Clock(clock.seconds, left, now, True)
    if action == "pause":
        return Clock(clock.seconds, left, now, False)
    if action == "add" and abs(seconds) <= LONGEST_MINUTES * 60:
        whole = max(0, clock.seconds + seconds)
        return Clock(whole, left + (whole - clock.seconds), now, clock.running)
    raise Refusal("bad_clock", N_("The clock can start, pause, or add up to 24 hours. Nothing was changed."))


def abilities_for(actor: Actor, item: str, technique: str, phase: str, relations: Iterable[str] = ()) -> list[str]:
    """What *phase* opens to *actor*, who stands in *relations* to the tables of *item*."""
    standing = frozenset(relations) | relations_of_notes(actor, item, technique)
    opened = phases.abilities(technique, phase) & ACT_OF_ABILITY.keys()
    return sorted(ability for ability in opened if may(actor, ACT_OF_ABILITY[ability], item, standing))


def relations_to(actor: Actor, item: str, presented: Iterable[str]) -> frozenset[str]:
    """How *actor* stands to an item that presents others: ``presents`` for whoever writes key findings of any of them."""
    homes = [*presented]
    own = bool(homes) and any(may(actor, ACT_OF_ABILITY["key_finding"], home) for home in (item, *homes))
    return frozenset({"presents"} if own else ())


def relations_by(actor: Actor, presenting: Iterable[str], act: str = "key-finding:show") -> frozenset[str]:
    """How *actor* stands to an item that others present: ``plenary`` for whoever shows its results in one of those."""
    return frozenset({"plenary"} if any(may(actor, act, other) for other in presenting) else ())


def relations_of_notes(actor: Actor, item: str, technique: str) -> frozenset[str]:
    """``records`` for whoever may note the main ideas where experts talk, beside the rapporteurs."""
    own = phases.opens(technique, "talk") and may(actor, "talk:record", item)
    return frozenset({"records"} if own else ())


def require_phase(technique: str, wished: str) -> None:
    """Refuse a phase that the technique does not have."""
    if not phases.has(technique, wished):
        raise Refusal(
            "no_such_phase",
            N_("This item has no such phase. Its phases are: %(phases)s."),
            phases=", ".join(phases.phases(technique)),
        )


def phase_moved(phase: str, who: str, when: str) -> Refusal:
    """The refusal of a stale click: it says who moved the phase and where it is."""
    where = Sentence(phases.PHASE_NAMES[phase])
    extra = {"phase": phase, "moved_by": who, "moved_at": when}
    if who:
        return Refusal(
            "phase_moved",
            N_("%(who)s has already moved this item: it is in %(phase)s. Look at the clock, then choose again."),
            status=409,
            extra=extra,
            who=who,
            phase=where,
        )
    return Refusal(
        "phase_moved",
        N_("Somebody has already moved this item: it is in %(phase)s. Look at the clock, then choose again."),
        status=409,
        extra=extra,
        phase=where,
    )


def require_minutes(minutes: int | None) -> None:
    """Refuse minutes that no programme has."""
    if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
        raise Refusal.of_field("minutes", "bad_minutes", N_("A phase takes from 0 to 1440 minutes."))
