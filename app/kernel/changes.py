"""Changes of a text: which compete, how one is carried over others, and two people's changes brought together."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final, NamedTuple

WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
"""Words and the blanks between them, each for itself."""

SPACED: Final = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")
"""Words with the blanks behind them: half as many to compare."""


class Change(NamedTuple):
    """``text`` in the place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str

    @property
    def growth(self) -> int:
        """By how much the text becomes longer."""
        return len(self.text) - (self.end - self.start)


def applied(text: str, change: Change) -> str:
    """*text* with *change* made."""
    return text[: change.start] + change.text + text[change.end :]


def compete(one: Change, other: Change) -> bool:
    """Whether both change the same words, or words that touch: then which comes first would make another text."""
    return one.start <= other.end and other.start <= one.end


def carried(change: Change, made: Iterable[Change]) -> Change | None:
    """*change* as it is after all of *made*, which were written to the same text; None when one of them competes."""
    shift = 0
    for by in made:
        if compete(change, by):
            return None
        if by.end < change.start:
            shift += by.growth
    return change._replace(start=change.start + shift, end=change.end + shift)


def hunks(before: str, after: str, words: re.Pattern[str] = WORDS) -> list[Change]:
    """The changes, word by word, that make *after* of *before*."""
    old, new = words.findall(before), words.findall(after)
    starts = [0]
    for word in old:
        starts.append(starts[-1] + len(word))
    return [
        Change(starts[a], starts[b], "".join(new[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]


def together(base: str, one: str, other: str) -> str | None:
    """The text with what two people made of *base*; None when their changes meet.

    Between what one changed and what the other did a word must stand that both left: neighbouring words belong together,
    and two who change them hardly mean the sentence that would come of it. What both changed alike is changed once.
    """
    ours, theirs = hunks(base, one, SPACED), hunks(base, other, SPACED)
    for mine in (change for change in ours if change not in theirs):
        for yours in (change for change in theirs if change not in ours):
            first, second = sorted((mine, yours))
            if not re.search(r"\w", base[first.end : second.start]):
                return None
    text = base
    for change in sorted({*ours, *theirs}, reverse=True):
        text = applied(text, change)
    return text
