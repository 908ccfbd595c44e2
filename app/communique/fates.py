"""What became of what was said: drawn on by the text, or on the way there, set aside, or not drawn on."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from app.communique import queries
from app.cooperation import queries as cooperation
from app.findings import queries as findings
from app.kernel.language import N_
from app.sources import queries as sources
from app.sources.rules import Link, Thing
from app.synthesis import queries as synthesis
from app.synthesis.models import SetAside

FATES: Final = {
    "in_text": N_("In the text"),
    "drawn_on": N_("Drawn on"),
    "set_aside": N_("Set aside"),
    "not_drawn_on": N_("Not drawn on"),
}
"""What can have become of an answer, a finding, a comment or a note, the furthest first."""

_BEYOND: Final = ("key-finding", "initiative", "paragraph")


@dataclass(frozen=True, slots=True)
class Fate:
    """``state`` is one of :data:`FATES`; ``became`` is everything that stands and draws on it, directly or by way of another
    that stands; ``aside`` is how it, or what its table made of it, was set aside.
    """

    state: str
    became: tuple[Thing, ...]
    aside: SetAside | None

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The ids of what it became of one kind."""
        return tuple(thing.id for thing in self.became if thing.kind == kind)

    def told(self, readable: Callable[[Thing], bool]) -> "Fate":
        """The same for who may read only some of what it became."""
        became = tuple(thing for thing in self.became if readable(thing))
        return Fate(_state(became, self.aside), became, self.aside)


def fates(session: Session, forum: str, things: Collection[Thing]) -> dict[Thing, Fate]:
    """The fate of each of *things*, in a handful of queries however many they are."""
    up = sources.rising(session, forum, things)
    standing = _standing(session, forum, {link.thing for made in up.values() for link in made})
    asides = synthesis.set_asides(session, forum)
    return {thing: _fate(thing, up, standing, asides) for thing in things}


def _fate(
    thing: Thing, up: Mapping[Thing, Iterable[Link]], standing: Collection[Thing], asides: Mapping[Thing, SetAside]
) -> Fate:
    became: dict[Thing, None] = {}
    waiting = [thing]
    while waiting:
        made = [link.thing for link in up.get(waiting.pop(), ()) if link.thing in standing]
        waiting += [one for one in made if one not in became]
        became |= dict.fromkeys(made)
    aside = next((asides[one] for one in (thing, *became) if one in asides), None)
    return Fate(_state(became, aside), tuple(became), aside)


def _state(became: Collection[Thing], aside: SetAside | None) -> str:
    kinds = {one.kind for one in became}
    if "paragraph" in kinds:
        return "in_text"
    if kinds.intersection(_BEYOND):
        return "drawn_on"
    return "not_drawn_on" if aside is None else "set_aside"


_Known = Callable[[Session, str, Collection[str]], Mapping[str, Any]]

_KNOWN: Final[Mapping[str, _Known]] = {
    "finding": findings.findings_by_id,
    "key-finding": synthesis.key_findings_by_id,
    "initiative": cooperation.initiatives_by_id,
    "paragraph": queries.paragraphs_by_id,
}


def _standing(session: Session, forum: str, made: Collection[Thing]) -> frozenset[Thing]:
    """Those of *made* that nobody took away."""
    return frozenset(
        Thing(kind, id_)
        for kind, known in _KNOWN.items()
        for id_, row in known(session, forum, [thing.id for thing in made if thing.kind == kind]).items()
        if row.withdrawn_at is None
    )
