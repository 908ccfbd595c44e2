"""What a report holds of a survey."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.survey.rules import Figure

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A survey at one moment: how many of ``people`` answered, and of how many responses the figures are, if of any.

    ``open``: it could still be answered when the report was made.
    """

    name: str
    responses: int
    people: int
    counted: int
    open: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """A statement, or with ``statement=""`` all of an objective's together, before and after."""

    objective: str
    statement: str
    text: Texts
    before: Figure | None = None
    after: Figure | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A question, and what was answered to it, shuffled."""

    question: Texts
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyReport:
    """What the responses to a survey say together. ``indicators`` are grouped by objective, each group's own first."""

    key: str
    title: Texts
    moments: tuple[Asked, ...]
    indicators: tuple[Indicator, ...] = ()
    evaluation: tuple[Evaluation, ...] = ()
