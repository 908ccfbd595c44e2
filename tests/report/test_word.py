"""The Word document, read again with the library's own eyes and with the format's."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from app.report.formats import build
from tests.report.reading import word_paragraphs
from tests.report.samples import REPORT, written_everywhere


def opened(language="en", report=REPORT):
    return docx.Document(io.BytesIO(build(report, "docx", language=language, audience="desk")))


@pytest.fixture(scope="module")
def document():
    return opened()


def styled(document, name):
    return [p for p in word_paragraphs(document) if p.style.name == name]


def languages(paragraph):
    return {lang.get(qn("w:val")) for lang in paragraph._element.iter(qn("w:lang"))}


def test_the_title_page_is_bilingual_with_place_days_and_credit(document):
    assert [p.text for p in styled(document, "Title")] == [REPORT.title["en"]]
    assert [p.text for p in styled(document, "Subtitle")] == [REPORT.title["es"]]
    shown = [p.text for p in document.paragraphs[:12]]
    for text in ("Panama City, Republic of Panama", "September 27–28, 2023", REPORT.credit["en"]):
        assert text in shown


def test_headings_are_real_styles_and_the_contents_link_to_them(document):
    headings = styled(document, "Heading 1")
    assert "2a  Smuggling of migrants, trafficking in persons and border management" in [h.text for h in headings]
    assert {"Key findings", "What the tables found", "Coverage"} <= {p.text for p in styled(document, "Heading 2")}
    names = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    assert len(links) == len(headings) and set(links) == names


def test_key_findings_are_counted_by_word_and_each_item_from_one(document):
    keys = styled(document, "Key finding")
    numberings = [p._element.pPr.numPr.numId.val for p in keys]
    # At the front: three and one. In the items: three and one.
    assert len(keys) == 8 and len(set(numberings)) == 4
    assert [numberings.count(n) for n in dict.fromkeys(numberings)] == [3, 1, 3, 1]


def test_every_numbered_list_is_defined_before_it_is_used(document):
    numbering = document.part.numbering_part.element
    kinds = [child.tag for child in numbering]
    assert kinds.index(qn("w:num")) > max(n for n, kind in enumerate(kinds) if kind == qn("w:abstractNum"))
    defined = {num.get(qn("w:numId")) for num in numbering.findall(qn("w:num"))}
    assert {n.get(qn("w:val")) for n in document.element.body.iter(qn("w:numId"))} <= defined


def test_every_run_says_its_language():
    document = opened("en")
    spoken = {p.text: languages(p) for p in word_paragraphs(document)}
    assert spoken[REPORT.title["es"]] == {"es-ES"}
    assert spoken["Key findings"] == {"en-US"}
    assert spoken["A court's order takes eleven days; the network is gone by then."] == {"en-US"}
    assert {"es-ES", "en-US"} == languages(
        next(p for p in word_paragraphs(document) if p.text.startswith("En mi puesto"))
    )
    without = [
        run.text
        for p in word_paragraphs(document)
        for run in p.runs
        if run.text.strip() and run._element.rPr.find(qn("w:lang")) is None and not run.font.color.rgb
    ]
    assert without == []


def test_the_report_in_spanish_is_proofed_as_spanish():
    document = opened("es")
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert {lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))} == {"es-ES"}
    assert document.core_properties.language == "es-ES"


def test_text_from_right_to_left_runs_so():
    report = written_everywhere("שלום")
    item = report.items[0]
    finding = replace(item.findings[0], words=replace(item.findings[0].words, language="he"))
    document = opened("en", replace(report, items=(replace(item, findings=(finding,)),)))
    paragraph = next(p for p in styled(document, "Finding"))
    assert paragraph._element.pPr.find(qn("w:bidi")) is not None
    assert paragraph.runs[0].font.rtl


def test_tables_have_a_header_row_that_repeats_and_a_name(document):
    named = {}
    for table in document.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None:
            named[caption.get(qn("w:val"))] = table
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    rows = [[cell.text for cell in row.cells] for row in named["Round tables"].rows]
    assert rows[0] == ["Table", "Question", "People", "Affiliations"]
    by_table = [[cell.text for cell in row.cells] for row in named["Coverage by table"].rows]
    assert by_table[1:] == [["● Table 1", "1 / 1"], ["■ Table 2", "1 / 1"], ["▲ Table 3", "1 / 2"]]


def test_the_footer_counts_pages_and_the_title_page_has_none(document):
    section = document.sections[0]
    footer = section.footer._element.xml
    assert re.findall(r"<w:instrText[^>]*> (\w+) </w:instrText>", footer) == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer
    assert section.first_page_footer.is_linked_to_previous


def test_the_properties_say_what_it_is(document):
    core = document.core_properties
    assert core.title == REPORT.title["en"]
    assert core.author == REPORT.name["en"]
    assert core.subject == "Report of the forum"
    assert core.created.isoformat() == core.modified.isoformat() == "2023-09-28T17:05:00+00:00"


def test_a_logo_has_words_for_who_does_not_see_it(document):
    drawn = document.element.body.iter("{*}docPr")
    assert [d.get("descr") for d in drawn] == ["Regional Conference on Migration"]


def test_every_part_is_well_formed_and_the_elements_stand_in_the_schemas_order():
    order = {
        "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs bidi spacing ind jc "
        "textAlignment outlineLvl rPr",
        "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook tblCaption",
        "lvl": "start numFmt lvlText lvlJc pPr rPr",
    }
    content = build(REPORT, "docx", audience="desk")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            tree = etree.fromstring(packed.read(name))
            if name in ("word/document.xml", "word/numbering.xml"):
                for element, names in order.items():
                    for found in tree.iter(qn(f"w:{element}")):
                        known = [etree.QName(child).localname for child in found]
                        places = [names.split().index(child) for child in known if child in names.split()]
                        assert places == sorted(places), (element, known)
