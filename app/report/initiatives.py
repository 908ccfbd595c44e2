"""Initiatives of a dialogue in a report: what each is, in its item; and all of them by date, as the list to follow up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.kernel.language import N_
from app.report.wording import Reference, Texts, Words


@dataclass(frozen=True, slots=True)
class Partner:
    """Where a delegation stands: interested, exploring, confirmed. ``own``: it said so itself, else at the table."""

    delegation: Texts
    standing: str
    own: bool


@dataclass(frozen=True, slots=True)
class Initiative:
    """A collaboration idea. ``parts`` are what was noted besides the title, by field; ``presented``: everybody read it."""

    id: str
    table: int
    title: Words
    parts: tuple[tuple[str, Words], ...] = ()
    by_when: date | None = None
    references: tuple[Reference, ...] = ()
    lead: Texts | None = None
    partners: tuple[Partner, ...] = ()
    presented: bool = True


PARTS: Final = {
    "what": N_("What it is"),
    "offers": N_("Offers"),
    "asks": N_("Asks"),
    "first_step": N_("First step"),
}

STANDINGS: Final = {
    "interested": N_("interested"),
    "exploring": N_("exploring"),
    "confirmed": N_("confirmed"),
}


def by_date(initiatives: Sequence[tuple[str, Initiative]]) -> list[tuple[str, Initiative]]:
    """(item's number, initiative) in the order in which they want something done; what has no date comes last."""
    return sorted(
        initiatives, key=lambda one: (one[1].by_when is None, one[1].by_when or date.max, one[0], one[1].table)
    )
