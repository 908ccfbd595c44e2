"""The data tables as one Excel workbook: a sheet per table, header rows that stay in view, nothing that runs."""

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from app.report.archive import settled
from app.report.characters import cell
from app.report.colour import srgb
from app.report.model import ForumReport
from app.report.outline import Outline
from app.report.tables import DataTable, Value, naive, tables

_MOST: Final = 32_767
"""Characters of a cell, by the format's own limit; what is longer is cut and says so."""

_LIKE_AN_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDE: Final = re.compile("text(_.*)?")
_TOP: Final = Alignment(vertical="top", wrap_text=True)


def excel(report: ForumReport, outline: Outline, apostrophe: str) -> bytes:
    """All tables. The first sheet says what this is; *apostrophe* is the sentence about texts made harmless."""
    book = Workbook(write_only=True)
    book.properties.title = _text(outline.titles[0].text)
    book.properties.creator = _text(outline.name.text)
    book.properties.created = naive(report.made_at)
    about = book.create_sheet(_text(outline.kind)[:31].translate(_UNTITLED) or "0")
    about.column_dimensions["A"].width = 100
    sentences = [title.text for title in outline.titles]
    sentences += [outline.when, outline.made, outline.privacy, apostrophe, *(c.text for c in outline.credit)]
    for n, sentence in enumerate(sentences):
        about.append([_cell(about, sentence, bold=n == 0)])
    for table in tables(report):
        _sheet(book, table)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), report.made_at)


_UNTITLED: Final = str.maketrans(dict.fromkeys("[]:*?/\\'"))
"""What a sheet's name may not hold."""


def _sheet(book: Workbook, table: DataTable) -> None:
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A2"
    for n, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(n)].width = _width(column, (row[n - 1] for row in table.rows))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.append([_cell(sheet, column, bold=True, fill=srgb("accent-soft")) for column in table.columns])
    # A style is looked up among all styles each time that it is set: the cells of a table share one.
    style = _cell(sheet, "")._style  # type: ignore[attr-defined]
    for row in table.rows:
        sheet.append([_cell(sheet, value, style=style) for value in row])


def _width(column: str, values: Iterable[Value]) -> float:
    """In characters: texts are wide and wrap, everything else is as wide as its widest value, within reason."""
    if _WIDE.fullmatch(column):
        return 60
    return float(min(max(len(column), *(len(str(value)) for value in values), 6), 38) + 2)


def _cell(sheet: Any, value: Value, *, bold: bool = False, fill: str = "", style: Any = None) -> Cell:
    held: Any = _text(value) if isinstance(value, str) else naive(value) if isinstance(value, datetime) else value
    made = WriteOnlyCell(sheet, held)
    if isinstance(value, str):
        # A text that looks like a formula or like #N/A is still a text.
        made.data_type = "s"
    if style is not None and not isinstance(value, datetime | date):
        made._style = style  # type: ignore[attr-defined]
        return made
    made.alignment = _TOP
    if bold:
        made.font = Font(bold=True)
    if fill:
        made.fill = PatternFill("solid", fgColor=fill.lstrip("#"))
    return made


def _text(text: str) -> str:
    """*text* as a cell holds it. ``_x000D_`` would be read as an escape: its underscore is escaped."""
    held = _LIKE_AN_ESCAPE.sub("_x005F_", cell(text))
    return held if len(held) <= _MOST else f"{held[: _MOST - 1]}…"
