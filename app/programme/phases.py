"""The phase machine as data: which phases a technique has, in order, and which abilities each one opens.

Everyone asks :func:`allows`; nobody else compares phase names. The facilitator may go from any phase to any other, and back:
nothing written is lost in either direction. Source: Annex 1 of the concept note.
"""

from typing import Final, NamedTuple

from app.kernel.language import N_

MOST_ROUNDS: Final = 8
MOST_HOSTS: Final = 4
"""Of a rotation: a world café, whose people change tables within table work."""


class Phase(NamedTuple):
    """A step of a technique. ``minutes`` is the plan when the programme says nothing."""

    name: str
    abilities: frozenset[str]
    minutes: int


def _phase(name: str, minutes: int, abilities: str = "") -> Phase:
    return Phase(name, frozenset(abilities.split()), minutes)


def _simple(abilities: str) -> tuple[Phase, ...]:
    return _phase("waiting", 0), _phase("open", 15, abilities), _phase("done", 0)


TECHNIQUES: Final[dict[str, tuple[Phase, ...]]] = {
    "knowledge_cafe": (
        _phase("waiting", 0, "sit note key_finding"),
        _phase("briefing", 10, "sit note key_finding"),
        _phase("table_work", 40, "sit answer agree finding signoff rotate note key_finding"),
        _phase("report_out", 20, "sit agree finding signoff report follow note key_finding"),
        _phase("commenting", 15, "sit agree comment note key_finding"),
        _phase("consolidating", 10, "sit agree note key_finding"),
        _phase("done", 0, "note key_finding"),
    ),
    "dialogue": (
        _phase("waiting", 0, "sit interest note"),
        _phase("briefing", 5, "sit interest note"),
        _phase("table_work", 50, "sit answer agree note initiative"),
        _phase("gathering", 15, "sit note initiative"),
        _phase("done", 0, "note initiative"),
    ),
    "panel": (
        _phase("waiting", 0, "note key_finding"),
        _phase("introduction", 10, "note key_finding"),
        _phase("talks", 20, "question support talk note key_finding"),
        _phase("discussion", 30, "question support speak note key_finding"),
        _phase("conclusions", 10, "note key_finding"),
        _phase("done", 0, "note key_finding"),
    ),
    "presentation": (
        _phase("waiting", 0, "note"),
        _phase("presenting", 20, "present question support note"),
        _phase("discussion", 20, "question support speak note"),
        _phase("done", 0, "note"),
    ),
    "plenary": (
        _phase("waiting", 0, "note"),
        _phase("presenting", 15, "question support follow note"),
        _phase("discussion", 15, "question support speak note"),
        _phase("done", 0, "note"),
    ),
    "drafting": (
        _phase("waiting", 0, "draft"),
        _phase("drafting", 30, "draft amend position"),
        _phase("review", 20, "draft amend position"),
        _phase("adoption", 10, "position"),
        _phase("done", 0),
    ),
    "survey": (_phase("waiting", 0), _phase("open", 10, "respond"), _phase("done", 0)),
    "remarks": _simple("remarks"),
    "pause": _simple("rest"),
    "registration": _simple("arrive"),
}

TECHNIQUE_NAMES: Final = {
    "knowledge_cafe": N_("Knowledge café"),
    "dialogue": N_("Dialogue on cooperation"),
    "panel": N_("Panel"),
    "presentation": N_("Presentation"),
    "plenary": N_("Plenary"),
    "drafting": N_("Drafting"),
    "survey": N_("Survey"),
    "remarks": N_("Remarks"),
    "pause": N_("Pause"),
    "registration": N_("Registration"),
}

PHASE_NAMES: Final = {
    "waiting": N_("waiting"),
    "briefing": N_("briefing"),
    "table_work": N_("table work"),
    "report_out": N_("report-out"),
    "commenting": N_("commenting"),
    "consolidating": N_("consolidating"),
    "gathering": N_("gathering"),
    "introduction": N_("introduction"),
    "talks": N_("talks"),
    "discussion": N_("discussion"),
    "conclusions": N_("conclusions"),
    "presenting": N_("presenting"),
    "drafting": N_("drafting"),
    "review": N_("review"),
    "adoption": N_("adoption"),
    "open": N_("open"),
    "done": N_("done"),
}


def phases(technique: str) -> tuple[str, ...]:
    """A technique's phases in order."""
    return tuple(phase.name for phase in TECHNIQUES[technique])


def abilities(technique: str, phase: str) -> frozenset[str]:
    """What *phase* opens; nothing for a phase that the technique does not have."""
    return next((p.abilities for p in TECHNIQUES[technique] if p.name == phase), frozenset())


def allows(technique: str, phase: str, ability: str) -> bool:
    """Whether *phase* opens *ability*."""
    return ability in abilities(technique, phase)


def is_past(technique: str, phase: str, ability: str) -> bool:
    """Whether *phase* comes after the last one that opens *ability*: words that arrive now are late."""
    order = phases(technique)
    opening = [i for i, p in enumerate(TECHNIQUES[technique]) if ability in p.abilities]
    return bool(opening) and phase in order and order.index(phase) > opening[-1]


def is_early(technique: str, phase: str, ability: str) -> bool:
    """Whether *phase* comes before the first one that opens *ability*."""
    order = phases(technique)
    opening = [i for i, p in enumerate(TECHNIQUES[technique]) if ability in p.abilities]
    return bool(opening) and phase in order and order.index(phase) < opening[0]


def has(technique: str, phase: str) -> bool:
    """Whether the technique has that phase."""
    return phase in phases(technique)


def opens(technique: str, ability: str) -> bool:
    """Whether any phase of the technique opens *ability*."""
    return any(ability in phase.abilities for phase in TECHNIQUES[technique])


def is_on(technique: str, phase: str) -> bool:
    """Whether the item is under way: after its first phase and before its last."""
    return phase in phases(technique)[1:-1]


def distance(technique: str, phase: str) -> int:
    """How far an item is from being under way: 0 while it is, 1 before, 2 when it is over."""
    return 0 if is_on(technique, phase) else 1 if phase == phases(technique)[0] else 2


def following(technique: str, phase: str) -> str | None:
    """The phase after *phase*; None after the last."""
    order = phases(technique)
    index = order.index(phase)
    return order[index + 1] if index + 1 < len(order) else None


def preceding(technique: str, phase: str) -> str | None:
    """The phase before *phase*; None before the first."""
    order = phases(technique)
    index = order.index(phase)
    return order[index - 1] if index else None


def planned_minutes(technique: str, phase: str, minutes_by_phase: dict[str, int]) -> int:
    """The plan of one phase: the programme's, else the technique's own."""
    own = next((p.minutes for p in TECHNIQUES[technique] if p.name == phase), 0)
    return minutes_by_phase.get(phase, own)


def planned_of(technique: str, minutes_by_phase: dict[str, int]) -> dict[str, int]:
    """The planned minutes of every phase, in order."""
    return {name: planned_minutes(technique, name, minutes_by_phase) for name in phases(technique)}


def planned_after(technique: str, phase: str, minutes_by_phase: dict[str, int]) -> dict[str, int]:
    """The planned minutes of the phases that come after *phase*."""
    names = phases(technique)
    planned = planned_of(technique, minutes_by_phase)
    return {name: planned[name] for name in names[names.index(phase) + 1 :]}
