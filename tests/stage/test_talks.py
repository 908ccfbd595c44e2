"""A panel's talks through the commands: who may run them, what everybody sees, and that a page which only hears is right."""

from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from app.kernel.ids import new_id
from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme.commands import MovePhase
from app.resources import root
from app.stage.cards import StageView
from app.stage.commands import Show
from app.stage.talks import rules
from app.stage.talks.commands import HoldTalk, Introduce, Invite, KeepTalks, RunTalk
from app.store.work import Command
from app.web.assets import Assets
from app.web.catalogue import Catalogues
from app.web.registry import Card
from app.web.render import Pages
from tests.forums import SmallForum
from tests.mirror import Mirror
from tests.stage.podium import REGISTRY, add_podium
from tests.tables.test_card_templates import SURFACES, Balance


@dataclass
class Panel:
    """Item 1 in its talks, with who runs it and an expert."""

    forum: SmallForum
    desk: Actor
    expert: Actor

    @classmethod
    async def open(cls, forum: SmallForum) -> "Panel":
        add_podium(forum)
        panel = cls(forum, await forum.holder("facilitator", "1"), await forum.holder("expert", "1"))
        await forum.run(MovePhase("1", "talks"), panel.desk)
        return panel

    async def act(self, action: str, *more: Any, by: Actor | None = None) -> dict[str, Any]:
        return (await self.forum.run(RunTalk("1", action, *more), by or self.desk)).value

    async def ids(self) -> list[str]:
        return [card.data["id"] for card in await self.cards("talk")]

    async def cards(self, kind: str, room: Room | None = None, actor: Actor | None = None) -> list[Card]:
        where = room or Room("item", self.forum.items["1"])
        return await self.forum.readers.run(REGISTRY.load, self.forum.id, where, None, actor, [kind])


async def test_experts_stand_in_the_programmes_order_with_their_own_minutes_and_questions(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    before = await panel.cards("talk")
    assert [(c.data["topic"]["en"], c.data["clock"]["planned"]) for c in before] == [
        ("Noticing early", 180),
        ("Finding the missing", 240),
        ("Consulates", 180),
        ("Services", 180),
    ]
    assert before[0].data["questions"][0]["text"]["es"] == "¿Qué ocurre en la hora siguiente?"
    await panel.act("move", before[3].data["id"], None, 1)
    after = await panel.cards("talk")
    assert [c.data["topic"]["en"] for c in after] == ["Services", "Noticing early", "Finding the missing", "Consulates"]
    assert {c.key for c in after} == {c.key for c in before}, "a talk keeps its id when somebody first touches it"


async def test_a_second_talk_is_refused_while_one_runs_and_leaves_no_trace(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    first, second = (await panel.ids())[:2]
    assert (await panel.act("start"))["now"] == first
    seq = (await forum.run(RunTalk("1", "start"), panel.desk)).seq
    with pytest.raises(Refusal) as refused:
        await panel.act("start", second)
    assert (refused.value.code, refused.value.status, refused.value.extra) == ("talk_running", 409, {"talk": first})
    assert (await forum.run(RunTalk("1", "start"), panel.desk)).seq == seq + 1, "the number was given back"
    assert (await panel.act("pause"))["now"] == first
    assert (await panel.act("start", second))["now"] == second


async def test_only_who_runs_the_item_runs_its_talks(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    others = [panel.expert, await forum.person(name="Ana"), await forum.holder("observer", "1")]
    others += [await forum.holder("rapporteur", "1"), await forum.holder("facilitator", "5")]
    for other in others:
        for command in (RunTalk("1", "start"), Invite("1", "Me"), KeepTalks("1", on_wall=False)):
            with pytest.raises(Refusal, match="not_yours"):
                await forum.run(command, other)
    await forum.run(RunTalk("1", "start"), await forum.holder("moderator"))


async def test_talks_are_given_in_their_phase_and_put_right_in_any(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    first, second, *_ = await panel.ids()
    await panel.act("start")
    moved = MovePhase("1", "discussion", registry=REGISTRY)
    await forum.run(moved, panel.desk)
    spoken = (await panel.cards("talk"))[0].data
    assert (spoken["state"], spoken["clock"]["running"]) == ("done", False), "nobody speaks on in the discussion"
    with pytest.raises(Refusal, match="not_now"):
        await panel.act("next")
    assert (await panel.act("previous"))["now"] == first
    assert (await panel.act("finish"))["now"] is None
    await forum.run(MovePhase("1", "talks", registry=REGISTRY), panel.desk)
    assert (await panel.act("next"))["now"] == second, "and the talks go on where they were"
    for item, command in (("2a", RunTalk("2a", "start")), ("5", RunTalk("5", "start"))):
        desk = await forum.holder("facilitator", item)
        with pytest.raises(Refusal, match="no_talks"):
            await forum.run(command, desk)


async def test_an_expert_has_one_talk_on_their_phone_and_nobody_takes_it(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    first, second, third, _ = await panel.ids()
    me = Room("me", panel.expert.participant)
    await forum.run(HoldTalk("1", first), panel.expert)
    other = await forum.holder("expert", "1")
    with pytest.raises(Refusal, match="talk_taken"):
        await forum.run(HoldTalk("1", first), other)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(HoldTalk("1", second), await forum.person(name="Ana"))
    await forum.run(HoldTalk("1", third), panel.expert)
    own = await panel.cards("my-talk", me, panel.expert)
    assert [card.data["id"] for card in own] == [third], "another choice takes the place of the first"
    assert own[0].data["before"] == [first, second]
    await forum.run(HoldTalk("1", first), other)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(HoldTalk("1", first, holds=False), panel.expert)
    await forum.run(HoldTalk("1", first, holds=False), panel.desk)
    assert not await panel.cards("my-talk", Room("me", other.participant), other)


async def test_an_experts_phone_says_who_speaks_before_them(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    first, second, third, _ = await panel.ids()
    await forum.run(HoldTalk("1", third), panel.expert)

    async def before() -> Any:
        own = await panel.cards("my-talk", Room("me", panel.expert.participant), panel.expert)
        return own[0].data["state"], own[0].data["before"]

    await panel.act("start")
    assert await before() == ("waiting", [first, second])
    await panel.act("next")
    assert await before() == ("waiting", [second])
    await panel.act("skip", first)
    await panel.act("next")
    assert await before() == ("floor", [])
    await panel.act("finish")
    assert await before() == ("done", [])


async def test_names_are_said_at_the_desk_or_by_the_expert_and_reach_the_wall(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    _, second, _, _ = await panel.ids()
    await forum.run(Introduce("1", second, "Andrés Villalobos", "Search commission"), panel.desk)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(Introduce("1", second, "Somebody else"), panel.expert)
    await forum.run(HoldTalk("1", second), panel.expert)
    await forum.run(Introduce("1", second, function="Coordinator"), panel.expert)
    await panel.act("start", second)
    scene = await wall(forum)
    assert scene.kind == "talk" and scene.panel is not None and scene.panel.now is not None
    assert scene.panel.now.name == {"en": "Andrés Villalobos"} and scene.panel.now.function == {"en": "Coordinator"}
    await forum.run(Introduce("1", second, name="", function=""), panel.desk)
    scene = await wall(forum)
    assert scene.panel is not None and scene.panel.now is not None and scene.panel.now.name == {}
    with pytest.raises(Refusal, match="too_long"):
        await forum.run(Introduce("1", second, "n" * 81), panel.desk)


async def test_somebody_who_is_not_in_the_programme_speaks_last(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    sent = new_id()
    invite = Invite("1", "Elena Prado", "Observatory", "Routes", 120, sent)
    assert (await forum.run(invite, panel.desk)).created
    assert (await forum.run(invite, panel.desk)).repeated
    cards = await panel.cards("talk")
    assert (len(cards), cards[-1].data["name"], cards[-1].data["clock"]["planned"]) == (5, {"en": "Elena Prado"}, 120)
    for wrong, code in ((Invite("1", " "), "empty"), (Invite("1", "A", seconds=5), "bad_length")):
        with pytest.raises(Refusal, match=code):
            await forum.run(wrong, panel.desk)
    for n in range(rules.MOST - 5):
        await forum.run(Invite("1", f"Speaker {n}"), panel.desk)
    with pytest.raises(Refusal, match="too_many_talks"):
        await forum.run(Invite("1", "One more"), panel.desk)


async def wall(forum: SmallForum) -> Any:
    cards = await forum.readers.run(REGISTRY.load, forum.id, Room("screen", "main"))
    view = cards[0].view
    assert isinstance(view, StageView) and view.scene is not None
    return view.scene


async def test_the_wall_follows_the_talks_and_shows_the_clock_where_it_is_wished(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    scene = await wall(forum)
    assert (scene.kind, scene.clock, len(scene.said)) == ("talk", scene.clock, 4), "nobody speaks: who is going to"
    await panel.act("start")
    scene = await wall(forum)
    assert scene.clock.running and not scene.clock.counts_on and scene.clock.low == 36 and scene.place == (1, 4)
    await forum.run(KeepTalks("1", on_wall=False, counts_on=True), panel.desk)
    scene = await wall(forum)
    assert scene.clock is None and scene.panel is not None and scene.panel.now.clock.counts_on
    await forum.run(MovePhase("1", "discussion"), panel.desk)
    assert (await wall(forum)).kind == "clock"
    await forum.run(Show(REGISTRY, "talk", item="1"), panel.desk)
    assert (await wall(forum)).kind == "talk", "and whenever it is chosen"
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(Show(REGISTRY, "talk", item="2a"), await forum.holder("facilitator", "2a"))


async def test_every_card_of_a_panel_is_one_closed_element_on_every_surface(forum: SmallForum) -> None:
    panel = await Panel.open(forum)
    pages = Pages(root("templates"), Catalogues(root("locale")), Assets(root("static")), REGISTRY)
    ids = await panel.ids()
    await forum.run(Introduce("1", ids[1], "<b>Ana</b>", "<i>"), panel.desk)
    await forum.run(HoldTalk("1", ids[2]), panel.expert)
    drawn = 0
    for action in ("skip", "start", "pause", "next", "finish", "next", "next"):
        await panel.act(action, *([ids[3]] if action == "skip" else []))
        for room in (Room("item", forum.items["1"]), Room("me", panel.expert.participant), Room("screen", "main")):
            for card in await forum.readers.run(REGISTRY.load, forum.id, room, None, panel.expert):
                for surface in SURFACES:
                    for language in INTERFACE_LANGUAGES:
                        html, balance = pages.card(card, surface, language, 7), Balance()
                        balance.feed(html)
                        assert not balance.faults and not balance.open and len(balance.roots) == 1, html
                        assert balance.roots[0]["data-key"] == card.key
                        assert "<b>Ana" not in html
                        drawn += 1
    assert drawn > 500


@pytest.mark.parametrize("seed", range(2))
async def test_pages_that_only_hear_what_was_touched_show_what_fresh_ones_would(forum: SmallForum, seed: int) -> None:
    panel, rng = await Panel.open(forum), Random(seed)
    experts = [panel.expert, await forum.holder("expert", "1")]
    item = forum.items["1"]
    rooms = [Room("item", item), Room("desk", item), Room("forum", forum.id), Room("screen", "main")]
    mirror = Mirror(forum, REGISTRY, rooms, experts)
    await mirror.start()
    refused: set[str] = set()
    for _ in range(45):
        command, actor = _anything(rng, await panel.ids(), experts, panel.desk)
        try:
            await forum.run(command, actor)
        except Refusal as refusal:
            refused.add(refusal.code)
        assert not await mirror.differences()
        states = [card.data for card in mirror.of(rooms[0]).values() if card.kind == "talk"]
        assert sum(data["state"] == "floor" for data in states) <= 1
        assert all(data["state"] == "floor" for data in states if data["clock"]["running"])
        assert len(states) >= 4
    assert refused
    assert not refused & {"fault", "not_found"}


def _anything(rng: Random, ids: list[str], experts: list[Actor], desk: Actor) -> tuple[Command, Actor]:
    talk, expert = rng.choice(ids), rng.choice(experts)
    action = rng.choice(("start", "next", "pause", "previous", "finish", "again", "skip", "restore"))
    named = talk if action in ("skip", "restore") or rng.random() < 0.3 else None
    phase = rng.choice(("talks", "talks", "talks", "discussion", "introduction"))
    return rng.choice(
        (
            *[(RunTalk("1", action, named), desk)] * 5,
            (RunTalk("1", "move", talk, None, rng.randrange(0, 6)), desk),
            (RunTalk("1", "add", None, 30), desk),
            (RunTalk("1", "length", rng.choice((talk, None)), rng.choice((5, 60, 240))), desk),
            (HoldTalk("1", talk), expert),
            (HoldTalk("1", talk, holds=False), rng.choice((expert, desk))),
            (Introduce("1", talk, f"Name {rng.random()}"), rng.choice((expert, desk))),
            (KeepTalks("1", rng.random() < 0.5, rng.random() < 0.5), desk),
            (Invite("1", "One more"), desk),
            (MovePhase("1", phase, registry=REGISTRY), desk),
            (Show(REGISTRY, rng.choice(("talk", "clock", "phase")), None, "1"), desk),
        )
    )
