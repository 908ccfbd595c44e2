"""The invented people of the played forum: who sits at which table, and who holds a role."""

from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

Language = Literal["es", "en", "fr", "pt"]


class Person(BaseModel):
    """A participant. ``speaks``: the pages' language first; ``affiliation`` and ``delegation`` are the roster's keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    speaks: tuple[Language, ...]
    affiliation: str
    delegation: str


class Holder(Person):
    """Somebody who came by a role link, for one item or for the whole forum."""

    role: str
    item: str | None = None


class Cast(BaseModel):
    """Everyone. At each table the first holds the pen and the second reports."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    desk: tuple[Holder, ...]
    tables: dict[int, tuple[Person, ...]]

    def holder(self, role: str, item: str | None = None) -> Holder:
        """Who holds a role. Raises ``StopIteration``."""
        return next(h for h in self.desk if (h.role, h.item) == (role, item))

    @property
    def everyone(self) -> tuple[Person, ...]:
        """Holders of roles, then the tables in their order."""
        return (*self.desk, *(person for number in sorted(self.tables) for person in self.tables[number]))


@cache
def cast() -> Cast:
    """The people as their file has them."""
    return Cast.model_validate(yaml.safe_load((files(__package__) / "people.yaml").read_text("utf-8")))
