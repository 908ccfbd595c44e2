"""Square brackets in a text: what is not agreed, with who wants it, alternatives, and brackets within brackets. Pure.

``[words]`` are nobody's in particular, ``[CRI, PAN: words]`` or ``[CRI/PAN: words]`` have owners (or ``several``), and
what stands in ``[Alt 1: words / Alt 2: others]`` stands for one another. Owners are keys of the roster; whatever else
stands before a colon are words.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from app.communique.changes import Change, applied
from app.kernel.language import N_
from app.kernel.refusals import Refusal

SEVERAL: Final = "several"

DEEPEST: Final = 20
"""Within how many brackets words may stand: beyond this nobody reads them, and no reader's stack holds them."""

_OWNERS: Final = re.compile(r"\s*([\w-]+(?:\s*[,;/&]\s*[\w-]+)*)\s*:\s?")
_BETWEEN: Final = re.compile(r"[,;/&]")
# Nothing before its word that could be blanks: a long run of them would keep a reader's thread for hours.
_ALTERNATIVE: Final = re.compile(r"\bAlt \d+:\s*")
_ALONE: Final = str.maketrans("[]", "()")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket: who wants it, and what stands in it; more than one of ``alternatives`` stand for one another."""

    owners: tuple[str, ...]
    alternatives: tuple["Nodes", ...]


Nodes = tuple["str | Bracket", ...]
"""A stretch of text: words and brackets."""


def fault_of(text: str) -> int | None:
    """The place of the first bracket that has no other half; None when all have."""
    opened = []
    for place, letter in enumerate(text):
        if letter == "[":
            opened.append(place)
        elif letter == "]":
            if not opened:
                return place
            opened.pop()
    return opened[-1] if opened else None


def depth_of(text: str) -> int:
    """Within how many brackets the words stand that stand in most."""
    depth = deepest = 0
    for letter in text:
        depth += {"[": 1, "]": -1}.get(letter, 0)
        deepest = max(deepest, depth)
    return deepest


def is_sound(text: str) -> bool:
    """Whether every bracket has its other half, and none stands within more others than anybody reads."""
    return fault_of(text) is None and depth_of(text) <= DEEPEST


def require_balanced(text: str, field: str = "text") -> None:
    """Refuse a text in which a bracket has no other half: it says which; and one with brackets within too many others."""
    place = fault_of(text)
    if place is None:
        if depth_of(text) > DEEPEST:
            raise Refusal.of_field(
                field,
                "too_deep",
                N_("Brackets stand within one another more than %(limit)s deep here. Settle some of them first."),
                limit=DEEPEST,
            )
        return
    sentence = (
        N_("A bracket is opened and never closed, here: %(words)s… Close it with ].")
        if text[place] == "["
        else N_("A bracket is closed that was never opened, here: …%(words)s Open it with [.")
    )
    words = text[place : place + 30] if text[place] == "[" else text[max(place - 29, 0) : place + 1]
    raise Refusal.of_field(field, "unbalanced", sentence, words=words)


def balanced(text: str) -> str:
    """*text*, or where its brackets would be refused, with round ones: words of others are never refused for theirs."""
    return text if is_sound(text) else text.translate(_ALONE)


def owners_at(inside: str, known: Collection[str]) -> tuple[tuple[str, ...], int]:
    """Who a bracket says that it is of, where *inside* begins, and where its words begin."""
    owners: list[str] = []
    at = 0
    # Owners before owners: a bracket was put around words that had theirs.
    while found := _OWNERS.match(inside, at):
        names = [name.strip() for name in _BETWEEN.split(found[1])]
        if not all(name == SEVERAL or name in known for name in names):
            break
        owners, at = [*owners, *names], found.end()
    return tuple(dict.fromkeys(owners)), at


def parse(text: str, known: Collection[str]) -> Nodes:
    """A balanced text as words and brackets. ``known`` are the keys of the roster."""
    nodes: list[str | Bracket] = []
    place = 0
    while (start := text.find("[", place)) >= 0:
        end = _close(text, start)
        if start > place:
            nodes.append(text[place:start])
        inside = text[start + 1 : end]
        owners, after = owners_at(inside, known)
        nodes.append(Bracket(owners, tuple(parse(part, known) for part in _alternatives(inside[after:]))))
        place = end + 1
    if place < len(text):
        nodes.append(text[place:])
    return tuple(nodes)


def _close(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += {"[": 1, "]": -1}.get(text[place], 0)
        if not depth:
            return place
    raise ValueError("the text is not balanced")


def _alternatives(inside: str) -> Iterator[str]:
    """The parts of a bracket's own level; all of it when there are no alternatives."""
    depth, level = 0, []
    for letter in inside:
        depth -= letter == "]"
        level.append(depth)
        depth += letter == "["
    marks = [m for m in _ALTERNATIVE.finditer(inside) if not level[m.start()] and not level[m.end() - 1]]
    if not marks or inside[: marks[0].start()].strip() not in ("", "/"):
        yield inside
        return
    for mark, following in pairwise(marks):
        yield inside[mark.end() : following.start()].strip().removesuffix("/").strip()
    yield inside[marks[-1].end() :].strip()


def count(text: str) -> int:
    """How many brackets remain, those within others too."""
    return text.count("[")


def bracketed(words: str, owners: Collection[str] = (), other: str = "") -> str:
    """*words* in brackets, with who wants them, and *other* words as their alternative."""
    inside = f"Alt 1: {words} / Alt 2: {other}" if other else words
    return f"[{', '.join(owners)}: {inside}]" if owners else f"[{inside}]"


def _marks(text: str, known: Collection[str]) -> list[tuple[int, int]]:
    """Where owners stand."""
    found = []
    for place, letter in enumerate(text):
        if letter == "[":
            length = owners_at(text[place + 1 :], known)[1]
            if length:
                found.append((place + 1, place + 1 + length))
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """A ``text`` as everybody may read it; ``cuts`` are where names were cut out of it, and how long each was."""

    text: str
    cuts: tuple[tuple[int, int], ...]

    def place(self, at: int) -> int:
        """Where the letter *at* stands in the text with the names in it."""
        return at + sum(length for place, length in self.cuts if place <= at)


def shown_to_all(text: str, known: Collection[str]) -> Shown:
    """*text* without the names of *known* that own its brackets."""
    kept, cuts, at, gone = [], [], 0, 0
    for start, end in _marks(text, known):
        kept.append(text[at:start])
        cuts.append((start - gone, end - start))
        at, gone = end, gone + end - start
    return Shown("".join([*kept, text[at:]]), tuple(cuts))


def without_owners(text: str, known: Collection[str]) -> str:
    """*text* as everybody may read it: its brackets do not say whose they are."""
    return shown_to_all(text, known).text


def touches_owners(text: str, change: Change, known: Collection[str]) -> bool:
    """Whether *change* touches where a bracket says whose it is, or makes words say it: shown in part it would tell."""
    if any(change.start <= end and start <= change.end for start, end in _marks(text, known)):
        return True
    first, last = change.start, change.start + len(change.text)
    made = _marks(applied(text, change), known)
    return any(first <= end and start <= last and not (first < start and end <= last) for start, end in made)


def change_shown(text: str, change: Change, known: Collection[str]) -> Change:
    """*change*, which touches no owners of *text*, as one of the text that everybody may read."""
    gone = sum(end - start for start, end in _marks(text, known) if end <= change.start)
    return Change(change.start - gone, change.end - gone, without_owners(change.text, known))


def part_shown(text: str, start: int, end: int, known: Collection[str]) -> str:
    """The part of *text* between two places as everybody may read it: without any letter of the names that own brackets."""
    kept, at = [], start
    for first, last in _marks(text, known):
        if first < end and start < last:
            kept.append(text[at : max(first, at)])
            at = max(at, min(last, end))
    return "".join([*kept, text[at:end]])


def words_shown(words: str, known: Collection[str]) -> str:
    """*words* that stood somewhere, perhaps right after a bracket opened, as everybody may read them."""
    return without_owners(words[owners_at(words, known)[1] :], known)
