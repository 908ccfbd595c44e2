"""The report of a forum as it stands in the database: what is in it, and for whom."""

import pytest

from app.kernel.refusals import Refusal
from app.report.formats import FORMATS, data_table, table_file_name
from app.report.loading import forum_report
from app.report.press import pressed
from app.report.privacy import disclosed
from app.report.reach import operator, reach_of
from app.report.tables import TABLES
from app.survey.commands import HoldSurvey
from tests import forums
from tests.report import played
from tests.report.afterwards import second_day
from tests.report.played import play
from tests.report.reading import read, squeezed
from tests.survey.asking import open_survey


@pytest.fixture
async def made(forum):
    return await play(forum)


def everything(report, audience):
    return squeezed("\n".join(read(name, pressed(report, name, "en", audience)) for name in ("json", "md", "csv")))


def holds(text, *sentences):
    return [squeezed(sentence) in text for sentence in sentences]


async def test_the_organizer_reads_what_stands_with_its_sources_dissents_comments_and_reasons(made):
    report = await made.report()
    (item,) = [item for item in report.items if item.number == "2a"]
    finding = next(f for f in item.findings if f.id == made.ids["reported"])
    key = item.key_findings[0]
    aside = item.set_aside[0]
    assert [f.id for f in item.findings] == [made.ids["reported"], made.ids["aside"]]
    assert (finding.answers, finding.table, finding.question, finding.signed_off) == (1, 1, 1, False)
    assert [d.words.text for d in finding.dissents] == [played.DISSENT]
    assert [(c.stance, c.words.text, c.table) for c in finding.comments] == [("adds", played.COMMENT, 2)]
    assert (key.words.text, key.words.translations[0].text) == (played.KEY, played.KEY_SPANISH)
    assert (key.state, key.tables) == ("contested", (1, 2))
    assert {(s.kind, s.table, s.mark, s.words.text if s.words else "") for s in key.sources} == {
        ("finding", 1, "", played.REPORTED),
        ("comment", 2, "adds", played.COMMENT),
        ("note", None, "", ""),
    }
    assert (aside.reason, aside.table, aside.words.text) == (played.REASON, 2, played.ASIDE)
    assert (item.coverage.used, item.coverage.total, item.coverage.set_aside) == (1, 3, 1)
    assert played.KEY in item.brief.text
    assert played.KEY in item.speaking_note.words.text


async def test_late_words_are_kept_and_marked(made):
    report = await made.report()
    assert {a.text: a.late for a in report.data.answers} == {
        played.CITED: False,
        played.UNCITED: False,
        played.LATE: True,
    }


async def test_figures_count_people_and_neither_the_staff_who_came_by_a_link_nor_a_projector(made):
    report = await made.report()
    figures = report.participation
    assert (figures.people, figures.tables, figures.answers) == (7, 3, 3)
    assert (figures.findings, figures.comments, figures.key_findings) == (2, 1, 1)


async def test_what_was_withdrawn_is_in_no_file(made):
    for reach in (operator(made.forum.id, name) for name in ("public", "desk", "rapporteur")):
        report = await made.report(reach)
        assert holds(everything(report, reach.audience), played.WITHDRAWN) == [False]


async def test_the_public_reads_neither_answers_nor_drafts_nor_notes_nor_what_was_kept_back(made):
    report = await made.report(operator(made.forum.id, "public"))
    text = everything(report, "public")
    assert holds(text, played.REPORTED, played.KEY, played.DISSENT, played.COMMENT, played.REASON) == [True] * 5
    hidden = (played.CITED, played.UNCITED, played.KEPT_BACK, played.NOTE, played.DRAFT, "Ana at 1")
    assert holds(text, *hidden) == [False] * len(hidden)


async def test_the_desk_reads_all_answers_and_names_but_no_notes_and_no_drafts(made):
    text = everything(await made.report(), "desk")
    assert holds(text, played.UNCITED, played.LATE, played.KEPT_BACK, "Ana at 1") == [True] * 4
    assert holds(text, played.NOTE, played.DRAFT) == [False] * 2


async def test_a_rapporteur_reads_notes_and_drafts_of_their_own_item_only(made):
    own = everything(await made.report(actor=made.rapporteur), "rapporteur")
    other = everything(await made.report(actor=await made.forum.holder("rapporteur", "2b")), "rapporteur")
    assert holds(own, played.NOTE, played.DRAFT, played.UNCITED) == [True] * 3
    assert holds(other, played.NOTE, played.DRAFT, played.UNCITED, played.KEPT_BACK) == [False] * 4
    assert holds(other, played.CITED, played.REPORTED, played.KEY) == [True] * 3


async def test_a_moderator_reads_no_coverage_and_no_papers(made):
    report = await made.report(actor=await made.forum.holder("moderator"))
    (item,) = [item for item in report.items if item.number == "2a"]
    assert (item.coverage, item.brief, item.speaking_note) == (None, None, None)


async def test_nobody_without_a_role_gets_a_report_and_nobody_gets_more_than_their_own(made):
    with pytest.raises(Refusal) as refused:
        reach_of(made.cafe.at[1])
    assert refused.value.status == 403
    assert reach_of(made.organizer, "rapporteur").audience == "desk"
    assert reach_of(made.rapporteur, "desk").work(made.cafe.item) is False
    with pytest.raises(Refusal) as unknown:
        reach_of(made.organizer, "everyone")
    assert unknown.value.code == "no_such_audience"


@pytest.mark.parametrize("privacy", ["by_table", "anonymous"])
async def test_the_forums_privacy_holds_for_its_report(forum, privacy):
    made = await play(forums.found(forum.engines, forum.lanes, forum.readers, privacy=privacy))
    report = await made.report(operator(made.forum.id, "rapporteur"))
    text = everything(report, "rapporteur")
    assert holds(text, "Ana at 1", "Ana at 2") == [False, False]
    affiliations = {a.text: a.affiliation for a in report.data.answers}
    assert affiliations[played.UNCITED] == ""
    assert affiliations[played.LATE] == ""
    (item,) = [item for item in report.items if item.number == "2a"]
    assert {d.affiliation for d in item.coverage.by_affiliation} <= {"Government"}
    assert all(table.affiliations == () for table in item.tables) or privacy == "by_table"


async def test_every_format_of_a_populated_forum_can_be_read_again(made):
    report = await made.report(actor=made.rapporteur, language="es")
    for format in set(FORMATS) - {"review"}:  # it holds what answers to objectives: tests/report/test_practices.py
        text = squeezed(read(format, pressed(report, format, "es", "rapporteur")))
        sentences = (played.REPORTED, played.DISSENT, played.COMMENT, played.KEY_SPANISH)
        assert holds(text, *sentences) == [True] * 4, format


async def test_every_table_of_data_has_its_rows(made):
    await second_day(made)
    report = await made.report(operator(made.forum.id, "rapporteur"))
    for name in set(TABLES) - {
        "initiatives",
        "partners",
        "practices",
    }:  # a café has none: each is tested where it is made
        lines = data_table(report, name, audience="rapporteur").decode("utf-8-sig").splitlines()
        assert len(lines) > 1, name
        assert table_file_name(report, name) == f"a-small-forum-{name}.csv"


async def test_the_survey_is_told_to_everybody_and_what_people_wrote_of_the_forum_to_who_runs_it(made):
    organizer, public = await made.report(), await made.report(operator(made.forum.id, "public"))
    rapporteur = await made.report(actor=made.rapporteur)
    for report in (organizer, public, rapporteur):
        (survey,) = report.surveys
        told = {(one.objective, one.statement): one.after for one in survey.indicators}
        assert (told["knowing", "s1"].count, told["knowing", "s1"].mean, told["knowing", "s1"].agree) == (5, 3.0, 40)
        assert told["knowing", "s2"] is None and told["knowing", ""] is None
        assert told["sharing", ""].agree == 100
        assert {(row.id, row.agree_percent) for row in report.data.surveys} >= {
            ("results/s1/after", 40),
            ("results/s1/before", None),
            ("results/sharing/after", 100),
        }
    for report, wanted in ((organizer, 5), (public, 0), (rapporteur, 0)):
        assert len(report.data.evaluations) == wanted
        text = everything(report, "desk" if report is organizer else "public")
        assert holds(text, *(f"{played.EVALUATION} {number}" for number in range(5))) == [bool(wanted)] * 5


async def test_of_four_responses_the_report_tells_nothing(forum):
    asking = await open_survey(forum)
    await asking.go("C", "open")
    await asking.crowd(4, s1=5, q1=played.EVALUATION)
    await forum.run(HoldSurvey(asking.survey, "after", open=False), asking.moderator)
    report = disclosed(
        await forum.readers.run(
            forum_report,
            forum.id,
            operator(forum.id, "rapporteur"),
            language="en",
            say=played.said,
            made_at=forums.START,
        ),
        "rapporteur",
    )
    (survey,) = report.surveys
    assert all(one.before is None and one.after is None for one in survey.indicators)
    text = everything(report, "rapporteur")
    assert holds(text, "4 of 4 have answered", "Fewer than 5 responses", played.EVALUATION) == [True, True, False]
