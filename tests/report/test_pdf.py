"""The paper report: accessible, in its language, with every table's shape, and never stopped by a letter."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from app.report import fonts
from app.report.colour import colours, srgb
from app.report.formats import build
from app.report.marks import shape, symbol
from tests.report.reading import read, squeezed
from tests.report.samples import REPORT, written_everywhere


def opened(report=REPORT, language="en"):
    return PdfReader(io.BytesIO(build(report, "pdf", language=language, audience="desk")))


@pytest.fixture(scope="module")
def made():
    return opened()


def test_it_declares_itself_accessible_and_is_tagged(made):
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made.trailer["/Root"]["/Metadata"].get_data()
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert made.trailer["/Root"]["/StructTreeRoot"]


def test_it_has_a_title_a_language_and_the_moment_it_was_made(made):
    assert made.metadata.title == REPORT.title["en"]
    assert made.metadata.author == REPORT.name["en"]
    assert made.metadata.creation_date.isoformat().startswith("2023-09-28T17:05:00")
    assert made.trailer["/Root"]["/Lang"] == "en"
    assert opened(language="es").trailer["/Root"]["/Lang"] == "es"


def test_words_in_another_language_are_tagged_so(made):
    spoken = set()

    def walk(node):
        node = node.get_object()
        if isinstance(node, dict):
            if "/Lang" in node:
                spoken.add(str(node["/Lang"]))
            kids = node.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                if not isinstance(kid, int):
                    walk(kid)

    walk(made.trailer["/Root"]["/StructTreeRoot"])
    assert "es" in spoken


def test_pages_are_numbered_except_the_first(made):
    texts = [page.extract_text() for page in made.pages]
    assert "Page" not in texts[0]
    for number, text in enumerate(texts[1:], 2):
        assert f"Page {number} of {len(texts)}" in text


def test_its_bookmarks_are_the_parts(made):
    titles = [entry["/Title"] for entry in made.outline if not isinstance(entry, list)]
    assert titles[:2] == ["What the forum found", "1 Protection of migrants in vulnerable situations"]
    assert "About this report" in titles


def test_it_is_set_in_the_fonts_of_the_pages(made):
    assert {fonts.FAMILIES[0], fonts.FAMILIES[1]} <= set(fonts.fonts().families())
    used = {font.get_object()["/BaseFont"] for page in made.pages for font in page["/Resources"]["/Font"].values()}
    assert any("AtkinsonHyperlegible" in name for name in used)


def test_letters_that_no_font_holds_are_spelled_and_the_title_page_says_so():
    made = read("pdf", build(written_everywhere("ok \U0001fb00 \u4dc0\U0001f9ff\U00016a70"), "pdf", language="en"))
    assert "[U+16A70]" in made
    assert squeezed("Letters that this server's fonts do not hold are spelled out in brackets") in squeezed(made)
    assert "Letters that" not in read("pdf", build(REPORT, "pdf", language="en"))


def test_a_word_longer_than_the_page_stays_on_it():
    report = written_everywhere("Donaudampfschifffahrtsgesellschaft" * 5)
    edges = []

    def see(text, cm, tm, _font, _size):
        if text.strip():
            edges.append(tm[4] * cm[0] + cm[4])

    for page in opened(report).pages:
        page.extract_text(visitor_text=see)
    assert len(edges) > 300 and 0 < max(edges) < float(page.mediabox.right) - 60


def test_a_broken_picture_is_named_on_the_title_page():
    broken = replace(REPORT, logos=(replace(REPORT.logos[0], content=b"\x89PNG broken"),))
    made = opened(broken)
    assert "Regional Conference on Migration" in made.pages[0].extract_text()
    assert b"pdfuaid" in made.trailer["/Root"]["/Metadata"].get_data()


def test_a_title_page_with_logos_and_four_languages_is_one_page():
    languages = ("en", "es", "fr", "pt")
    long = {tag: f"{tag}: First Regional Forum of Champion Countries, and {'good practices ' * 7}" for tag in languages}
    credit = dict.fromkeys(languages, "Funded in part by Immigration, Refugees and Citizenship Canada.")
    made = opened(replace(REPORT, title=long, credit=credit, languages=languages, logos=REPORT.logos * 3))
    assert "pt: First Regional Forum" in made.pages[0].extract_text()
    assert "Contents" in made.pages[1].extract_text()


def test_every_table_has_the_shape_number_and_colour_of_the_pages():
    assert "path" in shape(3).svg and "circle" in shape(1).svg
    assert [shape(n).colour for n in (1, 3, 10)] == [1, 3, 10]
    assert [shape(n).rule for n in (1, 11, 21)] == [0, 1, 2]
    assert shape(13).svg == shape(3).svg and shape(13).colour != shape(3).colour
    assert [symbol(n) for n in (1, 2, 3, 4, 5, 6)] == ["●", "■", "▲", "◆", "⬢", "★"]
    assert symbol(11) == "○"
    assert len({symbol(n) for n in range(1, 21)}) == 20


def test_the_colours_are_those_of_the_tokens():
    assert {"ink", "ink-2", "line", "accent", "accent-soft", *(f"t{n}" for n in range(1, 11))} <= colours().keys()
    lightness, _chroma, hue = colours()["ink"]
    assert lightness < 40 and 0 <= hue <= 360
    red, green, blue = (int(srgb("accent")[n : n + 2], 16) for n in (1, 3, 5))
    assert red < green and red < blue
