"""Affiliations as people wrote them, and the organizer's names for them: *Gobierno* and *Government* are one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from app.report.model import Share


class Affiliations:
    """*known* are the organizer's, each a text by language; the key of one is its name in the forum's first language."""

    def __init__(self, known: Iterable[Mapping[str, str]], languages: Sequence[str]) -> None:
        self._keys: dict[str, str] = {}
        self.names: dict[str, Mapping[str, str]] = {}
        for texts in known:
            key = next((texts[language] for language in languages if texts.get(language)), "")
            key = key or next(iter(texts.values()), "")
            self.names[key] = dict(texts)
            for text in texts.values():
                self._keys.setdefault(_folded(text), key)

    def key(self, written: str) -> str:
        """The key of an affiliation as somebody wrote it; else the first of its spellings."""
        return self._keys.setdefault(_folded(written), " ".join(written.split())) if written.strip() else ""

    def shares(self, counts: Mapping[str, int]) -> tuple[Share, ...]:
        """*counts* of people by what they wrote, as shares by key, the most people first."""
        people: Counter[str] = Counter()
        for written, count in sorted(counts.items()):
            people[self.key(written)] += count
        return tuple(Share(key, count) for key, count in sorted(people.items(), key=lambda one: (-one[1], one[0])))


def _folded(written: str) -> str:
    return " ".join(written.split()).casefold()
