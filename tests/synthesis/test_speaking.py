"""The speaking note and the session brief: what is read aloud, how long it takes, and what fits on one page."""

from app.kernel.refusals import Sentence
from app.synthesis.speaking import (
    PAGE_WORDS,
    Figures,
    Point,
    Quoted,
    reading_seconds,
    session_brief,
    speaking_note,
    words_in,
)

TITLE = {"en": "Smuggling", "es": "Tráfico"}


def say(sentence: Sentence) -> str:
    return sentence.msgid % sentence.params if sentence.params else sentence.msgid


def point(text: str, state: str = "shared", **texts: str) -> Point:
    return Point("1", {"en": text, **texts}, "en", state, (1, 2))


def test_a_hundred_words_take_a_minute() -> None:
    assert reading_seconds(100) == 60
    assert reading_seconds(words_in("Las ventanillas conjuntas — «ya» — funcionan")) == 3


def test_each_key_finding_is_said_in_the_language_if_it_has_one_else_in_its_own() -> None:
    points = [point("Desks work", es="Las ventanillas funcionan"), point("Visas are slow")]
    note = speaking_note("2a", TITLE, points, tables=3, findings=7, language="es", say=say)
    assert [(p.text, p.language) for p in note.paragraphs[1:]] == [
        ("Las ventanillas funcionan", "es"),
        ("Visas are slow", "en"),
    ]
    assert "Tráfico" in note.paragraphs[0].text
    assert note.seconds == reading_seconds(note.words)
    assert note.words == sum(words_in(p.text) for p in note.paragraphs)


def test_honesty_is_read_aloud_where_tables_differ_or_none_has_written_it() -> None:
    points = [
        point("Desks work", "contested"),
        point("Visas are slow", "open"),
        point("Data is shared", "single-table"),
    ]
    note = speaking_note("2a", TITLE, points, tables=3, findings=7, language="en", say=say)
    assert [bool(p.key_finding) for p in note.paragraphs] == [False, True, False, True, False, True]


def test_the_brief_keeps_key_findings_and_dissents_and_says_what_did_not_fit() -> None:
    long = " ".join(["word"] * 200)
    marked = [
        Quoted(long, "en", 1, "practice"),
        Quoted("short", "en", 2, "challenge"),
        Quoted("plain", "en", 2, "plain"),
    ]
    points = [point(" ".join(["word"] * 300))]
    brief = session_brief(
        "2a",
        TITLE,
        Figures(tables=3, people=20, answers=60, findings=7, used=5, aside=1),
        [{"en": "Which practices?"}],
        points,
        [Quoted("Not for minors", "en", 1)],
        marked,
        [Quoted("Out of scope", "en", mark="practice")],
        language="en",
    )
    assert (brief.points, [d.text for d in brief.dissents]) == (tuple(points), ["Not for minors"])
    assert (brief.practices, [c.text for c in brief.challenges], [r.text for r in brief.reasons]) == (
        (),
        ["short"],
        ["Out of scope"],
    )
    assert (brief.left_out, brief.people) == (1, 20)
    assert brief.words <= PAGE_WORDS
