"""From the floor: questions with their support and what the moderator makes of them, and the list of speakers."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from app.cli.populating.cues import Cue, Part, chance, of_floor
from app.cli.populating.floor_words import FloorWords, Question
from app.stage.commands import Show
from app.stage.questions.commands import AskQuestion, GroupQuestion, KeepQuestions, MarkQuestion, SupportQuestion
from app.stage.speakers.commands import AddSpeaker, AskFloor, KeepSpeakers, RunSpeakers

DISCUSSION: Final = "discussion"


def questions(part: Part, words: FloorWords, shown: Mapping[str, float]) -> Iterator[Cue]:
    """Questions in the order of the file, each in its phase; supported, and dealt with in the discussion. What a question is
    about has been *shown* before.
    """
    if words.holds:
        yield Cue(part.at(words.questions[0].phase) + 0.1, part.desk, KeepQuestions(part.item, True, part.id("holds")))
    place = 0
    for phase, group in groupby(words.questions, key=lambda question: question.phase):
        held = list(group)
        for question, minute in zip(held, part.over(phase, 0.1, 0.55, len(held), "questions"), strict=True):
            place += 1
            yield from _asked(part, words, question, place, max(minute, shown.get(question.about, minute) + 0.3))
    answered = [n for n, question in enumerate(words.questions, 1) if question.then == "answered"]
    for number, minute in zip(answered, part.over(DISCUSSION, 0.62, 0.95, len(answered), "answered"), strict=True):
        mark = MarkQuestion(part.id("question", number), answered=True, id=part.id("answered", number))
        yield Cue(minute, part.desk, mark)
    if words.questions:
        shows = Show(part.house.registry, "floor-questions", item=part.item, id=part.id("show", "questions"))
        yield Cue(part.at(DISCUSSION, 0.58), part.desk, shows)


def _asked(part: Part, words: FloorWords, question: Question, place: int, minute: float) -> Iterator[Cue]:
    id_, last = part.id("question", place), part.at(question.phase, 0.96)
    item, _, number = question.about.partition(" ")
    kind = "initiative" if item == "D1" else "key-finding"
    about = f"{kind}:{Part(part.house, item, '').id(kind, int(number))}" if item else ""
    asks = AskQuestion(part.house.registry, id_, part.item, question.text, question.language, about)
    yield Cue(minute, question.by, asks)
    if words.holds and question.then != "held":
        minute += 0.3
        yield Cue(minute, part.desk, MarkQuestion(id_, hidden=False, id=part.id("released", place)))
    die = chance(part.item, "support", place)
    for name in of_floor(question.support, [question.by], part.item, "supports", place):
        gives = SupportQuestion(id_, id=part.id("support", place, name))
        yield Cue(minute + die.uniform(0.02, 1.0) * (last - minute), name, gives)
    if question.into is not None:
        group = GroupQuestion(id_, part.id("question", question.into), part.id("group", place))
        yield Cue(part.at(DISCUSSION, 0.56), part.desk, group)
    if question.then == "hidden":
        yield Cue(minute + 0.6, part.desk, MarkQuestion(id_, hidden=True, id=part.id("hidden", place)))


def speakers(part: Part, words: FloorWords) -> Iterator[Cue]:
    """Who wishes to speak is listed, then called one after the other; the list is closed before the time is over."""
    count = len(words.speakers)
    if not count:
        return
    for place, one in enumerate(words.speakers):
        listed = part.id("speaker", place + 1)
        asks = AskFloor(part.item, one.name or None, one.delegation, listed)
        adds = AddSpeaker(part.item, one.name, one.delegation, listed)
        minute = part.at(DISCUSSION, 0.03 + 0.5 * place / count)
        yield Cue(minute, one.by or part.desk, asks if one.by else adds)
        calls = RunSpeakers(part.item, "next", id=part.id("called", place + 1))
        yield Cue(part.at(DISCUSSION, 0.12 + 0.8 * place / count), part.desk, calls)
    shows = Show(part.house.registry, "speakers", item=part.item, id=part.id("show", "speakers"))
    yield Cue(part.at(DISCUSSION, 0.13), part.desk, shows)
    yield Cue(part.at(DISCUSSION, 0.6), part.desk, KeepSpeakers(part.item, closed=True, id=part.id("closed")))
    yield Cue(part.at(DISCUSSION, 0.98), part.desk, RunSpeakers(part.item, "finish", id=part.id("finished")))
