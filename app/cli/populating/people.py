"""The invented people of the played forum: who sits at which table, and who holds a role."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict

Language = Literal["es", "en", "fr", "pt"]

ORDER: Final = (5, 2, 0, 1, 3, 4, 6)
"""On the second day others write and report: the places of the first day's tables, as the second day's have them."""


class Written(BaseModel):
    """People as their file holds them: nothing in it is unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Written):
    """A participant. ``speaks``: the pages' language first; ``affiliation`` and ``delegation`` are the roster's keys."""

    name: str
    speaks: tuple[Language, ...]
    affiliation: str
    delegation: str


class Holder(Person):
    """Somebody who came by a role link, for one item or for the whole forum, and then opened others: ``also``."""

    role: str
    item: str | None = None
    also: tuple[tuple[str, str], ...] = ()

    @property
    def roles(self) -> tuple[tuple[str, str | None], ...]:
        """Every role with its item."""
        return ((self.role, self.item), *self.also)


class ByHand(Written):
    """Somebody without a phone. Who did not ``come`` was expected."""

    name: str
    affiliation: str
    delegation: str
    come: bool = True


class Later(Person):
    """Somebody who comes on the second day."""

    table: int


class Cast(BaseModel):
    """Everyone. At each table the first holds the pen and the second reports; ``heads`` speak for their delegation."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    desk: tuple[Holder, ...]
    heads: dict[str, str]
    by_hand: tuple[ByHand, ...]
    second_day: tuple[Later, ...]
    tables: dict[int, tuple[Person, ...]]

    def holder(self, role: str, item: str | None = None) -> Holder:
        """Who holds a role, the first of several. Raises ``StopIteration``."""
        return next(h for h in self.desk if (role, item) in h.roles)

    @cached_property
    def seated(self) -> tuple[Person, ...]:
        """Who sits at the tables of the first day, in their order."""
        return tuple(person for number in sorted(self.tables) for person in self.tables[number])

    @cached_property
    def everyone(self) -> tuple[Person, ...]:
        """Who has a phone or a laptop: holders of roles, the tables in their order, and who comes later."""
        return (*self.desk, *self.seated, *self.second_day)

    def tables_of(self, day: int) -> Mapping[int, tuple[Person, ...]]:
        """Who sits where: on the second day everybody with others, and others hold the pen."""
        if day == 1:
            return self.tables
        return {number: tuple(self._second(number)) for number in self.tables}

    @cached_property
    def at_dialogue(self) -> Mapping[int, tuple[Person, ...]]:
        """Who sits where at the dialogue, which is optional: neighbours of the day part, and some rest."""
        found: dict[int, list[Person]] = {number: [] for number in self.tables}
        for number, people in self.tables.items():
            for place, person in enumerate(people[:6]):
                found[(number + 2 * place) % len(self.tables) + 1].append(person)
        return {number: tuple(people) for number, people in found.items()}

    def _second(self, number: int) -> Iterator[Person]:
        for place in ORDER:
            table = self.tables[(number - 1 + place) % len(self.tables) + 1]
            if place < len(table):
                yield table[place]
        yield from (person for person in self.second_day if person.table == number)


@cache
def cast() -> Cast:
    """The people as their file has them."""
    return Cast.model_validate(yaml.safe_load((files(__package__) / "people.yaml").read_text("utf-8")))
