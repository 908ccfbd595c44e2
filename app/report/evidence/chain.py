"""The journal as lines that are chained: each line's hash covers its own words and the hash of the line before."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

START: Final = "0" * 64
"""What stands for the line before the first."""

LONGEST: Final = 4 << 20
"""Bytes of a line. No command changes so many things."""

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


class Reader:
    """Reads a chain piece by piece. ``lines`` counts those that are as they were chained; ``wrong``: the next is not."""

    def __init__(self) -> None:
        self.lines = 0
        self.wrong = False
        self._before = START
        self._rest = b""

    def take(self, some: bytes) -> None:
        """The next bytes."""
        if self.wrong:
            return
        *lines, self._rest = (self._rest + some).split(b"\n")
        for line in lines:
            if not self._follows(line):
                self.wrong = True
                return
        self.wrong = len(self._rest) > LONGEST

    def _follows(self, line: bytes) -> bool:
        words, mark, rest = line.rpartition(_HASH)
        if not mark or rest != link(self._before, words).encode() + _END:
            return False
        self._before = rest[: -len(_END)].decode()
        self.lines += 1
        return True

    def broken_at(self, head: str) -> int | None:
        """The number of the first line, from 1, that is not as it was chained; None for a whole chain that ends in *head*.

        A chain that breaks off, or goes on, is wrong at the line after its end.
        """
        whole = not self.wrong and not self._rest and self._before == head
        return None if whole else self.lines + 1
