"""What a report tells, to whom: the privacies of a forum, and nobody told apart who should not be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.refusals import Refusal
from app.report.formats import FORMATS, build, data_table
from app.report.model import Share
from app.report.privacy import OTHERS, SMALLEST, disclosed, told_apart
from tests.report.reading import read
from tests.report.samples import REPORT

NAMED = replace(REPORT, privacy="named")
ANONYMOUS = replace(REPORT, privacy="anonymous")
shares = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 12)), unique_by=lambda s: s[0]).map(
    lambda found: tuple(Share(*one) for one in found)
)


def dissents(report):
    return [d for item in report.items for finding in item.findings for d in finding.dissents]


def comments(report):
    return {c.id: c for item in report.items for finding in item.findings for c in finding.comments}


def texts(report, audience):
    return {format: read(format, build(report, format, language="en", audience=audience)) for format in FORMATS}


@given(shares)
def test_no_group_is_told_apart_that_is_too_small_nor_can_one_be_reckoned(found):
    told = told_apart(found)
    people = sum(share.people for share in found)
    assert all(share.people >= SMALLEST for share in told)
    assert not told or sum(share.people for share in told) == people
    assert told_apart(told) == told


@given(shares)
def test_everyone_beside_the_groups_told_apart_is_in_one_group(found):
    told = told_apart(found)
    assert sum(share.affiliation == OTHERS for share in told) <= 1
    assert {share.affiliation for share in told} - {OTHERS} <= {share.affiliation for share in found}


def test_a_small_group_takes_the_next_smallest_with_it():
    assert told_apart((Share("a", 5), Share("b", 3), Share("c", 1))) == (Share("a", 5), Share(OTHERS, 4))
    assert told_apart((Share("a", 5), Share("b", 1))) == ()


@pytest.mark.parametrize("audience", ["public", "desk", "rapporteur"])
@pytest.mark.parametrize("privacy", ["named", "by_table", "anonymous"])
def test_disclosing_twice_is_disclosing_once(privacy, audience):
    once = disclosed(replace(REPORT, privacy=privacy), audience)
    assert disclosed(once, audience) == once


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("audience", ["public", "desk"])
def test_a_note_is_never_told(format, audience):
    for report in (REPORT, NAMED, ANONYMOUS):
        assert "SECRET NOTE" not in read(format, build(report, format, audience=audience))


@pytest.mark.parametrize("format", ["docx", "pdf", "md", "html"])
def test_a_note_is_only_said_in_the_room_even_for_its_rapporteur(format):
    made = read(format, build(REPORT, format, language="en", audience="rapporteur"))
    assert "SECRET NOTE" not in made and "said in the room" in made


def test_a_rapporteur_finds_the_notes_in_the_data():
    assert [note.id for note in disclosed(REPORT, "rapporteur").data.notes] == ["n1"]
    assert b"SECRET NOTE of the rapporteur" in data_table(REPORT, "notes", audience="rapporteur")


@pytest.mark.parametrize("audience", ["public", "desk"])
def test_nobody_else_is_given_a_table_of_notes(audience):
    with pytest.raises(Refusal, match="no_such_table"):
        data_table(REPORT, "notes", audience=audience)


def test_no_name_stands_in_a_forum_told_by_table():
    for format, made in texts(REPORT, "rapporteur").items():
        for name in ("Ana", "Luis"):
            assert name not in made, format


def test_a_named_forum_tells_names_at_the_desk_and_never_in_public():
    assert "Ana Vega" in texts(NAMED, "desk")["docx"]
    for format, made in texts(NAMED, "public").items():
        assert "Ana" not in made, format


def test_an_affiliation_of_one_at_its_table_is_not_named_beside_words():
    told = disclosed(REPORT, "desk")
    assert comments(told)["c4"].affiliation == ""  # the one of civil society at table 3
    assert comments(told)["c3"].affiliation == "government"  # one of five at table 1
    assert [d.affiliation for d in dissents(told)] == ["government", ""]


def test_a_named_forum_keeps_affiliations_beside_words_and_counts_none_too_small():
    told = disclosed(NAMED, "desk")
    assert comments(told)["c4"].affiliation == "civil_society"
    assert all(s.people >= SMALLEST for item in told.items for table in item.tables for s in table.affiliations)


def test_an_anonymous_forum_tells_no_affiliation_and_covers_by_table_only():
    told = disclosed(ANONYMOUS, "rapporteur")
    assert not any(table.affiliations for item in told.items for table in item.tables)
    assert not any(one.affiliation or one.by for one in [*dissents(told), *comments(told).values()])
    assert not any(row.affiliation or row.by or row.delegation for row in told.data.answers)
    assert told.items[1].coverage.by_table and not told.items[1].coverage.by_affiliation


def test_coverage_leaves_out_affiliations_of_too_few_people():
    assert [row.affiliation for row in disclosed(NAMED, "desk").items[1].coverage.by_affiliation] == [
        "government",
        "civil_society",
    ]
    assert not disclosed(REPORT, "desk").items[1].coverage.by_affiliation


def test_the_public_reads_no_answers_unless_the_forum_publishes_them():
    assert not disclosed(REPORT, "public").data.answers
    assert "Answer drawn on." not in read("docx", build(REPORT, "docx"))
    open_forum = replace(NAMED, publishes_answers=True)
    told = disclosed(open_forum, "public")
    assert [(row.table, row.by, row.delegation) for row in told.data.answers] == [(1, "", ""), (2, "", ""), (4, "", "")]
    assert "Answer drawn on." in read("docx", build(open_forum, "docx"))


def test_a_delegation_stands_beside_an_answer_in_named_forums_only():
    assert [row.delegation for row in disclosed(NAMED, "desk").data.answers] == ["CR", "PA", ""]
    assert not any(row.delegation for row in disclosed(REPORT, "rapporteur").data.answers)


def test_drafts_of_key_findings_are_the_rapporteurs_own():
    for audience, drafts in (("public", False), ("desk", False), ("rapporteur", True)):
        told = disclosed(REPORT, audience)
        assert ("k5" in {key.id for item in told.items for key in item.key_findings}) is drafts
        assert ("k5" in {row.id for row in told.data.key_findings}) is drafts


def test_the_public_data_holds_nothing_that_was_not_reported_nor_a_link_to_it():
    told = disclosed(REPORT, "public").data
    assert [row.id for row in told.findings] == ["f1"]
    assert [row.id for row in told.comments] == ["c1"]
    assert {(row.made_id, row.origin_id) for row in told.sources} == {("k1", "f1"), ("k1", "n1")}
    assert {row.id for row in disclosed(REPORT, "desk").data.findings} == {"f1", "f9"}
