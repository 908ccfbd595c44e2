"""What the rapporteur says, and what the session leaves on one page: pure, over what was loaded."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from app.kernel.language import N_, text_in
from app.kernel.refusals import Sentence

WORDS_A_MINUTE: Final = 100
"""How fast one reads aloud to a room that listens through interpreters."""

PAGE_WORDS: Final = 450
"""What stands on one page in a readable size."""

_WORD: Final = re.compile(r"\w[\w'’·-]*")
Say = Callable[[Sentence], str]


def words_in(text: str) -> int:
    """How many words somebody reads aloud."""
    return len(_WORD.findall(text))


def reading_seconds(words: int) -> int:
    """How long it takes to read *words* aloud, in seconds, at 100 a minute."""
    return round(words * 60 / WORDS_A_MINUTE)


class Point(NamedTuple):
    """A key finding for speaking and for the page: ``texts`` by language, ``tables`` are numbers."""

    id: str
    texts: Mapping[str, str]
    language: str
    state: str
    tables: tuple[int, ...]


class Spoken(NamedTuple):
    """A paragraph that is read aloud. ``key_finding`` is empty for what leads over."""

    text: str
    language: str
    key_finding: str = ""


class SpeakingNote(NamedTuple):
    """What is read aloud in the plenary; ``seconds`` of reading."""

    language: str
    paragraphs: tuple[Spoken, ...]
    words: int
    seconds: int


_REMARKS: Final = {
    "contested": N_("On this the tables did not all agree."),
    "open": N_("This was said in the room; no table has written it down."),
}


def speaking_note(
    number: str,
    title: Mapping[str, str],
    points: Sequence[Point],
    *,
    tables: int,
    findings: int,
    language: str,
    say: Say,
) -> SpeakingNote:
    """The key findings in order, each in *language* where it has one, with one line before and what honesty asks after."""
    opening = Sentence(
        N_("Item %(number)s, %(title)s: what %(tables)s tables found, in %(findings)s findings."),
        {"number": number, "title": text_in(dict(title), language), "tables": tables, "findings": findings},
    )
    paragraphs = [Spoken(say(opening), language)]
    for point in points:
        spoken = language if language in point.texts else point.language
        paragraphs.append(Spoken(point.texts[spoken], spoken, point.id))
        if point.state in _REMARKS:
            paragraphs.append(Spoken(say(Sentence(_REMARKS[point.state])), language))
    words = sum(words_in(paragraph.text) for paragraph in paragraphs)
    return SpeakingNote(language, tuple(paragraphs), words, reading_seconds(words))


class Quoted(NamedTuple):
    """A finding, a dissent or a reason that the page quotes. ``table`` is a number; ``mark`` a finding's kind."""

    text: str
    language: str
    table: int | None = None
    mark: str = ""


class Brief(NamedTuple):
    """One page of a session. ``left_out`` counts what did not fit on it: key findings and dissents always do."""

    number: str
    title: Mapping[str, str]
    tables: int
    people: int
    answers: int
    findings: int
    used: int
    aside: int
    questions: tuple[Mapping[str, str], ...]
    points: tuple[Point, ...]
    dissents: tuple[Quoted, ...]
    practices: tuple[Quoted, ...]
    challenges: tuple[Quoted, ...]
    recommendations: tuple[Quoted, ...]
    reasons: tuple[Quoted, ...]
    left_out: int
    words: int


class Figures(NamedTuple):
    """A session in numbers."""

    tables: int
    people: int
    answers: int
    findings: int
    used: int
    aside: int


def session_brief(
    number: str,
    title: Mapping[str, str],
    figures: Figures,
    questions: Iterable[Mapping[str, str]],
    points: Sequence[Point],
    dissents: Sequence[Quoted],
    marked: Sequence[Quoted],
    reasons: Sequence[Quoted],
    *,
    language: str,
) -> Brief:
    """A session on one page: questions, key findings and dissents first; then practices, challenges, recommendations and
    why something was set aside, as long as the page has room.
    """
    asked = tuple(questions)
    whole = [text_in(dict(texts), language) for texts in (title, *asked)]
    whole += [text_in(dict(point.texts), language, point.language) for point in points]
    whole += [dissent.text for dissent in dissents]
    words = sum(words_in(text) for text in whole)
    kept: dict[str, list[Quoted]] = {"practice": [], "challenge": [], "recommendation": [], "": []}
    left_out = 0
    for quoted in (*(m for m in marked if m.mark in kept), *(reason._replace(mark="") for reason in reasons)):
        length = words_in(quoted.text)
        if words + length > PAGE_WORDS:
            left_out += 1
            continue
        words += length
        kept[quoted.mark].append(quoted)
    return Brief(
        number,
        title,
        *figures,
        questions=asked,
        points=tuple(points),
        dissents=tuple(dissents),
        practices=tuple(kept["practice"]),
        challenges=tuple(kept["challenge"]),
        recommendations=tuple(kept["recommendation"]),
        reasons=tuple(kept[""]),
        left_out=left_out,
        words=words,
    )
