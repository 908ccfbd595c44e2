"""A sheet for Word: the styles of the report, and setting words and tables in them."""

from collections.abc import Sequence
from typing import Any, Final

from docx import Document
from docx.document import Document as Made
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph

from app.report import word_parts as parts
from app.report.characters import lines, paragraphs
from app.report.colour import srgb
from app.report.marks import shape, symbol
from app.report.outline import Cell, Said

WIDTH: Final = Mm(156)
_STYLES: Final[tuple[tuple[str, float, dict[str, Any]], ...]] = (
    ("Normal", 11, {"after": 6}),
    ("Kind", 11, {"colour": "accent", "bold": True, "before": 110, "after": 8, "keep": True}),
    ("Title", 26, {"bold": True, "after": 10}),
    ("Subtitle", 16, {"colour": "ink-2", "after": 14}),
    ("Heading 1", 20, {"bold": True, "before": 26, "after": 12, "keep": True}),
    ("Heading 2", 14, {"bold": True, "before": 18, "after": 8, "keep": True}),
    ("Heading 3", 12, {"bold": True, "before": 14, "after": 6, "keep": True}),
    ("TOC Heading", 20, {"bold": True, "after": 12, "keep": True}),
    ("toc 1", 11, {"after": 5}),
    ("List Number", 11, {"after": 4}),
    ("Quiet", 10, {"colour": "ink-2", "after": 6}),
    ("Paragraph", 11.5, {"after": 9}),
    ("Key finding", 13, {"bold": True, "before": 14, "after": 4, "keep": True}),
    ("Finding", 11, {"before": 10, "after": 3, "keep": True}),
    ("Translation", 10, {"colour": "ink-2", "after": 4}),
    ("Made from", 9.5, {"colour": "ink-2", "after": 4}),
    ("Drawn from", 9.5, {"bold": True, "before": 4, "after": 3, "keep": True}),
    ("Dissent", 10, {"before": 4, "after": 4, "indent": 14}),
    ("Comment", 10, {"before": 3, "after": 3, "indent": 14}),
)
_EDGES: Final = {"Dissent": (12, "ink"), "Comment": (4, "line")}
"""Styles with a rule along the left edge: its width in eighths of a point, its colour."""


_FLUSH: Final = Emu(0)


def own(text: str) -> Said:
    """A sentence of the report itself, in its language."""
    return Said(text)


class Paper:
    """An A4 document with the report's styles, written in *language* where nothing else is said."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.document: Made = Document()
        # python-docx looks a style up by reading all of them, for every paragraph: a large report would take minutes.
        self._styles: dict[str, ParagraphStyle] = {}
        for name, size, wishes in _STYLES:
            made = self._styles[name] = parts.style(self.document, name, size, **wishes)
            if name in _EDGES:
                parts.edged(made, *_EDGES[name])
        defaults = self.document.styles.element.find(qn("w:docDefaults"))
        for held in defaults.iter(qn("w:lang")):
            held.set(qn("w:val"), parts.tag(language))
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.top_margin = section.bottom_margin = Mm(25)

    def table(
        self, caption: str, head: Sequence[str], rows: Sequence[Sequence[tuple[Cell, ...]]], widths: Sequence[int]
    ) -> None:
        table = self.document.add_table(rows=0, cols=len(widths))
        table.autofit = False
        if head:
            parts.ruled(table)
        parts.named(table, " ".join(lines(caption)))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(WIDTH * width // sum(widths))
        if head:
            row = table.add_row()
            parts.heads(row)
            self._fill(row, [(Cell(own(word)),) for word in head], widths, bold=True)
        for cells in rows:
            row = table.add_row()
            parts.whole(row)
            self._fill(row, cells, widths)
        self.plain("Quiet")

    def _fill(self, row: _Row, cells: Sequence[tuple[Cell, ...]], widths: Sequence[int], *, bold: bool = False) -> None:
        for held, lines_of, width in zip(row.cells, cells, widths, strict=True):
            held.width = Emu(WIDTH * width // sum(widths))
            for n, cell in enumerate(lines_of):
                paragraph = held.add_paragraph() if n else held.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                tables = () if cell.table is None else (cell.table,)
                self.set(paragraph, cell.said, tables)
                for run in paragraph.runs:
                    run.font.size = Pt(10)
                    run.font.bold = bold

    def paragraph(
        self, style: str, said: Said, tables: tuple[int, ...] = (), lead: str = "", indent: Length = _FLUSH
    ) -> Paragraph:
        """Words as paragraphs of a style; the first is returned."""
        found = paragraphs(said.text) or [[]]
        first: Paragraph | None = None
        for n, held in enumerate(found):
            paragraph = self.plain(style)
            first = first or paragraph
            if indent:
                own_indent = self._styles[style].paragraph_format.left_indent or 0
                paragraph.paragraph_format.left_indent = Emu(own_indent + indent)
            last = n == len(found) - 1
            part = Said("\n".join(held), said.language or self.language, said.note if last else "")
            self.set(paragraph, part, tables if n == 0 else (), lead if n == 0 else "")
        return first or self.plain(style)

    def plain(self, style: str) -> Paragraph:
        """An empty paragraph of a style."""
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self._styles[style].style_id
        return paragraph

    def set(self, paragraph: Paragraph, said: Said, tables: tuple[int, ...] = (), lead: str = "") -> None:
        """One paragraph: the tables' shapes, a number, the words, and in quiet letters what stands beside them."""
        for table in tables:
            mark = paragraph.add_run(f"{symbol(table)} ")
            mark.font.color.rgb = RGBColor.from_string(srgb(f"t{shape(table).colour}").lstrip("#"))
        if lead:
            self.write(paragraph, [f"{' '.join(lines(lead))}  "], self.language)
            paragraph.runs[-1].font.color.rgb = RGBColor.from_string(srgb("accent").lstrip("#"))
        self.write(paragraph, lines(said.text), said.language or self.language)
        if parts.runs_right_to_left(said.language):
            parts.turn(paragraph)
        if said.note:
            self.write(paragraph, [f" ({' '.join(lines(said.note))})"], self.language)
            note = paragraph.runs[-1].font
            note.size, note.bold = Pt(9), False
            note.color.rgb = RGBColor.from_string(srgb("ink-2").lstrip("#"))

    def write(self, paragraph: Paragraph, held: Sequence[str], language: str) -> None:
        for n, line in enumerate(held):
            run = paragraph.add_run()
            if n:
                run.add_break()
            run.add_text(line)
            parts.speak(run, language)
