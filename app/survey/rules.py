"""Pure rules of surveys: when one is open, what a response may hold, and what may be told of many."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.text import optional
from app.programme import phases

MOMENTS: Final = {"before": N_("Before"), "after": N_("After")}
SCALE: Final = range(1, 6)
AGREES: Final = 4
"""From here on a rating agrees with its statement."""

FEWEST: Final = 5
"""Of fewer responses nothing is told."""

WORDS_LIMIT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides whether a moment is open: ``technique`` and ``phase`` of its item, if any, and the forum's ``today``."""

    name: str
    technique: str | None
    phase: str
    opens_on: date | None
    held: bool | None
    today: date

    @property
    def begun(self) -> bool:
        """Whether it is open, or has been by its item or its day."""
        if self.held or (self.opens_on is not None and self.today >= self.opens_on):
            return True
        return self.technique is not None and _asks(self.technique, self.phase) is not None


def _asks(technique: str, phase: str) -> bool | None:
    """Whether an item asks now: None before, False when it is over. An item that opens no responding asks while it is on."""
    if phases.opens(technique, "respond"):
        if phases.is_early(technique, phase, "respond"):
            return None
        return phases.allows(technique, phase, "respond")
    far = phases.distance(technique, phase)
    return None if far == 1 else far == 0


def is_open(stand: Stand, other: Stand | None) -> bool:
    """Whether a moment takes responses. A ``before`` is over as soon as its ``after`` begins.

    Who leaves the closing remarks may still answer on the way: an ``after`` goes on when an item without responding is over.
    """
    if stand.held is not None:
        return stand.held
    if stand.name == "before" and other is not None and other.begun:
        return False
    if stand.opens_on is not None and stand.today >= stand.opens_on:
        return True
    if stand.technique is None:
        return False
    asks = _asks(stand.technique, stand.phase)
    if asks is False and stand.name == "after":
        return not phases.opens(stand.technique, "respond")
    return bool(asks)


class Content(NamedTuple):
    """What a response says, as it is kept."""

    ratings: dict[str, int]
    words: dict[str, str]


def content(
    ratings: Iterable[tuple[str, int]],
    words: Iterable[tuple[str, str]],
    statements: Collection[str],
    questions: Collection[str],
) -> Content:
    """A response as it is kept; statements and questions may be left out, but not all.

    Raises ``no_such_statement``, ``no_such_question``, ``bad_rating``, ``stands_twice``, ``nothing_answered``, and what
    :func:`app.kernel.text.optional` refuses, each for its field.
    """
    kept = Content({}, {})
    for statement, rating in ratings:
        field = f"ratings.{statement}"
        if statement not in statements:
            raise Refusal.of_field(
                field, "no_such_statement", N_("This survey has no such statement. Nothing was changed.")
            )
        if statement in kept.ratings:
            raise Refusal.of_field(field, "stands_twice", N_("A statement is rated once. Nothing was changed."))
        if isinstance(rating, bool) or rating not in SCALE:
            raise Refusal.of_field(
                field,
                "bad_rating",
                N_("A rating is a whole number from 1 to 5. Choose one of the five and send again."),
            )
        kept.ratings[statement] = rating
    for question, text in words:
        field = f"words.{question}"
        if question not in questions:
            raise Refusal.of_field(
                field, "no_such_question", N_("This survey has no such question. Nothing was changed.")
            )
        if said := optional(text, limit=WORDS_LIMIT, field=field, lines=True):
            kept.words[question] = said
    if not kept.ratings and not kept.words:
        raise Refusal("nothing_answered", N_("Nothing is answered yet. Choose at least one answer first."))
    return kept


@dataclass(frozen=True, slots=True)
class Figure:
    """What ``count`` ratings say: ``mean`` on the scale, ``agree`` in whole percent."""

    count: int
    mean: float
    agree: int


def figure(ratings: Collection[int]) -> Figure | None:
    """The figure of some ratings; None of fewer than :data:`FEWEST`."""
    if len(ratings) < FEWEST:
        return None
    agree = sum(rating >= AGREES for rating in ratings)
    return Figure(len(ratings), round(sum(ratings) / len(ratings), 2), round(100 * agree / len(ratings)))


def figures(responses: Collection[Mapping[str, int]], groups: Mapping[str, Collection[str]]) -> dict[str, Figure]:
    """The figures of *groups* of statements, by name; nothing of too few.

    A group of several statements is told of only when each of them is: the others would give it away by subtraction.
    """
    if len(responses) < FEWEST:
        return {}
    found: dict[str, Figure] = {}
    for name, statements in groups.items():
        given = [[held[statement] for held in responses if statement in held] for statement in statements]
        told = figure([rating for ratings in given for rating in ratings])
        if told is not None and all(len(ratings) >= FEWEST for ratings in given):
            found[name] = told
    return found


def moves_figures(responses: int) -> bool:
    """Whether the figures of an open survey move with this response: were it each, one could see what one person said."""
    return responses % FEWEST == 0


def no_such_survey() -> Refusal:
    """The forum has no such survey."""
    return Refusal(
        "no_such_survey", N_("This forum has no such survey. Open the programme and choose again."), status=404
    )


def closed(moment: str) -> Refusal:
    """It takes no responses now."""
    return Refusal(
        "survey_closed",
        N_("This survey is closed now. What you wrote stays here; ask the moderator to open it again."),
        status=409,
        extra={"moment": moment},
    )


def already_responded(response: str) -> Refusal:
    """The same pass sent another response before; *response* is that one's id."""
    return Refusal(
        "already_responded",
        N_("You have answered this survey already. Change your answers and save them again."),
        status=409,
        extra={"response": response},
    )


def id_reused() -> Refusal:
    """Somebody else's response has this id."""
    return Refusal(
        "id_reused",
        N_("This id has been used for another text. Your text is safe; send it again as a new one."),
        status=409,
    )
