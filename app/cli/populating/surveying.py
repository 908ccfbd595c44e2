"""The survey before and after: who answers, what they tick, and what some of them write."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Literal

import yaml

from app.cli.populating.arriving import REGISTRATION, arrives
from app.cli.populating.cues import Cue, House, chance, place_id
from app.cli.populating.people import Person, cast
from app.cli.populating.timetable import END, TIMES
from app.cli.populating.words import Said, Written
from app.survey.commands import PutResponse

Moment = Literal["before", "after"]


class SurveyWords(Written):
    """What the responses hang on: for each statement the rating from which people start, before and after."""

    survey: str
    statements: tuple[tuple[float, float], ...]
    answering: dict[Moment, int]
    words: dict[str, tuple[Said, ...]]


def survey_words() -> SurveyWords:
    """The words of the survey. Raises pydantic's ``ValidationError``."""
    return SurveyWords.model_validate(yaml.safe_load((files(__package__) / "survey.yaml").read_text("utf-8")))


def responses(house: House) -> Iterator[Cue]:
    """Most people respond when they come and before they leave; each of the written words is somebody's, afterwards."""
    words, closes = survey_words(), TIMES[REGISTRATION]["done"]
    came = {person.name: arrives(person) + 2.0 for person in cast().seated}
    early = [person for person in cast().seated if came[person.name] < closes - 1.0]
    leaves = dict.fromkeys(came, TIMES["C"]["open"] + 4.0)
    yield from _moment(house, words, "before", early, came, closes - 0.2)
    yield from _moment(house, words, "after", cast().seated, leaves, END)


def _moment(
    house: House, words: SurveyWords, moment: Moment, people: Sequence[Person], since: Mapping[str, float], end: float
) -> Iterator[Cue]:
    die, place = chance("survey", moment), ("before", "after").index(moment)
    answering = die.sample(people, words.answering[moment])
    for person in answering:
        ratings = tuple(
            (f"s{number}", min(max(round(die.gauss(base[place], 0.8)), 1), 5))
            for number, base in enumerate(words.statements, 1)
            if die.random() > 0.03
        )
        written = tuple(_written(words, person, answering)) if moment == "after" else ()
        id_ = place_id(house.forum, "survey", moment, person.name)
        response = PutResponse(words.survey, id_, ratings, written, moment)
        start = since[person.name]
        yield Cue(start + die.uniform(0.0, 1.0) * (end - start), person.name, response)


def _written(words: SurveyWords, person: Person, answering: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """The texts of each question go to those who speak their language, one each, as far as there are such people."""
    for question, texts in words.words.items():
        for language in ("es", "en", "fr", "pt"):
            able = [one for one in answering if one.speaks[0] == language]
            said = [text.text for text in texts if text.language == language]
            if person in able and able.index(person) < len(said):
                yield question, said[able.index(person)]
