"""Whose words are drawn on at which table, pure: tables by affiliations, as far as nobody is told apart by it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from app.synthesis.coverage import FEWEST, GroupShare, group_of


class Put(NamedTuple):
    """An answer: at which table, by its writer's affiliation; ``used`` directly or through a finding."""

    table: str
    affiliation: str
    used: bool


class Cell(NamedTuple):
    """The answers of an affiliation at a table, and how many of them are drawn on."""

    used: int
    total: int


class Row(NamedTuple):
    """A table, or a session, with its cells, one for each column, and all its answers together."""

    number: int
    cells: tuple[Cell, ...]
    all: Cell
    session: str = ""


class Spread(NamedTuple):
    """``columns`` are affiliations, the empty one all the others together; none where only tables may be told."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def spread(
    answers: Iterable[Put],
    people: Mapping[tuple[str, str], int],
    *,
    numbers: Mapping[str, int],
    privacy: str,
    among: Collection[str],
) -> Spread:
    """The answers by table and affiliation. *people* are how many sit or sat at a table for an affiliation.

    *among* are the affiliations that are told of the session as a whole. Where few people must not be told apart no other
    gets a column: beside the session's figures its sum would tell by subtraction what is left.
    """
    total, used, heads = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    spelled: dict[str, str] = {"": ""}
    for answer in answers:
        group = group_of(answer.affiliation)
        spelled.setdefault(group, answer.affiliation.strip())
        total[answer.table, group] += 1
        used[answer.table, group] += answer.used
    for (table, affiliation), count in people.items():
        heads[table, group_of(affiliation)] += count
    groups = sorted({group for _, group in total} | {group for _, group in heads})
    apart = privacy == "named"
    candidates = [group for group in groups if apart or group in among]
    told = [] if privacy == "anonymous" else _told(candidates, groups, heads, numbers, apart=apart)
    rest = [group for group in groups if group not in told]
    columns = [(group,) for group in told] + ([tuple(rest)] if rest and told else [])
    rows = []
    for table, number in sorted(numbers.items(), key=lambda pair: pair[1]):
        cells = [
            Cell(sum(used[table, group] for group in column), sum(total[table, group] for group in column))
            for column in columns
        ]
        whole = Cell(sum(used[table, group] for group in groups), sum(total[table, group] for group in groups))
        rows.append(Row(number, tuple(cells), whole))
    names = [spelled.get(column[0], column[0]) if column[0] in told else "" for column in columns]
    return Spread(tuple(names), tuple(rows))


def _told(
    candidates: list[str],
    groups: list[str],
    heads: Mapping[tuple[str, str], int],
    tables: Collection[str],
    *,
    apart: bool,
) -> list[str]:
    """The affiliations among *candidates* that have a column: the largest first.

    Where few people must not be told apart, each of them, and all the others together, is nobody at a table or at least
    :data:`FEWEST` there: the rest of a row would tell by subtraction what a column hides.
    """
    size = {group: sum(heads.get((table, group), 0) for table in tables) for group in groups}
    told = sorted((group for group in candidates if group), key=lambda group: (-size[group], group))
    if apart:
        return told

    def hides(some: Iterable[str]) -> bool:
        counts = [sum(heads.get((table, group), 0) for group in some) for table in tables]
        return all(count == 0 or count >= FEWEST for count in counts)

    told = [group for group in told if hides([group])]
    while told and not hides([group for group in groups if group not in told]):
        told.pop()
    return told


def over(sessions: Sequence[tuple[str, Iterable[GroupShare], Iterable[Cell]]]) -> Spread:
    """The answers by session and affiliation, each as (number, what it tells by affiliation, all of its tables)."""
    cells: dict[tuple[str, str], Cell] = {}
    spelled: dict[str, str] = {}
    rows = []
    for number, groups, _ in sessions:
        for share in groups:
            group = group_of(share.affiliation)
            spelled.setdefault(group, share.affiliation)
            cells[number, group] = Cell(share.used, share.total)
    sizes = {group: sum(cell.total for (_, of), cell in cells.items() if of == group) for group in spelled}
    columns = sorted(spelled, key=lambda group: (not group, -sizes[group], group))
    for number, _, tables in sessions:
        held = list(tables)
        whole = Cell(sum(cell.used for cell in held), sum(cell.total for cell in held))
        rows.append(Row(0, tuple(cells.get((number, group), Cell(0, 0)) for group in columns), whole, number))
    return Spread(tuple(spelled[group] for group in columns), tuple(rows))
