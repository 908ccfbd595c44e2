"""Closing the loop: once the text is released, everybody reads what became of their answers and their table's findings."""

from dataclasses import replace

import pytest

from app.communique import queries
from app.communique.adoption import digest_of, frozen
from app.communique.became import Became, Loop, loop_of
from app.communique.commands.adopting import AdoptCommunique
from app.communique.commands.paragraphs import PutParagraph, WithdrawParagraph
from app.communique.commands.zero_draft import OpenCommunique
from app.findings.commands.findings import Drawn, PutFinding
from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.programme.commands import MovePhase
from app.programme.keys import item_room
from app.synthesis.commands.drawing import LinkSource, Ref
from app.synthesis.commands.notes import PutAside
from app.synthesis.commands.placing import ShowKeyFinding
from app.tables.commands.answers import PutAnswer
from app.wiring import registered
from tests.communique.room import Drafting, open_drafting
from tests.findings.cafe import like
from tests.forums import SmallForum
from tests.mirror import Mirror

REGISTRY = registered()[0]


async def answered(room: Drafting, who: Actor, table: int, text: str) -> tuple[str, str]:
    """An answer, and the finding that its table made of it."""
    answer, finding = new_id(), new_id()
    await room.forum.run(PutAnswer(answer, room.forum.tables[table], text), who)
    await room.forum.run(PutFinding(finding, room.forum.tables[table], f"{text}: found", sources=(Drawn(answer),)), who)
    return answer, finding


async def loop(room: Drafting, who: Actor) -> Loop:
    return await room.forum.readers.run(loop_of, who)


def told(some: tuple[Became, ...]) -> list[tuple[str, str, list[int]]]:
    return [(one.text, one.fate.state, [passage.number for passage in one.passages]) for one in some]


@pytest.mark.parametrize("privacy", ["named", "by_table", "anonymous"])
async def test_once_the_text_is_released_each_writer_reads_where_their_own_words_went_and_nobody_elses(
    forum: SmallForum, privacy: str
) -> None:
    room = await open_drafting(like(forum, privacy=privacy))
    forum = room.forum
    rapporteur = await forum.holder("rapporteur", "2a")
    await forum.run(MovePhase("2a", "table_work"), await forum.holder("facilitator", "2a"))
    ana, luis = await forum.person(1), await forum.person(1)
    if privacy == "anonymous":
        ana, luis = replace(ana, anonymous=True), replace(luis, anonymous=True)
    _, used = await answered(room, ana, 1, "Joint desks")
    _, aside = await answered(room, ana, 1, "Out of scope")
    await forum.run(PutAnswer(new_id(), forum.tables[1], "Nobody took it up"), ana)
    await answered(room, luis, 1, "By another")
    await forum.run(PutAside("finding", aside, "Said in 2b already"), rapporteur)
    key = await room.key_finding("Desks identify victims")
    await forum.run(LinkSource(key, "finding", used), rapporteur)
    await room.write("In view of what was said", "preamble")
    await room.write("Written by the drafter")
    paragraph = (await room.zero_draft())[0]["id"]

    assert await loop(room, ana) == Loop((), False, (await loop(room, ana)).drafting)
    mirror = Mirror(forum, REGISTRY, [item_room(room.item)])
    await mirror.start()
    await forum.run(OpenCommunique("J"), room.chair)
    assert f"became:{room.item}" in await keys_of(mirror, room)
    assert told((await loop(room, ana)).answers) == [
        ("Joint desks", "in_text", [2]),
        ("Out of scope", "set_aside", []),
        ("Nobody took it up", "not_drawn_on", []),
    ]
    assert told((await loop(room, luis)).answers) == [("By another", "not_drawn_on", [])]
    for sits in (ana, luis):
        assert told((await loop(room, sits)).findings) == [
            ("Joint desks: found", "in_text", [2]),
            ("Out of scope: found", "set_aside", []),
            ("By another: found", "not_drawn_on", []),
        ]
    assert (await loop(room, await forum.person(2))).findings == ()
    # What is not for everybody is not told: neither that a draft draws on it, nor what is no paragraph any more.
    await forum.run(WithdrawParagraph(paragraph), room.ana)
    assert told((await loop(room, ana)).answers)[0] == ("Joint desks", "drawn_on", [])
    await forum.run(ShowKeyFinding(key, shows=False), rapporteur)
    assert told((await loop(room, ana)).answers)[0] == ("Joint desks", "not_drawn_on", [])
    assert await mirror.differences() == []
    await forum.run(OpenCommunique("J", opens=False), room.chair)
    assert (await loop(room, ana)).answers == ()
    assert await mirror.differences() == []


async def keys_of(mirror: Mirror, room: Drafting) -> set[str]:
    await mirror.follow()
    return set(mirror.of(item_room(room.item)))


async def test_a_point_that_two_paragraphs_took_up_is_told_in_both_and_its_card_changes_with_the_text(
    forum: SmallForum,
) -> None:
    room = await open_drafting(forum)
    rapporteur = await forum.holder("rapporteur", "2a")
    await forum.run(MovePhase("2a", "table_work"), await forum.holder("facilitator", "2a"))
    ana = await forum.person(1)
    _, finding = await answered(room, ana, 1, "Joint desks")
    key = await room.key_finding("Desks identify victims")
    await forum.run(LinkSource(key, "finding", finding), rapporteur)
    await forum.run(OpenCommunique("J"), room.chair)
    mirror = Mirror(forum, REGISTRY, [item_room(room.item)])
    await mirror.start()
    cards = []
    for _ in range(2):
        await mirror.follow()
        cards.append(mirror.of(item_room(room.item))[f"became:{room.item}"])
        put = PutParagraph(new_id(), "J", "operative", {"en": "Taken up"}, "en", (Ref("key-finding", key),))
        await forum.run(put, room.ana)
    assert cards[0] != cards[1]
    assert told((await loop(room, ana)).answers) == [("Joint desks", "in_text", [1, 2])]
    assert await mirror.differences() == []


async def test_the_page_and_the_call_tell_the_same_before_and_after_the_release(rooms):
    writer = rooms.stranger
    answer = new_id()
    table = rooms.house.forum.tables[1]
    await rooms.call(writer, "PUT", f"/answers/{answer}", 201, table=table, text="<b>Joint desks</b>")
    assert "is not released yet" in await writer.page("/became")
    assert await rooms.call(writer, "GET", "/mine/became") == {
        "released": False,
        "adopted": False,
        "answers": [],
        "findings": [],
    }
    await rooms.call(rooms.chair, "POST", "/communique/open")
    page = await writer.page("/became")
    assert "&lt;b&gt;Joint desks&lt;/b&gt;" in page
    assert "Not drawn on" in page
    told = await rooms.call(writer, "GET", "/mine/became")
    assert [(one["id"], one["fate"], one["paragraphs"]) for one in told["answers"]] == [(answer, "not_drawn_on", [])]
    assert "/became" in await writer.page("/items/J")


async def test_a_text_that_is_adopted_without_having_been_opened_tells_all_the_same(forum: SmallForum) -> None:
    room = await open_drafting(forum)
    rapporteur = await forum.holder("rapporteur", "2a")
    await forum.run(MovePhase("2a", "table_work"), await forum.holder("facilitator", "2a"))
    ana = await forum.person(1)
    _, used = await answered(room, ana, 1, "Joint desks")
    key = await room.key_finding("Desks identify victims")
    await forum.run(LinkSource(key, "finding", used), rapporteur)
    await room.zero_draft()
    mirror = Mirror(forum, REGISTRY, [item_room(room.item)])
    await mirror.start()
    assert not (await loop(room, ana)).released and f"became:{room.item}" not in await keys_of(mirror, room)
    row = await forum.readers.run(queries.communique_of, forum.id, room.item)
    assert row is None or row.opened_at is None
    await forum.run(AdoptCommunique("J", digest_of(frozen(await room.text())), True), room.chair)
    assert f"became:{room.item}" in await keys_of(mirror, room)
    found = await loop(room, ana)
    assert found.adopted and told(found.answers) == [("Joint desks", "in_text", [1])]
