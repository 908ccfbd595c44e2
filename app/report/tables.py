"""The data tables as columns and values, the same for every file that holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any, Final

from app.kernel.clock import rfc3339
from app.report import rows
from app.report.adopted.rows import ParagraphRow
from app.report.floor.rows import FloorQuestionRow, SlidesRow, TalkRow
from app.report.model import ForumReport
from app.report.practices.model import PracticeRow, ReviewRow

Value = str | int | float | bool | date | datetime | None

_ROWS: Final[Mapping[str, type]] = {
    "answers": rows.AnswerRow,
    "findings": rows.FindingRow,
    "dissents": rows.DissentRow,
    "comments": rows.CommentRow,
    "key_findings": rows.KeyFindingRow,
    "initiatives": rows.InitiativeRow,
    "partners": rows.PartnerRow,
    "notes": rows.NoteRow,
    "sources": rows.SourceRow,
    "surveys": rows.SurveyRow,
    "evaluations": rows.EvaluationRow,
    "talks": TalkRow,
    "slides": SlidesRow,
    "floor_questions": FloorQuestionRow,
    "paragraphs": ParagraphRow,
    "practices": PracticeRow,
    "review": ReviewRow,
}

TABLES: Final = tuple(name.replace("_", "-") for name in _ROWS)
"""The tables' names, as in addresses and files."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table: ``columns`` are stable English names; the values of a row stand in their order."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def tables(report: ForumReport) -> tuple[DataTable, ...]:
    """Every table of a disclosed report. Notes are a table only for those who were given some."""
    return tuple(table(report, name) for name in TABLES if name != "notes" or report.data.notes)


def table(report: ForumReport, name: str) -> DataTable:
    """One table by its name; an unknown one is a ``KeyError``."""
    field_name = name.replace("-", "_")
    held: Sequence[Any] = getattr(report.data, field_name) if field_name in _ROWS else ()
    columns = [field.name for field in fields(_ROWS[field_name])]
    languages = _languages(report, held) if "translations" in columns else ()
    plain = [column for column in columns if column != "translations"]
    return DataTable(
        name,
        (*plain, *(f"text_{language}" for language in languages)),
        tuple(
            (*(getattr(row, column) for column in plain), *(_in(row, language) for language in languages))
            for row in held
        ),
    )


def _languages(report: ForumReport, held: Sequence[Any]) -> tuple[str, ...]:
    """The forum's languages, then any other that something was translated into: no translation is left out."""
    others = {language for row in held for language in row.translations} - set(report.languages)
    return (*report.languages, *sorted(others))


def _in(row: Any, language: str) -> str:
    """The row's text in one language: the original where it is in that language, else its translation."""
    return str(row.text if row.language == language else row.translations.get(language, ""))


def plain(value: Value) -> str:
    """A value as text: RFC 3339 in UTC, ``true`` and ``false``, nothing for nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return rfc3339(value)
    return str(value)


def naive(moment: datetime) -> datetime:
    """A moment in UTC as spreadsheets hold it: without a zone, to the second."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
