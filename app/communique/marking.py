"""A text as a wall shows it: what is struck out, what comes in its place, and brackets with number and depth. Pure.

A text may be shown while it is typed, so a bracket may have no other half yet.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, NamedTuple

from app.communique.brackets import owners_at
from app.communique.changes import Piece, pieces
from app.communique.differences import differences

_MARK: Final = re.compile(r"\[|\]|(?:(?<=\[)|(?<=: )|\s*/)\s*\bAlt (\d+):\s*")

_NAME: Final = re.compile(r"\s*([\w-]+)(\s*[,;/&])?")


class Token(NamedTuple):
    """Words, or a ``mark``: ``open`` or ``close`` of the bracket ``number`` within ``depth`` - 1 others, whose ``owners``
    where they are told, or ``alt`` with the alternative's number as its text.
    """

    mark: str
    text: str
    number: int = 0
    depth: int = 0


class Run(NamedTuple):
    """A stretch of one kind: ``same``, ``deleted`` or ``inserted``."""

    kind: str
    tokens: tuple[Token, ...]


def marked(found: Iterable[Piece], known: Collection[str] = ()) -> tuple[Run, ...]:
    """*found* with their brackets. What is struck out counts no brackets, for they are going away."""
    standing: list[int] = []
    count = 0
    runs = []
    for piece in closer(list(found)):
        gone = piece.kind == "deleted"
        open_ = list(standing) if gone else standing
        tokens: list[Token] = []
        for token in _tokens(piece.text, known, bool(open_)):
            if token.mark == "open":
                count += not gone
                open_.append(0 if gone else count)
            number = open_[-1] if open_ and token.mark in ("open", "close") else 0
            tokens.append(token._replace(number=number, depth=len(open_)))
            if token.mark == "close" and open_:
                open_.pop()
        runs.append(Run(piece.kind, tuple(tokens)))
    return tuple(runs)


def plain(text: str) -> tuple[Piece, ...]:
    """A text to which nothing is proposed."""
    return (Piece("same", text),)


def typed(saved: str, text: str) -> tuple[Piece, ...]:
    """What is being typed, shown as changes of what was saved."""
    return tuple(pieces(saved, differences(saved, text))) if text != saved else plain(text)


def closer(found: Sequence[Piece]) -> list[Piece]:
    """The same with no more struck out than is needed: words that come again, as into brackets, only stand."""
    shown: list[Piece] = []
    for piece in found:
        before = shown[-1] if shown else None
        if before is not None and (before.kind, piece.kind) == ("deleted", "inserted"):
            small = differences(before.text, piece.text)
            kept = len(before.text) - sum(change.end - change.start for change in small)
            if 2 * kept >= len(before.text):
                shown[-1:] = pieces(before.text, small)
                continue
        # A blank at an edge is neither underlined nor struck out.
        words = piece.text.strip() if piece.kind == "inserted" else piece.text
        start = piece.text.find(words)
        parts = (("same", piece.text[:start]), (piece.kind, words), ("same", piece.text[start + len(words) :]))
        shown += [Piece(kind, text) for kind, text in parts if text]
    return shown


def _tokens(text: str, known: Collection[str], inside: bool) -> Iterable[Token]:
    place, depth = 0, int(inside)
    while place < len(text):
        found = _MARK.search(text, place)
        while found is not None and found[1] is not None and not depth + text.count("[", place, found.start()):
            found = _MARK.search(text, found.end())
        end = found.start() if found else len(text)
        if end > place:
            yield Token("", text[place:end])
        if found is None:
            return
        place = found.end()
        if found[1] is not None:
            yield Token("alt", found[1])
        elif found[0] == "]":
            depth = max(depth - 1, 0)
            yield Token("close", "]")
        else:
            depth += 1
            yield Token("open", "[")
            names, after = owners_at(text[place:], known)
            if names:
                yield Token("owners", ", ".join(names))
                place += after


def marked_data(runs: Iterable[Run]) -> list[dict[str, Any]]:
    """Runs as a card's data has them."""
    return [{"kind": run.kind, "tokens": [token._asdict() for token in run.tokens]} for run in runs]


def masked(text: str, known: Collection[str]) -> str:
    """*text* without names that still are being typed after a bracket opens: whose it is to be is nobody's to read."""
    head, *rest = text.split("[")
    return "[".join([head, *(_unnamed(part, known) for part in rest)])


def _unnamed(inside: str, known: Collection[str]) -> str:
    while found := _NAME.match(inside):
        word = found[1]
        whole = max((key for key in known if word.startswith(key)), key=len, default="")
        if not whole and not any(key.startswith(word) for key in known):
            return inside
        inside = inside[found.start(1) + len(whole or word) :]
        if word != whole or not found[2]:
            return inside
        inside = inside.lstrip(" ,;/&")
    return inside
