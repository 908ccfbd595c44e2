"""Sign-off belongs to a version; a dissent travels with its finding until its writer takes it back."""

import pytest

from app.findings import queries
from app.findings.commands.findings import PutFinding, ReviseFinding
from app.findings.commands.signoffs import SignFinding, WithdrawDissent
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.store import journal
from app.tables.commands.hall.words import MergeTables
from app.wiring import registered
from tests.findings.cafe import like, open_cafe
from tests.forums import SmallForum

REGISTRY = registered()[0]


async def test_read_aloud_and_nobody_objected_is_one_tap_that_may_be_tapped_again(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.finding(1)
    for _ in range(2):
        done = await forum.run(SignFinding(finding, nobody_objected=True, version=1), cafe.at[1])
        assert done.value["signed"]


async def test_another_text_asks_again_and_the_dissent_stays_with_the_finding(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.finding(1, "One")
    await forum.run(SignFinding(finding, nobody_objected=True), cafe.at[1])
    dissent = await cafe.dissent(1, finding)
    revised = await forum.run(ReviseFinding(finding, 1, "Two"), cafe.at[1])
    assert not revised.value["signed"]
    with pytest.raises(Refusal) as refused:
        await forum.run(SignFinding(finding, nobody_objected=True, version=1), cafe.at[1])
    assert (refused.value.code, refused.value.extra["current"]["text"]) == ("version_moved", "Two")
    standing = await forum.readers.run(queries.dissents, forum.id, [finding])
    assert [(d.id, d.version) for d in standing[finding]] == [(dissent, 1)]


async def test_only_who_sits_at_the_table_signs_and_only_from_table_work_on(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.finding(1)
    observer = await forum.person(1)
    for actor in (cafe.at[2], cafe.desk):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(SignFinding(finding, nobody_objected=True), actor)
    await cafe.go("briefing")
    with pytest.raises(Refusal, match="phase_closed"):
        await forum.run(SignFinding(finding, nobody_objected=True), observer)
    await cafe.go("commenting")
    assert (await forum.run(SignFinding(finding, nobody_objected=True), observer)).value["signed"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [({}, "bad_signoff"), ({"nobody_objected": True, "dissent": "No"}, "bad_signoff"), ({"dissent": " "}, "empty")],
)
async def test_a_sign_off_is_one_of_two_things(forum: SmallForum, fields: dict[str, str], code: str) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.finding(1)
    with pytest.raises(Refusal, match=code):
        await forum.run(SignFinding(finding, **fields), cafe.at[1])


async def test_a_dissent_is_its_writers_to_take_back(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.finding(1)
    dissent, neighbour = await cafe.dissent(1, finding), await forum.person(1)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(WithdrawDissent(finding, dissent), neighbour)
    with pytest.raises(Refusal, match="no_such_dissent"):
        await forum.run(WithdrawDissent(finding, new_id()), cafe.at[1])
    for _ in range(2):
        await forum.run(WithdrawDissent(finding, dissent), cafe.at[1])
    assert await forum.readers.run(queries.dissents, forum.id, [finding]) == {}


async def test_a_dissent_sent_twice_is_one(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.finding(1)
    sign = SignFinding(finding, dissent="Not for minors", id=new_id())
    first, again = await forum.run(sign, cafe.at[1]), await forum.run(sign, cafe.at[1])
    assert again.value == first.value
    assert len((await forum.readers.run(queries.dissents, forum.id, [finding]))[finding]) == 1


async def test_in_an_anonymous_forum_nothing_kept_tells_who_dissented_or_commented(forum: SmallForum) -> None:
    cafe = await open_cafe(like(forum, privacy="anonymous"))
    ana, forum = cafe.at[1], cafe.forum
    finding = await cafe.reported(1)
    dissent, comment = await cafe.dissent(1, finding), await cafe.comment(2, finding)
    marks = {"participant": ana.participant, "other": cafe.at[2].participant}
    kept = (await forum.readers.run(queries.dissents, forum.id, [finding]))[finding][0]
    said = (await forum.readers.run(queries.comments, forum.id, item=cafe.item))[0]
    assert not {kept.person, kept.affiliation, said.author, said.affiliation} & set(marks.values())
    words = {finding, dissent, comment}
    for entry in await forum.readers.run(journal.since, forum.id, 0):
        for change in entry.changes:
            assert not (change.id in words and change.people), change
        assert entry.actor is None or not {c.id for c in entry.changes} & words
    await forum.run(WithdrawDissent(finding, dissent), ana)


async def test_the_marks_of_what_i_signed_and_said_are_mine_alone(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.reported(1)
    await forum.run(SignFinding(finding, nobody_objected=True), cafe.at[1])
    dissent, comment = await cafe.dissent(1, finding), await cafe.comment(2, finding)
    found = {}
    for number in (1, 2):
        me = Room("me", cafe.at[number].participant)
        cards = await forum.readers.run(REGISTRY.load, forum.id, me, ["mine-findings:all"], cafe.at[number])
        found[number] = cards[0].data["marks"]
    assert found[1] == {f"finding:{finding}": ["dissented", "signed"], f"dissent:{dissent}": ["mine"]}
    assert found[2] == {f"comment:{comment}": ["mine"]}


async def test_a_finding_of_a_table_that_joined_another_is_signed_there(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    finding = await cafe.finding(1)
    await forum.run(MergeTables("2a", forum.tables[1], forum.tables[2], REGISTRY.movers), cafe.desk)
    moved = (await forum.readers.run(queries.findings, forum.id, item=cafe.item))[0]
    assert moved.table == forum.tables[2]
    assert (await forum.run(SignFinding(finding, nobody_objected=True), cafe.at[2])).value["signed"]
    late = PutFinding(new_id(), forum.tables[1], "Addressed to the old card")
    assert (await forum.run(late, cafe.at[1])).value["table"] == forum.tables[2]
