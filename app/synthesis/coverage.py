"""Coverage, pure: what no key finding draws on yet, by table and by affiliation."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

FEWEST: Final = 3
"""In a ``by_table`` forum no group of fewer people is told apart (Chatham House)."""

THIN: Final = 0.5
"""Who is drawn on less than half as much as all together is under-represented."""


class Written(NamedTuple):
    """A finding: at which table, drawn on by a key finding or not, set aside or not. Drawn on counts first."""

    id: str
    table: str
    used: bool
    aside: bool


class Said(NamedTuple):
    """An answer, by its writer's affiliation; ``used`` directly or through a finding."""

    affiliation: str
    used: bool


class TableShare(NamedTuple):
    """A table's findings."""

    table: str
    number: int
    used: int
    total: int
    aside: int
    thin: bool


class GroupShare(NamedTuple):
    """An affiliation's answers; the empty affiliation is all the others together."""

    affiliation: str
    used: int
    total: int
    thin: bool


class Coverage(NamedTuple):
    """What key findings draw on. ``waiting`` are the findings that none draws on and nobody set aside."""

    used: int
    total: int
    aside: int
    tables: tuple[TableShare, ...]
    groups: tuple[GroupShare, ...]
    waiting: tuple[str, ...]


def coverage(
    findings: Sequence[Written],
    answers: Iterable[Said],
    *,
    numbers: Mapping[str, int],
    people: Mapping[str, int],
    privacy: str,
) -> Coverage:
    """The coverage of an item. *numbers* are all its tables, *people* how many of each affiliation sit or sat there."""
    used = sum(f.used for f in findings)
    return Coverage(
        used=used,
        total=len(findings),
        aside=sum(f.aside and not f.used for f in findings),
        tables=_by_table(findings, numbers),
        groups=() if privacy == "anonymous" else _by_affiliation(list(answers), people, apart=privacy == "named"),
        waiting=tuple(f.id for f in findings if not f.used and not f.aside),
    )


def _by_table(findings: Sequence[Written], numbers: Mapping[str, int]) -> tuple[TableShare, ...]:
    all_used = sum(f.used for f in findings)
    shares = []
    for table, number in sorted(numbers.items(), key=lambda pair: pair[1]):
        own = [f for f in findings if f.table == table]
        used, aside = sum(f.used for f in own), sum(f.aside and not f.used for f in own)
        thin = _is_thin(used, len(own), all_used, len(findings))
        shares.append(TableShare(table, number, used, len(own), aside, thin))
    return tuple(shares)


def _by_affiliation(answers: Sequence[Said], people: Mapping[str, int], *, apart: bool) -> tuple[GroupShare, ...]:
    total, used, heads = Counter[str](), Counter[str](), Counter[str]()
    spelled: dict[str, str] = {}
    for affiliation, count in people.items():
        heads[group_of(affiliation)] += count
    for answer in answers:
        group = group_of(answer.affiliation)
        spelled.setdefault(group, answer.affiliation.strip())
        total[group] += 1
        used[group] += answer.used
    groups = sorted(total, key=lambda group: (-heads[group], group))
    told = [group for group in groups if group and (apart or heads[group] >= FEWEST)]
    rest = [group for group in groups if group not in told]
    # Few people gathered as "others" would be told apart all the same, by subtraction: the next smallest group joins them.
    while rest and told and not apart and sum(heads[group] for group in rest) < FEWEST:
        rest.append(told.pop())
    if not told:
        return ()
    shares = [(spelled[group], used[group], total[group]) for group in told]
    if rest:
        shares.append(("", sum(used[group] for group in rest), sum(total[group] for group in rest)))
    all_used, all_said = sum(used.values()), sum(total.values())
    return tuple(GroupShare(name, u, t, _is_thin(u, t, all_used, all_said)) for name, u, t in shares)


def group_of(affiliation: str) -> str:
    """What is one affiliation, however it is spelled."""
    return " ".join(affiliation.split()).casefold()


def _is_thin(used: int, total: int, all_used: int, of_all: int) -> bool:
    """Fewer than two words of anybody are no pattern, and before anything is used nobody is left out."""
    return total > 1 and all_used > 0 and used / total < THIN * all_used / of_all
