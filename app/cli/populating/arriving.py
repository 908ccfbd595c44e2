"""Coming in: by the join code or by a role link, registered, and sitting down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.cli.populating.cues import Cafe, Cue, Part, chance, place_id
from app.cli.populating.people import Holder, Person, cast
from app.cli.populating.timetable import AGAIN, BEGIN, TIMES
from app.kernel.ids import hashed
from app.people.checking_in import CheckIn, Register
from app.people.commands import ChangeMe, ExchangeLink, Join, MakeLink
from app.programme.commands import MovePhase
from app.tables.commands.seats import TakeSeat
from app.web.identity import Token

REGISTRATION: Final = "R"


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
        """The holder of a role opens the link, and says who it is; then the others that they were given."""
        language = holder.speaks[0]
        secret_hash = hashed(self.token(holder).secret)
        coming = place_id(self.forum, "link", holder.name)
        yield Cue(minute, "", ExchangeLink(self._hash(holder.role, holder.item), secret_hash, language, coming))
        named = place_id(self.forum, "name", holder.name)
        affiliation = self.affiliations[holder.affiliation][language]
        yield Cue(minute + 0.5, holder.name, ChangeMe(holder.name, affiliation, holder.delegation, None, named))
        for place, (role, item) in enumerate(holder.also):
            opened = place_id(self.forum, "link", holder.name, role, item)
            exchange = ExchangeLink(self._hash(role, item), None, language, opened)
            yield Cue(minute + 0.6 + place / 10, holder.name, exchange)

    def for_delegation(self, delegation: str, minute: float, organizer: str) -> Iterator[Cue]:
        """The organizer makes a delegation's own link, and its head opens it."""
        token = Token.derived(self.secret, f"populate:{self.forum}:delegation", delegation).secret
        made = place_id(self.forum, "delegation", delegation)
        yield Cue(BEGIN + 5.0, organizer, MakeLink(hashed(token), "participant", None, delegation, made))
        head = cast().heads[delegation]
        opened = place_id(self.forum, "head", delegation)
        yield Cue(minute, head, ExchangeLink(hashed(token), None, "en", opened))

    def _hash(self, role: str, item: str | None) -> str:
        link = next(link for link in self.links if (link["role"], link["item"]) == (role, item))
        return hashed(link["token"])


def desks(door: Door) -> Iterator[Cue]:
    """Who holds a role comes before everybody else, most of them one after the other."""
    holders = cast().desk
    share = 38.0 / len(holders)
    for place, holder in enumerate(holders):
        yield from door.by_link(holder, BEGIN + share * place)


def registration(door: Door, part: Part) -> Iterator[Cue]:
    """Everybody joins at the registration of the first morning; who is late is checked in at the desk by hand."""
    closes = TIMES[REGISTRATION]["done"]
    heads = {name: delegation for delegation, name in cast().heads.items()}
    for person in cast().seated:
        comes = arrives(person)
        yield door.by_code(person, comes)
        if comes > closes:
            yield Cue(comes + 1.0, part.desk, _check_in(part, person))
        if person.name in heads:
            yield from door.for_delegation(heads[person.name], comes + 1.5, part.desk)
    for place, holder in enumerate(cast().desk):
        yield Cue(part.at("open", 0.02 + 0.6 * place / len(cast().desk)), holder.name, _check_in(part, holder))
    for place, one in enumerate(cast().by_hand):
        affiliation = door.affiliations[one.affiliation]["es"]
        listed = part.id("by hand", place)
        puts = Register(part.item, one.name, affiliation, one.delegation, "es", one.come, listed)
        yield Cue(part.at("open", 0.3 + 0.6 * place / len(cast().by_hand)), part.desk, puts)


def arrives(person: Person) -> float:
    """The minute at which somebody comes on the first morning."""
    return TIMES[REGISTRATION]["open"] + chance("registration", person.name).triangular(0.5, 44.0, 14.0)


def second_morning(door: Door, part: Part) -> Iterator[Cue]:
    """Registration opens once more for those who come on the second day."""
    came_from = "done"
    for phase, minute in AGAIN.items():
        move = MovePhase(part.item, phase, came_from, None, part.desk, part.id("phase", phase, 2))
        yield Cue(minute, part.desk, move)
        came_from = phase
    for person in cast().second_day:
        yield door.by_code(person, AGAIN["open"] + chance("registration", person.name).uniform(2.0, 20.0))


def _check_in(part: Part, person: Person) -> CheckIn:
    return CheckIn(part.item, person.name, part.id("check-in", person.name))


def sitting_down(cafe: Cafe) -> Iterator[Cue]:
    """Everyone of a café's tables sits down, most of them before it begins."""
    for number, people in cafe.people.items():
        for person in people:
            sits = cafe.at("briefing") + chance(cafe.item, "seat", person.name).triangular(-7.0, 6.0, -2.0)
            yield Cue(sits, person.name, TakeSeat(cafe.tables[number], id=cafe.id("seat", person.name)))
