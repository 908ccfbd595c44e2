"""The report as a Word document: real styles, numbered lists, header rows, page fields, a language on every run."""

import io
import struct
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Emu, Length, Mm, Pt
from docx.text.paragraph import Paragraph

from app.report import outline as blocks
from app.report import word_parts as parts
from app.report.archive import settled
from app.report.characters import lines
from app.report.contents import PAGE, PAGES
from app.report.logos import fitted
from app.report.model import Logo
from app.report.paper import WIDTH, Paper, own

_PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif"})
_BROKEN: Final = (
    UnrecognizedImageError,
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    struct.error,
    ArithmeticError,
    LookupError,
    ValueError,
)
"""What reading a broken picture raises."""

_MANNERS: Final = {
    "key": "Key finding",
    "finding": "Finding",
    "translation": "Translation",
    "reason": "Translation",
    "drawn": "Drawn from",
    "dissent": "Dissent",
}
"""The style of an entry's words; the others are like comments."""

_BETWEEN: Final = "\u2003\u2003"
"""Between two logos."""

_FLUSH: Final = Emu(0)


def word(report: blocks.Outline, made_at: datetime) -> bytes:
    """The whole report as .docx. The same outline and *made_at* give the same bytes."""
    setter = _Setter(report)
    setter.title_page(made_at)
    setter.table_of_contents()
    for block in report.blocks:
        setter.block(block)
    out = io.BytesIO()
    setter.document.save(out)
    return settled(out.getvalue(), made_at)


class _Setter:
    """Sets one report, block by block."""

    def __init__(self, report: blocks.Outline) -> None:
        self.report = report
        self.paper = Paper(report.language)
        self.document = self.paper.document
        self._bookmarks = 0
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        self._footer(section.footer.paragraphs[0])

    def _footer(self, paragraph: Paragraph) -> None:
        paragraph.style = self.document.styles["Quiet"]
        name = " ".join(lines(self.report.name.text or self.report.titles[0].text))
        paragraph.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{name[:80]}\t")
        before, _, rest = self.report.page_of.partition(PAGE)
        between, _, after = rest.partition(PAGES)
        for text, instruction in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            paragraph.add_run(text)
            if instruction:
                parts.field(paragraph, instruction, "1")

    def title_page(self, made_at: datetime) -> None:
        """Logos, the title in every language, when and where, the credit line; the same facts as properties."""
        report = self.report
        emblems(self.paper, report.logos)
        self.paper.paragraph("Kind", own(report.kind))
        for n, title in enumerate(report.titles):
            self.paper.paragraph("Subtitle" if n else "Title", title)
        for line in (report.place, blocks.Said(report.when, report.language)):
            if line.text:
                self.paper.paragraph("Normal", line)
        if report.name.text and report.name.text != report.titles[0].text:
            self.paper.paragraph("Quiet", report.name)
        for credit in report.credit:
            self.paper.paragraph("Quiet", credit)
        self.paper.paragraph("Quiet", own(report.made))
        core = self.document.core_properties
        core.title = short(report.titles[0].text)
        core.subject = short(report.kind)
        core.author = core.last_modified_by = short(report.name.text)
        core.keywords = short("; ".join(title.text for title in report.titles[1:]))
        core.comments = short(" ".join(credit.text for credit in report.credit))
        core.language = parts.tag(report.language)
        core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)

    def table_of_contents(self) -> None:
        """Links to the parts, without page numbers (n): for those, Word would ask its reader to update the field."""
        heading = self.paper.paragraph("TOC Heading", own(self.report.contents))
        heading.paragraph_format.page_break_before = True
        opening = [block for block in self.report.blocks if isinstance(block, blocks.Heading) and block.level == 1]
        for n, block in enumerate(opening):
            paragraph = self.paper.plain("toc 1")
            if n == 0:
                parts.field_begin(paragraph, 'TOC \\o "1-1" \\n \\h')
            run = paragraph.add_run(" ".join(lines(f"{block.number}  {block.text.text}")))
            parts.speak(run, block.text.language)
            parts.link(paragraph, run, _anchor(block))
            if n == len(opening) - 1:
                parts.field_end(paragraph)

    def block(self, block: blocks.Block) -> None:
        """One block at the end of the document."""
        match block:
            case blocks.Heading():
                self._heading(block)
            case blocks.Subheading():
                self._subheading(block)
            case blocks.Prose():
                self.paper.paragraph("Quiet" if block.quiet else "Normal", block.said)
            case blocks.Facts():
                rows = [[(blocks.Cell(own(fact.label)),), tuple(map(blocks.Cell, fact.lines))] for fact in block.facts]
                self.paper.table("", (), rows, (24, 76))
            case blocks.Figures():
                for figure in block.figures:
                    paragraph = self.paper.paragraph("Normal", own(figure.value))
                    paragraph.runs[0].font.bold = True
                    self.paper.write(paragraph, [f" {figure.label}"], self.report.language)
            case blocks.Listing():
                numbering = parts.numbered(self.document)
                for line in block.lines:
                    parts.count(self.paper.paragraph("List Number", line), numbering)
            case blocks.Grid():
                self.paper.table(
                    block.caption, block.head, [[(cell,) for cell in row] for row in block.rows], block.widths
                )
            case blocks.Measures():
                drawn = [
                    [(blocks.Cell(r.label, r.table),), (blocks.Cell(own(f"{r.used} / {r.total}")),)] for r in block.rows
                ]
                self.paper.table(block.caption, block.head, drawn, (60, 40))
            case blocks.Entries():
                keys = any(entry.manner == "key" for entry in block.entries)
                numbering = parts.numbered(self.document) if keys else 0
                for entry in block.entries:
                    self._entry(entry, numbering)

    def _heading(self, block: blocks.Heading) -> None:
        paragraph = self.paper.paragraph(f"Heading {block.level}", block.text, lead=block.number)
        if block.level == 1:
            self._bookmarks += 1
            parts.bookmark(paragraph, _anchor(block), self._bookmarks)
        paragraph.paragraph_format.page_break_before = block.opens

    def _subheading(self, block: blocks.Subheading) -> None:
        tables = () if block.table is None else (block.table,)
        self.paper.paragraph(f"Heading {block.level}", block.text, tables, block.number)
        if block.beside and block.beside.text:
            self.paper.paragraph("Quiet", block.beside).paragraph_format.keep_with_next = True

    def _entry(self, entry: blocks.Entry, numbering: int, indent: Length = _FLUSH) -> None:
        style = _MANNERS.get(entry.manner, "Comment")
        made = entry.manner in ("key", "finding")
        if not made:
            self._labels(style, entry, indent)
        if entry.said:
            paragraph = self.paper.paragraph(style, entry.said, indent=indent)
            if entry.manner == "key":
                parts.count(paragraph, numbering)
                indent = parts.HANGING
        for child in entry.children:
            if child.manner == "translation":
                self._entry(child, numbering, indent)
        if made:
            self._labels("Made from", entry, indent)
        for child in entry.children:
            if child.manner != "translation":
                self._entry(child, numbering, indent)

    def _labels(self, style: str, entry: blocks.Entry, indent: Length) -> None:
        if entry.labels or entry.tables:
            said = blocks.Said(" · ".join(entry.labels), self.report.language)
            paragraph = self.paper.paragraph(style, said, entry.tables, indent=indent)
            paragraph.paragraph_format.keep_with_next = entry.said is not None or entry.manner == "drawn"
            for run in paragraph.runs:
                run.font.bold = entry.manner in ("dissent", "drawn")


def emblems(paper: Paper, logos: Sequence[Logo]) -> None:
    """Pictures side by side, each with its name in words; one that Word cannot hold, or cannot read, is its name alone."""
    shown = [held for held in logos if held.media_type in _PICTURES]
    paragraph = paper.document.add_paragraph() if shown else None
    if paragraph is not None:
        paragraph.paragraph_format.space_after = Pt(14)
        parts.on_one_axis(paragraph)
    for held in logos:
        name = " ".join(lines(held.name))
        if paragraph is None or held not in shown or not _drawn(paragraph, held, name):
            paper.paragraph("Quiet", own(name))


def _drawn(paragraph: Paragraph, held: Logo, name: str) -> bool:
    """Draw a picture behind those that stand there; whether it could be read."""
    width, height = fitted(held)
    try:
        run = paragraph.add_run(_BETWEEN if paragraph.runs else "")
        picture = run.add_picture(io.BytesIO(held.content), height=Mm(height), width=Mm(width) if width else None)
    except _BROKEN:
        return False
    picture._inline.docPr.set("descr", name)
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")  # left out, LibreOffice takes a margin of its own
    if picture.width > WIDTH:
        picture.width, picture.height = WIDTH, Emu(picture.height * WIDTH // picture.width)
    return True


def _anchor(block: blocks.Heading) -> str:
    """The heading's name as Word allows names: letters, digits and underscores."""
    return "".join(letter if letter.isalnum() else "_" for letter in block.anchor)


def short(text: str) -> str:
    """A property's text; python-docx allows 255 characters."""
    return " ".join(lines(text))[:255]
