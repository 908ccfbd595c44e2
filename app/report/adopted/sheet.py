"""An adopted text as its readers meet it, before any format: a title block in every language, then the text, one part for
each language, every sentence already chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date

from app.communique.adoption import OUTCOMES
from app.communique.rules import SECTION_NAMES, SECTIONS
from app.kernel.language import LANGUAGE_NAMES
from app.report.adopted import closing
from app.report.adopted.model import AdoptedText, ByLanguage, Correction, Paragraph
from app.report.contents import PAGE, PAGES
from app.report.formats import slug
from app.report.outline import Said
from app.report.speech import Translations, language_name, locale_of
from app.report.wording import Logo

Voices = Callable[[str], Translations]
"""The catalogue of a language; English where there is none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in a part. ``number`` is empty in the preamble. ``missing`` stands beside words that nobody translated,
    ``corrected`` beside those that a correction changed since.
    """

    id: str
    number: str
    said: Said
    missing: str = ""
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text with its heading; ``kind`` is preamble or operative."""

    kind: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading with lines under it, each with what stands before it: reservations, corrections."""

    heading: str
    lines: tuple[tuple[str, Said], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The whole text in one language. ``standing`` says what this language is: the authority, or a translation of it.
    ``notes`` say of a chair's summary what it is.
    """

    language: str
    name: str
    kind: str
    title: Said
    adopted: str
    standing: str
    notes: tuple[str, ...]
    credit: Said
    sections: tuple[Section, ...]
    besides: tuple[Listed, ...]
    page_of: str
    hash: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The adopted text in all its languages, the authority's first."""

    forum: str
    item: str
    digest: str
    made_at: datetime
    logos: tuple[Logo, ...]
    parts: tuple[Part, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """In which it can be read."""
        return tuple(part.language for part in self.parts)

    @property
    def credits(self) -> tuple[Said, ...]:
        """The credit line in every language that has its own."""
        return tuple(dict.fromkeys(part.credit for part in self.parts if part.credit.text))

    @property
    def file_name(self) -> str:
        """A name for its files: ``joint-communique-first-regional-forum-en-es``."""
        first = self.parts[0]
        return f"{slug(first.kind)}-{slug(first.title.text)}-{'-'.join(map(slug, self.languages))}"

    def only(self, language: str) -> "Sheet":
        """The same in one language, if it is one of its own."""
        parts = tuple(part for part in self.parts if part.language == language)
        named = tuple(logo.told_in(language) for logo in self.logos) if parts else self.logos
        return Sheet(self.forum, self.item, self.digest, self.made_at, named, parts or self.parts)


def sheet_of(text: AdoptedText, voices: Voices) -> Sheet:
    """*text* as it is set."""
    parts = tuple(_part(text, language, voices(language)) for language in text.languages)
    made_at = text.adopted_at.replace(microsecond=0)  # typst refuses a finer one
    logos = tuple(logo.told_in(text.authority) for logo in text.logos)
    return Sheet(text.forum, text.item, text.digest, made_at, logos, parts)


def _part(text: AdoptedText, language: str, voice: Translations) -> Part:
    _ = voice.gettext
    names = {tag: language_name(tag, locale_of(language)) for tag in text.languages}
    place, day = _of(text.places, language).text, _day(text.adopted_on, language)
    return Part(
        language=language,
        name=LANGUAGE_NAMES.get(language, names[language]),
        kind=_(OUTCOMES[text.outcome]) if text.outcome in OUTCOMES else text.outcome,
        title=_of(text.titles, language),
        adopted=closing.closed(text, place, day, voice),
        standing=closing.standing(text, language, names[text.authority], voice),
        notes=closing.notes(text, voice),
        credit=_of(text.credits, language),
        sections=tuple(
            Section(kind, _(SECTION_NAMES[kind]), lines)
            for kind in SECTIONS
            if (lines := tuple(_line(text, p, language, voice) for p in text.paragraphs if p.section == kind))
        ),
        besides=_besides(text, language, voice),
        page_of=_("Page %(page)s of %(pages)s") % {"page": PAGE, "pages": PAGES},
        hash=closing.hash_line(text, voice),
    )


def _line(text: AdoptedText, paragraph: Paragraph, language: str, voice: Translations) -> Line:
    _ = voice.gettext
    number = str(paragraph.number or "")
    said = paragraph.said(language)
    shown = language if said else paragraph.language
    made = [str(c.number) for c in text.corrections if c.of == paragraph.id and c.language == shown]
    corrected = _("corrected: see correction %(numbers)s") % {"numbers": ", ".join(made)} if made else ""
    if said:
        origin = [c.number for c in text.corrections if c.of == paragraph.id and c.language == paragraph.language]
        if language != paragraph.language and origin and not (made and int(made[-1]) > origin[-1]):
            numbers = ", ".join(map(str, origin))
            corrected = _("the original was corrected: see correction %(numbers)s") % {"numbers": numbers}
        return Line(paragraph.id, number, Said(said, language), corrected=corrected)
    spoken = {"language": language_name(paragraph.language, locale_of(language))}
    if language in paragraph.behind:
        beside = _(
            "translated before the original changed; until the translation follows, in this language: %(language)s"
        )
    elif language in paragraph.unsettled:
        beside = _("translated with other brackets than the original; in this language: %(language)s")
    else:
        beside = _("not translated yet; in this language: %(language)s")
    return Line(paragraph.id, number, Said(paragraph.text, paragraph.language), beside % spoken, corrected)


def _besides(text: AdoptedText, language: str, voice: Translations) -> tuple[Listed, ...]:
    _ = voice.gettext
    listed = []
    if text.reservations:
        lines = []
        for held in text.reservations:
            at = closing.reserved_on(held, voice)
            by = _of(held.by, language).text
            lines.append((f"{by}. {at}" if by else at, Said(held.text)))
        listed.append(Listed(_("Reservations"), tuple(lines)))
    if text.corrections:
        listed.append(
            Listed(_("Corrections"), tuple(_correction(text, one, language, voice) for one in text.corrections))
        )
    return tuple(listed)


def _correction(text: AdoptedText, one: Correction, language: str, voice: Translations) -> tuple[str, Said]:
    _ = voice.gettext
    number = text.number_of(one.of)
    where = _("paragraph %(number)s") % {"number": number} if number else _("preamble")
    said = _("Correction %(number)s of %(day)s, %(where)s, in this language: %(language)s. Reason: %(reason)s") % {
        "number": one.number,
        "day": _day(one.made_on, language),
        "where": where,
        "language": language_name(one.language, locale_of(language)),
        "reason": one.reason,
    }
    return said, Said(one.text, one.language)


def _of(texts: ByLanguage, language: str) -> Said:
    """The text in a language, else in the first that has it."""
    held = dict(texts)
    tag = language if held.get(language) else next(iter(held), language)
    return Said(held.get(tag, ""), tag)


def _day(day: date, language: str) -> str:
    return format_date(day, "long", locale=locale_of(language))
