"""Talks, slides and questions from the floor as rows of the data tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.report.floor.model import Floor


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk; ``position`` counts from 1. Texts are in the first language that they have."""

    id: str
    item: str
    position: int
    held: bool
    name: str
    function: str
    text: str
    language: str
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SlidesRow:
    """Slides that are held with an item."""

    id: str
    item: str
    title: str
    pages: int | None
    address: str


@dataclass(frozen=True, slots=True)
class FloorQuestionRow:
    """A question from the floor. ``alike`` counts those that are grouped with it."""

    id: str
    item: str
    answered: bool
    support: int
    alike: int
    text: str
    language: str
    late: bool
    written_at: datetime | None
    by: str = ""
    affiliation: str = ""


def talk_rows(floors: Iterable[tuple[str, Floor]]) -> tuple[TalkRow, ...]:
    """``text`` is what a talk is about."""
    return tuple(
        TalkRow(
            talk.id,
            item,
            position,
            talk.held,
            next(iter(talk.name.values()), ""),
            next(iter(talk.function.values()), ""),
            next(iter(talk.topic.values()), ""),
            next(iter(talk.topic), ""),
            dict(list(talk.topic.items())[1:]),
        )
        for item, floor in floors
        for position, talk in enumerate(floor.talks, 1)
    )


def slides_rows(floors: Iterable[tuple[str, Floor]]) -> tuple[SlidesRow, ...]:
    """In the order in which they came."""
    return tuple(
        SlidesRow(held.id, item, held.title, held.pages or None, held.address)
        for item, floor in floors
        for held in floor.slides
    )


def question_rows(floors: Iterable[tuple[str, Floor]]) -> tuple[FloorQuestionRow, ...]:
    """The most supported of each item first."""
    return tuple(
        FloorQuestionRow(
            asked.id,
            item,
            asked.answered,
            asked.support,
            len(asked.alike),
            asked.words.text,
            asked.words.language,
            asked.late,
            asked.written_at,
            asked.by,
            asked.affiliation,
        )
        for item, floor in floors
        for asked in floor.questions
    )
