"""Comments: from the other tables, on what was reported, kept when they are late."""

import pytest

from app.findings import queries
from app.findings.commands.comments import PutComment, WithdrawComment
from app.findings.commands.findings import ReportFinding
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.tables.commands.seats import StandUp, TakeSeat
from tests.findings.cafe import open_cafe
from tests.forums import SmallForum


async def test_a_comment_is_kept_once_with_the_table_it_came_from(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.reported(1)
    await cafe.go("commenting")
    put = PutComment(new_id(), finding, "adds", "Y en Colombia", "es")
    first, again = await forum.run(put, cafe.at[2]), await forum.run(put, cafe.at[3])
    assert (first.created, again.created, first.value["late"]) == (True, False, False)
    found = await forum.readers.run(queries.comments, forum.id, item=cafe.item)
    assert [(c.text, c.stance, c.table) for c in found] == [("Y en Colombia", "adds", forum.tables[2])]


async def test_ones_own_table_does_not_comment_and_is_told_what_to_do(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.reported(1)
    with pytest.raises(Refusal) as refused:
        await cafe.comment(1, finding)
    assert refused.value.code == "own_table"
    assert "dissent" in refused.value.sentence.msgid
    await forum.run(StandUp(forum.tables[1]), cafe.at[1])
    with pytest.raises(Refusal, match="own_table"):
        await cafe.comment(1, finding)
    await forum.run(TakeSeat(forum.tables[2]), cafe.at[1])
    assert await cafe.comment(1, finding)


async def test_who_sits_nowhere_and_who_observes_do_not_comment(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.reported(1)
    visitor, observer = await forum.person(4), await forum.holder("observer", "2a")
    await forum.run(TakeSeat(forum.tables[2]), observer)
    for actor, code in ((visitor, "not_seated"), (observer, "not_yours"), (None, "no_pass")):
        with pytest.raises(Refusal, match=code):
            await forum.run(PutComment(new_id(), finding, "supports"), actor)


async def test_comments_wait_until_the_finding_is_reported_and_late_ones_are_kept(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.finding(1)
    with pytest.raises(Refusal, match="not_reported"):
        await cafe.comment(2, finding)
    await cafe.go("report_out")
    await forum.run(ReportFinding(finding), cafe.at[1])
    await cafe.go("consolidating")
    done = await forum.run(PutComment(new_id(), finding, "questions", "Who pays?"), cafe.at[2])
    assert done.value["late"]


@pytest.mark.parametrize(
    ("stance", "text", "code"),
    [
        ("adds", " ", "empty"),
        ("questions", "", "empty"),
        ("likes", "Yes", "no_such_stance"),
        ("supports", "\x00", "bad"),
    ],
)
async def test_what_says_nothing_is_refused_with_a_sentence(
    forum: SmallForum, stance: str, text: str, code: str
) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.reported(1)
    with pytest.raises(Refusal) as refused:
        await cafe.comment(2, finding, stance, text)
    assert refused.value.code.startswith(code)
    assert refused.value.fields


async def test_a_stance_that_says_enough_needs_no_word(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.reported(1)
    for stance in ("supports", "disagrees"):
        await cafe.comment(2, finding, stance, "")
    counts = await forum.readers.run(queries.stance_counts, forum.id, [finding])
    assert counts[finding] == {"supports": 1, "disagrees": 1}


async def test_a_comment_is_its_writers_to_withdraw(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    comment = await cafe.comment(2, await cafe.reported(1))
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(WithdrawComment(comment), cafe.at[3])
    for _ in range(2):
        await forum.run(WithdrawComment(comment), cafe.at[2])
    assert await forum.readers.run(queries.comments, forum.id, item=cafe.item) == []
    with pytest.raises(Refusal, match="no_such_comment"):
        await forum.run(WithdrawComment(new_id()), cafe.at[2])
