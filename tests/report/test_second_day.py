"""The second day in the report: talks, slides, what the floor asked, the communiqué; of positions and proposers nothing."""

import pytest

from app.report.formats import FORMATS
from app.report.press import pressed
from app.report.reach import operator
from tests.findings.cafe import like
from tests.report import afterwards, played
from tests.report.afterwards import draft, second_day, stage
from tests.report.played import Played, play
from tests.report.reading import read, squeezed

DOCUMENTS = ("docx", "pdf", "md", "html")


@pytest.fixture
async def made(forum) -> Played:
    return await play(forum)


def held(report, format, audience):
    return squeezed(read(format, pressed(report, format, "en", audience)))


async def test_talks_slides_and_questions_stand_with_their_items(made):
    await stage(made)
    report = await made.report()
    floors = {item.number: item.floor for item in report.items}
    assert [(t.name.get("en", ""), t.held) for t in floors["1"].talks] == [
        ("Marisol Quintero", True),
        ("", False),
        ("Rosa Ibarra", False),
        ("Tomás Rey", False),
    ]
    assert [(s.title, s.address) for s in floors["5"].slides] == [
        (afterwards.SLIDES, "https://slides.example.org/desks")
    ]
    (asked,) = floors["5"].questions
    assert (asked.words.text, asked.answered, asked.support) == (afterwards.ASKED, True, 1)
    assert [words.text for words in asked.alike] == [afterwards.ALIKE]
    assert report.participation.questions == 1


WHO = {"named": ("Ana at 1", "Government"), "by_table": ("", ""), "anonymous": ("", "")}


@pytest.mark.parametrize("privacy", WHO)
async def test_who_asked_is_told_as_the_forums_privacy_says(forum, privacy):
    """Of three people and one, no group is told apart: the one could be told by subtraction."""
    made = await play(like(forum, privacy=privacy))
    await stage(made)
    for reach in (None, operator(made.forum.id, "public")):
        report = await made.report(reach)
        (row,) = report.data.floor_questions
        (asked,) = next(item.floor.questions for item in report.items if item.number == "5")
        by, affiliation = WHO[privacy]
        assert (row.by, row.affiliation) == (asked.by, asked.affiliation) == ("" if reach else by, affiliation)


async def test_a_draft_is_told_in_numbers_alone(made):
    await draft(made)
    report = await made.report()
    assert report.texts == () and report.data.paragraphs == ()
    (told,) = report.drafts
    assert (told.item, told.paragraphs, told.standing["open"], told.brackets) == ("J", 2, 2, 0)
    for format in DOCUMENTS:
        text = held(report, format, "desk")
        assert squeezed("The text is not adopted yet. It has 2 paragraphs.") in text
        assert not [word for word in (afterwards.PREAMBLE, *afterwards.INSIDE) if squeezed(word) in text], format


@pytest.mark.parametrize("audience", ["public", "desk", "rapporteur"])
async def test_the_adopted_text_is_in_every_file_and_nobodys_position_or_proposal_in_any(made, audience):
    await second_day(made)
    report = await made.report(operator(made.forum.id, audience))
    (text,) = report.texts
    assert text.outcome == "with_reservations" and report.drafts == ()
    for format in FORMATS:
        told = held(report, format, audience) if format != "evidence" else ""
        if format in DOCUMENTS:
            for word in (played.KEY, played.KEY_SPANISH, text.digest, afterwards.RESERVED, *afterwards.WRITTEN):
                assert squeezed(word) in told, (format, word)
        elif format in ("csv", "xlsx"):
            assert squeezed(afterwards.PREAMBLE_ES) in told, format
        assert not [word for word in afterwards.INSIDE if squeezed(word) in told], format
    assert "PAN" not in held(report, "json", audience).replace("PANAMA", "")


async def test_an_item_without_findings_tells_of_no_coverage(made):
    await stage(made)
    report = await made.report()
    covered = {item.number: item.coverage.total for item in report.items if item.coverage}
    assert covered["5"] == 0 and covered["2a"] > 0
    text = held(report, "md", "desk")
    assert squeezed("of 0 findings") not in text and squeezed("Key findings draw on 1 of") in text
