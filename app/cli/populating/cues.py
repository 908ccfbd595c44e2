"""Cues: who does what at which minute of the played forum, and the café that they belong to."""

import random
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.cli.populating.people import Person
from app.cli.populating.words import Said, Words
from app.store.work import Command


class Cue(NamedTuple):
    """A command at a minute. ``who`` is a person's name; who has none yet comes in by the command itself."""

    minute: float
    who: str
    command: Command


@dataclass(frozen=True, slots=True)
class Hours:
    """The minutes at which a café goes from phase to phase; the first briefing is at 0."""

    briefing: float
    table_work: float
    report_out: float
    commenting: float
    consolidating: float
    done: float


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
class Cafe:
    """A café that is played. ``tables`` are ids by number; ``facilitator`` and ``rapporteur`` are names."""

    forum: str
    item: str
    words: Words
    people: Mapping[int, tuple[Person, ...]]
    tables: Mapping[int, str]
    hours: Hours
    facilitator: str
    rapporteur: str

    def id(self, *place: object) -> str:
        """The id of what stands at a place of this café's words."""
        return place_id(self.forum, self.item, *place)

    def speaker(self, table: int, said: Said, *place: object, but: str = "") -> str:
        """Somebody of a table who speaks the language of what is said; the pen most often. Never *but*."""
        pen = self.people[table][0].name
        able = [p.name for p in self.people[table] if said.language in p.speaks and p.name != but]
        return chance(self.item, *place).choices(able, [3 if name == pen else 2 for name in able])[0]
