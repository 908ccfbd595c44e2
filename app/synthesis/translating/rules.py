"""Pure rules of the translator's queue."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal

KINDS: Final = ("finding", "key-finding", "comment")
"""What is translated, in the queue's order: what was reported comes first."""


def require_language(language: str, original: str, languages: Collection[str]) -> None:
    """Refuse a language that the forum does not have, and the original's own."""
    if language not in languages:
        raise Refusal.of_field(
            "language",
            "no_such_language",
            N_("The forum's languages are: %(languages)s."),
            languages=", ".join(languages),
        )
    if language == original:
        raise Refusal.of_field(
            "language", "same_language", N_("The original is in this language: it is not translated into its own.")
        )


def no_such_text() -> Refusal:
    """Nothing of that kind that may be translated: not there, not reported, or withdrawn."""
    return Refusal(
        "no_such_text",
        N_("This text is not there to be translated: it was taken back, or not reported. Open the queue again."),
        status=404,
    )


def translation_moved(current: Mapping[str, Any]) -> Refusal:
    """Somebody else translated it meanwhile; *current* is what stands now."""
    return Refusal(
        "version_moved",
        N_("Somebody else has translated this meanwhile. Compare both texts, then save yours again."),
        status=409,
        extra={"current": dict(current)},
    )


def order_of(kind: str, done: bool, at_ms: int) -> str:
    """Where an entry stands in the queue: what waits, reported findings first, whatever waits longest first."""
    return f"{int(done)}:{KINDS.index(kind)}:{at_ms:015d}"
