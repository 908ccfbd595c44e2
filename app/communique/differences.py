"""Two versions of a text told apart as a reader would: changed words where most stayed, and one text struck for another
where little did. Pure.

Word by word, two sentences that say other things share their *the* and *of*, and what is shown is confetti. So:

1. What stayed between two changes belongs to them where it is no longer than either (of the words struck or inserted there,
   the longer), and where together they strike and insert. Words that only came, or only went, are shown each for itself.
2. Where less than ``LIKE`` of the shorter text is left standing then, the whole old text is struck and the whole new one
   inserted.

Lengths are counted in letters; blanks do not count.
"""

from typing import Final

from app.kernel.changes import Change, hunks

LIKE: Final = 1 / 3
"""How much of the shorter of two versions must stay for the one to be shown as changes of the other."""


def differences(before: str, after: str) -> list[Change]:
    """The changes that make *after* of *before*, as they are shown."""
    if before == after:
        return []
    shown: list[Change] = []
    for change in hunks(before, after):
        shown.append(change)
        while len(shown) > 1 and _belong(before, *shown[-2:]):
            second, first = shown.pop(), shown.pop()
            between = before[first.end : second.start]
            shown.append(Change(first.start, second.end, first.text + between + second.text))
    struck = sum(_letters(before[change.start : change.end]) for change in shown)
    stayed = _letters(before) - struck
    if stayed < LIKE * min(_letters(before), _letters(after)):
        return [Change(0, len(before), after)]
    return shown


def _belong(before: str, first: Change, second: Change) -> bool:
    """Whether what stayed between two changes is no more than a scrap of what was written anew there."""
    parts = [(_letters(before[change.start : change.end]), _letters(change.text)) for change in (first, second)]
    both_ways = any(struck for struck, _ in parts) and any(came for _, came in parts)
    return both_ways and _letters(before[first.end : second.start]) <= min(max(part) for part in parts)


def _letters(text: str) -> int:
    return sum(not letter.isspace() for letter in text)
