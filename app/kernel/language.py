"""Languages of the interface, and the marker for sentences that are translated when they are shown."""

from typing import Final

INTERFACE_LANGUAGES: Final = ("en", "es", "fr", "pt")
"""Languages that the interface speaks, the fallback first."""


LANGUAGE_NAMES: Final = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}
"""Each language in its own words."""


def N_(msgid: str) -> str:
    """Mark an English sentence for the catalogues; it is translated when it is shown."""
    return msgid


def choose(wanted: list[str], offered: tuple[str, ...] | list[str], fallback: str) -> str:
    """The first of *wanted* (``es-PA``, ``es``) that is *offered*, by its primary tag, else *fallback*."""
    for tag in wanted:
        primary = tag.split("-")[0].split("_")[0].strip().lower()
        if primary in offered:
            return primary
    return fallback


def text_in(texts: dict[str, str] | None, language: str, fallback: str = "en") -> str:
    """An organizer's text in *language*, else in *fallback*, else in whichever language it was written."""
    if not texts:
        return ""
    return texts.get(language) or texts.get(fallback) or next(iter(texts.values()))
