"""Every format holds the whole report, whatever was written in it, and is the same file when made again."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel.refusals import Refusal
from app.report.formats import FORMATS, build, file_name
from tests.report.reading import expected, read, squeezed
from tests.report.samples import REPORT, written_everywhere

DOCUMENTS = ("docx", "pdf", "md", "html")

NASTY = (
    "\x00 NUL, \x01\x1b[31m controls \x7f\x85",
    "\u202eright to left\u202c and \u2066isolated\u2069 and עברית and العربية",
    "astral 👩‍👩‍👧 😀 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \U0010ffff \U000e0001",
    "z\u0301\u0302\u0303\u0304algo e\u0301 ñ ł ő Ж 漢字 ไทย",
    "# heading\n- item\n1. one\n> quote\n```code\n***\n| a | b |\n|---|---|\n[x](http://x) ![y](z) <b>bold</b> &amp; \\",
    '#import "x": * $ x^2 $ *bold* _it_ `raw` <label> @ref // comment /* */ #panic(1) \\u{41}',
    "<script>alert(1)</script><!-- --> ]]> <w:t>x</w:t> &#0; {{ 7*7 }} {% raw %}",
    "=1+1\n+2\n-3\n@SUM(A1)\t=cmd|' /C calc'!A0 %(name)s {page} {pages}",
    "Donaudampfschifffahrts" * 12,
    "\ud800 lone surrogate \udfff",
    "  \n\n\t ",
    "",
    "line\u2028separator\u2029paragraph\r\nand\rmore\x0b\x0c",
    "\\\\| ends with a backslash \\",
    "===\ntext\n---",
    "0\u0483 1\U00016af0 é\u0483",
    "_x000D_ #N/A 00123 1e5 TRUE",
)

MARKUP = ("#", "*", "_", "`", "|", "\\", "\n", " ", "<", "&", "[", "]", "=", "-", "1.", "a")
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=60),
    st.text(st.characters(categories=("Cs", "Cc", "Cf", "Co", "Mn", "So", "Zs", "Zl", "Po", "Sm")), max_size=40),
    st.lists(st.sampled_from(MARKUP)).map("".join),
)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_the_report_is_made_and_can_be_read_whatever_was_written(format, text):
    made = read(format, build(written_everywhere(text), format, audience="rapporteur"))
    assert format in ("json", "csv", "xlsx", "pdf") or expected(text) in squeezed(made)


@pytest.mark.parametrize("format", ["docx", "md", "html"])
@given(text=texts)
@settings(patient, max_examples=15)
def test_no_letter_is_lost_and_none_becomes_markup(format, text):
    made = squeezed(read(format, build(written_everywhere(text), format)))
    assert made.count(expected(text)) >= (9 if expected(text) else 0)


@given(text=texts)
@settings(patient, max_examples=15)
def test_the_paper_report_is_made_from_any_text(text):
    assert build(written_everywhere(text), "pdf").startswith(b"%PDF")


@given(text=texts)
@settings(patient, max_examples=40)
def test_the_data_files_are_made_from_any_text(text):
    report = written_everywhere(text)
    for format in ("json", "csv", "xlsx"):
        read(format, build(report, format, audience="rapporteur"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("format", DOCUMENTS)
def test_every_document_holds_every_key_finding_finding_dissent_and_comment(format, language):
    made = squeezed(read(format, build(REPORT, format, language=language)))
    for item in REPORT.items:
        words = [key.words for key in item.key_findings if key.shown]
        words += [finding.words for finding in item.findings]
        words += [dissent.words for finding in item.findings for dissent in finding.dissents]
        words += [comment.words for finding in item.findings for comment in finding.comments]
        for one in words:
            assert squeezed(one.text) in made
            assert all(squeezed(translation.text) in made for translation in one.translations)


@pytest.mark.parametrize("format", DOCUMENTS)
def test_every_document_says_which_findings_are_practices(format):
    made = squeezed(read(format, build(REPORT, format, language="en")))
    practices = [f for item in REPORT.items for f in item.findings if f.kind == "practice"]
    assert practices
    assert squeezed("Practices, lessons, challenges and recommendations") in made
    for practice in practices:
        # once where its table found it, once as a source of a key finding, once among the practices
        assert made.count(squeezed(practice.words.text)) >= 3


@pytest.mark.parametrize("format", DOCUMENTS)
def test_every_document_holds_what_was_asked_set_aside_and_covered(format):
    made = squeezed(read(format, build(REPORT, format, language="en")))
    for text in (
        "What must States share, and under whose control?",
        "Reason: Belongs to the dialogue on cooperation.",
        "Key findings draw on 3 of 4 findings; 1 were set aside.",
        "The café found one practice that all tables share.",
        "Reading time 3:10 at 100 words a minute.",
        "GCM 9 Strengthen the transnational response",
        "said in the room",
        "This project is funded in part by Immigration, Refugees and Citizenship Canada.",
    ):
        assert squeezed(text) in made, text


@pytest.mark.parametrize("format", DOCUMENTS)
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_title_stands_in_both_languages_of_the_forum(format, language):
    made = squeezed(read(format, build(REPORT, format, language=language)))
    assert all(squeezed(title) in made for title in REPORT.title.values())


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_gives_the_same_bytes(format):
    assert build(REPORT, format) == build(REPORT, format)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_forum_has_a_report(format):
    assert build(replace(REPORT, items=(), programme=(), title={}, name={}, logos=(), credit={}), format)


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "json"])
@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n broken", b"<svg><script>x</script></svg>", b"GIF89a\0"])
@pytest.mark.parametrize("media_type", ["image/png", "image/svg+xml", "application/x-unknown"])
def test_a_picture_that_cannot_be_read_does_not_stop_the_report(format, content, media_type):
    broken = replace(REPORT.logos[0], content=content, media_type=media_type)
    assert build(replace(REPORT, logos=(broken,), items=()), format)


def test_an_unknown_format_is_refused_by_name():
    with pytest.raises(Refusal) as refused:
        build(REPORT, "exe")
    assert (refused.value.code, refused.value.status) == ("no_such_format", 404)


def test_file_names_are_plain_letters_in_every_language():
    assert file_name(REPORT, "docx", "es") == "first-regional-forum-of-champion-countries-report-es.docx"
    assert file_name(replace(REPORT, name={"en": "../../Ñandú \x00"}), "csv", "e/s") == "nandu-report-es.csv.zip"
    assert file_name(replace(REPORT, name={"ar": "منتدى"}), "pdf", "ar") == "forum-report-ar.pdf"


def test_the_json_export_holds_every_text_unchanged():
    text = "\x01 =1+1 \u202e <b> 😀\n\n  two  spaces "
    held = json.loads(build(written_everywhere(text), "json", audience="rapporteur"))
    assert held["format"] == "sobremesa-report/1"
    assert held["report"]["items"][0]["findings"][0]["words"]["text"] == text
    assert held["report"]["data"]["answers"][0]["text"] == text
    assert held["report"]["made_at"] == "2023-09-28T17:05:00.000Z"
