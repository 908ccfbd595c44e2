"""The report in every format: one registry, one door."""

import gettext
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from app.kernel.language import N_, text_in
from app.kernel.refusals import Refusal
from app.report import csv
from app.report.contents import outline
from app.report.data import data
from app.report.evidence.bundle import bundle
from app.report.evidence.contents import REPORTS, parts
from app.report.excel import excel
from app.report.markdown import markdown
from app.report.model import ForumReport
from app.report.page import standalone
from app.report.pdf import pdf
from app.report.practices.blocks import review_pack
from app.report.privacy import Audience, disclosed
from app.report.speech import Translations
from app.report.tables import TABLES, table
from app.report.word import word

UNDRAWN: Final = N_(
    "Letters that this server's fonts do not hold are spelled out in brackets. The Word, HTML and JSON files hold them."
)
_APOSTROPHE: Final = N_("A text that a spreadsheet would run as a formula has an apostrophe before it here.")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its media type, the ending of its files, and what makes it of a disclosed report."""

    media_type: str
    suffix: str
    make: Callable[[ForumReport, str, Translations], bytes]

    @property
    def compressed(self) -> bool:
        """Whether its files are compressed inside."""
        return self.suffix not in ("md", "html", "json")


def _markdown(report: ForumReport, language: str, translations: Translations) -> bytes:
    return markdown(outline(report, language, translations))


def _page(report: ForumReport, language: str, translations: Translations) -> bytes:
    return standalone(outline(report, language, translations), translations)


def _word(report: ForumReport, language: str, translations: Translations) -> bytes:
    return word(outline(report, language, translations), report.made_at)


def _pdf(report: ForumReport, language: str, translations: Translations) -> bytes:
    return pdf(outline(report, language, translations), report.made_at, translations.gettext(UNDRAWN))


def _excel(report: ForumReport, language: str, translations: Translations) -> bytes:
    return excel(report, outline(report, language, translations), translations.gettext(_APOSTROPHE))


def _data(report: ForumReport, _language: str, _translations: Translations) -> bytes:
    return data(report)


def _csv(report: ForumReport, _language: str, _translations: Translations) -> bytes:
    return csv.every(report)


def _review(report: ForumReport, language: str, translations: Translations) -> bytes:
    return word(review_pack(report, language, translations), report.made_at)


def _evidence(report: ForumReport, language: str, translations: Translations) -> bytes:
    held = bundle_parts(report, language, translations)
    out = io.BytesIO()
    bundle(out, report, language, ((name, make()) for name, _, make in held))
    return out.getvalue()


def bundle_parts(
    report: ForumReport, language: str, translations: Translations
) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """The files of a bundle: each one's name, its format where it has one, and what makes it."""
    return parts(report, language, translations, {name: FORMATS[name].make for name in REPORTS})


FORMATS: Final = {
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", _word),
    "pdf": Format("application/pdf", "pdf", _pdf),
    "md": Format("text/markdown; charset=utf-8", "md", _markdown),
    "html": Format("text/html; charset=utf-8", "html", _page),
    "json": Format("application/json", "json", _data),
    "csv": Format("application/zip", "csv.zip", _csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _excel),
    "review": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "review.docx", _review),
    "evidence": Format("application/zip", "evidence.zip", _evidence),
}

USUAL: Final = tuple(name for name in FORMATS if name != "evidence")
"""What is made where no format is named: the bundle holds the report and its data once more."""


def build(
    report: ForumReport,
    format: str,
    *,
    language: str | None = None,
    translations: Translations | None = None,
    audience: Audience = "public",
) -> bytes:
    """The report as a file of *format*, holding what *audience* may read.

    *language* chooses texts and headings (by default the forum's first), *translations* is its catalogue (by default
    English). It takes up to a few seconds and blocks: not for the event loop. Raises the refusal ``no_such_format``.
    """
    chosen = format_of(format)
    spoken = language or (report.languages[0] if report.languages else "en")
    return chosen.make(disclosed(report, audience), spoken, translations or gettext.NullTranslations())


def file_name(report: ForumReport, format: str, language: str) -> str:
    """A name for the file that every system takes: ``first-regional-forum-report-es.docx``."""
    tag = re.sub(r"[^A-Za-z-]", "", language)
    return f"{_slug(report)}-report-{tag or 'en'}.{format_of(format).suffix}"


def table_file_name(report: ForumReport, name: str) -> str:
    """The same for a data table: ``first-regional-forum-answers.csv``."""
    return f"{_slug(report)}-{name}.csv"


def _slug(report: ForumReport) -> str:
    return slug(text_in(dict(report.name) or dict(report.title), "en"))


def slug(text: str) -> str:
    """*text* as a part of a file's name that every system takes."""
    words = unicodedata.normalize("NFKD", text)
    found = "-".join(re.findall(r"[a-z0-9]+", words.encode("ascii", "ignore").decode().lower()))[:60].strip("-")
    return found or "forum"


def data_table(report: ForumReport, name: str, *, audience: Audience = "public") -> bytes:
    """One data table as CSV. Raises the refusal ``no_such_table``; notes are a table for rapporteurs only."""
    require_table(name, audience)
    return csv.one(table(disclosed(report, audience), name))


def require_table(name: str, audience: Audience) -> None:
    """Raise the refusal ``no_such_table`` (404), also for a table that is not this audience's."""
    if name not in TABLES or (name == "notes" and audience != "rapporteur"):
        raise Refusal("no_such_table", N_("There is no such table of data."), status=404)


def format_of(name: str) -> Format:
    """A format by its name. Raises the refusal ``no_such_format`` (404)."""
    if name not in FORMATS:
        raise Refusal("no_such_format", N_("The report does not come in this format."), status=404)
    return FORMATS[name]
