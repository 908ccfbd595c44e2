"""Balanced seating: sizes within one, nobody lost or doubled, and no worse mixed than chance."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from app.tables.seating import Person, alike, balance, differ_by_one, sameness

AFFILIATIONS = st.sampled_from(["", "government", "civil society", "academia", "agency"])
DELEGATIONS = st.sampled_from(["", *"ABCDEFGH"])
MANY = st.lists(st.tuples(AFFILIATIONS, DELEGATIONS), min_size=1, max_size=70)
TABLES = st.integers(min_value=1, max_value=12)


def people_of(kinds: list[tuple[str, str]]) -> list[Person]:
    return [Person(f"p{n}", affiliation, delegation) for n, (affiliation, delegation) in enumerate(kinds)]


def by_chance(people: list[Person], tables: list[str], chance: Random) -> dict[str, str]:
    order = list(people)
    chance.shuffle(order)
    return {person.key: tables[n % len(tables)] for n, person in enumerate(order)}


@given(MANY, TABLES, st.randoms(use_true_random=False), st.integers(0, 5))
def test_everybody_gets_one_seat_and_no_table_has_two_more_than_another(kinds, count, chance, seed) -> None:
    people, tables = people_of(kinds), [f"t{n}" for n in range(count)]
    now = {person.key: chance.choice([*tables, "another"]) for person in people if chance.random() < 0.7}
    seats = balance(people, tables, now, seed)
    sizes = Counter(seats.values())
    assert seats.keys() == {person.key for person in people}
    assert sizes.keys() <= set(tables)
    assert differ_by_one([sizes[table] for table in tables])
    assert seats == balance(people, tables, now, seed), "the same hall and seed give the same seats"


@given(MANY, TABLES, st.randoms(use_true_random=False))
def test_it_is_mixed_at_least_as_well_as_chance_does_on_average(kinds, count, chance) -> None:
    people, tables = people_of(kinds), [f"t{n}" for n in range(count)]
    guesses = [sameness(people, by_chance(people, tables, chance)) for _ in range(20)]
    assert sameness(people, balance(people, tables, {}, 1)) <= sum(guesses) / len(guesses)


@given(MANY, TABLES, st.randoms(use_true_random=False))
def test_where_delegations_lie_inside_affiliations_nothing_mixes_better(kinds, count, chance) -> None:
    people = [Person(f"p{n}", f"of {ord(d) % 3}" if d else a, d) for n, (a, d) in enumerate(kinds)]
    tables = [f"t{n}" for n in range(count)]
    best = sameness(people, balance(people, tables, {}, 1))
    assert all(best <= sameness(people, by_chance(people, tables, chance)) for _ in range(20))


@given(MANY, TABLES, st.integers(0, 5))
def test_a_hall_that_is_mixed_stays_as_it_is(kinds, count, seed) -> None:
    people, tables = people_of(kinds), [f"t{n}" for n in range(count)]
    seats = balance(people, tables, {}, seed)
    assert balance(people, tables, seats, seed) == seats


def test_who_writes_or_reports_stays_before_the_others() -> None:
    people = [Person(f"p{n}", "government") for n in range(8)]
    now = {person.key: "one" for person in people}
    for keeping in (["p6", "p7"], ["p0", "p5"]):
        seats = balance(people, ["one", "two"], now, 3, keeping)
        assert {seats[key] for key in keeping} == {"one"}
        assert Counter(seats.values()) == {"one": 4, "two": 4}


def test_people_without_affiliation_or_delegation_are_like_nobody() -> None:
    assert alike(Person("a"), Person("b")) == 0
    assert alike(Person("a", "government", "A"), Person("b", "government")) == 1
    assert alike(Person("a", "", "A"), Person("b", "government", "A")) == 2


def test_a_hall_of_five_hundred_is_seated_in_a_moment() -> None:
    chance = Random(4)
    people = [Person(f"p{n}", chance.choice("ABCDEF"), chance.choice("KLMNOPQRSTUVW ").strip()) for n in range(500)]
    seats = balance(people, [f"t{n}" for n in range(60)], {}, 1)
    guesses = [sameness(people, by_chance(people, [f"t{n}" for n in range(60)], chance)) for _ in range(20)]
    assert sameness(people, seats) < min(guesses)
