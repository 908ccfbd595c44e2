"""The order of a text's paragraphs at a moment, and what became of it by another: who moved, came and went. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from app.communique.rules import SECTIONS

_SECTION: Final = {name: place for place, name in enumerate(SECTIONS)}


class Place(NamedTuple):
    """Where a paragraph stands: the ``number`` counts those of its ``section``."""

    section: str
    number: int


def numbered(found: Iterable[tuple[str, str, str, int]]) -> dict[str, Place]:
    """The places of paragraphs, in order, from (id, section, rank, when it was first written)."""
    order = sorted(found, key=lambda one: (_SECTION[one[1]], one[2].encode(), one[3], one[0]))
    counted = dict.fromkeys(SECTIONS, 0)
    places = {}
    for id_, section, _, _ in order:
        counted[section] += 1
        places[id_] = Place(section, counted[section])
    return places


def moved(before: Mapping[str, Place], after: Mapping[str, Place]) -> frozenset[str]:
    """Who stands elsewhere among those of both: as few as can be, so that who merely stepped aside did not move."""
    both = [id_ for id_ in after if id_ in before]
    stayed = [id_ for id_ in both if before[id_].section == after[id_].section]
    place = {id_: n for n, id_ in enumerate(before)}
    return frozenset(both) - {stayed[n] for n in _longest_rising([place[id_] for id_ in stayed])}


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Where a longest run of *numbers* that only rises stands."""
    ends: list[int] = []
    tails: list[int] = []
    behind: list[int] = []
    for n, number in enumerate(numbers):
        at = bisect_left(tails, number)
        behind.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [n]
    found = []
    n = ends[-1] if ends else -1
    while n >= 0:
        found.append(n)
        n = behind[n]
    return found[::-1]


class Line(NamedTuple):
    """A paragraph in a text that is read beside an earlier one; ``left``: it stood here, and stands elsewhere by now."""

    section: str
    id: str
    left: bool = False


def merged(before: Mapping[str, Place], after: Mapping[str, Place]) -> list[Line]:
    """Both orders in one: the later one, with who is gone or moved away where they stood, behind who stood before them."""
    went = moved(before, after)
    lines = [Line(place.section, id_) for id_, place in after.items()]
    for section in SECTIONS:
        at = next((n for n, line in enumerate(lines) if _SECTION[line.section] >= _SECTION[section]), len(lines))
        for id_, place in before.items():
            if place.section != section:
                continue
            stays = id_ in after and id_ not in went
            if stays:
                at = lines.index(Line(section, id_)) + 1
            else:
                lines.insert(at, Line(section, id_, left=id_ in after))
                at += 1
    return lines
