"""Coverage: what no key finding draws on yet, by table and by affiliation, and nobody told apart by it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.synthesis.coverage import FEWEST, Coverage, Said, Written, coverage

NUMBERS = {"t1": 1, "t2": 2, "t3": 3}


def of(findings: list[Written], answers: list[Said] = [], people: dict[str, int] = {}, **options: Any) -> Coverage:  # noqa: B006
    return coverage(findings, answers, numbers=NUMBERS, people=people, **{"privacy": "named", **options})


def test_every_table_has_its_line_and_what_waits_is_named() -> None:
    found = of(
        [
            Written("a", "t1", used=True, aside=True),
            Written("b", "t1", used=False, aside=False),
            Written("c", "t2", used=False, aside=True),
        ]
    )
    assert (found.used, found.total, found.aside, found.waiting) == (1, 3, 1, ("b",))
    assert [(t.number, t.used, t.total, t.aside) for t in found.tables] == [(1, 1, 2, 0), (2, 0, 1, 1), (3, 0, 0, 0)]


def test_who_is_drawn_on_less_than_half_as_much_as_all_is_under_represented() -> None:
    findings = [Written(f"a{n}", "t1", used=n < 3, aside=False) for n in range(4)]
    findings += [Written(f"b{n}", "t2", used=False, aside=False) for n in range(2)]
    findings += [Written("c", "t3", used=False, aside=False)]
    assert [t.thin for t in of(findings).tables] == [False, True, False]
    assert not any(t.thin for t in of([f._replace(used=False) for f in findings]).tables)


def test_affiliations_are_one_however_they_are_spelled() -> None:
    answers = [Said("Government", used=True), Said(" government ", used=False), Said("", used=False)]
    groups = of([], answers, {"Government": 1, "government": 1, "": 1}).groups
    assert [(g.affiliation, g.used, g.total) for g in groups] == [("Government", 1, 2), ("", 0, 1)]


def test_in_a_by_table_forum_few_people_join_the_next_group_so_that_subtraction_tells_nothing() -> None:
    answers = [Said(name, used=False) for name in ("A", "B", "C")]
    people = {"A": 5, "B": 4, "C": 1}
    assert [g.affiliation for g in of([], answers, people, privacy="by_table").groups] == ["A", ""]
    assert [g.affiliation for g in of([], answers, people, privacy="named").groups] == ["A", "B", "C"]
    assert of([], answers, {"A": 2, "B": 1, "C": 1}, privacy="by_table").groups == ()
    assert of([], answers, people, privacy="anonymous").groups == ()


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(st.integers(0, 6), st.integers(1, 4)), max_size=6))
def test_no_group_that_is_told_has_fewer_than_three_people(groups: dict[str, tuple[int, int]]) -> None:
    answers = [Said(name, used=False) for name, (_, count) in groups.items() for _ in range(count)]
    people = {name: count for name, (count, _) in groups.items()}
    told = of([], answers, people, privacy="by_table").groups
    named = {g.affiliation for g in told if g.affiliation}
    assert all(people[name] >= FEWEST for name in named)
    rest = set(groups) - named
    if told and rest:
        assert sum(people[name] for name in rest) >= FEWEST
    assert not told or sum(g.total for g in told) == len(answers)
