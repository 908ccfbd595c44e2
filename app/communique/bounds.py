"""How much of one thing a text takes: what one delegation can fill, and what still can be read. Pure."""

from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal

MOST_WAITING: Final = 40
"""How many amendments may wait at one paragraph."""

MOST_OF_ONE: Final = 6
"""How many of them may be one delegation's: the others are to find room."""

MOST_EVER: Final = 60
"""How many amendments one delegation may file at one paragraph altogether, those that it took back too."""

MOST_CORRECTIONS: Final = 150
"""How many corrections may stand after one text."""


def require_few_waiting(count: int) -> None:
    """Refuse more amendments than a room can hear."""
    if count >= MOST_WAITING:
        raise Refusal(
            "too_many_amendments",
            N_("%(count)s amendments wait at this paragraph already. Let the room decide on some first."),
            status=409,
            count=count,
        )


def require_few_of_one(waiting: int, ever: int) -> None:
    """Refuse that one delegation fills the places of all, or proposes and takes back without end."""
    if waiting >= MOST_OF_ONE:
        raise Refusal(
            "too_many_of_yours",
            N_(
                "%(count)s amendments of your delegation wait at this paragraph already. Take one of them back, or wait "
                "until the room has decided on some."
            ),
            status=409,
            count=waiting,
        )
    if ever >= MOST_EVER:
        raise Refusal(
            "too_many_of_yours",
            N_(
                "Your delegation has proposed %(count)s changes to this paragraph already. Keep your words, and give them "
                "to the drafters."
            ),
            status=409,
            count=ever,
        )


def require_few_corrections(count: int) -> None:
    """Refuse more corrections than anybody reads after a text."""
    if count >= MOST_CORRECTIONS:
        raise Refusal(
            "too_many_corrections",
            N_(
                "%(limit)s corrections stand after this text, and no more fit. Keep your words, and ask the organizer to "
                "publish a new text."
            ),
            status=409,
            limit=MOST_CORRECTIONS,
        )
