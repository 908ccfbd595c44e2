"""The interface's languages: gettext catalogues, and which one a reader gets."""

import gettext
import re
from pathlib import Path

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
        """A sentence in *language*, its values filled in; a value may be a sentence itself."""
        message = self.of(language).gettext(sentence.msgid)
        values = {k: self.say(v, language) if isinstance(v, Sentence) else v for k, v in sentence.params.items()}
        return message % values if values else message

    def of(self, language: str) -> gettext.NullTranslations:
        """The translations of *language*, English when it has none."""
        return self.translations.get(language) or self.translations["en"]


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
