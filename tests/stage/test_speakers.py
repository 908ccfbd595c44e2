"""The list of speakers: by phone, by aide, from a nameplate; who is next, who was heard, and nobody twice."""

from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import Session

from app.kernel.ids import hashed, new_id, new_secret
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people import commands as people
from app.people.models import Delegation
from app.programme.commands import MovePhase
from app.stage.commands import Show
from app.stage.speakers import rules
from app.stage.speakers.commands import AddSpeaker, AskFloor, KeepSpeakers, RunSpeakers, WithdrawSpeaker
from app.stage.speakers.rules import Listed, Wish, after, speaking
from app.store.work import Command
from tests.forums import SmallForum
from tests.mirror import Mirror
from tests.stage.podium import REGISTRY, add_podium

NAMES = st.sampled_from("abcdef")


class Listing(RuleBasedStateMachine):
    """A moderator who does anything at any moment with a list that grows."""

    @initialize()
    def empty(self) -> None:
        self.listed: rules.List = ()
        self.seq = 0
        self.spoke: list[str] = []

    @rule(name=NAMES)
    def ask(self, name: str) -> None:
        try:
            rules.require_room(self.listed, (name, ""))
        except Refusal as refusal:
            assert refusal.code == "already_listed"
            assert any(one.known[0] == name and one.state in rules.LIVE for one in self.listed)
            return
        self.listed = (*self.listed, Listed(new_id(), "waiting", known=(name, "")))

    @rule(
        action=st.sampled_from(["next", "next", "finish", "previous"]),
    )
    def go(self, action: str) -> None:
        self._wish(Wish(action))

    @rule(action=st.sampled_from(["call", "remove", "move"]), which=st.integers(0, 9), to=st.integers(-1, 9))
    def choose(self, action: str, which: int, to: int) -> None:
        ids = [one.id for one in self.listed] or ["nobody"]
        self._wish(Wish(action, ids[which % len(ids)], to))

    def _wish(self, wish: Wish) -> None:
        self.seq += 1
        before = self.listed
        try:
            self.listed = after(before, wish, self.seq)
        except Refusal:
            assert self.listed == before
            return
        waiting = [one.id for one in before if one.state == "waiting"]
        if wish.action == "next" and waiting:
            assert (now := speaking(self.listed)) is not None and now.id == waiting[0], "in order"

    @invariant()
    def one_speaks_nobody_is_lost_and_nobody_stands_twice(self) -> None:
        listed = getattr(self, "listed", ())
        assert sum(one.state == "speaking" for one in listed) <= 1
        assert len({one.id for one in listed}) == len(listed)
        assert all((one.called > 0) for one in listed if one.state in ("speaking", "spoken"))


TestListing = Listing.TestCase
TestListing.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)


def add_delegations(forum: SmallForum) -> dict[str, str]:
    rows = {key: new_id() for key in ("PAN", "CRI")}
    with Session(forum.engines.writer) as session:
        for position, (key, id_) in enumerate(rows.items()):
            name = {"PAN": {"en": "Panama", "es": "Panamá"}, "CRI": {"en": "Costa Rica"}}[key]
            session.add(Delegation(id=id_, forum=forum.id, key=key, position=position, name=name, groups=[]))
        session.commit()
    return rows


class Discussion:
    """Item 5 in its discussion, with two delegations."""

    def __init__(self, forum: SmallForum, desk: Actor) -> None:
        self.forum, self.desk = forum, desk

    @classmethod
    async def open(cls, forum: SmallForum) -> "Discussion":
        add_podium(forum)
        add_delegations(forum)
        found = cls(forum, await forum.holder("moderator", "5"))
        await forum.run(MovePhase("5", "discussion"), found.desk)
        return found

    async def act(self, action: str, *more: Any) -> dict[str, Any]:
        return (await self.forum.run(RunSpeakers("5", action, *more), self.desk)).value

    async def names(self) -> list[str]:
        room = Room("item", self.forum.items["5"])
        cards = await self.forum.readers.run(REGISTRY.load, self.forum.id, room, None, None, ["speaker"])
        return [("*" if card.data["state"] == "speaking" else "") + card.data["name"] for card in cards]

    async def own(self, kind: str, actor: Actor) -> list[dict[str, Any]]:
        room = Room("me", actor.participant)
        cards = await self.forum.readers.run(REGISTRY.load, self.forum.id, room, None, actor, [kind])
        return [dict(card.data) for card in cards]


async def test_a_phone_asks_is_told_its_place_and_is_not_listed_twice(forum: SmallForum) -> None:
    talk = await Discussion.open(forum)
    ana, luis = await forum.person(name="Ana"), await forum.person(name="Luis", delegation="PAN")
    asked = AskFloor("5", id=new_id())
    assert (await forum.run(asked, ana)).value["place"] == 1
    assert (await forum.run(asked, ana)).repeated, "sent again it has its effect once"
    assert (await forum.run(AskFloor("5"), luis)).value["place"] == 2
    for again in (AskFloor("5"), AskFloor("5", "Another name")):
        with pytest.raises(Refusal) as refused:
            await forum.run(again, ana)
        assert (refused.value.code, refused.value.status, refused.value.extra) == ("already_listed", 409, {"place": 1})
    await talk.act("next")
    with pytest.raises(Refusal) as refused:
        await forum.run(AskFloor("5"), ana)
    assert refused.value.extra == {"place": 0}, "who speaks now"
    assert await talk.names() == ["*Ana", "Luis"]
    await talk.act("next")
    assert (await forum.run(AskFloor("5"), ana)).value["place"] == 1, "who has spoken may ask again"


async def test_an_aide_asks_for_their_own_delegation_and_for_no_other(forum: SmallForum) -> None:
    talk = await Discussion.open(forum)
    aide, other = await forum.person(name="Luis", delegation="PAN"), await forum.person(name="Eva")
    assert (await forum.run(AskFloor("5", "H.E. the Minister"), aide)).value["place"] == 1
    assert (await forum.run(AskFloor("5"), aide)).value["place"] == 2, "and for themselves besides"
    with pytest.raises(Refusal, match="already_listed"):
        await forum.run(AskFloor("5", " h.e.  THE minister "), aide)
    for actor in (aide, other):
        with pytest.raises(Refusal, match="other_delegation"):
            await forum.run(AskFloor("5", "The other Minister", "CRI"), actor)
    with pytest.raises(Refusal, match="no_such_delegation"):
        await forum.run(AskFloor("5", delegation="XXX"), aide)
    own = await talk.own("my-turn", aide)
    assert sorted(own[0]["places"].values()) == [1, 2]
    room = Room("item", forum.items["5"])
    cards = await forum.readers.run(REGISTRY.load, forum.id, room, None, None, ["speaker"])
    assert cards[0].data["delegation"]["es"] == "Panamá"


async def test_a_name_is_needed_where_none_is_known(forum: SmallForum) -> None:
    await Discussion.open(forum)
    nobody = await forum.person()
    with pytest.raises(Refusal) as refused:
        await forum.run(AskFloor("5"), nobody)
    assert refused.value.code == "empty" and "name" in refused.value.fields
    assert (await forum.run(AskFloor("5", "The lady in the third row"), nobody)).value["place"] == 1
    plate = await forum.person(delegation="CRI")
    await forum.run(AskFloor("5"), plate)


async def test_the_moderator_enters_nameplates_and_nobody_stands_twice(forum: SmallForum) -> None:
    talk = await Discussion.open(forum)
    await forum.run(AddSpeaker("5", delegation="CRI"), talk.desk)
    await forum.run(AddSpeaker("5", "Rosa Ibarra"), talk.desk)
    await forum.run(AddSpeaker("5", "The Ambassador", "PAN"), talk.desk)
    assert await talk.names() == ["Costa Rica", "Rosa Ibarra", "The Ambassador"]
    for name, delegation in (("", "CRI"), ("rosa ibarra", None), ("the  AMBASSADOR", "PAN")):
        with pytest.raises(Refusal, match="already_listed"):
            await forum.run(AddSpeaker("5", name, delegation), talk.desk)
    for wrong, code in ((AddSpeaker("5"), "empty"), (AddSpeaker("5", "A", "XXX"), "no_such_delegation")):
        with pytest.raises(Refusal, match=code):
            await forum.run(wrong, talk.desk)
    for stranger in (await forum.person(name="Ana"), await forum.holder("rapporteur", "5")):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(AddSpeaker("5", "Mine"), stranger)


async def test_the_list_goes_on_in_order_or_as_the_moderator_chooses_and_a_call_is_taken_back(
    forum: SmallForum,
) -> None:
    talk = await Discussion.open(forum)
    for name in "ABCD":
        await forum.run(AddSpeaker("5", name), talk.desk)
    assert (await talk.act("next"))["waiting"] == 3
    listed = (await talk.act("next"))["speakers"]
    assert await talk.names() == ["*B", "C", "D"]
    await talk.act("call", listed[2]["id"])
    assert await talk.names() == ["*D", "C"]
    await talk.act("previous")
    assert await talk.names() == ["*B", "D", "C"], "who was called waits again, first of all"
    listed = (await talk.act("move", listed[1]["id"], 1))["speakers"]
    assert await talk.names() == ["*B", "C", "D"]
    await talk.act("remove", listed[2]["id"])
    await talk.act("finish")
    assert await talk.names() == ["C"]
    with pytest.raises(Refusal, match="nobody_speaks"):
        await talk.act("finish")
    await talk.act("next")
    await talk.act("next")
    with pytest.raises(Refusal, match="nobody_waits"):
        await talk.act("next")
    for action, code in (("call", "not_listed"), ("move", "not_listed"), ("sing", "bad_action")):
        with pytest.raises(Refusal, match=code):
            await talk.act(action, new_id(), 1)


async def test_a_closed_list_binds_phones_and_not_the_moderator_and_a_pause_ends_with_the_next(
    forum: SmallForum,
) -> None:
    talk = await Discussion.open(forum)
    ana = await forum.person(name="Ana")
    await forum.run(KeepSpeakers("5", closed=True, paused=True), talk.desk)
    with pytest.raises(Refusal, match="list_closed"):
        await forum.run(AskFloor("5"), ana)
    told = (await forum.run(AddSpeaker("5", "Rosa"), talk.desk)).value
    assert (told["closed"], told["paused"], told["place"]) == (True, True, 1)
    assert (await talk.act("next"))["paused"] is False
    await forum.run(KeepSpeakers("5", closed=False), talk.desk)
    assert (await forum.run(AskFloor("5"), ana)).value["place"] == 1
    await forum.run(MovePhase("5", "done"), talk.desk)
    with pytest.raises(Refusal, match="floor_closed"):
        await forum.run(AskFloor("5"), await forum.person(name="Eva"))
    with pytest.raises(Refusal, match="no_speakers"):
        await forum.run(AskFloor("2a"), ana)


async def test_observers_do_not_ask_for_the_floor(forum: SmallForum) -> None:
    await Discussion.open(forum)
    for item in ("5", None):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(AskFloor("5", "I"), await forum.holder("observer", item))


async def test_who_takes_it_back_is_gone_and_the_others_move_up(forum: SmallForum) -> None:
    talk = await Discussion.open(forum)
    ana, luis = await forum.person(name="Ana"), await forum.person(name="Luis")
    first = (await forum.run(AskFloor("5"), ana)).value["id"]
    await forum.run(AskFloor("5"), luis)
    await forum.run(WithdrawSpeaker("5", first), luis)
    assert await talk.names() == ["Ana", "Luis"], "nobody takes another off"
    await forum.run(WithdrawSpeaker("5", first), ana)
    await forum.run(WithdrawSpeaker("5"), ana)
    assert await talk.names() == ["Luis"]
    assert list((await talk.own("my-turn", luis))[0]["places"].values()) == [1]
    assert not await talk.own("my-turn", ana)


async def test_who_was_heard_before_is_for_the_moderators_eyes_only(forum: SmallForum) -> None:
    talk = await Discussion.open(forum)
    for name, delegation in (("A", "PAN"), ("B", "PAN"), ("C", "CRI")):
        await forum.run(AddSpeaker("5", name, delegation), talk.desk)
    await talk.act("next")
    await talk.act("next")
    marks = (await talk.own("heard", talk.desk))[0]["marks"]
    assert sorted(marks.values()) == [["first"], ["once"]]
    organizer = await forum.holder("organizer")
    assert len(await talk.own("heard", organizer)) == 1
    for other in ("rapporteur", "observer", "expert"):
        assert not await talk.own("heard", await forum.holder(other, "5")), other
    room, desk = Room("item", forum.items["5"]), Room("desk", forum.items["5"])
    for where in (room, desk):
        for card in await forum.readers.run(REGISTRY.load, forum.id, where):
            assert "heard" not in str(card.data), card.key


async def test_the_wall_says_who_speaks_who_is_next_and_how_to_get_on_the_list(forum: SmallForum) -> None:
    talk = await Discussion.open(forum)
    await forum.run(Show(REGISTRY, "speakers", None, "5", "main"), talk.desk)

    async def said() -> list[str]:
        cards = await forum.readers.run(REGISTRY.load, forum.id, Room("screen", "main"))
        return [one["text"][""] for one in cards[0].data["scene"]["said"]]

    assert await said() == []
    for n in range(7):
        await forum.run(AddSpeaker("5", f"S{n}"), talk.desk)
    await talk.act("next")
    assert await said() == ["S0", "S1", "S2", "S3", "S4", "S5"]
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(Show(REGISTRY, "speakers", None, "2a"), await forum.holder("facilitator", "2a"))


@pytest.mark.parametrize("seed", range(2))
async def test_pages_that_only_hear_what_was_touched_show_what_fresh_ones_would(forum: SmallForum, seed: int) -> None:
    talk, rng = await Discussion.open(forum), Random(seed)
    phones = [await forum.person(name=f"P{n}", delegation=("PAN", "CRI", None)[n % 3]) for n in range(4)]
    rooms = [Room("item", forum.items["5"]), Room("desk", forum.items["5"]), Room("screen", "main")]
    mirror = Mirror(forum, REGISTRY, rooms, [*phones, talk.desk])
    await mirror.start()
    refused = set[str]()
    for _ in range(50):
        listed = [card.data["id"] for card in mirror.of(rooms[0]).values() if card.kind == "speaker"] or [new_id()]
        command, actor = _anything(rng, listed, phones, talk.desk)
        try:
            await forum.run(command, actor)
        except Refusal as refusal:
            refused.add(refusal.code)
        assert not await mirror.differences()
    assert "already_listed" in refused and not refused & {"fault", "not_found"}
    token = new_secret()
    await forum.run(people.MakeLink(hashed(token), "moderator", "5"))
    await forum.run(people.ExchangeLink(hashed(token)), phones[0])
    assert not await mirror.differences()


def _anything(rng: Random, listed: list[str], phones: list[Actor], desk: Actor) -> tuple[Command, Actor]:
    one, phone = rng.choice(listed), rng.choice(phones)
    action = rng.choice(("next", "next", "previous", "finish", "call", "remove", "move"))
    return rng.choice(
        (
            (AskFloor("5"), phone),
            (AskFloor("5", rng.choice((None, "The Minister"))), phone),
            (WithdrawSpeaker("5", rng.choice((None, one))), phone),
            (AddSpeaker("5", rng.choice(("X", "Y")), rng.choice((None, "PAN"))), desk),
            (RunSpeakers("5", action, one, rng.randrange(0, 4)), desk),
            (RunSpeakers("5", "next"), desk),
            (KeepSpeakers("5", closed=rng.random() < 0.3, paused=rng.random() < 0.3), desk),
            (MovePhase("5", rng.choice(("discussion", "discussion", "presenting"))), desk),
            (Show(REGISTRY, rng.choice(("speakers", "phase")), None, "5"), desk),
        )
    )
