"""Findings that look alike: a hint for the rapporteur's eye. Nothing is ever merged by it.

Words are compared by their stems, without the words that every sentence has, in Spanish and in English. Two findings in
two languages are never hinted: their stems do not meet, and a guess would be worse than silence.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final, NamedTuple

import snowballstemmer
from rapidfuzz import fuzz

THRESHOLD: Final = 68.0
"""Of 100. Below it pairs of the reference forum that a person would call different begin to appear."""

FEWEST_WORDS: Final = 3
"""A sentence with fewer telling words than this looks like too many others."""

_STEMMERS: Final = {"es": "spanish", "en": "english", "fr": "french", "pt": "portuguese"}
_WORD: Final = re.compile(r"[^\W\d_]+")

_SMALL_WORDS: Final = {
    "es": (
        "a al algo ante antes aquí así aun aunque bajo bien cada casi como con contra cual cuando de del desde donde dos el "
        "él ella ellas ellos en entre era es esa ese eso esta está están este esto estos esta estas fue ha hace han hasta "
        "hay la las le les lo los más me mi mientras muy nada ni no nos nosotros o para pero poco por porque puede pueden "
        "que qué quien se sea sean ser si sí sido sin sobre son su sus también tan tanto te tiene tienen todo todos tu un "
        "una uno unos unas y ya deben debe hacer"
    ),
    "en": (
        "a about all also am an and any are as at be been but by can could do does each for from had has have he her his "
        "how i if in into is it its may more most must no not of on one only or other our out over own shall she should so "
        "some such than that the their them then there these they this those to too under up was we were what when where "
        "which while who will with would you your need needs"
    ),
}
_FILLERS: Final = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
"""The words that say which language a sentence is in, and nothing about what it says."""


class Likeness(NamedTuple):
    """Two things that look alike, and how much, of 100."""

    one: str
    other: str
    likeness: float


def language_of(text: str) -> str | None:
    """The language of *text*: that of which it has more of the small words; None when these do not tell."""
    words = _WORD.findall(text.lower())
    counts = {language: sum(word in fillers for word in words) for language, fillers in _FILLERS.items()}
    best = max(counts, key=lambda language: counts[language])
    rest = max(count for language, count in counts.items() if language != best)
    return best if counts[best] > rest else None


@lru_cache(maxsize=4_096)
def stems(text: str, language: str) -> tuple[str, ...]:
    """The stems of a sentence's telling words, each once, in alphabetical order, without accents."""
    # A stemmer keeps the word it works on: shared between threads it would give one word's stem to another.
    stemmer = snowballstemmer.stemmer(_STEMMERS.get(language, "english"))
    fillers = _FILLERS.get(language, frozenset())
    words = {word for word in _WORD.findall(text.lower()) if word not in fillers}
    return tuple(sorted({_plain(stem) for stem in stemmer.stemWords(sorted(words))}))


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike two sentences are by their stems, of 100.

    What they share weighs more than what only one of them adds, but a short one inside a long one is not yet the same.
    """
    if min(len(one), len(other)) < FEWEST_WORDS:
        return 0.0
    first, second = " ".join(one), " ".join(other)
    return 0.5 * fuzz.token_set_ratio(first, second) + 0.5 * fuzz.token_sort_ratio(first, second)


def pairs(texts: Iterable[tuple[str, str, str]], threshold: float = THRESHOLD) -> list[Likeness]:
    """The pairs among *texts* ``(id, text, language said)`` that look alike, the most alike first.

    A text that does not tell its language is read in that of the other; if neither does, in the one that was said.
    """
    prepared = [(id_, text, language_of(text), said) for id_, text, said in texts]
    found = []
    for (one, first, spoken, said), (other, second, heard, other_said) in combinations(prepared, 2):
        languages = {spoken or heard or said, heard or spoken or other_said}
        if len(languages) == 1:
            language = languages.pop()
            likeness = alike(stems(first, language), stems(second, language))
            if likeness >= threshold:
                found.append(Likeness(one, other, round(likeness, 1)))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.one, pair.other))
