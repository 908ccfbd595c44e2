"""What is said is said of the authoritative words: a translation that is finished meanwhile makes nothing of it old."""

from app.communique import standing
from app.communique.commands.adopting import TakePosition
from app.communique.commands.amendments import DecideAmendment, PutAmendment
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.placing import StandParagraph
from app.communique.commands.silence import BeginSilence
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.wiring import registered
from tests.communique.room import open_drafting
from tests.communique.test_adoption import adopt
from tests.communique.test_amendments import propose, states
from tests.communique.test_calling import asked, statuses
from tests.communique.test_paragraphs import refused

REGISTRY = registered()[0]


async def positions(room):
    """Where delegations stand on paragraphs, as the drafting room reads it: (delegation, whether it is current)."""
    cards = await room.forum.readers.run(REGISTRY.load, room.forum.id, Room("drafting", room.item), kinds=["paragraph"])
    return [(one["delegation"], one["current"]) for card in cards for one in card.data["positions"]]


async def test_a_position_stays_current_when_a_translation_is_finished_and_not_when_the_authority_changes(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(TakePosition(id_, "objection", "1", "Not at night"), room.panama)
    await room.revise(id_, 1, es="Las mesas funcionan")
    assert await positions(room) == [("PAN", True)]
    await refused("objections_stand", forum, await adopt(room), room.chair)
    await room.revise(id_, 2, en="Desks work by day")
    assert await positions(room) == [("PAN", False)]
    assert not await forum.readers.run(standing.current_positions, forum.id, room.item)


async def test_who_read_the_authority_before_the_translation_came_is_not_sent_back(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await room.revise(id_, 1, en="Desks work well")
    await room.revise(id_, 2, es="Las mesas funcionan")
    await forum.run(TakePosition(id_, "no_objection", "2"), room.panama)
    await forum.run(TakePosition(id_, "no_objection", "3"), room.costa_rica)
    assert sorted(await positions(room)) == [("CRI", True), ("PAN", True)]
    for read in ("1", "4", "0", "-2", "x", ""):
        await refused("version_moved", forum, TakePosition(id_, "objection", read), room.panama)
        if read.isdigit():
            await refused("version_moved", forum, StandParagraph(id_, "agreed", int(read)), room.chair)
            await refused("version_moved", forum, AskObjection("J", read, id_), room.chair)
    await forum.run(StandParagraph(id_, "agreed", 2), room.chair)
    assert await statuses(room) == ["agreed"]


async def test_the_chairs_question_stays_the_same_question_when_a_translation_is_finished(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(AskObjection("J", "1", id_), room.chair)
    await forum.run(TakePosition(id_, "reservation", "1", "Not at night"), room.panama)
    await room.revise(id_, 1, es="Las mesas funcionan")
    assert (await asked(room))["current"]
    await forum.run(TakePosition(id_, "no_objection", (await asked(room, "communique"))["read"]), room.costa_rica)
    again = (await forum.run(AskObjection("J", "2", id_), room.chair)).value
    told = await asked(room)
    assert told["asked_at"] == again["asked_at"] and told["silent"] == []
    assert sorted(one["delegation"] for one in told["positions"]) == ["CRI", "PAN"]
    await forum.run(CloseCall("J", "ad_referendum"), room.chair)
    assert await statuses(room) == ["ad_referendum"]


async def test_an_amendment_of_a_translation_leaves_what_was_agreed_and_what_was_said(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work", texts={"es": "Las mesas andan"})
    await forum.run(TakePosition(id_, "reservation", "1", "Not at night"), room.panama)
    await forum.run(StandParagraph(id_, "agreed", 1), room.chair)
    waiting = await propose(room, id_, "replace", "work", "open")
    filed = new_id()
    put = PutAmendment(filed, id_, 1, "replace", "andan", "funcionan", language="es")
    await forum.run(put, room.costa_rica)
    await forum.run(DecideAmendment(filed, True), room.ana)
    assert (await room.paragraph(id_)).texts["es"] == "Las mesas funcionan"
    assert await statuses(room) == ["agreed"] and await positions(room) == [("PAN", True)]
    assert await states(room, id_) == {waiting: "pending", filed: "accepted"}


async def test_what_a_silence_agrees_is_the_authority_also_when_its_translation_came_after_it_was_read(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(TakePosition(id_, "objection", "1", "Not at night"), room.panama)
    await room.revise(id_, 1, es="Las mesas funcionan")
    await refused("objections_stand", forum, BeginSilence("J", 10), room.chair)
    await forum.run(TakePosition(id_, "no_objection", "1"), room.panama)
    assert isinstance(await refused("not_yours", forum, BeginSilence("J", 10), room.ana), Refusal)
    await forum.run(BeginSilence("J", 10), room.chair)
