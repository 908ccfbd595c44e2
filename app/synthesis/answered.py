"""What was said to each entry of a framework, pure: never answered is another thing than answered and not drawn on."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from app.sources.rules import Thing


class Count(NamedTuple):
    """How much was said to a reference, and how much of that is drawn on."""

    said: int
    used: int

    @property
    def state(self) -> str:
        """``unanswered`` · ``not_drawn_on`` · ``drawn_on``."""
        return "unanswered" if not self.said else "drawn_on" if self.used else "not_drawn_on"


def answered(own: Iterable[str], words: Mapping[Thing, Collection[str]], used: Collection[Thing]) -> dict[str, Count]:
    """Of every reference that a session touches or that its *words* serve: what was said, and what of it is *used*."""
    said, drawn = dict.fromkeys(own, 0), dict.fromkeys(own, 0)
    for thing, keys in words.items():
        for key in keys:
            said[key] = said.get(key, 0) + 1
            drawn[key] = drawn.get(key, 0) + (thing in used)
    return {key: Count(said[key], drawn[key]) for key in said}


def altogether(sessions: Iterable[Mapping[str, Count]]) -> dict[str, Count]:
    """The same of several sessions together."""
    total: dict[str, Count] = {}
    for session in sessions:
        for key, count in session.items():
            before = total.get(key, Count(0, 0))
            total[key] = Count(before.said + count.said, before.used + count.used)
    return total
