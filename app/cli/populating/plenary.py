"""A plenary: each rapporteur in turn, who steps through what they made on the wall, while phones support it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.cli.populating.cues import Cue, Part, of_floor, spread
from app.stage.commands import Step
from app.stage.questions.commands import SupportResult
from app.tables.commands.turns import GiveTurn

PRESENTING = "presenting"


@dataclass(frozen=True)
class Presented:
    """What a plenary presents of an item: so many results of a kind, by whom."""

    part: Part
    kind: str
    count: int
    by: str


def steps(part: Part, presented: Sequence[Presented]) -> dict[str, float]:
    """When each result stands on the wall, by its item and number (``"2a 3"``)."""
    share, found = 0.94 / len(presented), {}
    for turn, one in enumerate(presented):
        for number in range(1, one.count + 1):
            done = 0.03 + share * (turn + 0.04 + 0.94 * (number - 1) / one.count)
            found[f"{one.part.item} {number}"] = part.at(PRESENTING, done)
    return found


def presenting(part: Part, presented: Sequence[Presented]) -> Iterator[Cue]:
    """The floor goes from one to the next."""
    shown, share = steps(part, presented), 0.94 / len(presented)
    for turn, one in enumerate(presented):
        item = one.part.item
        gives = GiveTurn(part.item, id=part.id("turn", item), presented=item)
        yield Cue(part.at(PRESENTING, 0.03 + share * turn), part.desk, gives)
        for number in range(1, one.count + 1):
            minute = shown[f"{item} {number}"]
            step = Step(part.house.registry, item=part.item, id=part.id("step", item, number))
            yield Cue(minute, one.by, step)
            yield from _supported(part, one, number, minute + 0.1, part.at(PRESENTING, 0.03 + share * (turn + 1)))


def _supported(part: Part, one: Presented, number: int, start: float, end: float) -> Iterator[Cue]:
    thing = one.part.id(one.kind, number)
    most = 3 + 37 * (number * 7 % 5) // 8
    names = of_floor(most, (), part.item, "support", one.part.item, number)
    for name, minute in zip(names, spread(start, end + 1.0, len(names), part.item, "support", number), strict=True):
        gives = SupportResult(part.house.registry, one.kind, thing, id=part.id("supports", one.part.item, number, name))
        yield Cue(minute, name, gives)
