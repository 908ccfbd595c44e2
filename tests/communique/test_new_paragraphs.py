"""A new paragraph is proposed like any change: after another, accepted into the text or rejected, and never in its way."""

import asyncio

from app.communique.commands.amendments import DecideAmendment, MergeAmendments, PutAmendment
from app.communique.commands.paragraphs import WithdrawParagraph
from app.kernel.ids import new_id
from app.live.rooms import Room
from app.wiring import registered
from tests.communique.room import open_drafting
from tests.communique.test_amendments import decide, propose, states
from tests.communique.test_paragraphs import refused

REGISTRY = registered()[0]


async def test_an_accepted_paragraph_stands_right_after_the_one_it_was_proposed_at(forum):
    room = await open_drafting(forum)
    first = await room.write("First")
    await room.write("Last")
    filed = await propose(room, first, "paragraph", text="Between", reason="Something is missing")
    assert await room.said() == ["First", "Last"]
    done = await decide(room, filed)
    assert await room.said() == ["First", "Between", "Last"]
    made = await room.paragraph(done["made"])
    assert (made.section, made.language, made.status, made.version) == ("operative", "en", "open", 1)
    assert "made" not in await decide(room, filed)
    assert await room.said() == ["First", "Between", "Last"]


async def test_paragraphs_accepted_one_after_another_keep_their_section_and_a_rejected_one_leaves_no_text(forum):
    room = await open_drafting(forum)
    recalling = await room.write("Recalling", "preamble")
    await room.write("Desks")
    kept = [await propose(room, recalling, "paragraph", text=text) for text in ("Noting", "Welcoming")]
    gone = await propose(room, recalling, "paragraph", text="Regretting", by=room.costa_rica)
    for filed in kept:
        await decide(room, filed)
    await decide(room, gone, accepts=False)
    assert await room.said() == ["Recalling", "Welcoming", "Noting", "Desks"]
    assert set((await states(room, recalling)).values()) == {"accepted", "rejected"}


async def test_it_stands_in_the_way_of_no_other_change_and_none_stands_in_its_way(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    filed = await propose(room, id_, "paragraph", text="Teams stay")
    rival = await propose(room, id_, "paragraph", text="Teams go")
    replaced = await propose(room, id_, "replace", text="All else", by=room.costa_rica)
    cards = await forum.readers.run(REGISTRY.load, forum.id, Room("drafting", room.item))
    told = next(card.data["amendments"] for card in cards if card.key == f"paragraph:{id_}")
    assert [(one["kind"], one["text"], one["competes_with"]) for one in told] == [
        ("paragraph", "Teams stay", []),
        ("paragraph", "Teams go", []),
        ("replace", "All else", []),
    ]
    await refused("do_not_compete", forum, MergeAmendments(new_id(), filed, rival, "Both"), room.ana)
    await decide(room, replaced)
    await room.revise(id_, 2, en="Something else again")
    assert (await states(room, id_))[filed] == "pending"
    await decide(room, filed)
    await decide(room, rival)
    assert await room.said() == ["Something else again", "Teams go", "Teams stay"]


async def test_bad_paragraphs_are_refused_and_only_who_drafts_decides(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    for code, text in (("empty", " "), ("unbalanced", "Teams [stay")):
        await refused(code, forum, PutAmendment(new_id(), id_, 1, "paragraph", text=text), room.panama)
    await refused("version_moved", forum, PutAmendment(new_id(), id_, 7, "paragraph", text="Teams stay"), room.panama)
    filed = await propose(room, id_, "paragraph", text="Teams stay")
    await refused("not_yours", forum, DecideAmendment(filed, True), room.panama)
    await forum.run(WithdrawParagraph(id_), room.ana)
    await refused("amendment_fallen", forum, DecideAmendment(filed, True), room.ana)


async def test_of_two_who_accept_it_at_once_one_paragraph_comes(forum):
    room = await open_drafting(forum)
    filed = await propose(room, await room.write("Desks"), "paragraph", text="Teams")
    await asyncio.gather(*(forum.run(DecideAmendment(filed, True), who) for who in (room.ana, room.beto)))
    assert await room.said() == ["Desks", "Teams"]
