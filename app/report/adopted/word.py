"""The adopted text as a Word document that needs no retouching: one title block, real headings and numbers, a language on
every run.
"""

import io
from datetime import UTC

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from app.report import word_parts as parts
from app.report.adopted.sheet import Line, Listed, Part, Sheet
from app.report.archive import settled
from app.report.characters import lines
from app.report.contents import PAGE, PAGES
from app.report.outline import Said
from app.report.paper import WIDTH, Paper
from app.report.word import emblems, short


def word(sheet: Sheet) -> bytes:
    """The text in every language of *sheet*. The same sheet gives the same bytes."""
    setter = _Setter(sheet)
    setter.title_block()
    for part in sheet.parts:
        setter.part(part)
    setter.close()
    out = io.BytesIO()
    setter.document.save(out)
    return settled(out.getvalue(), sheet.made_at)


class _Setter:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.first = sheet.parts[0]
        self.paper = Paper(self.first.language)
        self.document = self.paper.document
        self._footer(self.document.sections[0].footer.paragraphs[0])

    def _footer(self, paragraph: Paragraph) -> None:
        paragraph.style = self.document.styles["Quiet"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        name = " ".join(lines(f"{self.first.kind}: {self.first.title.text}"))
        self.paper.write(paragraph, [f"{name[:56]}{'…' if len(name) > 56 else ''}\t"], self.first.language)
        before, _, rest = self.first.page_of.partition(PAGE)
        between, _, after = rest.partition(PAGES)
        for text, instruction in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            self.paper.write(paragraph, [text], self.first.language)
            if instruction:
                parts.field(paragraph, instruction, "1")

    def title_block(self) -> None:
        """Logos; what the text is, of which forum, adopted when and where, each in every language."""
        emblems(self.paper, self.sheet.logos)
        for n, part in enumerate(self.sheet.parts):
            kind = self.paper.paragraph("Kind", Said(part.kind, part.language))
            kind.paragraph_format.space_before = Pt(18 if n else 0)
            title = self.paper.paragraph("Subtitle" if n else "Title", part.title)
            title.paragraph_format.space_after = Pt(4)
            self.paper.paragraph("Quiet", Said(part.adopted, part.language))
            for note in part.notes:
                self.paper.paragraph("Paragraph", Said(note, part.language))
        core = self.document.core_properties
        core.title = short(f"{self.first.kind}: {self.first.title.text}")
        core.subject = short(self.first.kind)
        core.author = core.last_modified_by = short(self.first.title.text)
        core.keywords = short("; ".join(part.kind for part in self.sheet.parts))
        core.comments = short(self.first.hash)
        core.language = parts.tag(self.first.language)
        core.created = core.modified = self.sheet.made_at.astimezone(UTC).replace(tzinfo=None)

    def part(self, part: Part) -> None:
        """The text in one language; the second and any further begin a page."""
        several = len(self.sheet.parts) > 1
        if several:
            heading = self.paper.paragraph("Heading 1", Said(part.name, part.language))
            heading.paragraph_format.page_break_before = part is not self.first
            self.paper.paragraph("Quiet", Said(part.standing, part.language)).paragraph_format.keep_with_next = True
        for section in part.sections:
            self.paper.paragraph(f"Heading {1 + several}", Said(section.heading, part.language))
            numbering = parts.numbered(self.document) if section.kind == "operative" else 0
            for line in section.lines:
                self._line(line, part.language, numbering)
        for listed in part.besides:
            self._listed(listed, part.language, several=several)

    def _line(self, line: Line, language: str, numbering: int) -> None:
        first = self.paper.paragraph("Paragraph", line.said)
        if numbering:
            parts.count(first, numbering)
        for said in filter(None, (line.missing, line.corrected)):
            beside = self.paper.paragraph("Quiet", Said(f"({said})", language))
            beside.paragraph_format.left_indent = parts.HANGING if numbering else None

    def _listed(self, listed: Listed, language: str, *, several: bool) -> None:
        self.paper.paragraph(f"Heading {1 + several}", Said(listed.heading, language))
        for at, said in listed.lines:
            self.paper.paragraph("Quiet", Said(at, language)).paragraph_format.keep_with_next = True
            self.paper.paragraph("Paragraph", said)

    def close(self) -> None:
        """The credit line in every language, and the hash by which anybody proves the text."""
        for credit in self.sheet.credits:
            self.paper.paragraph("Quiet", credit)
        self.paper.paragraph("Quiet", Said(self.first.hash, self.first.language))
