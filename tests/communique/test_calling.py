"""The chair asks "any objection?": of the words that stand, to the delegations that adopt; and agrees in one action."""

import asyncio

from app.communique import standing
from app.communique.commands.adopting import AdoptCommunique, TakePosition
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.paragraphs import WithdrawParagraph
from app.communique.keys import call_key
from app.kernel.ids import new_id
from app.live.rooms import Room
from app.people.keys import me_room
from app.wiring import registered
from tests.communique.room import open_drafting
from tests.communique.test_adoption import digest
from tests.communique.test_paragraphs import refused

REGISTRY = registered()[0]


async def asked(room, kind="drafting"):
    cards = await room.forum.readers.run(REGISTRY.load, room.forum.id, Room(kind, room.item))
    return next((card.data for card in cards if card.key == call_key(room.item)), None)


async def statuses(room):
    return [p.status for p in await room.text()]


def names(told):
    return [one["delegation"] for one in told["silent"]]


async def test_the_chair_sees_who_has_spoken_and_who_has_not_and_agrees_in_one_action(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(AskObjection("J", "1", id_), room.chair)
    assert names(await asked(room)) == ["CRI", "PAN"]
    await forum.run(TakePosition(id_, "no_objection", "1"), room.panama)
    await forum.run(TakePosition(id_, "reservation", "1", "Not at night"), room.costa_rica)
    told = await asked(room)
    assert [(p["delegation"], p["position"]) for p in told["positions"]] == [
        ("PAN", "no_objection"),
        ("CRI", "reservation"),
    ]
    assert names(told) == []
    done = (await forum.run(CloseCall("J", "ad_referendum"), room.chair)).value
    assert done["result"] == "ad_referendum" and done["closed_at"]
    assert await statuses(room) == ["ad_referendum"] and await asked(room) is None
    await refused("nothing_asked", forum, CloseCall("J"), room.chair)


async def test_an_objection_stands_in_the_way_until_it_is_taken_back(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(AskObjection("J", "1", id_), room.chair)
    await forum.run(TakePosition(id_, "objection", "1", "Never"), room.panama)
    await refused("objections_stand", forum, CloseCall("J", "agreed"), room.chair)
    assert await statuses(room) == ["open"] and await asked(room)
    await forum.run(TakePosition(id_, "no_objection", "1"), room.panama)
    await forum.run(CloseCall("J", "agreed"), room.chair)
    assert await statuses(room) == ["agreed"]


async def test_closing_without_a_result_changes_no_paragraph(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(AskObjection("J", "1", id_), room.chair)
    await forum.run(TakePosition(id_, "objection", "1"), room.panama)
    assert (await forum.run(CloseCall("J"), room.chair)).value["result"] is None
    assert await statuses(room) == ["open"]


async def test_the_whole_text_is_asked_about_and_agreed_paragraph_by_paragraph(forum):
    room = await open_drafting(forum)
    first, _ = await room.write("Desks"), await room.write("Teams [soon]")
    await forum.run(AskObjection("J", await digest(room)), room.chair)
    await refused("brackets_left", forum, CloseCall("J", "agreed"), room.chair)
    await room.revise(_, 1, en="Teams soon")
    await refused("version_moved", forum, CloseCall("J", "agreed"), room.chair)
    await forum.run(AskObjection("J", await digest(room)), room.chair)
    await forum.run(TakePosition(first, "objection", "1"), room.panama)
    await refused("objections_stand", forum, CloseCall("J", "agreed"), room.chair)
    await forum.run(TakePosition(first, "no_objection", "1"), room.panama)
    await forum.run(CloseCall("J", "agreed"), room.chair)
    assert await statuses(room) == ["agreed", "agreed"]


async def test_a_question_is_about_the_words_that_were_read(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(AskObjection("J", "1", id_), room.chair)
    await forum.run(TakePosition(id_, "no_objection", "1"), room.panama)
    await room.revise(id_, 1, en="Desks work well")
    told = await asked(room)
    assert not told["current"] and [p["current"] for p in told["positions"]] == [True]
    await refused("version_moved", forum, CloseCall("J", "agreed"), room.chair)
    assert (await refused("version_moved", forum, AskObjection("J", "1", id_), room.chair)).extra == {"version": 2}
    await refused("version_moved", forum, AskObjection("J", "1"), room.chair)
    await forum.run(AskObjection("J", "2", id_), room.chair)
    assert names(await asked(room)) == ["CRI", "PAN"]
    await forum.run(WithdrawParagraph(id_), room.ana)
    assert await asked(room) is None and await asked(room, "communique") is None
    await refused("no_such_paragraph", forum, AskObjection("J", "2", id_), room.chair)


async def test_one_question_is_open_at_a_time_and_the_next_closes_the_former(forum):
    room = await open_drafting(forum)
    first, second = await room.write("Desks"), await room.write("Teams")
    both = [AskObjection("J", "1", one) for one in (first, second)]
    await asyncio.gather(*(forum.run(one, room.chair) for one in [*both, *both]))
    found = await forum.readers.run(standing.calls, forum.id, room.item)
    assert sum(call.closed_at is None for call in found) == 1
    assert [call.result for call in found] == [""] * len(found)


async def test_asking_is_the_chairs_and_needs_a_text(forum):
    room = await open_drafting(forum)
    await refused("nothing_to_adopt", forum, AskObjection("J", await digest(room)), room.chair)
    id_ = await room.write("Desks")
    for actor in (room.ana, room.panama, await forum.person()):
        await refused("not_yours", forum, AskObjection("J", "1", id_), actor)
        await refused("not_yours", forum, CloseCall("J"), actor)
    await refused("no_such_paragraph", forum, AskObjection("J", "1", new_id()), room.chair)
    await forum.run(AskObjection("J", "1", id_), room.chair)
    await refused("no_such_status", forum, CloseCall("J", "voted"), room.chair)
    await forum.run(AdoptCommunique("J", await digest(room), True), room.chair)
    assert await asked(room) is None
    await refused("adopted_already", forum, AskObjection("J", "1", id_), room.chair)


async def test_phones_are_told_the_question_and_their_own_answer_and_nobody_elses(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(AskObjection("J", "1", id_), room.chair)
    await forum.run(TakePosition(id_, "objection", "1", "Not at night"), room.panama)
    told = await asked(room, "communique")
    assert told["paragraph"] == id_ and told["current"] and not {"positions", "silent"} & told.keys()

    async def marks(actor):
        cards = await forum.readers.run(REGISTRY.load, forum.id, me_room(actor.participant), None, actor)
        own = next((card.data["marks"] for card in cards if card.key == "mine-text:all"), {})
        return own.get(call_key(room.item), [])

    assert [await marks(actor) for actor in (room.panama, room.costa_rica, room.colombia)] == [["objects"], [], []]


async def test_the_whole_text_is_not_asked_about_as_if_it_were_a_paragraph(forum):
    room = await open_drafting(forum)
    await room.write("Desks")
    await refused("no_such_paragraph", forum, AskObjection("J", "1", room.item), room.chair)
