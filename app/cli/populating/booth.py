"""The booth: terms for the glossary as they come up, slower, please; and what the translator writes beside findings."""

from collections.abc import Iterator
from importlib.resources import files

import yaml

from app.cli.populating.cues import Cue, House, Part
from app.cli.populating.people import cast
from app.cli.populating.words import FindingNumber, Said, Written
from app.stage.booth.commands import AskSlower, PutTerm
from app.synthesis.translating.commands import PutTranslation


class Moment(Written):
    """A phase of an item."""

    item: str
    phase: str


class Term(Said, Moment):
    """A term, when it came up."""

    note: str = ""


class Translated(Said):
    """A finding of an item in another language."""

    item: str
    finding: FindingNumber


class BoothWords(Written):
    """What the booth adds and asks for, and what is translated."""

    terms: tuple[Term, ...]
    slower: tuple[Moment, ...]
    translations: tuple[Translated, ...]


def booth_words() -> BoothWords:
    """The words of the booth. Raises pydantic's ``ValidationError``."""
    return BoothWords.model_validate(yaml.safe_load((files(__package__) / "booth.yaml").read_text("utf-8")))


def booth(house: House) -> Iterator[Cue]:
    """The interpreter adds terms; whoever runs the item passes it on when speech is to be slower."""
    words, interpreter = booth_words(), cast().holder("interpreter").name
    for place, term in enumerate(words.terms, 1):
        part = Part.of(house, term.item)
        yield Cue(part.at(term.phase, 0.37), interpreter, PutTerm(part.id("term", place), term.texts, term.note))
    for place, moment in enumerate(words.slower, 1):
        part = Part.of(house, moment.item)
        asks = AskSlower(moment.item, "ask", part.id("slower", place))
        yield Cue(part.at(moment.phase, 0.44), interpreter, asks)
        passes = AskSlower(moment.item, "pass_on", part.id("slower", place, "passed on"))
        yield Cue(part.at(moment.phase, 0.47), part.desk, passes)
    translator = cast().holder("translator").name
    for place, one in enumerate(words.translations, 1):
        part = Part.of(house, one.item)
        thing = part.id("finding", *map(int, one.finding.split(".")))
        minute = part.at("commenting", 0.1 + 0.05 * place)
        puts = PutTranslation("finding", thing, one.language, one.text, id=part.id("translation", place))
        yield Cue(minute, translator, puts)
