"""Pure rules of notes, key findings and what is set aside."""

from collections.abc import Collection, Mapping
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.text import ANSWER_LIMIT

STATES: Final = ("shared", "single-table", "contested", "open")
DRAWN_ON: Final = ("finding", "comment", "note", "answer", "key-finding")
"""What a key finding may be made from."""

ASIDE: Final = ("finding", "comment", "note")
"""What may be set aside."""


def computed_state(tables: Collection[object], *, disputed: bool) -> str:
    """What a key finding's sources say of it: somebody disagrees, several tables stand behind it, one, or none yet."""
    if disputed:
        return "contested"
    return "open" if not tables else "shared" if len(tables) > 1 else "single-table"


def fits(language: str, text: str) -> bool:
    """Whether words of two people that were brought together are a text still."""
    return len(text) <= ANSWER_LIMIT


def require_state(state: str) -> None:
    """Refuse a state that key findings do not have; ``""`` is the computed one."""
    if state and state not in STATES:
        raise Refusal.of_field(
            "state", "no_such_state", N_("A key finding is one of: %(states)s."), states=", ".join(STATES)
        )


def require_order(fits: bool) -> None:
    """Refuse a place that nothing would fit before."""
    if not fits:
        raise Refusal.of_field("order", "bad_order", N_("This is no place in the order. Move it up or down instead."))


def require_original(texts: Mapping[str, str], language: str) -> None:
    """A key finding keeps the text of its own language; the others stand beside it."""
    if not texts.get(language):
        raise Refusal.of_field("text", "empty", N_("There is nothing to send yet. Write something first."))


def require_picked(sources: Collection[object]) -> None:
    """Refuse to draw a key finding from nothing."""
    if not sources:
        raise Refusal("nothing_picked", N_("Nothing is picked yet. Tick findings, comments or notes first."))


def require_languages(languages: Collection[str], known: Collection[str]) -> None:
    """Refuse languages that neither the forum nor the interface has."""
    unknown = sorted(set(languages) - set(known))
    if unknown:
        raise Refusal.of_field(
            "language",
            "no_such_language",
            N_("This forum is held in %(languages)s. Choose one of these."),
            languages=", ".join(sorted(known)),
        )


def no_such_key_finding() -> Refusal:
    """The key finding is not of this forum, or not for this reader yet."""
    return Refusal("no_such_key_finding", N_("This key finding is not here any more."), status=404)


def no_such_act() -> Refusal:
    """No button of a key finding does this."""
    return Refusal("no_such_act", N_("No button does that. Nothing was changed."), status=422)


def no_such_note() -> Refusal:
    """The note is not of this forum, or somebody else's."""
    return Refusal("no_such_note", N_("This note is not here any more."), status=404)


def cannot_be_set_aside(kind: str) -> Refusal:
    """Only what tables and people said can be set aside."""
    return Refusal(
        "no_such_kind", N_("Findings, comments and notes can be set aside; this is none of them."), status=404
    )
