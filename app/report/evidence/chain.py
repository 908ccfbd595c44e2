"""The journal as lines that are chained: each line's hash covers its own words and the hash of the line before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

START: Final = "0" * 64
"""What stands for the line before the first."""

_HASH: Final = b',"hash":"'
_END: Final = b'"}'


def chained(documents: Iterable[dict[str, Any]]) -> Iterator[tuple[bytes, str]]:
    """Each of *documents* as its line and the line's hash. A line is JSON whose last key is ``hash``."""
    before = START
    for document in documents:
        words = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
        before = link(before, words)
        yield words + _HASH + before.encode() + _END, before


def link(before: str, words: bytes) -> str:
    """A line's hash: the SHA-256 of the hash before it, a line feed, and the line up to its own hash, in hexadecimal."""
    return hashlib.sha256(before.encode() + b"\n" + words).hexdigest()


def broken_at(lines: bytes, expected: str) -> int | None:
    """The number of the first line, from 1, that is not as it was chained; None for a whole chain that ends in *expected*.

    A chain that breaks off, or goes on, is wrong at the line after its end.
    """
    before, number = START, 0
    for number, line in enumerate(lines.split(b"\n")[:-1], 1):
        words, mark, rest = line.rpartition(_HASH)
        if not mark or rest != link(before, words).encode() + _END:
            return number
        before = rest[: -len(_END)].decode()
    return None if before == expected and (lines.endswith(b"\n") or not lines) else number + 1
