"""Balanced seating, pure: tables mix affiliations and delegations, and their sizes differ by one person at most."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations, product
from random import Random
from typing import Final, NamedTuple

OF_AFFILIATION: Final = 1
OF_DELEGATION: Final = 2
"""What it costs that two people of one affiliation, or of one delegation, share a table."""

_MOST_LOOKS: Final = 60_000


class Person(NamedTuple):
    """Somebody to seat. Who has no affiliation or no delegation is like nobody in it."""

    key: str
    affiliation: str = ""
    delegation: str = ""


Seating = Mapping[str, str]
"""Person → table."""

Sort = tuple[str, str]
"""An affiliation and a delegation: people of one sort are the same to a table's mix."""


def alike(one: Person, other: Person) -> int:
    """How little two people add to each other's table."""
    of_affiliation = OF_AFFILIATION if one.affiliation and one.affiliation == other.affiliation else 0
    of_delegation = OF_DELEGATION if one.delegation and one.delegation == other.delegation else 0
    return of_affiliation + of_delegation


def sameness(people: Sequence[Person], seating: Seating) -> int:
    """How little *seating* mixes people: what all pairs at one table cost. The smaller, the better mixed."""
    return sum(_cost(group.values()) for group in _sorts_at(people, seating).values())


def differ_by_one(sizes: Collection[int]) -> bool:
    """Whether the largest table has at most one person more than the smallest."""
    return not sizes or max(sizes) - min(sizes) <= 1


def balance(
    people: Sequence[Person], tables: Sequence[str], now: Seating, seed: int = 0, keeping: Collection[str] = ()
) -> dict[str, str]:
    """A table for each of *people*, mixed, the tables' sizes within one.

    As many as possible stay where they sit *now*, those *keeping* (pens, reporters) before the others. A seating that is as
    well mixed already is left alone.
    """
    if not people or not tables:
        return {}
    chance = Random(seed)  # noqa: S311
    groups = _mixed(people, len(tables), chance)
    seated = {person.key: now[person.key] for person in people if now.get(person.key) in tables}
    dealt = sum(_cost([*group.elements()]) for group in groups)
    sizes = Counter(dict.fromkeys(tables, 0)) + Counter(seated.values())
    if len(seated) == len(people) and differ_by_one([sizes[t] for t in tables]) and sameness(people, seated) <= dealt:
        return seated
    sitting = _sorts_at(people, seated)
    placed = _nearest(groups, [Counter(sitting.get(table, {}).values()) for table in tables])
    return _named(people, dict(zip(tables, placed, strict=True)), seated, frozenset(keeping), chance)


def _sort(person: Person) -> Sort:
    return person.affiliation, person.delegation


def _sorts_at(people: Sequence[Person], seating: Seating) -> dict[str, dict[str, Sort]]:
    found: dict[str, dict[str, Sort]] = {}
    for person in people:
        if person.key in seating:
            found.setdefault(seating[person.key], {})[person.key] = _sort(person)
    return found


def _cost(sorts: Collection[Sort]) -> int:
    affiliations = Counter(affiliation for affiliation, _ in sorts if affiliation)
    delegations = Counter(delegation for _, delegation in sorts if delegation)
    return OF_AFFILIATION * _pairs(affiliations) + OF_DELEGATION * _pairs(delegations)


def _pairs(counts: Counter[str]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _mixed(people: Sequence[Person], tables: int, chance: Random) -> list[Counter[Sort]]:
    """How many of each sort sit together. Dealt in order, every affiliation and every delegation inside of one is spread
    within one, which is best; where delegations cross affiliations, changing places improves on it.
    """
    sorts = Counter(map(_sort, people))
    order = list(sorts)
    chance.shuffle(order)
    rank = {name: place for place, name in enumerate(dict.fromkeys(affiliation for affiliation, _ in order))}
    groups: list[Counter[Sort]] = [Counter() for _ in range(tables)]
    place = 0
    for sort in sorted(order, key=lambda s: (not s[0], rank[s[0]])):
        for _ in range(sorts[sort]):
            groups[place % tables][sort] += 1
            place += 1
    homes: dict[str, set[str]] = {}
    for affiliation, delegation in sorts:
        homes.setdefault(delegation, set()).add(affiliation)
    if any(len(found) > 1 for delegation, found in homes.items() if delegation):
        _improve(groups)
    return groups


def _improve(groups: list[Counter[Sort]]) -> None:
    """Two people of different tables change places wherever both tables together mix better by it."""
    looks, better = 0, True
    affiliations = [Counter(affiliation for affiliation, _ in group.elements()) for group in groups]
    delegations = [Counter(delegation for _, delegation in group.elements()) for group in groups]
    while better and looks < _MOST_LOOKS:
        better = False
        for a, b in combinations(range(len(groups)), 2):
            for mine, theirs in product([*groups[a]], [*groups[b]]) if looks < _MOST_LOOKS else ():
                if not groups[a][mine] or not groups[b][theirs]:
                    continue
                looks += 1
                gain = OF_AFFILIATION * _gain(affiliations[a], affiliations[b], mine[0], theirs[0])
                gain += OF_DELEGATION * _gain(delegations[a], delegations[b], mine[1], theirs[1])
                if gain > 0:
                    better = True
                    for counts, out, into in ((groups[a], mine, theirs), (groups[b], theirs, mine)):
                        counts[out] -= 1
                        counts[into] += 1
                    for one, other, at in ((affiliations[a], affiliations[b], 0), (delegations[a], delegations[b], 1)):
                        one.update({theirs[at]: 1})
                        one.subtract({mine[at]: 1})
                        other.update({mine[at]: 1})
                        other.subtract({theirs[at]: 1})
    for group in groups:
        for sort in [sort for sort, count in group.items() if not count]:
            del group[sort]


def _gain(here: Counter[str], there: Counter[str], mine: str, theirs: str) -> int:
    """How many pairs fewer share the name when one *mine* from here and one *theirs* from there change places."""
    if mine == theirs:
        return 0
    return (here[mine] - 1 - there[mine] if mine else 0) + (there[theirs] - 1 - here[theirs] if theirs else 0)


def _nearest(groups: list[Counter[Sort]], sitting: list[Counter[Sort]]) -> list[Counter[Sort]]:
    """*groups* in the order of the tables where most of their people sit already."""
    stay = [[(group & here).total() for here in sitting] for group in groups]
    order = list(range(len(groups)))
    gain: Callable[[int, int], int] = lambda a, b: (  # noqa: E731
        stay[order[b]][a] + stay[order[a]][b] - stay[order[a]][a] - stay[order[b]][b]
    )
    better = True
    while better:
        better = False
        for a, b in combinations(range(len(order)), 2):
            if gain(a, b) > 0:
                order[a], order[b] = order[b], order[a]
                better = True
    return [groups[place] for place in order]


def _named(
    people: Sequence[Person],
    groups: Mapping[str, Counter[Sort]],
    seated: Seating,
    keeping: frozenset[str],
    chance: Random,
) -> dict[str, str]:
    room = {table: Counter(group) for table, group in groups.items()}
    found: dict[str, str] = {}
    for person in sorted(people, key=lambda p: p.key not in keeping):
        table = seated.get(person.key)
        if table is not None and room[table][_sort(person)]:
            room[table][_sort(person)] -= 1
            found[person.key] = table
    free: dict[Sort, list[str]] = {}
    for table, left in room.items():
        for sort in left.elements():
            free.setdefault(sort, []).append(table)
    for tables in free.values():
        chance.shuffle(tables)
    for person in people:
        if person.key not in found:
            found[person.key] = free[_sort(person)].pop()
    return found
