"""A rotation's plan: everybody has one seat in each round, hosts stay, the others move, and few meet again."""

from collections import Counter
from collections.abc import Mapping
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.tables.rotation import meetings_again, plan, with_late_comers
from app.tables.seating import Person, balance, differ_by_one, sameness
from bench.seating import best_found, fewest_possible, hall_of

SIZES = st.lists(st.integers(1, 7), min_size=2, max_size=8)


def hall(sizes: list[int], hosts: int, seed: int = 1) -> tuple[list[Person], dict[str, str], set[str]]:
    """People at tables of these sizes, and who of them stays."""
    chance = Random(seed)
    people, seated, stay = [], {}, set()
    for table, size in enumerate(sizes):
        for place in range(size):
            person = Person(f"p{table}.{place}", chance.choice("ABC"), chance.choice("KLMNO "))
            people.append(person)
            seated[person.key] = f"t{table}"
            if place < hosts:
                stay.add(person.key)
    return people, seated, stay


@settings(max_examples=15, deadline=None)
@given(SIZES, st.integers(0, 2), st.integers(1, 4), st.integers(0, 3))
def test_everybody_has_one_seat_in_each_round_and_hosts_stay(sizes, hosts, coming, seed) -> None:
    people, seated, stay = hall(sizes, hosts)
    rounds = plan(people, [seated], stay, coming, seed)
    assert len(rounds) == coming
    for seating in rounds:
        assert seating.keys() == seated.keys()
        assert set(seating.values()) <= set(seated.values())
        assert {person: seating[person] for person in stay} == {person: seated[person] for person in stay}
    assert rounds == plan(people, [seated], stay, coming, seed), "a seed gives one plan"


@settings(max_examples=15, deadline=None)
@given(SIZES, st.integers(0, 1), st.integers(1, 3))
def test_sizes_stay_within_one_and_who_is_no_host_moves_on(sizes, hosts, coming) -> None:
    even = [max(2, sizes[0]) + n % 2 for n in range(len(sizes))]
    people, seated, stay = hall(even, hosts)
    before: Mapping[str, str] = seated
    for seating in plan(people, [seated], stay, coming, 3):
        count = Counter(seating.values())
        assert differ_by_one([count[table] for table in set(seated.values())])
        assert all(seating[person] != before[person] for person in seated if person not in stay)
        before = seating


def test_nobody_meets_again_at_nine_tables_of_eight_in_three_rounds() -> None:
    for hosts in (0, 1):
        for seed in range(5):
            people, seated, stay = hall([8] * 9, hosts, seed)
            assert meetings_again([seated, *plan(people, [seated], stay, 2, seed)]) == 0


def test_the_later_rounds_of_a_mixed_hall_are_mixed_too() -> None:
    people, _, _ = hall([8] * 9, 0, 5)
    seated = balance(people, [f"t{n}" for n in range(9)], {}, 1)
    stay = {next(p for p, table in seated.items() if table == f"t{n}") for n in range(9)}
    chance = Random(1)
    for seating in plan(people, [seated], stay, 2, 1):
        guess = list(seating.values())
        chance.shuffle(guess)
        assert sameness(people, seating) < 0.8 * sameness(people, dict(zip(seating, guess, strict=True)))


def test_a_plan_is_within_a_tenth_of_the_best_that_a_solver_finds() -> None:
    for tables, size, rounds, hosts in ((9, 8, 3, 1), (5, 6, 3, 1), (6, 6, 3, 1)):
        people, seated, stay = hall_of(tables, size, hosts)
        ours = meetings_again([seated, *plan(people, [seated], stay, rounds - 1, 1)])
        best = best_found(seated, stay, rounds - 1, looks=60_000)
        assert fewest_possible(seated, stay, rounds - 1) <= ours <= best * 1.1


def test_a_plan_from_the_middle_knows_who_has_met() -> None:
    people, seated, stay = hall([6] * 7, 1)
    first = plan(people, [seated], stay, 3, 1)
    knowing = plan(people, [seated, first[0]], stay, 2, 9)
    forgetful = plan(people, [first[0]], stay, 2, 9)
    again = meetings_again([seated, first[0], *knowing])
    assert again <= 8
    assert meetings_again([seated, first[0], *forgetful]) > 3 * again


def test_at_one_table_nobody_moves() -> None:
    people, seated, stay = hall([5], 1)
    assert plan(people, [seated], stay, 2) == [seated, seated]


def test_late_comers_sit_where_there_is_most_room_and_fewest_are_like_them() -> None:
    people = [Person("a", "x"), Person("b", "y"), Person("c", "y"), Person("late", "x"), Person("gone", "z")]
    planned = {"a": "1", "b": "2", "c": "3", "gone": "3"}
    here = ["a", "b", "c", "late"]
    for seed in range(6):
        seating = with_late_comers(people, here, ["1", "2", "3"], planned, seed)
        assert {person: seating[person] for person in "abc"} == {"a": "1", "b": "2", "c": "3"}
        assert seating["late"] in ("2", "3")
    closed = with_late_comers(people, here, ["1", "2"], planned)
    assert closed["c"] in ("1", "2"), "whose table has been closed is placed anew"
