"""What a report says, and in which language, before any format."""

import gettext
import re
from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest

from app.report.contents import outline
from app.report.model import Translation, Words
from app.report.outline import Entries, Entry, Figures, Grid, Heading, Measures, Prose, Subheading
from app.report.privacy import disclosed
from app.report.speech import Speech
from tests.report.samples import REPORT

ENGLISH = gettext.NullTranslations()


class Shouting(gettext.NullTranslations):
    """A catalogue in which every sentence is in capitals, its values kept."""

    def gettext(self, message):
        parts = re.split(r"(%\(\w+\)s)", message)
        return "".join(part if part.startswith("%(") else part.upper() for part in parts)


def made(language="en", report=REPORT, translations=ENGLISH, audience="desk"):
    return outline(disclosed(report, audience), language, translations)


def entries(report) -> list[Entry]:
    return [entry for block in report.blocks if isinstance(block, Entries) for entry in block.entries]


def speech(language="en", report=REPORT):
    return Speech(report, language, ENGLISH)


def test_the_title_stands_in_every_language_the_readers_first():
    assert [title.language for title in made("en").titles] == ["en", "es"]
    assert [title.language for title in made("es").titles] == ["es", "en"]
    assert [title.language for title in made("fr").titles] == ["es", "en"]


def test_a_text_that_is_missing_in_the_readers_language_falls_back_and_says_so():
    questions = [line for block in made("es").blocks if block.block == "listing" for line in block.lines]
    assert [(line.language, line.note) for line in questions[:3]] == [("es", ""), ("es", ""), ("en", "inglés")]


def test_the_original_stands_first_and_a_translation_says_who_made_it():
    finding = next(e for e in entries(made("en")) if e.manner == "finding" and e.mark == "practice")
    assert finding.said.language == "en"
    translation = next(child for child in finding.children if child.manner == "translation")
    assert (translation.said.language, translation.said.note) == ("es", "Spanish, translated by Lucía Prado")


def test_every_heading_and_sentence_of_ours_goes_through_the_catalogue():
    def ours(report):
        for block in report.blocks:
            if isinstance(block, Heading) and not block.number:
                yield block.text.text
            if isinstance(block, Grid):
                yield from block.head
            if isinstance(block, Measures):
                yield from block.head
            if isinstance(block, Figures):
                yield from (figure.label for figure in block.figures)
            if isinstance(block, Prose) and block.quiet and "2023" not in block.said.text:
                yield block.said.text

    loud = list(ours(made(translations=Shouting())))
    assert len(loud) > 30
    assert [text for text in loud if text != text.upper()] == []
    assert "TABLES 1, 3" in {label for entry in entries(made(translations=Shouting())) for label in entry.labels}


def test_a_key_finding_says_its_state_its_tables_and_what_it_was_drawn_from():
    shared = next(e for e in entries(made()) if e.manner == "key" and e.children and e.children[-1].manner == "drawn")
    assert shared.labels == ("shared", "Tables 1, 3") and shared.tables == (1, 3)
    assert [source.labels for source in shared.children[-1].children] == [
        ("Table 1", "finding", "practice"),
        ("Table 3", "finding", "challenge"),
        ("Table 2", "comment", "adds"),
        ("said in the room",),
    ]


def test_a_finding_carries_its_dissents_and_comments():
    contested = next(e for e in entries(made()) if e.manner == "finding" and e.mark == "recommendation")
    assert [(child.manner, child.labels) for child in contested.children] == [
        ("dissent", ("Dissent", "Government")),
        ("comment", ("Table 1", "disagrees", "Government")),
        ("comment", ("Table 3", "questions")),
    ]


def test_findings_stand_under_their_table_and_its_question():
    heads = [b for b in made().blocks if isinstance(b, Subheading) and b.table]
    assert [(h.table, h.text.text, h.beside.text) for h in heads[:2]] == [
        (1, "Table 1", "Which practices worked to identify victims at borders?"),
        (2, "Table 2", "What must States share, and under whose control?"),
    ]


def test_headings_skip_no_level_and_every_anchor_is_its_own():
    blocks = [b for b in made().blocks if isinstance(b, Heading | Subheading)]
    for above, below in pairwise(blocks):
        assert below.level <= above.level + 1
    anchors = [b.anchor for b in blocks if isinstance(b, Heading)]
    assert len(set(anchors)) == len(anchors)


def test_an_item_without_a_title_is_called_by_its_technique():
    report = replace(REPORT, items=(replace(REPORT.items[0], title={"en": "\u202e"}),))
    assert next(b.text.text for b in made(report=report).blocks if isinstance(b, Heading) and b.number) == "Panel"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "September 27–28, 2023"),
        ("es", "27–28 de septiembre de 2023"),
        ("fr", "27–28 septembre 2023"),
        ("pt", "27–28 de setembro de 2023"),
        ("xx-nonsense", "September 27–28, 2023"),
    ],
)
def test_days_are_written_as_the_language_writes_them(language, words):
    assert speech(language).days(date(2023, 9, 27), date(2023, 9, 28)) == words


def test_one_day_is_one_day_and_months_are_not_mixed():
    assert speech().days(date(2023, 9, 27), date(2023, 9, 27)) == "September 27, 2023"
    assert speech().days(date(2023, 9, 30), date(2023, 10, 1)) == "September 30, 2023 – October 1, 2023"


def test_hours_go_past_midnight():
    assert speech().hours(time(23, 30), 60) == "23:30–00:30"


def test_a_language_without_a_name_is_called_by_its_tag():
    said = speech().words(Words("x", "qqq"))
    assert said.note == "qqq"
    assert speech().translations(Words("x", "en", (Translation("!", "y"),)))[0].note == "!"


def test_an_affiliation_without_a_name_is_called_by_its_key():
    assert [speech("es").affiliation(key) for key in ("government", "press", "")] == ["Gobierno", "press", "others"]
