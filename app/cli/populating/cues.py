"""Cues: who does what at which minute of the played forum, and the part of it that they belong to."""

import random
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.cli.populating.people import Person, cast
from app.cli.populating.timetable import TIMES, ends
from app.cli.populating.words import Said, Words
from app.programme.commands import MovePhase
from app.store.work import Command
from app.web.registry import Registry


class Cue(NamedTuple):
    """A command at a minute. ``who`` is a person's name; who has none yet comes in by the command itself."""

    minute: float
    who: str
    command: Command


@dataclass(frozen=True)
class House:
    """What the forum has before anybody comes: ids of items by number, of their tables, and of their talks in order."""

    forum: str
    registry: Registry
    items: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    talks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def place_id(forum: str, *place: object) -> str:
    """The id of what stands at a place of the files: the same whenever this forum is played."""
    return str(uuid.uuid5(uuid.UUID(forum), "/".join(map(str, ("populate", *place)))))


def chance(*place: object) -> random.Random:
    """Chance that falls the same way each time, at each place on its own."""
    return random.Random("/".join(map(str, place)))  # noqa: S311 - who sits where is no secret


def spread(start: float, end: float, count: int, *place: object) -> Iterator[float]:
    """*count* minutes in order between *start* and *end*, unevenly."""
    die, share = chance(*place), (end - start) / max(count, 1)
    return (start + (index + die.uniform(0.05, 0.95)) * share for index in range(count))


@dataclass(frozen=True)
class Part:
    """An item that is played: who runs it, and who takes its notes."""

    house: House
    item: str
    desk: str
    rapporteur: str = ""

    @classmethod
    def of(cls, house: House, item: str) -> "Part":
        """An item with who runs it, its facilitator or moderator, else the forum's; and its rapporteur, else the forum's."""
        held = {role: holder.name for holder in reversed(cast().desk) for role in holder.roles}
        runs = (("facilitator", item), ("moderator", item), ("moderator", None))
        notes = (("rapporteur", item), ("rapporteur", None))
        desk, rapporteur = (next(held[role] for role in roles if role in held) for roles in (runs, notes))
        return cls(house, item, desk, rapporteur)

    def id(self, *place: object) -> str:
        """The id of what stands at a place of this item's words."""
        return place_id(self.house.forum, self.item, *place)

    def at(self, phase: str, share: float = 0.0) -> float:
        """The minute at which a *share* of a phase is over."""
        start = TIMES[self.item][phase]
        return start + (ends(self.item, phase) - start) * share

    def over(self, phase: str, start: float, end: float, count: int, *place: object) -> Iterator[float]:
        """*count* minutes between two shares of a phase."""
        return spread(self.at(phase, start), self.at(phase, end), count, self.item, phase, *place)

    def moves(self) -> Iterator[Cue]:
        """The desk goes from phase to phase."""
        came_from = "waiting"
        for phase, minute in TIMES[self.item].items():
            yield Cue(
                minute, self.desk, MovePhase(self.item, phase, came_from, None, self.desk, self.id("phase", phase))
            )
            came_from = phase


@dataclass(frozen=True)
class Cafe(Part):
    """A café that is played, with who sits at which of its tables."""

    words: Words = field(kw_only=True)
    people: Mapping[int, tuple[Person, ...]] = field(kw_only=True)

    @property
    def tables(self) -> Mapping[int, str]:
        """Ids by number."""
        return self.house.tables[self.item]

    def speaker(self, table: int, said: Said, *place: object, but: str = "") -> str:
        """Somebody of a table who speaks the language of what is said; the pen most often. Never *but*."""
        pen = self.people[table][0].name
        able = [p.name for p in self.people[table] if said.language in p.speaks and p.name != but]
        return chance(self.item, *place).choices(able, [3 if name == pen else 2 for name in able])[0]


def of_floor(count: int, but: Iterable[str], *place: object) -> list[str]:
    """*count* people of those who sit in the room, none of them *but*."""
    others = [person.name for person in cast().seated if person.name not in but]
    return chance(*place).sample(others, min(count, len(others)))
