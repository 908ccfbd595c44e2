"""Pure rules of questions from the floor and of support."""

from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases

LIMIT: Final = 1_000
"""Characters of a question: it is read aloud."""

FEWEST: Final = 3
"""In a ``by_table`` forum an affiliation stands beside a question only when so many of the forum share it."""

ON_WALL: Final = 4
"""How many of them a room reads from twenty metres."""


def shown_affiliation(affiliation: str, privacy: str, sharing: int) -> str:
    """What a question keeps of where its writer comes from, shared by *sharing* people of the forum."""
    if privacy == "named" or (privacy == "by_table" and sharing >= FEWEST):
        return affiliation
    return ""


def require_questions(technique: str, phase: str) -> None:
    """Refuse a question where none are taken, and before the floor is open. Later ones are kept."""
    if not phases.opens(technique, "question"):
        raise Refusal(
            "no_questions",
            N_("This item takes no questions from phones. Ask aloud, or ask the facilitator."),
            status=409,
            extra={"phase": phase},
        )
    if phases.is_early(technique, phase, "question"):
        raise Refusal(
            "phase_closed",
            N_("Questions open when the speakers begin. Yours is kept here; this opens by itself."),
            status=409,
            extra={"phase": phase},
        )


def is_late(technique: str, phase: str) -> bool:
    """Whether a question that comes now comes after the floor was closed: kept, and marked."""
    return phases.is_past(technique, phase, "question")


def require_support(technique: str, phase: str) -> None:
    """Support is counted while the floor is open."""
    if not phases.allows(technique, phase, "support"):
        raise support_closed()


def support_closed() -> Refusal:
    """Nothing that could be supported is before the floor now."""
    return Refusal("support_closed", N_("Support is counted while the floor is open. It is closed now."), status=409)


def no_such_question() -> Refusal:
    """The question is not of this forum, was withdrawn, or is not shown to this reader."""
    return Refusal("no_such_question", N_("This question is not here any more."), status=404)


def not_shown() -> Refusal:
    """Only what is shown to everybody can be supported."""
    return Refusal("not_shown", N_("This is not shown to everybody, so it cannot be supported."), status=404)


def bad_group() -> Refusal:
    """A question is grouped with another one of its item, that is not itself part of a group."""
    return Refusal.of_field(
        "into", "bad_group", N_("Choose another question of this item that is not part of a group itself.")
    )


def bad_order() -> Refusal:
    """Questions are read in one of two orders."""
    return Refusal.of_field("order", "bad_order", N_("Questions are listed by: newest, supported."))
