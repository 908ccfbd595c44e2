"""The data: complete, the same in every file, and nothing in it that a spreadsheet would run."""

import csv
import io
import json
import zipfile
from dataclasses import fields, replace
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.refusals import Refusal
from app.report import rows
from app.report.characters import cell, encodable, lines, paragraphs, printable, spelled
from app.report.formats import build, data_table
from app.report.tables import TABLES
from tests.report.samples import REPORT, WRITTEN_AT

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u200b=", "\ufeff+", "|", "%", "＝", "＠")


def records(name, report=REPORT, audience="rapporteur"):
    content = data_table(report, name, audience=audience)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook(report=REPORT, audience="rapporteur"):
    return openpyxl.load_workbook(io.BytesIO(build(report, "xlsx", language="en", audience=audience)))


def with_text(text):
    return replace(REPORT, data=rows.Data((replace(REPORT.data.answers[0], text=text),)))


def test_a_table_of_answers_holds_every_answer_with_its_facts():
    answers = records("answers", replace(REPORT, privacy="named"), "desk")
    assert [a["id"] for a in answers] == ["a1", "a2", "a3"]
    assert answers[0] == {
        "id": "a1", "item": "2a", "table": "1", "question": "1", "text": "Joint desks, open at night",
        "language": "en", "version": "1", "late": "false", "written_at": "2023-09-27T19:30:00.000Z",
        "agreements": "4", "by": "Ana", "affiliation": "government", "delegation": "CR",
        "text_es": "", "text_en": "Joint desks, open at night",
    }  # fmt: skip
    assert answers[2]["text"] == "Ñandú, café, 漢字"


def test_translations_have_a_column_per_language():
    practice = records("findings")[0]
    assert practice["text_en"] == practice["text"] and practice["text_es"].startswith("Las ventanillas")
    quechua = replace(REPORT.data.findings[0], translations={"qu": "Ñawpaq"})
    held = records("findings", replace(REPORT, data=rows.Data(findings=(quechua,))))
    assert held[0]["text_qu"] == "Ñawpaq"


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_header_even_when_nothing_is_in_it(name):
    empty = replace(REPORT, items=(), data=rows.Data())
    content = data_table(empty, name, audience="rapporteur").decode("utf-8-sig")
    assert content.endswith("\r\n") and content.count("\r\n") == 1 and "id" in content


@pytest.mark.parametrize("name", ["passwords", "", "../answers", "key_findings"])
def test_an_unknown_table_is_refused(name):
    with pytest.raises(Refusal, match="no_such_table"):
        data_table(REPORT, name, audience="rapporteur")


def test_the_archive_holds_every_table_and_notes_for_rapporteurs_only():
    for audience, wanted in (("rapporteur", set(TABLES)), ("desk", set(TABLES) - {"notes"})):
        with zipfile.ZipFile(io.BytesIO(build(REPORT, "csv", audience=audience))) as packed:
            assert {name.removesuffix(".csv") for name in packed.namelist()} == wanted


@pytest.mark.parametrize("start", STARTS)
def test_nothing_that_a_spreadsheet_would_run_begins_a_cell(start):
    text = f"{start}HYPERLINK(1)"
    assert records("answers", with_text(text))[0]["text"].startswith("'")
    sheet = workbook(with_text(text))["answers"]
    held = sheet.cell(2, 5)
    assert held.value.startswith("'") and held.data_type in ("s", "inlineStr")


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_csv_field_is_the_text_itself_or_the_text_behind_an_apostrophe(text):
    found = records("answers", with_text(text))[0]["text"]
    assert found in (printable(text), f"'{printable(text)}")
    assert found.lstrip(" \n\t\u200b")[:1] not in tuple("=+-@")


def test_every_cell_of_the_workbook_is_a_value_and_its_header_stays_in_view():
    book = workbook()
    assert book.sheetnames[1:] == list(TABLES)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:")
        assert all(c.data_type != "f" for row in sheet for c in row)
        assert all(c.font.bold for c in sheet[1])
    assert book["answers"].column_dimensions["E"].width == 60


def test_numbers_moments_and_yes_or_no_stay_what_they_are():
    sheet = workbook()["answers"]
    header = [c.value for c in sheet[1]]
    first = dict(zip(header, (c.value for c in sheet[2]), strict=True))
    assert first["table"] == 1 and first["late"] is False
    assert first["written_at"] == datetime(2023, 9, 27, 19, 30) == WRITTEN_AT.replace(tzinfo=None)


@pytest.mark.parametrize("text", ["#N/A", "TRUE", "00123", "1e5", "_x000D_", "x" * 40_000, "a\x0bb\x07c\ufffe"])
def test_a_text_stays_a_text_in_the_workbook(text):
    held = workbook(with_text(text))["answers"].cell(2, 5)
    assert isinstance(held.value, str) and held.data_type in ("s", "inlineStr")
    wanted = printable(text).replace("_x000D_", "_x005F_x000D_")
    assert held.value == (wanted if len(text) < 32_768 else f"{text[:32_766]}…")


def test_the_first_sheet_says_what_it_is():
    shown = [row[0].value for row in workbook().worksheets[0].iter_rows()]
    assert shown[:2] == [REPORT.title["en"], REPORT.title["es"]]
    assert REPORT.credit["en"] in shown
    assert any("apostrophe" in line for line in shown)


def test_the_json_export_has_every_field_of_every_row():
    held = json.loads(build(REPORT, "json", audience="rapporteur"))["report"]
    for name, row in (("answers", rows.AnswerRow), ("findings", rows.FindingRow), ("sources", rows.SourceRow)):
        for one in held["data"][name]:
            assert list(one) == [field.name for field in fields(row)]
    assert held["languages"] == ["es", "en"] and held["privacy"] == "by_table"
    assert held["items"][1]["key_findings"][0]["sources"][3] == {
        "kind": "note", "id": "n1", "table": None, "mark": "", "words": None,
    }  # fmt: skip


def test_an_unpaired_surrogate_is_all_that_json_replaces():
    assert encodable("a\ud800b\x00\u202e") == "a\ufffdb\x00\u202e"


def test_printable_text_keeps_what_a_document_can_hold():
    assert printable("a\x00b\x1b\ud800\ufffe\U0001ffff") == "a\ufffdb\ufffd\ufffd\ufffd\ufffd"
    assert printable("a\u202eb\u2066c") == "abc"
    assert printable("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"
    assert printable("é\u0301 👩\u200d👧 \u200e\u061c") == "é\u0301 👩\u200d👧 \u200e\u061c"


def test_paragraphs_part_at_blank_lines():
    assert paragraphs(" a \n b\n \t \n\nc\td") == [["a", "b"], ["c d"]]
    assert paragraphs(" \n\u202e\n ") == [] and lines("") == []


def test_a_letter_is_spelled_by_its_name_or_its_number():
    assert [spelled(c) for c in "😀漢\u200d\ufe0f"] == ["[grinning face]", "[U+6F22]", "", ""]


def test_a_harmless_cell_is_left_alone():
    assert [cell(text) for text in ("a=1", "1+1", "café", "", "'x")] == ["a=1", "1+1", "café", "", "'x"]
