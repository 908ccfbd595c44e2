"""Who may read what: the rooms decide, and say the same as the calls."""

import pytest

from app.findings.commands.comments import WithdrawComment
from app.findings.commands.findings import Drawn, ReportFinding, ReviseFinding, WithdrawFinding
from app.live.rooms import Room
from app.tables.commands.answers import WithdrawAnswer
from app.wiring import registered
from tests.findings.cafe import Cafe, like, open_cafe
from tests.forums import SmallForum

REGISTRY = registered()[0]


async def keys(cafe: Cafe, room: str, id: str, *kinds: str) -> set[str]:
    cards = await cafe.forum.readers.run(REGISTRY.load, cafe.forum.id, Room(room, id))
    return {card.key for card in cards if card.kind in kinds}


async def test_a_table_reads_its_own_findings_and_the_item_those_that_were_reported(forum: SmallForum) -> None:
    cafe = await open_cafe(forum, "report_out")
    answer = await cafe.answer(1)
    finding = await cafe.finding(1, "Made", answer)
    shown = ("item", cafe.item, "finding", "comment", "answer")
    assert await keys(cafe, "table", forum.tables[1], "finding") == {f"finding:{finding}"}
    assert await keys(cafe, "table", forum.tables[2], "finding") == set()
    assert await keys(cafe, *shown) == set()
    await forum.run(ReportFinding(finding), cafe.at[1])
    comment = await cafe.comment(2, finding)
    everything = {f"finding:{finding}", f"comment:{comment}", f"answer:{answer}"}
    assert await keys(cafe, *shown) == everything
    await forum.run(ReportFinding(finding, reports=False), cafe.at[1])
    assert await keys(cafe, *shown) == set()
    await forum.run(ReportFinding(finding), cafe.at[1])
    assert await keys(cafe, *shown) == everything
    await forum.run(WithdrawComment(comment), cafe.at[2])
    await forum.run(WithdrawFinding(finding), cafe.at[1])
    assert await keys(cafe, *shown) == set()


async def test_the_item_reads_an_answer_while_a_reported_finding_cites_it(forum: SmallForum) -> None:
    cafe = await open_cafe(forum, "report_out")
    one, two = await cafe.answer(1, "One"), await cafe.answer(1, "Two")
    finding = await cafe.reported(1, "Made", one)
    await forum.run(ReviseFinding(finding, 1, "Made", sources=(Drawn(two),)), cafe.at[1])
    assert await keys(cafe, "item", cafe.item, "answer") == {f"answer:{two}"}
    await forum.run(WithdrawAnswer(two), cafe.at[1])
    assert await keys(cafe, "item", cafe.item, "answer") == set()
    # A withdrawn answer never takes text away.
    assert await keys(cafe, "item", cafe.item, "finding") == {f"finding:{finding}"}


@pytest.mark.parametrize(
    ("privacy", "alone", "among_three"),
    [("named", "Luz", "Luz"), ("by_table", "", "Government"), ("anonymous", "", "")],
)
async def test_dissents_and_comments_name_their_writers_as_the_privacy_allows(
    forum: SmallForum, privacy: str, alone: str, among_three: str
) -> None:
    cafe = await open_cafe(like(forum, privacy=privacy), "report_out")
    forum = cafe.forum
    cafe.at[1] = await forum.person(1, name="Luz", affiliation="Government")
    cafe.at[2] = await forum.person(2, name="Luz", affiliation="Government")
    finding = await cafe.reported(1)
    await cafe.dissent(1, finding)
    await cafe.comment(2, finding)

    async def by() -> tuple[str, str]:
        cards = await forum.readers.run(REGISTRY.load, forum.id, Room("item", cafe.item))
        data = {card.kind: card.data for card in cards}
        return data["finding"]["dissents"][0]["by"], data["comment"]["by"]

    assert await by() == (alone, alone)
    for table in (1, 2):
        for _ in range(2):
            await forum.person(table, affiliation="Government")
    assert await by() == (among_three, among_three)


async def test_the_desk_counts_each_tables_findings(forum: SmallForum) -> None:
    cafe = await open_cafe(forum, "report_out")
    finding = await cafe.reported(1)
    await cafe.finding(1)
    await cafe.dissent(1, finding)
    cards = await forum.readers.run(REGISTRY.load, forum.id, Room("desk", cafe.item))
    counts = {
        card.data["number"]: tuple(card.data[name] for name in ("findings", "signed", "reported", "dissents"))
        for card in cards
        if card.kind == "table-findings"
    }
    assert counts == {1: (2, 0, 1, 1), 2: (0, 0, 0, 0), 3: (0, 0, 0, 0)}
