"""The silence procedure: frozen until the deadline, broken in writing, or agreed; whatever happens to servers meanwhile."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from app.communique import queries, standing
from app.communique.commands.adopting import AdoptCommunique, TakePosition
from app.communique.commands.amendments import DecideAmendment, PutAmendment
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph, WithdrawParagraph
from app.communique.commands.placing import PlaceParagraph, StandParagraph
from app.communique.commands.silence import BeginSilence, BreakSilence, EndSilence, KeepSilence
from app.communique.commands.zero_draft import MakeZeroDraft
from app.communique.deadlines import Deadlines
from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.store.journal import head
from app.store.lane import Lanes
from app.store.readers import Readers
from app.wiring import registered
from tests.communique.room import open_drafting
from tests.communique.test_adoption import digest
from tests.communique.test_amendments import propose
from tests.communique.test_calling import asked, statuses
from tests.communique.test_paragraphs import refused
from tests.forums import START, found

REGISTRY = registered()[0]
NOW = datetime(2027, 3, 31, 15, 0, tzinfo=UTC)


class Clock:
    """The server's clock, in the hands of a test."""

    def __init__(self):
        self.at = NOW

    def __call__(self):
        return self.at

    def pass_minutes(self, minutes):
        self.at += timedelta(minutes=minutes)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def forum(engines, clock):
    """A small forum whose server's clock stands until the test moves it."""
    lanes = Lanes(engines, committed=lambda forum, seq: None, now=clock)
    lanes.start()
    readers = Readers(engines)
    yield found(engines, lanes, readers)
    lanes.stop()
    readers.close()


async def silence(room, kind="drafting"):
    cards = await room.forum.readers.run(REGISTRY.load, room.forum.id, Room(kind, room.item))
    return next((card.data for card in cards if card.key == f"silence:{room.item}"), None)


async def settle(room, clock):
    await Deadlines(room.forum.lanes, room.forum.readers, clock).settle()


async def test_what_nobody_breaks_until_the_deadline_is_agreed(forum, clock):
    room = await open_drafting(forum)
    await room.write("Recalling", "preamble"), await room.write("Desks")
    done = await forum.run(BeginSilence("J", 10), room.chair)
    assert done.created and done.value["until"] == rfc3339(NOW + timedelta(minutes=10)) and done.value["whole"]
    clock.pass_minutes(9.99)
    await settle(room, clock)
    assert await statuses(room) == ["open", "open"] and (await silence(room))["result"] is None
    clock.pass_minutes(0.02)
    await settle(room, clock)
    assert await statuses(room) == ["agreed", "agreed"]
    told = await silence(room)
    assert (told["result"], told["ended_at"]) == ("agreed", told["until"])


async def test_while_silence_is_kept_nothing_of_the_text_is_changed_or_amended(forum, clock):
    room = await open_drafting(forum)
    id_, _ = await room.write("Desks work"), await room.key_finding("Found")
    begun = (await forum.run(BeginSilence("J", 10), room.chair)).value
    for command, actor in (
        (ReviseParagraph(id_, 1, {"en": "Other"}), room.ana),
        (ReviseParagraph(id_, 1, {"es": "Otro"}), room.beto),
        (PutParagraph(new_id(), room.item, "operative", {"en": "More"}, "en"), room.ana),
        (WithdrawParagraph(id_), room.ana),
        (PlaceParagraph(id_, None, "preamble"), room.ana),
        (StandParagraph(id_, "agreed", 1), room.chair),
        (MakeZeroDraft("J"), room.ana),
        (PutAmendment(new_id(), id_, 1, "delete", "Desks"), room.panama),
        (AskObjection("J", "1", id_), room.chair),
        (TakePosition(id_, "objection", "1"), room.panama),
        (TakePosition(room.item, "objection", await digest(room)), room.panama),
        (AdoptCommunique("J", await digest(room), True), room.chair),
    ):
        assert (await refused("frozen", forum, command, actor)).extra == {"until": begun["until"]}
    assert (await refused("silence_runs", forum, BeginSilence("J", 5), room.chair)).extra == {"until": begun["until"]}
    await forum.run(TakePosition(id_, "reservation", "1", "As to nights"), room.panama)
    assert await room.said() == ["Desks work"]


async def test_silence_on_some_paragraphs_leaves_the_others_free(forum, clock):
    room = await open_drafting(forum)
    first, second = await room.write("Desks"), await room.write("Teams")
    await forum.run(BeginSilence("J", 10, paragraphs=(first,)), room.chair)
    await refused("frozen", forum, ReviseParagraph(first, 1, {"en": "Other"}), room.ana)
    await room.revise(second, 1, en="Teams stay")
    filed = await propose(room, second, "delete", "stay", version=2)
    await forum.run(DecideAmendment(filed, False), room.ana)
    await forum.run(TakePosition(second, "objection", "2"), room.panama)
    await forum.run(AskObjection("J", "2", second), room.chair)
    await refused("frozen", forum, AskObjection("J", await digest(room)), room.chair)
    clock.pass_minutes(10)
    await settle(room, clock)
    assert await statuses(room) == ["agreed", "open"]


async def test_a_delegation_breaks_the_silence_in_writing_and_the_chair_alone_is_told_who(forum, clock):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    begun = (await forum.run(BeginSilence("J", 10), room.chair)).value
    await refused("empty", forum, BreakSilence("J", "  "), room.panama)
    broken = (await forum.run(BreakSilence("J", "Not at night", begun["id"]), room.panama)).value
    assert (broken["result"], broken["delegation"]) == ("broken", "PAN")
    clock.pass_minutes(1)
    await forum.run(BreakSilence("J", "Nor by day", begun["id"]), room.costa_rica)
    told = await silence(room)
    assert [(one["delegation"], one["text"]) for one in told["breaks"]] == [
        ("PAN", "Not at night"),
        ("CRI", "Nor by day"),
    ]
    assert "breaks" not in await silence(room, "communique")
    whole = await forum.readers.run(REGISTRY.load, forum.id, Room("communique", room.item))
    assert "Not at night" not in str(whole) and "'PAN'" not in str(whole)
    await room.revise(id_, 1, en="Desks work by day")
    clock.pass_minutes(11)
    await settle(room, clock)
    assert await statuses(room) == ["open"] and (await silence(room))["result"] == "broken"


async def test_a_break_after_the_deadline_is_refused_with_its_time_also_before_anybody_has_looked(forum, clock):
    room = await open_drafting(forum)
    await room.write("Desks work")
    begun = (await forum.run(BeginSilence("J", 10), room.chair)).value
    clock.pass_minutes(10)
    for _ in range(2):
        told = await refused("silence_over", forum, BreakSilence("J", "Not at night", begun["id"]), room.panama)
        assert told.extra == {"ended_at": begun["until"]} and rfc3339(told.sentence.params["at"]) == begun["until"]
        await settle(room, clock)
    await refused("silence_over", forum, EndSilence("J"), room.chair)
    assert await statuses(room) == ["agreed"]


async def test_the_chair_ends_it_early_and_nothing_is_agreed(forum, clock):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(BeginSilence("J", 10), room.chair)
    clock.pass_minutes(5)
    done = (await forum.run(EndSilence("J"), room.chair)).value
    assert (done["result"], done["ended_at"]) == ("ended", rfc3339(clock.at))
    assert (await forum.run(EndSilence("J"), room.chair)).value == done
    await refused("silence_ended", forum, BreakSilence("J", "Not at night"), room.panama)
    await room.revise(id_, 1, en="Other")
    clock.pass_minutes(10)
    await settle(room, clock)
    assert await statuses(room) == ["open"]
    await forum.run(BeginSilence("J", 10), room.chair)
    assert len(await forum.readers.run(standing.silences, forum.id, room.item)) == 2


async def test_whoever_comes_after_the_deadline_finds_the_text_agreed_though_no_server_looked(forum, clock):
    room = await open_drafting(forum)
    first, second = await room.write("Desks"), await room.write("Teams")
    await forum.run(BeginSilence("J", 10), room.chair)
    clock.pass_minutes(60)
    await room.revise(second, 1, en="Teams stay")
    assert await statuses(room) == ["agreed", "open"] and (await silence(room))["result"] == "agreed"
    filed = await propose(room, first, "insert", "Desks", "too")
    assert (await room.paragraph(first)).status == "agreed" and filed


async def test_a_deadline_that_passed_while_no_server_ran_takes_effect_when_one_starts(forum, clock, engines):
    room = await open_drafting(forum)
    await room.write("Desks")
    await forum.run(BeginSilence("J", 10), room.chair)
    forum.lanes.stop()
    clock.pass_minutes(60 * 24)
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None, now=clock), Readers(engines)
    lanes.start()
    deadlines = Deadlines(lanes, readers, clock)
    await deadlines.start()
    assert [p.status for p in await readers.run(queries.paragraphs, forum.id, room.item)] == ["agreed"]
    await deadlines.stop()
    lanes.stop()
    readers.close()
    forum.lanes = Lanes(engines, committed=lambda forum, seq: None)
    forum.lanes.start()


async def test_of_many_servers_that_see_the_deadline_one_lets_it_take_effect(forum, clock):
    room = await open_drafting(forum)
    await room.write("Desks")
    begun = (await forum.run(BeginSilence("J", 10), room.chair)).value
    await refused("not_due", forum, KeepSilence(begun["id"]), None)
    clock.pass_minutes(10)
    before = await forum.readers.run(head, forum.id)
    watching = [Deadlines(forum.lanes, forum.readers, clock) for _ in range(4)]
    await asyncio.gather(*(one.settle() for one in watching))
    assert await forum.readers.run(head, forum.id) == before + 1
    assert await statuses(room) == ["agreed"]


async def test_a_break_and_the_deadline_at_once_leave_one_of_the_two(forum, clock):
    room = await open_drafting(forum)
    await room.write("Desks")
    for round_ in range(6):
        begun = (await forum.run(BeginSilence("J", 10), room.chair)).value
        clock.pass_minutes(9.999)
        if round_ % 2:
            clock.pass_minutes(0.002)
        both = (BreakSilence("J", "Not at night", begun["id"]), room.panama), (KeepSilence(begun["id"]), None)
        told = await asyncio.gather(*(forum.run(*one) for one in both), return_exceptions=True)
        codes = [one.code if isinstance(one, Refusal) else one.value["result"] for one in told]
        assert codes == (["silence_over", "agreed"] if round_ % 2 else ["broken", "not_due"])


async def test_what_cannot_be_agreed_by_silence_is_not_asked_to_be(forum, clock):
    room = await open_drafting(forum)
    await refused("nothing_to_adopt", forum, BeginSilence("J", 10), room.chair)
    id_ = await room.write("We [share] desks")
    other = await room.write("We [meet] often")
    left = await refused("brackets_left", forum, BeginSilence("J", 10), room.chair)
    assert str(left.sentence).startswith("Brackets that remain: 2 (paragraphs 1, 2).")
    left = await refused("brackets_left", forum, BeginSilence("J", 10, paragraphs=(id_,)), room.chair)
    assert str(left.sentence).startswith("Brackets that remain: 1 (paragraph 1).")
    await forum.run(WithdrawParagraph(other), room.ana)
    await room.revise(id_, 1, en="We share desks")
    filed = await propose(room, id_, "delete", "desks", version=2)
    await refused("amendments_wait", forum, BeginSilence("J", 10, paragraphs=(id_,)), room.chair)
    await forum.run(DecideAmendment(filed, False), room.ana)
    await forum.run(TakePosition(id_, "objection", "2"), room.panama)
    await refused("objections_stand", forum, BeginSilence("J", 10), room.chair)
    await forum.run(TakePosition(id_, "no_objection", "2"), room.panama)
    await refused("version_moved", forum, BeginSilence("J", 10, digest="0"), room.chair)
    await refused("no_such_paragraph", forum, BeginSilence("J", 10, paragraphs=(id_, new_id())), room.chair)
    for actor in (room.ana, room.panama, await forum.person()):
        await refused("not_yours", forum, BeginSilence("J", 10), actor)
        await refused("not_yours", forum, EndSilence("J"), actor)
    await refused("no_silence", forum, EndSilence("J"), room.chair)
    await refused("no_silence", forum, BreakSilence("J", "No"), room.panama)
    await forum.run(AskObjection("J", "2", id_), room.chair)
    await forum.run(BeginSilence("J", 10), room.chair)
    assert await asked(room) is None
    await refused("nothing_asked", forum, CloseCall("J", "agreed"), room.chair)
    for actor in (room.ana, room.chair, await forum.person()):
        await refused("not_yours", forum, BreakSilence("J", "No"), actor)
    await refused("does_not_adopt", forum, BreakSilence("J", "No"), room.colombia)


@pytest.mark.parametrize(
    ("minutes", "until", "code"),
    [
        (None, "", "no_deadline"),
        (0, "", "deadline_out_of_reach"),
        (-1, "", "deadline_out_of_reach"),
        (1e300, "", "bad_deadline"),
        (float("nan"), "", "bad_deadline"),
        (31 * 24 * 60, "", "deadline_out_of_reach"),
        (None, "tomorrow", "bad_deadline"),
        (None, "2027-03-31T15:00:00Z", "deadline_out_of_reach"),
        (None, "2027-03-31T09:59", "deadline_out_of_reach"),
    ],
)
async def test_a_deadline_is_a_time_ahead(forum, clock, minutes, until, code):
    room = await open_drafting(forum)
    await room.write("Desks")
    await refused(code, forum, BeginSilence("J", minutes, until), room.chair)


async def test_a_time_without_a_zone_is_the_forums_own(forum, clock):
    room = await open_drafting(forum)
    await room.write("Desks")
    done = (await forum.run(BeginSilence("J", None, "2027-03-31T18:30"), room.chair)).value
    assert done["until"] == "2027-03-31T23:30:00.000Z"


async def test_a_delegation_says_otherwise_why_it_broke_the_silence_and_its_words_stand_there_once(forum, clock):
    room = await open_drafting(forum)
    await room.write("Desks work")
    await forum.run(BeginSilence("J", 10), room.chair)
    for text in ("Not at night", "Not at night, and not by day", "Not at night, and not by day"):
        await forum.run(BreakSilence("J", text), room.panama)
    await forum.run(BreakSilence("J", "Nor here"), room.costa_rica)
    told = sorted((one["delegation"], one["text"]) for one in (await silence(room))["breaks"])
    assert told == [("CRI", "Nor here"), ("PAN", "Not at night, and not by day")]


async def test_a_silence_is_broken_in_its_own_item_alone(forum, clock):
    room = await open_drafting(forum)
    await room.write("Desks work")
    begun = (await forum.run(BeginSilence("J", 10), room.chair)).value
    forum.add("K", "drafting", START, 60)
    await refused("no_silence", forum, BreakSilence("K", "Not at night", begun["id"]), room.panama)
    assert (await silence(room))["result"] is None
