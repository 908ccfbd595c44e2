"""What amendments do with a text: where their words stand, what each means, and how they are shown. Pure."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.kernel.changes import Change, applied, carried, compete, hunks

__all__ = [
    "KINDS",
    "NEW",
    "NOWHERE",
    "Change",
    "Piece",
    "applied",
    "carried",
    "compete",
    "excerpt",
    "hunks",
    "meant",
    "pieces",
    "places",
    "union",
]

NEW: Final = "paragraph"
"""The kind of an amendment that proposes a paragraph of its own, right after the one at which it is filed."""

NOWHERE: Final = (-1, -1)
"""Its place in that paragraph's text: it has none, and nothing that is changed there touches it."""

KINDS: Final = ("replace", "insert", "delete", "bracket", NEW)
"""What an amendment does with the words that it quotes: other words for them, words after them, away with them, or
brackets around them."""

_CLOSING: Final = ",.;:)]?!…"


def places(text: str, quote: str) -> list[tuple[int, int]]:
    """Where *quote* stands in *text*; a line broken otherwise is the same words."""
    words = quote.split()
    if not words:
        return []
    wanted = re.compile(r"\s+".join(re.escape(word) for word in words))
    return [found.span() for found in wanted.finditer(text)]


def meant(kind: str, text: str, span: tuple[int, int], words: str) -> Change:
    """The change of *text* that an amendment of *kind* to *span* means, with the spaces that its *words* need."""
    start, end = span
    if kind == "delete":
        before, after = text[:start], text[end:]
        if after.startswith(" ") and (not before or before[-1].isspace()):
            end += 1
        elif before.endswith(" ") and (not after or after[0] in _CLOSING):
            start -= 1
        return Change(start, end, "")
    if kind in ("replace", "bracket"):
        return Change(start, end, words)
    before, after = text[:end], text[end:]
    if before and not before[-1].isspace() and words[:1] not in _CLOSING:
        words = f" {words}"
    if after and not after[0].isspace() and after[0] not in _CLOSING:
        words = f"{words} "
    return Change(end, end, words)


def union(text: str, one: Change, other: Change) -> tuple[int, int]:
    """All that two changes would change, without the blanks around it."""
    start, end = min(one.start, other.start), max(one.end, other.end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


class Piece(NamedTuple):
    """A stretch of a text: ``same``, ``deleted`` or ``inserted``."""

    kind: str
    text: str


def pieces(text: str, made: Sequence[Change]) -> list[Piece]:
    """*text* with *made* shown as changes; of those that compete the first is shown."""
    shown: list[Change] = []
    for change in made:
        if not any(compete(change, other) for other in shown):
            shown.append(change)
    found: list[Piece] = []
    at = 0
    for change in sorted(shown):
        found += [
            Piece("same", text[at : change.start]),
            Piece("deleted", text[change.start : change.end]),
            Piece("inserted", change.text),
        ]
        at = change.end
    found.append(Piece("same", text[at:]))
    return [piece for piece in found if piece.text]


_AROUND: Final = 60


def excerpt(text: str, change: Change) -> list[Piece]:
    """One change with the words around it."""
    start, end = max(change.start - _AROUND, 0), min(change.end + _AROUND, len(text))
    if start:
        start = text.find(" ", start, change.start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", change.end, end), change.end) if " " in text[change.end : end] else end
    inside = Change(change.start - start, change.end - start, change.text)
    found = pieces(text[start:end], [inside])
    return [
        *([Piece("same", "…")] if start else []),
        *found,
        *([Piece("same", "…")] if end < len(text) else []),
    ]
