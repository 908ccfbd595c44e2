"""The world café's rotation, pure: hosts stay at their tables, the others move by a plan.

A plan avoids first that two people meet again, then that somebody comes to the same table again, then that people who are
alike share a table. It begins with steps round the hall: of those at one table each takes another step, the same in every
round. Where the number of tables has no small divisor and tables are not large, nobody meets again by that alone; otherwise
changing places mends it.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from math import exp
from random import Random
from typing import Final

from app.tables.seating import Person, Seating, alike, sameness

AGAIN: Final = 20
COME_BACK: Final = 6
STAY: Final = 10_000
"""What it costs to meet a person again, to come to a table again, and not to leave it; beside that people are alike."""

_LOOKS: Final = 40_000
_TURNS: Final = 8_000
_HEATS: Final = (0.12, 0.3)
_COOLING: Final = 0.03
"""How long places are changed, and how freely at first; by count and not by the clock, so that a seed gives one plan."""


def plan(
    people: Sequence[Person],
    seated: Sequence[Seating],
    hosts: Collection[str],
    coming: int,
    seed: int = 0,
) -> list[dict[str, str]]:
    """The seatings of the *coming* rounds, after those that took place: the last of *seated* is the one of now.

    Whoever sits now and is no host moves in every round, and the tables' sizes stay within one; where they are far from it,
    some may have to stay.
    """
    here = [person for person in people if person.key in seated[-1]]
    tables = sorted({seated[-1][person.key] for person in here})
    if len(tables) < 2 or coming < 1:
        return [dict(seated[-1])] * max(coming, 0)
    found: list[list[dict[str, str]]] = []
    for heat in _HEATS:
        hall = _Hall(here, tables, seated, frozenset(hosts), coming, Random(seed))  # noqa: S311
        hall.take_turns()
        settled = hall.change_places(heat)
        found.append(hall.seatings())
        if settled:
            break
    return min(found, key=lambda rounds: _worth(here, [*seated, *rounds]))


def _worth(people: Sequence[Person], seatings: Sequence[Seating]) -> int:
    return AGAIN * meetings_again(seatings) + sum(sameness(people, seating) for seating in seatings)


def meetings_again(seatings: Sequence[Seating]) -> int:
    """How often in *seatings* two people meet who have met before."""
    met: Counter[tuple[str, str]] = Counter()
    for seating in seatings:
        at: dict[str, list[str]] = {}
        for person, table in seating.items():
            at.setdefault(table, []).append(person)
        met.update(pair for group in at.values() for pair in combinations(sorted(group), 2))
    return sum(count - 1 for count in met.values())


def with_late_comers(
    people: Sequence[Person], here: Sequence[str], tables: Collection[str], planned: Seating, seed: int = 0
) -> dict[str, str]:
    """The seating of a round for those who are *here*: by the plan, and whoever is not in it where there is most room.

    Of the emptiest *tables* a late-comer gets the one where the fewest are like them.
    """
    order = sorted(tables)
    Random(seed).shuffle(order)  # noqa: S311
    by_key = {person.key: person for person in people}
    found = {key: planned[key] for key in here if planned.get(key) in order}
    groups: dict[str, list[Person]] = {table: [] for table in order}
    for key, table in found.items():
        groups[table].append(by_key[key])
    for key in here:
        if key not in found and groups:
            person = by_key[key]
            found[key] = min(groups, key=lambda t: (len(groups[t]), sum(alike(person, other) for other in groups[t])))
            groups[found[key]].append(person)
    return found


class _Hall:
    """Who sits where in each coming round, who has met whom how often, and who was where. People and tables are numbers."""

    def __init__(
        self,
        people: Sequence[Person],
        tables: Sequence[str],
        seated: Sequence[Seating],
        hosts: frozenset[str],
        coming: int,
        chance: Random,
    ) -> None:
        self.people, self.tables, self.chance, self.coming = people, tables, chance, coming
        count = len(people)
        place = {table: number for number, table in enumerate(tables)}
        self.now = [place[seated[-1][person.key]] for person in people]
        self.stays = [person.key in hosts for person in people]
        self.alike = [[0] * count for _ in range(count)]
        for one, other in combinations(range(count), 2):
            self.alike[one][other] = self.alike[other][one] = alike(people[one], people[other])
        self.met = [[0] * count for _ in range(count)]
        self.visits = [[0] * len(tables) for _ in range(count)]
        for seating in seated:
            at: dict[str, list[int]] = {}
            for number, person in enumerate(people):
                if person.key in seating:
                    at.setdefault(seating[person.key], []).append(number)
                    if seating[person.key] in place:
                        self.visits[number][place[seating[person.key]]] += 1
            for group in at.values():
                self._meet(group)
        self.at: list[list[int]] = []
        self.groups: list[list[list[int]]] = []

    def _meet(self, group: Sequence[int]) -> None:
        for one, other in combinations(group, 2):
            self.met[one][other] += 1
            self.met[other][one] += 1

    def seatings(self) -> list[dict[str, str]]:
        """The coming rounds in the words of the caller."""
        return [{p.key: self.tables[at[n]] for n, p in enumerate(self.people)} for at in self.at]

    def take_turns(self) -> None:
        """Everybody who moves takes a step of their own round the hall; then who takes which step is chosen for the mix."""
        size = len(self.tables)
        steps = [0] * len(self.people)
        movers: list[list[int]] = [[] for _ in self.tables]
        for number, table in enumerate(self.now):
            if not self.stays[number]:
                movers[table].append(number)
        ways = list(range(1, size))
        self.chance.shuffle(ways)
        for group in movers:
            self.chance.shuffle(group)
            for place, number in enumerate(group):
                steps[number] = ways[place % len(ways)]
        for turn in range(1, self.coming + 1):
            at = [(table + steps[number] * turn) % size for number, table in enumerate(self.now)]
            groups: list[list[int]] = [[] for _ in range(size)]
            for number, table in enumerate(at):
                groups[table].append(number)
            self._level(at, groups)
            self.at.append(at)
            self.groups.append(groups)
            for table, group in enumerate(groups):
                self._meet(group)
                for number in group:
                    self.visits[number][table] += 1
        pairs = [pair for group in movers for pair in combinations(group, 2)]
        for _ in range(self._many(_TURNS) if pairs else 0):
            one, other = self.chance.choice(pairs)
            self._exchange_all(one, other)

    def _level(self, at: list[int], groups: list[list[int]]) -> None:
        """Bring the sizes within one, where those of now are not, by the move that costs least."""
        while True:
            sizes = [len(group) for group in groups]
            full = [t for t, n in enumerate(sizes) if n == max(sizes) and any(self._moves(p) for p in groups[t])]
            free = [t for t, n in enumerate(sizes) if n == min(sizes)]
            if max(sizes) - min(sizes) <= 1 or not full:
                return
            before = self.at[-1] if self.at else self.now
            _, number, table = min(
                (
                    STAY * (before[number] == to) + self._alone(number, groups[to]) - self._alone(number, groups[of]),
                    number,
                    to,
                )
                for of in full
                for number in groups[of]
                if self._moves(number)
                for to in free
            )
            groups[at[number]].remove(number)
            groups[table].append(number)
            at[number] = table

    def _many(self, looks: int) -> int:
        """As many looks as take the same time at tables of any size; fewer where there is little to look at."""
        movers = len(self.people) - sum(self.stays)
        return min(looks * 10 // max(10, len(self.people) // len(self.tables)), 300 * movers * self.coming)

    def _moves(self, number: int) -> bool:
        return not self.stays[number]

    def _alone(self, number: int, group: Sequence[int]) -> int:
        met, like = self.met[number], self.alike[number]
        return sum(AGAIN * met[other] + like[other] for other in group if other != number)

    def change_places(self, heat: float) -> bool:
        """Two people change places in a round, again and again: at first also where it costs more, in the end hardly.

        Simulated annealing; not needed, and True, when nobody meets again.
        """
        movers = [number for number in range(len(self.people)) if self._moves(number)]
        if len(movers) < 2 or not any(count > 1 for n in movers for count in (*self.met[n], *self.visits[n])):
            return True
        looks = self._many(_LOOKS)
        for look in range(looks):
            now = AGAIN * heat * _COOLING ** (look / looks)
            turn, one, other = self.chance.randrange(self.coming), *self.chance.sample(movers, 2)
            if self.at[turn][one] == self.at[turn][other]:
                continue
            cost = self._gain(turn, one, other)
            if cost <= 0 or self.chance.random() < exp(-cost / now):
                self._exchange(turn, one, other)
        return False

    def _gain(self, turn: int, one: int, other: int) -> int:
        """What it costs more, or less, when two people change places in a round."""
        cost = 0
        at = self.at[turn]
        for leaver, comer, table in ((one, other, at[one]), (other, one, at[other])):
            if self.visits[comer][table]:
                cost += COME_BACK + (STAY if self._next_to(turn, comer, table) else 0)
            if self.visits[leaver][table] > 1:
                cost -= COME_BACK + (STAY if self._next_to(turn, leaver, table) else 0)
            left, come = self.met[leaver], self.met[comer]
            unlike, like = self.alike[leaver], self.alike[comer]
            for neighbour in self.groups[turn][table]:
                if neighbour != leaver:
                    cost += like[neighbour] - unlike[neighbour]
                    if come[neighbour]:
                        cost += AGAIN
                    if left[neighbour] > 1:
                        cost -= AGAIN
        return cost

    def _next_to(self, turn: int, number: int, table: int) -> bool:
        """Whether somebody is at *table* in the round before or after."""
        before = self.at[turn - 1] if turn else self.now
        return before[number] == table or (turn + 1 < self.coming and self.at[turn + 1][number] == table)

    def _exchange(self, turn: int, one: int, other: int) -> None:
        at, groups = self.at[turn], self.groups[turn]
        for leaver, comer, table in ((one, other, at[one]), (other, one, at[other])):
            for neighbour in groups[table]:
                if neighbour != leaver:
                    self.met[leaver][neighbour] -= 1
                    self.met[neighbour][leaver] -= 1
                    self.met[comer][neighbour] += 1
                    self.met[neighbour][comer] += 1
            groups[table][groups[table].index(leaver)] = comer
            self.visits[leaver][table] -= 1
            self.visits[comer][table] += 1
        at[one], at[other] = at[other], at[one]

    def _exchange_all(self, one: int, other: int) -> None:
        """Two people change their whole ways, if that costs no more."""
        cost = 0
        apart = [turn for turn in range(self.coming) if self.at[turn][one] != self.at[turn][other]]
        for turn in apart:
            cost += self._gain(turn, one, other)
            self._exchange(turn, one, other)
        if cost > 0:
            for turn in reversed(apart):
                self._exchange(turn, one, other)
