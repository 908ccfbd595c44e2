"""A panel: experts in their order, each with a clock, who say which talk is theirs."""

from collections.abc import Iterator

from app.cli.populating.cues import Cue, Part
from app.cli.populating.floor_words import FloorWords
from app.stage.talks.commands import HoldTalk, Introduce, RunTalk

TALKS = "talks"


def talks(part: Part, words: FloorWords) -> Iterator[Cue]:
    """The desk introduces each expert beforehand, then gives the floor; it moves to the next when one has finished."""
    ids = part.house.talks[part.item]
    minute = part.at(TALKS) + 0.5
    for place, (talk, id_) in enumerate(zip(words.talks, ids, strict=True), 1):
        before = part.at("introduction", 0.1 * place)
        introduced = Introduce(part.item, id_, talk.by, talk.function, id=part.id("introduced", place))
        yield Cue(before, part.desk, introduced)
        yield Cue(before + 0.4, talk.by, HoldTalk(part.item, id_, id=part.id("held", place)))
        yield Cue(minute, part.desk, RunTalk(part.item, "start", id_, id=part.id("start", place)))
        if place == 2:
            # Somebody adjusts the microphone.
            yield Cue(minute + 1.0, part.desk, RunTalk(part.item, "pause", id=part.id("pause", place)))
            yield Cue(minute + 1.3, part.desk, RunTalk(part.item, "start", id=part.id("on", place)))
        minute += talk.minutes
        yield Cue(minute, part.desk, RunTalk(part.item, "finish", id=part.id("finish", place)))
        minute += 0.4
