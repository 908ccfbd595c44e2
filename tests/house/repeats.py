"""Finds runs of lines that stand twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

LIMIT = 10


def repeats(files: Iterable[tuple[str, str]], limit: int = LIMIT) -> Iterator[str]:
    """Each pair of places that share a run of more than *limit* lines. Blank lines and indentation do not count."""
    lines = {
        name: [(number, stripped) for number, line in enumerate(text.splitlines(), 1) if (stripped := line.strip())]
        for name, text in files
    }
    windows: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for name, kept in lines.items():
        for start in range(len(kept) - limit):
            windows[tuple(line for _, line in kept[start : start + limit + 1])].append((name, start))
    seen: set[tuple[str, int, str, int]] = set()
    for places in windows.values():
        name, start = places[0]
        for other, begin in places[1:]:
            if other == name and begin - start <= limit:
                continue  # a run that overlaps itself
            seen.add((name, start, other, begin))
            if (name, start - 1, other, begin - 1) not in seen:
                yield f"{name}:{lines[name][start][0]} and {other}:{lines[other][begin][0]}"
