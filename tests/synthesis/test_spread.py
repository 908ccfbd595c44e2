"""The matrix of tables and affiliations, and what a session leaves out: nobody is told apart who must not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.commands import ChangeMe
from app.programme.queries import item_of
from app.synthesis.commands.notes import PutAside
from app.synthesis.coverage import FEWEST, GroupShare, Said, coverage, group_of
from app.synthesis.left_out import everywhere, left_out
from app.synthesis.spread import Cell, Put, over, spread
from app.wiring import registered
from tests.findings.cafe import like
from tests.forums import SmallForum
from tests.synthesis.desk import open_bench

REGISTRY = registered()[0]
NUMBERS = {"t1": 1, "t2": 2}
ALL = ("a", "b", "c", "ngo")


def test_in_a_named_forum_every_affiliation_has_its_column_and_who_said_none_are_the_others() -> None:
    answers = [Put("t1", "NGO", used=True), Put("t1", "ngo ", used=False), Put("t2", "", used=False)]
    found = spread(answers, {("t1", "NGO"): 1, ("t2", ""): 1}, numbers=NUMBERS, privacy="named", among=())
    assert found.columns == ("NGO", "")
    assert [(row.number, row.cells, row.all) for row in found.rows] == [
        (1, (Cell(1, 2), Cell(0, 0)), Cell(1, 2)),
        (2, (Cell(0, 0), Cell(0, 1)), Cell(0, 1)),
    ]


def test_in_an_anonymous_forum_only_tables_are_told() -> None:
    found = spread([Put("t1", "NGO", used=True)], {("t1", "NGO"): 9}, numbers=NUMBERS, privacy="anonymous", among=ALL)
    assert found.columns == ()
    assert [row.all for row in found.rows] == [Cell(1, 1), Cell(0, 0)]


def test_an_affiliation_with_two_people_at_one_table_is_not_broken_down_at_all() -> None:
    answers = [Put("t1", "A", used=True), Put("t2", "A", used=False), Put("t1", "B", used=False)]
    people = {("t1", "A"): 4, ("t2", "A"): 2, ("t1", "B"): 3, ("t2", "C"): 1}
    found = spread(answers, people, numbers=NUMBERS, privacy="by_table", among=ALL)
    assert found.columns == ("B", "")
    assert [row.cells for row in found.rows] == [(Cell(0, 1), Cell(1, 1)), (Cell(0, 0), Cell(0, 1))]
    # One person more than the others, and the rest of that row would be one person: nothing is broken down.
    found = spread(answers, {("t1", "B"): 3, ("t1", "C"): 1}, numbers=NUMBERS, privacy="by_table", among=ALL)
    assert found.columns == ()


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["t1", "t2", "t3"]), st.sampled_from(["A", "B", "C", ""])), st.integers(0, 6)
    )
)
def test_whoever_subtracts_whatever_finds_no_group_of_few(people: dict[tuple[str, str], int]) -> None:
    numbers = {"t1": 1, "t2": 2, "t3": 3}
    answers = [Put(table, name, used=False) for (table, name), count in people.items() for _ in range(count)]
    found = spread(answers, people, numbers=numbers, privacy="by_table", among=ALL)
    for row in found.rows:
        # Everybody wrote one answer: a cell's answers are its people.
        assert all(cell.total == 0 or cell.total >= FEWEST for cell in row.cells)
        assert not row.cells or sum(cell.total for cell in row.cells) == row.all.total


PEOPLE = st.dictionaries(
    st.tuples(st.sampled_from(["t1", "t2", "t3"]), st.sampled_from(["A", "B", "C", "X", ""])), st.integers(0, 6)
)


@given(PEOPLE)
def test_nor_does_whoever_holds_the_matrix_beside_the_figures_of_the_session(
    people: dict[tuple[str, str], int],
) -> None:
    heads: dict[str, int] = {}
    for (_, name), count in people.items():
        heads[name] = heads.get(name, 0) + count
    numbers = {"t1": 1, "t2": 2, "t3": 3}
    said = [Said(name, used=False) for name, count in heads.items() for _ in range(count)]
    put = [Put(table, name, used=False) for (table, name), count in people.items() for _ in range(count)]
    groups = coverage([], said, numbers=numbers, people=heads, privacy="by_table").groups
    told = frozenset(group_of(group.affiliation) for group in groups)
    columns = spread(put, people, numbers=numbers, privacy="by_table", among=told).columns
    # What is left when all that is told anywhere by name is taken away: everybody wrote one answer.
    left = sum(heads.values()) - sum(
        heads.get(name, 0) for name in heads if name and (group_of(name) in told or name in columns)
    )
    assert not (told | set(columns)) - {""} or left == 0 or left >= FEWEST


def test_the_sessions_of_a_forum_stand_beside_each_other_with_what_each_of_them_tells() -> None:
    found = over(
        [
            ("2a", [GroupShare("NGO", 1, 4, thin=False), GroupShare("", 0, 3, thin=False)], [Cell(1, 5), Cell(0, 2)]),
            ("2b", [GroupShare("ngo", 2, 2, thin=False), GroupShare("Academia", 0, 3, thin=True)], [Cell(2, 5)]),
        ]
    )
    assert found.columns == ("NGO", "Academia", "")
    assert [(row.session, row.cells, row.all) for row in found.rows] == [
        ("2a", (Cell(1, 4), Cell(0, 0), Cell(0, 3)), Cell(1, 7)),
        ("2b", (Cell(2, 2), Cell(0, 3), Cell(0, 0)), Cell(2, 5)),
    ]


@pytest.mark.parametrize(("privacy", "by"), [("named", "Rita"), ("by_table", ""), ("anonymous", "")])
async def test_a_session_says_what_is_not_drawn_on_what_was_set_aside_by_whom_and_why_and_what_one_table_says(
    forum: SmallForum, privacy: str, by: str
) -> None:
    bench = await open_bench(like(forum, privacy=privacy))
    forum = bench.forum
    if privacy == "named":
        await forum.run(ChangeMe("Rita", ""), bench.ana)
    answer = await bench.answer(1)
    used, waits, aside = [await bench.reported(table, f"Said at {table}") for table in (1, 2, 3)]
    quiet = await bench.note("In confidence")
    cited = await bench.finding(1, "Cited", answer)
    await bench.key("One table's point", ("finding", used), ("finding", cited))
    await forum.run(PutAside("finding", aside, "Another session's"), bench.ana)
    await forum.run(PutAside("note", quiet), bench.ana)
    assert bench.ana is not None
    found = await forum.readers.run(
        lambda session: left_out(REGISTRY, session, bench.ana, item_of(session, forum.id, "2a"))
    )
    assert [(one.finding.id, one.table) for one in found.waiting] == [(waits, 2)]
    assert [(one.id, one.thing.text, one.by, one.reason) for one in found.aside] == [
        (aside, "Said at 3", by, "Another session's"),
        (quiet, "In confidence", by, ""),
    ]
    assert [(one.texts, one.table) for one in found.single] == [({"en": "One table's point"}, 1)]
    assert [row.all for row in found.spread.rows] == [Cell(1, 1), Cell(0, 0), Cell(0, 0)]
    # A note's words are its author's and the rapporteurs': the desk reads only that something was said. A draft is private.
    desk = await forum.readers.run(
        lambda session: left_out(REGISTRY, session, bench.desk, item_of(session, forum.id, "2a"))
    )
    assert [(one.thing.readable) for one in desk.aside] == [True, False]
    assert desk.single == ()
    everything = await forum.holder("rapporteur")
    whole = await forum.readers.run(lambda session: everywhere(REGISTRY, session, everything))
    assert [one.item.number for one in whole.sessions] == ["2a", "2b"]
    own = await forum.readers.run(lambda s: everywhere(REGISTRY, s, bench.desk))
    assert [one.item.number for one in own.sessions] == ["2a"]
