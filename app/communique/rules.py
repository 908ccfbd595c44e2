"""Pure rules of the communiqué: when it is drafted, what a paragraph is, how it stands."""

from collections.abc import Collection, Mapping
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.programme import phases

SECTIONS: Final = ("preamble", "operative")
"""The parts of the text, in order."""

SECTION_NAMES: Final[Mapping[str, str]] = {
    "preamble": N_("Preamble"),
    "operative": N_("Operative paragraphs"),
}

STATUSES: Final = ("open", "ad_referendum", "agreed")
"""How far a paragraph is agreed: *ad referendum* until the capitals have confirmed it."""

STATUS_NAMES: Final[Mapping[str, str]] = {
    "open": N_("open"),
    "ad_referendum": N_("agreed ad referendum"),
    "agreed": N_("agreed"),
}

DRAWN_ON: Final = ("key-finding", "initiative")
"""What a paragraph may be drawn from."""

MOST: Final = 150
"""How many paragraphs a text may have: beyond this nobody reads it."""


def require_communique(technique: str) -> None:
    """Refuse a text in an item that drafts none."""
    if not phases.opens(technique, "draft"):
        raise no_communique_here()


def require_ability(technique: str, phase: str, ability: str) -> None:
    """Refuse what the phase does not open. Words stay with who typed them."""
    require_communique(technique)
    if not phases.allows(technique, phase, ability):
        raise Refusal(
            "phase_closed",
            N_("This phase does not change the text. Keep your words, and ask the chair to go back to the drafting."),
            status=409,
            extra={"phase": phase},
        )


def require_section(section: str) -> None:
    """Refuse a section that there is not."""
    if section not in SECTIONS:
        raise Refusal.of_field(
            "section", "no_such_section", N_("The text has these sections: %(sections)s."), sections=", ".join(SECTIONS)
        )


def require_status(status: str) -> None:
    """Refuse a status that there is not."""
    if status not in STATUSES:
        raise Refusal.of_field(
            "status", "no_such_status", N_("A paragraph is one of: %(statuses)s."), statuses=", ".join(STATUSES)
        )


def require_room_for(count: int) -> None:
    """Refuse more paragraphs than anybody reads."""
    if count > MOST:
        raise Refusal(
            "too_many_paragraphs",
            N_("%(count)s paragraphs are more than one text can hold; %(limit)s fit."),
            status=409,
            count=count,
            limit=MOST,
        )


def stale_after(
    before: Mapping[str, str], after: Mapping[str, str], stale: Collection[str], language: str
) -> list[str]:
    """The languages that are behind after a change: all the others when the authority changed without them."""
    behind = {tag for tag in stale if before.get(tag) == after.get(tag)}
    if before.get(language) != after.get(language):
        behind |= {tag for tag in after if tag != language and before.get(tag) == after.get(tag)}
    return sorted(behind & set(after) - {language})


def moved(version: int) -> Refusal:
    """What was read is not what it says now, and nothing was changed."""
    return Refusal(
        "version_moved",
        N_("This paragraph was changed meanwhile. Read it again; nothing of yours was changed."),
        status=409,
        extra={"version": version},
    )


def nothing_to_draw_on() -> Refusal:
    """A zero draft is made of what was found: there is none."""
    return Refusal(
        "nothing_to_draw_on",
        N_(
            "There is nothing new to draw on: key findings that are shown and initiatives that are presented come here."
        ),
        status=409,
    )


def no_communique_here() -> Refusal:
    """The item, or the whole forum, drafts no text."""
    return Refusal(
        "no_communique_here", N_("The communiqué is drafted in a drafting item. There is none here."), status=404
    )


def no_such_paragraph() -> Refusal:
    """The paragraph is not of this forum, or not for this reader."""
    return Refusal("no_such_paragraph", N_("This paragraph is not here any more."), status=404)


def no_such_act() -> Refusal:
    """No button of the drafting room does this."""
    return Refusal("no_such_act", N_("No button does that. Nothing was changed."), status=422)
