"""Remarks and pauses: who has the floor in the running order, and slides that presenters bring before they speak."""

from collections.abc import Iterator

from app.cli.populating.cues import Cue, Part
from app.cli.populating.floor_words import FloorWords
from app.cli.populating.people import cast
from app.programme.floor_commands import GiveFloor
from app.stage.slides.commands import HoldSlides


def remarks(part: Part, speakers: int, *, stays: bool) -> Iterator[Cue]:
    """One speaker after the other. With *stays* the last one still has the floor when the play ends."""
    for place in range(speakers):
        minute = part.at("open", 0.06 + (0.5 if stays else 0.9) * place / speakers)
        yield Cue(minute, part.desk, GiveFloor(part.item, "give", place, id=part.id("floor", place)))
    if not stays:
        yield Cue(part.at("open", 0.97), part.desk, GiveFloor(part.item, "none", id=part.id("floor", "none")))


def slides(part: Part, words: FloorWords) -> Iterator[Cue]:
    """The presenter brings them a quarter of an hour before."""
    if words.slides is not None:
        holds = HoldSlides(part.id("slides"), part.item, words.slides.title, url=words.slides.url)
        yield Cue(part.at("presenting") - 15.0, cast().holder("presenter", part.item).name, holds)
