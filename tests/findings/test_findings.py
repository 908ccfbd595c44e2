"""Findings: written by the table's pen or reporter, kept in every version, reported in the report-out."""

import pytest

from app.findings import queries
from app.findings.commands.findings import Drawn, PutFinding, ReportFinding, ReviseFinding, WithdrawFinding
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.sources import queries as sources
from app.sources.rules import Thing
from app.tables.commands.answers import ReviseAnswer
from app.tables.commands.seats import NameReporter, StandUp, TakePen
from tests.findings.cafe import like, open_cafe
from tests.forums import SmallForum


async def test_a_finding_is_kept_once_however_often_it_is_sent(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    put = PutFinding(new_id(), forum.tables[1], "Ventanillas conjuntas", "practice", language="es")
    first = await forum.run(put, cafe.at[1])
    again = await forum.run(put, cafe.at[1])
    assert (first.created, again.created) == (True, False)
    assert again.value == first.value
    assert first.value["kind"] == "practice"
    assert [f.text for f in await forum.readers.run(queries.findings, forum.id, item=cafe.item)] == [
        "Ventanillas conjuntas"
    ]


async def test_before_table_work_a_finding_is_refused_with_a_sentence(forum: SmallForum) -> None:
    cafe = await open_cafe(forum, "briefing")
    with pytest.raises(Refusal) as refused:
        await cafe.finding(1)
    assert (refused.value.code, refused.value.status) == ("phase_closed", 409)
    assert "table work" in refused.value.sentence.msgid


async def test_after_the_report_out_a_finding_is_kept_and_marked_late(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    in_time = PutFinding(new_id(), forum.tables[1], "In time")
    assert not (await forum.run(in_time, cafe.at[1])).value["late"]
    await cafe.go("commenting")
    late = await forum.run(PutFinding(new_id(), forum.tables[1], "From a dead corner"), cafe.at[1])
    assert late.value["late"]


async def test_only_the_pen_and_the_reporter_write_for_the_table(forum: SmallForum) -> None:
    forum = like(forum, writing="one_pen")
    cafe = await open_cafe(forum)
    luis = await forum.person(1)
    await forum.run(TakePen(forum.tables[1]), cafe.at[1])
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(PutFinding(new_id(), forum.tables[1], "From another phone"), luis)
    await forum.run(NameReporter(forum.tables[1]), luis)
    assert (await forum.run(PutFinding(new_id(), forum.tables[1], "From the reporter"), luis)).created


async def test_when_every_phone_writes_so_does_anyone_seated_and_nobody_who_stood_up(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    luis = await forum.person(1)
    assert (await forum.run(PutFinding(new_id(), forum.tables[1], "From any phone"), luis)).created
    await forum.run(StandUp(forum.tables[1]), luis)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(PutFinding(new_id(), forum.tables[1], "From the door"), luis)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(PutFinding(new_id(), forum.tables[1], "From another table"), cafe.at[2])


async def test_the_facilitator_may_write_for_a_table_and_an_observer_may_not(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    assert (await forum.run(PutFinding(new_id(), forum.tables[1], "Typed at the desk"), cafe.desk)).created
    observer = await forum.holder("observer", "2a")
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(PutFinding(new_id(), forum.tables[1], "I think"), observer)


async def test_a_finding_is_made_from_its_own_tables_answers_in_the_version_that_was_read(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    mine, theirs = await cafe.answer(1, "One"), await cafe.answer(2, "Two")
    await forum.run(ReviseAnswer(mine, "One, corrected", 1), cafe.at[1])
    id_ = new_id()
    done = await forum.run(
        PutFinding(id_, forum.tables[1], "Made", sources=(Drawn(mine, 1),), language="en"), cafe.at[1]
    )
    assert done.value["sources"] == [mine]
    links = await forum.readers.run(sources.origins_of, forum.id, [Thing("finding", id_)])
    assert [(link.thing, link.version) for link in links[Thing("finding", id_)]] == [(Thing("answer", mine), 1)]
    for wrong, code in ((theirs, "other_table"), (new_id(), "no_such_source")):
        with pytest.raises(Refusal) as refused:
            await cafe.finding(1, "Made", wrong)
        assert refused.value.code == code
        assert "sources" in refused.value.fields


async def test_another_text_is_another_version_and_the_earlier_one_is_kept(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    id_ = await cafe.finding(1, "One")
    done = await forum.run(ReviseFinding(id_, 1, "Two", "lesson"), cafe.at[1])
    assert (done.value["text"], done.value["kind"], done.value["version"]) == ("Two", "lesson", 2)
    earlier = await forum.readers.run(queries.versions, forum.id, id_)
    assert [(v.version, v.kind, v.text) for v in earlier] == [(1, "plain", "One")]


async def test_a_revision_of_an_older_version_is_refused_with_the_current_text(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    luis = await forum.person(1)
    id_ = await cafe.finding(1, "One")
    revise = ReviseFinding(id_, 1, "Two")
    await forum.run(revise, cafe.at[1])
    with pytest.raises(Refusal) as refused:
        await forum.run(ReviseFinding(id_, 1, "Deux"), luis)
    assert (refused.value.code, refused.value.extra["current"]) == ("version_moved", {"text": "Two", "version": 2})
    assert (await forum.run(revise, luis)).repeated


async def test_other_sources_leave_the_text_and_its_version(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    one, two = await cafe.answer(1, "One"), await cafe.answer(1, "Two")
    id_ = await cafe.finding(1, "Made", one)
    done = await forum.run(ReviseFinding(id_, 1, "Made", sources=(Drawn(two),)), cafe.at[1])
    assert (done.value["sources"], done.value["version"]) == ([two], 1)


async def test_findings_are_reported_in_the_report_out_only_and_taken_back_at_any_time(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    id_ = await cafe.finding(1)
    with pytest.raises(Refusal) as early:
        await forum.run(ReportFinding(id_), cafe.at[1])
    await cafe.go("report_out")
    for _ in range(2):
        assert (await forum.run(ReportFinding(id_), cafe.at[1])).value["reported"]
    await cafe.go("commenting")
    assert not (await forum.run(ReportFinding(id_, reports=False), cafe.at[1])).value["reported"]
    with pytest.raises(Refusal) as late:
        await forum.run(ReportFinding(id_), cafe.at[1])
    assert {early.value.code, late.value.code} == {"phase_closed"}
    assert early.value.sentence != late.value.sentence


async def test_another_table_neither_reports_nor_withdraws(forum: SmallForum) -> None:
    cafe = await open_cafe(forum, "report_out")
    id_ = await cafe.finding(1)
    for command in (ReportFinding(id_), WithdrawFinding(id_), ReviseFinding(id_, 1, "Ours")):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(command, cafe.at[2])


async def test_a_withdrawn_finding_is_not_there_any_more_and_withdrawing_again_is_harmless(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    id_ = await cafe.finding(1)
    for _ in range(2):
        await forum.run(WithdrawFinding(id_), cafe.at[1])
    assert await forum.readers.run(queries.findings, forum.id, item=cafe.item) == []
    with pytest.raises(Refusal, match="no_such_finding"):
        await forum.run(ReviseFinding(id_, 1, "Back"), cafe.at[1])


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"text": "  "}, "empty"), ({"kind": "opinion"}, "no_such_kind"), ({"text": "x" * 4001}, "too_long")],
)
async def test_what_cannot_be_kept_is_refused_with_a_sentence(
    forum: SmallForum, fields: dict[str, str], code: str
) -> None:
    cafe = await open_cafe(forum)
    with pytest.raises(Refusal) as refused:
        await forum.run(PutFinding(new_id(), forum.tables[1], **{"text": "Words", **fields}), cafe.at[1])
    assert refused.value.code == code
    assert refused.value.fields
