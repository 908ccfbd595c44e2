"""Pure rules of the booth: what the glossary takes, and when somebody may be asked to speak more slowly."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.text import optional
from app.programme import phases

ROLES: Final = ("interpreter", "translator")
"""Whose page the booth is."""

ACTIONS: Final = ("ask", "take_back", "pass_on")
TERM_LIMIT: Final = 200
NOTE_LIMIT: Final = 300
TERMS: Final = 1_000


def texts(wished: Mapping[str, str], languages: Collection[str]) -> dict[str, str]:
    """A term as it is kept, by language. Raises ``no_such_language``, ``empty``, and what ``optional`` refuses."""
    for language in wished:
        if language not in languages:
            raise Refusal.of_field(
                f"texts.{language}",
                "no_such_language",
                N_("The forum's languages are: %(languages)s."),
                languages=", ".join(languages),
            )
    cleaned = {
        language: optional(wished.get(language), limit=TERM_LIMIT, field=f"texts.{language}") for language in languages
    }
    kept = {language: text for language, text in cleaned.items() if text}
    if not kept:
        raise Refusal.of_field("texts", "empty", N_("There is nothing to send yet. Write something first."))
    return kept


def require_space(terms: int) -> None:
    """Refuse a term more than a glossary holds."""
    if terms >= TERMS:
        raise Refusal(
            "glossary_full",
            N_("The glossary is full: it holds %(count)s terms. Remove one first."),
            status=409,
            count=TERMS,
        )


def no_such_term() -> Refusal:
    """The forum's glossary has no such term."""
    return Refusal("no_such_term", N_("The glossary has no such term. Open it again and choose."), status=404)


def term_moved(current: Mapping[str, Any]) -> Refusal:
    """Somebody changed the term meanwhile; *current* is what it says now."""
    return Refusal(
        "version_moved",
        N_("Somebody else has changed this term meanwhile. Look at it again and send yours once more."),
        status=409,
        extra={"current": dict(current)},
    )


def require_on(technique: str, phase: str) -> None:
    """Refuse to ask for slower speech where nobody speaks."""
    if not phases.is_on(technique, phase):
        raise Refusal(
            "item_not_on",
            N_("This item is not on now: nobody speaks whom one could ask. Nothing was sent."),
            status=409,
        )


def unknown_action() -> Refusal:
    """No such action on the signal."""
    return Refusal.of_field(
        "action", "bad_action", N_("The action must be one of: %(actions)s."), actions=", ".join(ACTIONS)
    )


def standing(asked_at: datetime | None, passed_on_at: datetime | None, phase_since: datetime) -> str:
    """How a signal stands: ``asked``, ``passed_on``, or nothing. With its phase a signal is over."""
    if asked_at is None or asked_at < phase_since:
        return ""
    return "asked" if passed_on_at is None else "passed_on"
