"""The session brief in the report's words."""

from app.kernel.refusals import Sentence
from app.report.brief import brief_words
from app.synthesis.speaking import Figures, Point, session_brief


def say(sentence: Sentence) -> str:
    return sentence.msgid % sentence.params if sentence.params else sentence.msgid


def briefed(figures: Figures) -> str:
    points = [Point("k", {"en": "Desks find victims."}, "en", "shared", ())]
    return brief_words(
        session_brief("3", {"en": "Panel"}, figures, [], points, [], [], [], language="en"), "en", say
    ).text


def test_a_session_without_tables_is_not_told_in_noughts():
    said = briefed(Figures(tables=0, people=0, answers=0, findings=0, used=0, aside=1))
    assert "drawn from what was said in the room" in said and "set aside with a reason: 1." in said
    assert "0 " not in said and "1. Desks find victims." in said


def test_a_session_of_tables_is_told_in_its_figures():
    said = briefed(Figures(tables=3, people=21, answers=63, findings=12, used=11, aside=2))
    assert said.startswith("21 people at 3 tables wrote 63 answers and 12 findings. Key findings draw on 11 of them;")
