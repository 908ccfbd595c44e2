"""How good and how quick the seating is: a rotation's plan beside the best that a slow, plain solver finds.

``python -m bench.seating``. The solver knows nothing of steps round the hall and nothing of affiliations: it begins by
chance and changes places by simulated annealing, a hundred times as long. Both move everybody who is no host in every round.
"""

import time
from collections.abc import Collection, Mapping
from itertools import combinations
from math import exp
from random import Random

from app.tables.rotation import meetings_again, plan
from app.tables.seating import Person, balance, sameness

HALLS = ((9, 8, 3, 1), (9, 8, 3, 0), (7, 6, 3, 1), (8, 8, 3, 1), (6, 10, 3, 1), (12, 8, 4, 1))
"""Tables, people at each, rounds, hosts at each."""


def hall_of(tables: int, size: int, hosts: int, seed: int = 1) -> tuple[list[Person], dict[str, str], set[str]]:
    """People of five affiliations and twenty delegations, seated mixed, and who of them stays."""
    chance = Random(seed)
    people = [
        Person(f"p{n:03}", f"a{chance.randrange(5)}", f"d{chance.randrange(20)}" if chance.random() < 0.6 else "")
        for n in range(tables * size)
    ]
    seated = balance(people, [f"t{n:02}" for n in range(tables)], {}, seed)
    at: dict[str, list[str]] = {}
    for person, table in seated.items():
        at.setdefault(table, []).append(person)
    return people, seated, {person for group in at.values() for person in group[:hosts]}


def fewest_possible(seated: Mapping[str, str], hosts: Collection[str], coming: int) -> int:
    """A lower bound: those who leave a table together are too many to go to different ones. Nothing can do better."""
    movers: dict[str, int] = {}
    for person, table in seated.items():
        movers[table] = movers.get(table, 0) + (person not in hosts)
    others = len(movers) - 1
    shares = [(count + n) // others for count in movers.values() for n in range(others)]
    return coming * sum(share * (share - 1) // 2 for share in shares)


def best_found(seated: Mapping[str, str], hosts: Collection[str], coming: int, looks: int, tries: int = 2) -> int:
    """The fewest repeated meetings that plain annealing finds, of several tries."""
    return min(_anneal(seated, hosts, coming, looks, Random(n)) for n in range(tries))


def _anneal(seated: Mapping[str, str], hosts: Collection[str], coming: int, looks: int, chance: Random) -> int:
    names = list(seated)
    movers = [n for n, name in enumerate(names) if name not in hosts]
    tables = sorted(set(seated.values()))
    rounds = [[tables.index(seated[name]) for name in names]]
    for turn in range(coming):  # a step round the hall for everybody at once: a legal start, and the worst
        rounds.append([(at + (n in set(movers))) % len(tables) for n, at in enumerate(rounds[turn])])
    met = [[0] * len(names) for _ in names]
    groups = []
    for at in rounds:
        groups.append([[n for n, table in enumerate(at) if table == here] for here in range(len(tables))])
        for group in groups[-1]:
            for one, other in combinations(group, 2):
                met[one][other] += 1
                met[other][one] += 1
    again = sum(max(0, count - 1) for row in met for count in row) // 2
    best = again
    for look in range(looks):
        heat = 3.0 * 0.03 ** (look / looks)
        turn, (one, other) = chance.randrange(1, coming + 1), chance.sample(movers, 2)
        at = rounds[turn]
        here, there = at[one], at[other]
        near = [rounds[turn - 1], *([rounds[turn + 1]] if turn < coming else [])]
        if here == there or any(beside[one] == there or beside[other] == here for beside in near):
            continue
        mine = [n for n in groups[turn][here] if n != one]
        theirs = [n for n in groups[turn][there] if n != other]
        change = sum((met[other][n] > 0) - (met[one][n] > 1) for n in mine)
        change += sum((met[one][n] > 0) - (met[other][n] > 1) for n in theirs)
        if change > 0 and chance.random() >= exp(-change / heat):
            continue
        for leaver, comer, group in ((one, other, mine), (other, one, theirs)):
            for n in group:
                met[leaver][n] -= 1
                met[n][leaver] -= 1
                met[comer][n] += 1
                met[n][comer] += 1
        groups[turn][here], groups[turn][there] = [*mine, other], [*theirs, one]
        at[one], at[other] = there, here
        again += change
        best = min(best, again)
        if best == 0:
            break
    return best


def main() -> None:
    print(
        "tables × people × rounds, hosts     bound   solver   plan  seconds   alike at a table: chance, then each round"
    )
    for tables, size, rounds, hosts in HALLS:
        people, seated, stay = hall_of(tables, size, hosts)
        began = time.perf_counter()
        coming = plan(people, [seated], stay, rounds - 1, 1)
        took = time.perf_counter() - began
        again = meetings_again([seated, *coming])
        best = best_found(seated, stay, rounds - 1, looks=300_000)
        bound = fewest_possible(seated, stay, rounds - 1)
        chance, order = Random(2), list(seated.values())
        guesses = []
        for _ in range(20):
            chance.shuffle(order)
            guesses.append(sameness(people, dict(zip(seated, order, strict=True))))
        mixes = ", ".join(str(sameness(people, seating)) for seating in (seated, *coming))
        print(
            f"{tables:>6} × {size} × {rounds}, {hosts:<18} {bound:>7} {best:>8} {again:>6}  {took:7.2f}"
            f"   {sum(guesses) / len(guesses):.0f}; {mixes}"
        )
    people, _, _ = hall_of(9, 8, 0)
    began = time.perf_counter()
    balance(people, [f"t{n}" for n in range(9)], {}, 1)
    print(f"balanced seating of 72 people at 9 tables: {1000 * (time.perf_counter() - began):.1f} ms")


if __name__ == "__main__":
    main()
