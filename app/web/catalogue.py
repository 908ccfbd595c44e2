"""The interface's languages: gettext catalogues, and which one a reader gets."""

import gettext
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from babel.dates import format_date

from app.kernel.language import INTERFACE_LANGUAGES, choose
from app.kernel.refusals import Sentence

_TAG = re.compile(r"([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?")


class Catalogues:
    """The translations found in *folder* (``<language>/LC_MESSAGES/sobremesa.mo``). English needs none."""

    def __init__(self, folder: Path) -> None:
        self.translations: dict[str, gettext.NullTranslations] = {
            language: gettext.translation("sobremesa", folder, [language], fallback=True)
            for language in INTERFACE_LANGUAGES
        }

    def say(self, sentence: Sentence, language: str) -> str:
        """A sentence in *language*, its values filled in; a value may be a sentence itself, or a moment."""
        message = self.of(language).gettext(sentence.msgid)
        values = {name: self._told(value, language) for name, value in sentence.params.items()}
        return message % values if values else message

    def _told(self, value: Any, language: str) -> Any:
        if isinstance(value, datetime):
            return moment_in(value, language)
        return self.say(value, language) if isinstance(value, Sentence) else value

    def of(self, language: str) -> gettext.NullTranslations:
        """The translations of *language*, English when it has none."""
        return self.translations.get(language) or self.translations["en"]


def moment_in(moment: datetime, language: str) -> str:
    """A moment as sentences and pages say it: its day and its minute, on the clock of its own zone."""
    return f"{format_date(moment, 'full', locale=language)}, {moment:%H:%M}"


def accepted(header: str) -> list[str]:
    """The languages of an ``Accept-Language`` header (RFC 9110, 12.5.4), the most wanted first; at most 16."""
    found: list[tuple[float, int, str]] = []
    for position, match in enumerate(_TAG.finditer(header[:500])):
        quality = float(match[2] or 1)
        if quality > 0:
            found.append((-quality, position, match[1]))
    return [tag for _, _, tag in sorted(found)[:16]]


def language_of(asked: str | None, own: str | None, header: str) -> str:
    """What a reader gets: what the address asks for, else the person's own, else the browser's, else English."""
    wanted = [tag for tag in (asked, own) if tag] + accepted(header)
    return choose(wanted, INTERFACE_LANGUAGES, "en")
