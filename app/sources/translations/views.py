"""A translation as pages and programs have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TranslationView:
    """A translation. ``by`` is who made it, where that may be read; ``stale``: the original says something else since."""

    language: str
    text: str
    by: str
    stale: bool
    revision: int


def translation_data(views: Iterable[TranslationView]) -> list[dict[str, Any]]:
    """Translations as programs receive them."""
    return [
        {"language": v.language, "text": v.text, "by": v.by, "stale": v.stale, "revision": v.revision} for v in views
    ]
