"""Pure rules of practice sheets."""

from collections.abc import Collection
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal

STATUSES: Final = {
    "planned": N_("planned"),
    "pilot": N_("being tried"),
    "under_way": N_("under way"),
    "completed": N_("completed"),
}
"""How far a practice is; nothing where nobody said it."""

LONGEST: Final = 300
"""Characters of who runs it, and of whom to ask."""


def require_status(status: str) -> None:
    """Refuse a status that there is not."""
    if status and status not in STATUSES:
        raise Refusal.of_field(
            "status", "no_such_status", N_("A practice is one of: %(statuses)s."), statuses=", ".join(STATUSES)
        )


def require_references(wished: Collection[str], known: Collection[str]) -> None:
    """Refuse what no framework of the forum holds."""
    strange = [key for key in wished if key not in known]
    if strange:
        raise Refusal.of_field(
            "references", "no_such_reference", N_("The forum's frameworks hold no %(key)s."), key=strange[0][:60]
        )


def no_practice() -> Refusal:
    """The finding is not there, or is not marked a practice."""
    return Refusal("no_such_practice", N_("This is no practice. Mark the finding as a practice first."), status=404)


def moved(version: int) -> Refusal:
    """Somebody saved the sheet meanwhile. What was typed stays with who typed it."""
    return Refusal(
        "version_moved",
        N_("Somebody saved this sheet meanwhile. Read it again, and save once more; what you typed stands here still."),
        status=409,
        extra={"version": version},
    )


def no_such_delegation() -> Refusal:
    """The roster has no such delegation."""
    return Refusal.of_field(
        "delegation", "no_such_delegation", N_("The roster has no such delegation. Choose one of those in the list.")
    )
