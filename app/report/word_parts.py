"""What WordprocessingML needs and python-docx has no words for: languages, fields, numbered lists, rules, styles.

Source of the element names and their order: ECMA-376, part 1, chapter 17.
"""

from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from app.report.colour import srgb

FONT: Final = "Calibri"
"""On every machine that has Word; LibreOffice has one with the same widths."""

HANGING: Final = Mm(10)
"""How far the words of a numbered paragraph stand from its number."""

_REGIONS: Final = {"en": "en-US", "es": "es-ES", "fr": "fr-FR", "pt": "pt-BR", "ar": "ar-SA", "zh": "zh-CN"}
_RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_EAST_ASIAN: Final = frozenset({"ja", "ko", "zh"})


def element(name: str, /, **attributes: str) -> Any:
    """``<w:name w:attribute="…">``."""
    made = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def tag(language: str) -> str:
    """A language as Word's proofing names it: with a region. A tag that has one keeps it."""
    primary, _, rest = language.partition("-")
    return language if rest else _REGIONS.get(primary.lower(), language)


def runs_right_to_left(language: str) -> bool:
    """Whether the language is written from right to left."""
    return language.split("-")[0].lower() in _RIGHT_TO_LEFT


def speak(run: Run, language: str) -> None:
    """Say in which language a run is: spelling, hyphenation and reading aloud follow it."""
    if not language:
        return
    primary = language.split("-")[0].lower()
    held = {"val": tag(language)}
    if runs_right_to_left(language):
        run.font.rtl = True
        held["bidi"] = tag(language)
    if primary in _EAST_ASIAN:
        held["eastAsia"] = tag(language)
    run._element.get_or_add_rPr().append(element("lang", **held))


def turn(paragraph: Paragraph) -> None:
    """Make a paragraph run from right to left."""
    paragraph._element.get_or_add_pPr().insert_element_before(
        element("bidi"),
        *(f"w:{name}" for name in ("adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr")),
    )


def on_one_axis(paragraph: Paragraph) -> None:
    """What stands in a line is centred on it, not set on its foot."""
    paragraph._element.get_or_add_pPr().append(element("textAlignment", val="center"))


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word computes, such as PAGE; *shown* stands there until it does."""
    field_begin(paragraph, instruction)
    paragraph.add_run(shown)
    field_end(paragraph)


def field_begin(paragraph: Paragraph, instruction: str) -> None:
    """Open a field that may run over several paragraphs."""
    held = element("instrText")
    held.text = f" {instruction} "
    held.set(qn("xml:space"), "preserve")
    for part in (element("fldChar", fldCharType="begin"), held, element("fldChar", fldCharType="separate")):
        paragraph.add_run()._element.append(part)


def field_end(paragraph: Paragraph) -> None:
    """Close it."""
    paragraph.add_run()._element.append(element("fldChar", fldCharType="end"))


def numbered(document: Document) -> int:
    """A new decimal list that counts from 1; its id is for :func:`count`."""
    numbering = document.part.numbering_part.element
    ids = [int(held.get(qn("w:abstractNumId"))) for held in numbering.findall(qn("w:abstractNum"))]
    new = max(ids, default=0) + 1
    level = element("lvl", ilvl="0")
    for name, value in (("start", "1"), ("numFmt", "decimal"), ("lvlText", "%1"), ("lvlJc", "left")):
        level.append(element(name, val=value))
    indent = element("pPr")
    indent.append(element("ind", left=str(HANGING.twips), hanging=str(HANGING.twips)))
    letters = element("rPr")
    letters.append(element("b"))
    letters.append(element("color", val=srgb("accent").lstrip("#")))
    level.extend((indent, letters))
    abstract = element("abstractNum", abstractNumId=str(new))
    abstract.append(element("multiLevelType", val="singleLevel"))
    abstract.append(level)
    # Every w:abstractNum stands before the first w:num, or Word calls the file damaged.
    numbering.insert(len(ids), abstract)
    return int(numbering.add_num(new).numId)


def count(paragraph: Paragraph, numbering: int) -> None:
    """Give the paragraph the next number of that list."""
    properties = paragraph._element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place that links can go to; *number* is unique in the document."""
    held = paragraph._element
    start = element("bookmarkStart", id=str(number), name=name)
    held.insert(1 if held.pPr is not None else 0, start)
    held.append(element("bookmarkEnd", id=str(number)))


def link(paragraph: Paragraph, run: Run, anchor: str) -> None:
    """Make the paragraph's last run a link to a bookmark."""
    held = element("hyperlink", anchor=anchor, history="1")
    paragraph._element.append(held)
    held.append(run._element)


def heads(row: _Row) -> None:
    """Mark a row as the header: repeated on every page, and read out by screen readers."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def whole(row: _Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def ruled(table: Table) -> None:
    """Hairlines between rows, none elsewhere."""
    borders = element("tblBorders")
    colour = srgb("line").lstrip("#")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(side, val="single", sz="4", space="0", color=colour))
    following = ("shd", "tblLayout", "tblCellMar", "tblLook")
    table._tbl.tblPr.insert_element_before(borders, *(f"w:{name}" for name in following))


def named(table: Table, caption: str) -> None:
    """What a screen reader says a table is."""
    if caption:
        # Last in w:tblPr by the schema, except for a description.
        table._tbl.tblPr.append(element("tblCaption", val=caption))


def edged(style: ParagraphStyle, width: int, colour: str) -> None:
    """A rule along the left edge of every paragraph of the style; *width* in eighths of a point."""
    borders = element("pBdr")
    borders.append(element("left", val="single", sz=str(width), space="8", color=srgb(colour).lstrip("#")))
    style.element.get_or_add_pPr().insert_element_before(
        borders, *(f"w:{name}" for name in ("shd", "tabs", "spacing", "ind", "jc", "outlineLvl"))
    )


def style(
    document: Document,
    name: str,
    size: float,
    *,
    colour: str = "ink",
    bold: bool = False,
    before: float = 0,
    after: float = 6,
    indent: float = 0,
    keep: bool = False,
) -> ParagraphStyle:
    """The paragraph style *name*, made when missing; sizes and distances in points, colours by their token."""
    made = name in [held.name for held in document.styles]
    found = document.styles[name] if made else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(found, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    if not made:
        found.base_style = document.styles["Normal"]
        found.quick_style = True
    for ornament in ("w:pPr/w:pBdr", "w:pPr/w:contextualSpacing", "w:rPr/w:spacing", "w:rPr/w:kern"):
        for held in found.element.xpath(ornament):
            held.getparent().remove(held)
    found.font.name = FONT
    fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # A theme's font would win over the named one.
        fonts.attrib.pop(qn(f"w:{slot}"), None)
    found.font.size = Pt(size)
    found.font.bold = bold
    found.font.italic = False
    found.font.color.rgb = RGBColor.from_string(srgb(colour).lstrip("#"))
    found.paragraph_format.space_before = Pt(before)
    found.paragraph_format.space_after = Pt(after)
    found.paragraph_format.left_indent = Pt(indent)
    found.paragraph_format.keep_with_next = keep
    return found
