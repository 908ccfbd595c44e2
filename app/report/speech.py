"""Choosing texts: what stands in the report's language, what falls back and says so, how dates are written."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final, Protocol

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from app.report.characters import lines
from app.report.model import ForumReport, Texts, Translation, Words
from app.report.outline import Said
from app.report.vocabulary import TECHNIQUES

AFTERWARDS: Final = 24 * 60


class Translations(Protocol):
    """What :mod:`gettext` gives for a language; :class:`gettext.NullTranslations` is English."""

    def gettext(self, message: str, /) -> str:
        """The message in the catalogue's language."""

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """The message in the form that *n* asks for."""


class Speech:
    """A report's voice: one language for its headings, and the forum's languages to fall back on, in their order."""

    def __init__(self, report: ForumReport, language: str, translations: Translations) -> None:
        self.language = language
        self.languages = (language, *(other for other in report.languages if other != language))
        self.voice = translations
        self._affiliations = report.affiliations
        self._locale = locale_of(language)

    def __call__(self, msgid: str, **values: object) -> str:
        """An interface sentence; use it as ``_``, so that the catalogues find its sentences."""
        sentence = self.voice.gettext(msgid)
        return sentence % values if values else sentence

    def texts(self, texts: Texts | None) -> Said:
        """The organizer's text in the report's language, else in the next that has it, and then marked as such."""
        held = {language: text for language, text in (texts or {}).items() if lines(text)}
        if not held:
            return Said("", self.language)
        language = next((one for one in self.languages if one in held), next(iter(held)))
        return Said(held[language], language, self.foreign(language))

    def every(self, texts: Texts | None) -> tuple[Said, ...]:
        """The text in every language that has it, the report's first, then the forum's, then the rest."""
        held = {language: text for language, text in (texts or {}).items() if lines(text)}
        order = [*(one for one in self.languages if one in held), *(one for one in held if one not in self.languages)]
        return tuple(Said(held[language], language) for language in order)

    def words(self, words: Words) -> Said:
        """The original."""
        return Said(words.text, words.language, self.foreign(words.language))

    def translations(self, words: Words) -> tuple[Said, ...]:
        """What stands beside the original, each saying in which language it is and who made it."""
        return tuple(Said(one.text, one.language, self._made_by(one)) for one in words.translations if lines(one.text))

    def _made_by(self, translation: Translation) -> str:
        _ = self
        language = self.language_name(translation.language)
        if not translation.by:
            return language
        return _("%(language)s, translated by %(name)s", language=language, name=translation.by)

    def own(self, text: str) -> Said:
        """A sentence of the report itself."""
        return Said(text, self.language)

    def foreign(self, language: str) -> str:
        """What marks a text that is not in the report's language: the language's name, in the report's."""
        return "" if not language or language == self.language else self.language_name(language)

    def language_name(self, language: str) -> str:
        """The name of a language in the report's own; its tag when nobody knows a name."""
        return language_name(language, self._locale)

    def technique(self, name: str) -> str:
        """The technique's word; an unknown one stands as it is."""
        return self(TECHNIQUES[name]) if name in TECHNIQUES else name

    def titled(self, title: Texts, technique: str) -> Said:
        """An item's title; one without a title is called by its technique, for a heading may not be empty."""
        _ = self
        found = self.texts(title)
        return found if found.text else self.own(self.technique(technique) or _("Untitled"))

    def affiliation(self, key: str) -> str:
        """The name of an affiliation; the key itself when the organizer gave none. The empty key is everyone else."""
        _ = self
        if not key:
            return _("others")
        names: Mapping[str, Texts] = self._affiliations
        return self.texts(names.get(key)).text or key

    def number(self, value: int) -> str:
        """A whole number, grouped as the language groups it."""
        return format_decimal(value, locale=self._locale)

    def decimal(self, value: float) -> str:
        """A number with one decimal: ``2.9``."""
        return format_decimal(value, "0.0", locale=self._locale)

    def percent(self, value: int) -> str:
        """``77%``, as the language writes it."""
        return format_percent(value / 100, locale=self._locale)

    def pages(self, count: int) -> str:
        """``12 pages``."""
        return self.voice.ngettext("%(count)s page", "%(count)s pages", count) % {"count": self.number(count)}

    def day(self, day: date) -> str:
        """``Wednesday, September 27, 2023``."""
        return format_date(day, "full", locale=self._locale)

    def by_day(self, day: date) -> str:
        """``September 27, 2023``."""
        return format_date(day, "long", locale=self._locale)

    def days(self, first: date, last: date) -> str:
        """``September 27–28, 2023``."""
        if first == last:
            return format_date(first, "long", locale=self._locale)
        if (first.year, first.month) == (last.year, last.month):
            # The languages' own pattern for a date, with both days where it has the day.
            pattern = re.sub(
                r"\bd{1,2}\b", f"'{first.day}–{last.day}'", self._locale.date_formats["long"].pattern, count=1
            )
            return format_date(last, pattern, locale=self._locale)
        return f"{format_date(first, 'long', locale=self._locale)} – {format_date(last, 'long', locale=self._locale)}"

    def hours(self, starts: time, minutes: int) -> str:
        """``14:00–16:00``: always in 24 hours, as the forum's programme prints them."""
        ends = (starts.hour * 60 + starts.minute + minutes) % AFTERWARDS
        return f"{starts:%H:%M}–{ends // 60:02d}:{ends % 60:02d}"

    def moment(self, moment: datetime) -> str:
        """``September 28, 2023, 17:05 UTC``."""
        return f"{format_date(moment, 'long', locale=self._locale)}, {moment:%H:%M} UTC"


def locale_of(language: str) -> Locale:
    """How a language writes dates and numbers; as English does where nobody knows it."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, TypeError, UnknownLocaleError):
        return Locale("en")


def language_name(language: str, among: Locale) -> str:
    """The name of a language as *among* calls it; its tag when nobody knows a name."""
    try:
        return Locale.parse(language, sep="-").get_display_name(among) or language
    except (ValueError, TypeError, UnknownLocaleError):
        return language
