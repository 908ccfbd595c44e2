"""Coming in: by the join code or by a role link, and sitting down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.cli.populating.cues import Cafe, Cue, chance, place_id
from app.cli.populating.people import Holder, Person
from app.kernel.ids import hashed
from app.people.commands import ChangeMe, ExchangeLink, Join
from app.tables.commands.seats import TakeSeat
from app.web.identity import Token


@dataclass(frozen=True)
class Door:
    """What it takes to come in. ``secret`` is the server's, so that nobody else can make these people's passes."""

    forum: str
    secret: str
    links: Sequence[Mapping[str, Any]]
    affiliations: Mapping[str, Mapping[str, str]]

    def token(self, person: Person) -> Token:
        """A person's pass: the same each time."""
        return Token.derived(self.secret, f"populate:{self.forum}", person.name)

    def by_code(self, person: Person, minute: float) -> Cue:
        """A participant joins."""
        language = person.speaks[0]
        join = Join(
            hashed(self.token(person).secret),
            person.name,
            self.affiliations[person.affiliation][language],
            person.delegation,
            language,
            place_id(self.forum, "join", person.name),
        )
        return Cue(minute, "", join)

    def by_link(self, holder: Holder, minute: float) -> Iterator[Cue]:
        """The holder of a role opens the link, and says who it is."""
        link = next(link for link in self.links if (link["role"], link["item"]) == (holder.role, holder.item))
        language = holder.speaks[0]
        secret_hash = hashed(self.token(holder).secret)
        coming = place_id(self.forum, "link", holder.name)
        yield Cue(minute, "", ExchangeLink(hashed(link["token"]), secret_hash, language, coming))
        named = place_id(self.forum, "name", holder.name)
        affiliation = self.affiliations[holder.affiliation][language]
        yield Cue(minute + 0.5, holder.name, ChangeMe(holder.name, affiliation, holder.delegation, None, named))


def arrivals(door: Door, cafe: Cafe) -> Iterator[Cue]:
    """Everyone of a café's tables joins and sits down, most of them before it begins."""
    for number, people in cafe.people.items():
        for person in people:
            die = chance(cafe.item, "seat", person.name)
            sits = cafe.hours.briefing + die.triangular(-7.0, 6.0, -2.0)
            yield door.by_code(person, sits - die.uniform(0.4, 9.0))
            yield Cue(sits, person.name, TakeSeat(cafe.tables[number], id=cafe.id("seat", person.name)))
