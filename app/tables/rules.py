"""Pure rules of seats, pens and answers."""

from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal

FEWEST: Final = 3
"""In a ``by_table`` forum nothing is broken down under three people (Chatham House)."""


def no_such_table() -> Refusal:
    """The table is not of this forum, or its code is mistyped."""
    return Refusal(
        "no_such_table", N_("There is no such table here. Look at the card on the table and try again."), status=404
    )


def table_closed(number: int) -> Refusal:
    """Nobody can sit down at a closed table."""
    return Refusal(
        "table_closed",
        N_("Table %(number)s has been closed. Choose another table, or ask the facilitator."),
        status=409,
        number=number,
    )


def no_such_answer() -> Refusal:
    """The answer is not of this forum."""
    return Refusal("no_such_answer", N_("This answer is not here."), status=404)


def version_moved(text: str, version: int) -> Refusal:
    """Somebody changed the text first: both texts are kept, the current one travels with the refusal."""
    return Refusal(
        "version_moved",
        N_("This text was changed meanwhile. Both texts are kept: compare them and send yours again."),
        status=409,
        extra={"current": {"text": text, "version": version}},
    )


def may_show_affiliation(privacy: str, same_affiliation: int) -> bool:
    """Whether an answer may carry its writer's affiliation, shared by *same_affiliation* people of the table."""
    return privacy == "named" or (privacy == "by_table" and same_affiliation >= FEWEST)
