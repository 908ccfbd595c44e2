"""Counts a PDF's pages, in a process of its own.

``python -m app.stage.slides.counting FILE`` prints one line: a number, ``locked`` or ``broken``.
"""

import sys
from typing import Any, Final

from app.store.bounded import tell

ENOUGH: Final = 10_000
"""Nobody needs to know how many more."""


def pages_of(file: str) -> int | str:
    """How many pages the tree of *file* really has, whatever it says of itself; ``locked`` or ``broken``."""
    from pypdf import PdfReader

    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        return "locked"
    root: Any = reader.trailer["/Root"]
    return _leaves(root["/Pages"])


def _leaves(tree: Any) -> int:
    """Pages are the leaves. A tree that comes back to itself is walked once."""
    found, waiting, seen = 0, [tree], set[tuple[int, int]]()
    while waiting and found < ENOUGH:
        node = waiting.pop()
        place = getattr(node, "idnum", None), getattr(node, "generation", None)
        if place[0] is not None:
            if place in seen:
                continue
            seen.add((int(place[0]), int(place[1] or 0)))
        held = node.get_object()
        if "/Kids" in held:
            waiting += list(held["/Kids"])
        elif held.get("/Type") == "/Page":
            found += 1
    return found


if __name__ == "__main__":
    tell(pages_of, sys.argv[1])
