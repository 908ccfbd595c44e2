"""The plenary of two cafés: whose turn it is, who may put which key finding on the wall, and what phones see of it."""

from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme.commands import MovePhase, SetClock
from app.programme.models import Item
from app.stage.commands import Hide, Show, Step
from app.stage.plenary import FloorView, PresentedView
from app.store.work import Command
from app.synthesis.commands.key_findings import PutKeyFinding, ReviseKeyFinding
from app.synthesis.commands.placing import SendKeyFinding, SendToBooth, ShowKeyFinding
from app.tables.commands.turns import GiveTurn
from app.web.registry import Card
from app.wiring import registered
from tests.forums import SmallForum
from tests.mirror import Mirror
from tests.synthesis.play import Play

REGISTRY, ADMISSIONS = registered()
HOMES = ("2a", "2b")


@dataclass
class Plenary:
    """P2 of a small forum, in its presenting: two rapporteurs with two key findings each, and a moderator."""

    forum: SmallForum
    moderator: Actor
    own: Actor  # the rapporteur of P2 itself
    rapporteurs: dict[str, Actor]
    keys: dict[str, str]

    @classmethod
    async def open(cls, forum: SmallForum) -> "Plenary":
        rapporteurs = {number: await forum.holder("rapporteur", number) for number in HOMES}
        plenary = cls(forum, await forum.holder("moderator"), await forum.holder("rapporteur", "P2"), rapporteurs, {})
        for number, actor in rapporteurs.items():
            for name in (f"{number} first", f"{number} second"):
                plenary.keys[name] = new_id()
                await forum.run(PutKeyFinding(plenary.keys[name], forum.items[number], {"en": name}, "en"), actor)
        await plenary.go("presenting")
        return plenary

    @property
    def item(self) -> str:
        return self.forum.items["P2"]

    async def go(self, phase: str) -> None:
        await self.forum.run(MovePhase("P2", phase), self.moderator)

    async def turn(self, number: str | None) -> dict[str, Any]:
        done = await self.forum.run(GiveTurn("P2", presented=number), self.moderator)
        return dict(done.value["turn"])

    async def floor(self) -> str | None:
        """Who has the floor now, by the item's number."""
        numbers = {id_: number for number, id_ in self.forum.items.items()}
        return numbers.get((await self.turn_now())["item"] or "")

    async def turn_now(self) -> dict[str, Any]:
        done = await self.forum.run(SetClock("P2", "start"), self.moderator)
        return dict(done.value["turn"])

    async def show(self, name: str, by: Actor, **more: Any) -> None:
        await self.forum.run(Show(REGISTRY, "key-finding", self.keys[name], "P2", **more), by)

    async def step(self, by: Actor, way: int = 1) -> None:
        await self.forum.run(Step(REGISTRY, way, "P2"), by)

    async def cards(self, room: Room, kind: str) -> list[Card]:
        loaded = await self.forum.readers.run(REGISTRY.load, self.forum.id, room, None, None)
        return [card for card in loaded if card.kind == kind]

    async def wall(self) -> tuple[str, list[str]]:
        """The scene's kind and its words."""
        view: Any = (await self.cards(Room("screen", "main"), "stage"))[0].view
        return view.scene.kind, [said.texts["en"] for said in view.scene.said]

    async def phone(self) -> str | None:
        """The key finding that phones see now."""
        found = await self.cards(Room("item", self.item), "presented")
        assert all(isinstance(card.view, PresentedView) for card in found)
        return str(found[0].data["scene"]["said"][0]["text"]["en"]) if found else None

    async def shared(self, number: str) -> list[str]:
        """What stands on the plenary's desk of one of the items."""
        cards = await self.cards(Room("desk", self.item), "key-finding")
        return [card.data["texts"]["en"] for card in cards if card.list == f"presented:{self.forum.items[number]}"]


async def refused(code: str, command: Command, forum: SmallForum, actor: Actor) -> None:
    with pytest.raises(Refusal, match=code):
        await forum.run(command, actor)


async def test_the_wall_says_what_is_presented_then_by_whom_then_their_key_findings(forum: SmallForum) -> None:
    plenary = await Plenary.open(forum)
    assert await plenary.wall() == ("presenting", ["Item 2a", "Item 2b"])
    assert (await plenary.turn("2a"))["item"] == forum.items["2a"]
    assert await plenary.wall() == ("presenting", ["Item 2a"])
    await plenary.step(plenary.rapporteurs["2a"])
    assert await plenary.wall() == ("key-finding", ["2a first"])
    await plenary.turn("2b")
    assert await plenary.wall() == ("presenting", ["Item 2b"]), "a key finding goes with the turn"
    await plenary.step(plenary.rapporteurs["2b"])
    assert await plenary.wall() == ("key-finding", ["2b first"]), "who has the floor begins with their own"
    await plenary.go("discussion")
    assert await plenary.wall() == ("key-finding", ["2b first"]), "the last one stays while it is discussed"
    assert await plenary.floor() is None


async def test_a_wall_follows_the_plenary_also_while_a_cafe_that_it_presents_is_not_over(forum: SmallForum) -> None:
    plenary = await Plenary.open(forum)
    await forum.run(MovePhase("2a", "consolidating"), plenary.moderator)
    assert await plenary.wall() == ("presenting", ["Item 2a", "Item 2b"])
    await plenary.go("done")
    view: Any = (await plenary.cards(Room("screen", "main"), "stage"))[0].view
    assert view.number == "2a"


async def test_the_floor_is_given_by_who_runs_the_plenary_to_what_it_presents_while_it_presents(
    forum: SmallForum,
) -> None:
    plenary = await Plenary.open(forum)
    await refused("not_yours", GiveTurn("P2", presented="2a"), forum, plenary.rapporteurs["2a"])
    await refused("not_presented", GiveTurn("P2", presented="P2"), forum, plenary.moderator)
    await refused("not_presented", GiveTurn("P2", presented="9z"), forum, plenary.moderator)
    await refused("not_presented", GiveTurn("2a", presented="2b"), forum, plenary.moderator)
    await plenary.turn("2a")
    assert (await plenary.turn(None))["item"] is None
    await plenary.go("discussion")
    await refused("not_now", GiveTurn("P2", presented="2a"), forum, plenary.moderator)


async def test_the_floor_goes_on_with_the_key_findings_and_never_back(forum: SmallForum) -> None:
    plenary = await Plenary.open(forum)
    await plenary.show("2a first", plenary.rapporteurs["2a"])
    assert await plenary.floor() == "2a"
    for expected in ("2a second", "2b first"):
        await forum.run(ShowKeyFinding(plenary.keys[expected]), plenary.rapporteurs[expected[:2]])
        await plenary.step(plenary.moderator)
        assert await plenary.wall() == ("key-finding", [expected])
        assert await plenary.floor() == expected[:2]
    await plenary.step(plenary.moderator, -1)
    assert (await plenary.wall(), await plenary.floor()) == (("key-finding", ["2a second"]), "2b")


async def test_who_runs_the_plenary_and_its_rapporteur_show_what_was_shared_and_no_draft(forum: SmallForum) -> None:
    plenary = await Plenary.open(forum)
    assert await plenary.shared("2a") == []
    for actor in (plenary.moderator, plenary.own):
        await refused("nothing_to_show", Step(REGISTRY, 1, "P2"), forum, actor)
    await forum.run(SendKeyFinding(plenary.keys["2a second"]), plenary.rapporteurs["2a"])
    await forum.run(SendToBooth("2b"), plenary.rapporteurs["2b"])
    assert (await plenary.shared("2a"), await plenary.shared("2b")) == (["2a second"], ["2b first", "2b second"])
    for actor in (plenary.moderator, plenary.own):
        show = Show(REGISTRY, "key-finding", plenary.keys["2a first"], "P2")
        await refused("nothing_to_show", show, forum, actor)
    await refused(
        "nothing_to_show",
        Show(REGISTRY, "key-finding", plenary.keys["2b first"], "P2"),
        forum,
        plenary.rapporteurs["2a"],
    )
    await plenary.step(plenary.own)
    assert await plenary.wall() == ("key-finding", ["2a second"])
    await plenary.step(plenary.moderator)
    assert await plenary.wall() == ("key-finding", ["2b first"])
    participant = await forum.person()
    await refused("not_yours", Step(REGISTRY, 1, "P2"), forum, participant)
    await refused("not_yours", Show(REGISTRY, "clock", item="P2"), forum, plenary.own)


async def test_what_was_shared_stands_still_on_the_desk_while_the_rapporteur_writes_on(forum: SmallForum) -> None:
    plenary = await Plenary.open(forum)
    key, rapporteur = plenary.keys["2a first"], plenary.rapporteurs["2a"]
    await forum.run(SendKeyFinding(key), rapporteur)
    await forum.run(ReviseKeyFinding(key, 1, {"en": "Written on"}), rapporteur)
    assert await plenary.shared("2a") == ["2a first"]
    await forum.run(SendKeyFinding(key, sends=False), rapporteur)
    assert await plenary.shared("2a") == []


async def test_phones_see_the_key_finding_that_stands_on_the_wall_and_only_that(forum: SmallForum) -> None:
    plenary = await Plenary.open(forum)
    assert await plenary.phone() is None
    await plenary.show("2a first", plenary.rapporteurs["2a"])
    assert await plenary.phone() == "2a first"
    await forum.run(Show(REGISTRY, "sources", item="P2"), plenary.rapporteurs["2a"])
    assert await plenary.phone() == "2a first", "where it comes from is shown of the same key finding"
    await forum.run(Hide(item="P2"), plenary.moderator)
    assert await plenary.phone() is None
    await forum.run(Hide(hides=False, item="P2"), plenary.moderator)
    assert await plenary.phone() == "2a first"
    await forum.run(ReviseKeyFinding(plenary.keys["2a first"], 1, {"en": "Better"}), plenary.rapporteurs["2a"])
    assert await plenary.phone() == "Better"
    await forum.run(Show(REGISTRY, "clock", item="P2"), plenary.moderator)
    assert await plenary.phone() is None
    assert await plenary.cards(Room("item", forum.items["2a"]), "presented") == []


async def test_the_desk_counts_what_was_shown_and_knows_whose_turn_is_next(forum: SmallForum) -> None:
    plenary = await Plenary.open(forum)
    await forum.run(SendToBooth("2a"), plenary.rapporteurs["2a"])

    async def floors() -> list[tuple[str, bool, bool, int, int]]:
        views = [card.view for card in await plenary.cards(Room("desk", plenary.item), "floor")]
        rows = sorted((v for v in views if isinstance(v, FloorView)), key=lambda v: v.number)
        return [(v.number, v.on, v.following, v.shown, v.ready) for v in rows]

    assert await floors() == [("2a", False, True, 0, 2), ("2b", False, False, 0, 0)]
    await plenary.turn("2a")
    await plenary.step(plenary.rapporteurs["2a"])
    assert await floors() == [("2a", True, False, 1, 2), ("2b", False, True, 0, 0)]
    await plenary.turn("2b")
    assert await floors() == [("2a", False, False, 1, 2), ("2b", True, False, 0, 0)]


def _act(plenary: Plenary, rng: Random) -> tuple[Command, Actor]:
    name = rng.choice(sorted(plenary.keys))
    key, home = plenary.keys[name], plenary.rapporteurs[name[:2]]
    anybody = rng.choice((plenary.moderator, plenary.own, *plenary.rapporteurs.values()))
    return rng.choice(
        (
            (Show(REGISTRY, rng.choice(("key-finding", "sources")), key, "P2"), anybody),
            (Show(REGISTRY, rng.choice(("phase", "clock", "presenting", "join")), None, "P2"), plenary.moderator),
            (Show(REGISTRY, "clock", None, "2a"), plenary.moderator),
            (Step(REGISTRY, rng.choice((1, 1, -1)), "P2"), anybody),
            (Hide(rng.random() < 0.4, "P2"), plenary.moderator),
            (GiveTurn("P2", presented=rng.choice((None, "2a", "2b"))), plenary.moderator),
            (MovePhase("P2", rng.choice(("presenting", "presenting", "discussion", "done"))), plenary.moderator),
            (MovePhase("2a", rng.choice(("waiting", "consolidating", "done"))), plenary.moderator),
            (SendKeyFinding(key, rng.random() < 0.7), home),
            (ShowKeyFinding(key, rng.random() < 0.7), home),
            (ReviseKeyFinding(key, 1, {"en": f"{name} {rng.random()}"}), home),
        )
    )


@pytest.mark.parametrize("seed", range(3))
async def test_pages_of_a_plenary_that_only_hear_what_was_touched_show_what_fresh_ones_would(
    forum: SmallForum, seed: int
) -> None:
    plenary, rng = await Plenary.open(forum), Random(seed)
    items = [Room("item", id_) for id_ in forum.items.values()]
    rooms = [Room("screen", "main"), Room("forum", forum.id), Room("desk", plenary.item), *items]
    mirror = Mirror(forum, REGISTRY, rooms, [plenary.own, plenary.moderator, await forum.person(2)])
    await mirror.start()
    for _ in range(40):
        command, actor = _act(plenary, rng)
        try:
            await forum.run(command, actor)
        except Refusal as refusal:
            assert refusal.code not in ("fault", "not_found")
        assert not await mirror.differences(), command


async def test_key_findings_of_a_played_cafe_reach_the_plenarys_desk_and_phones_by_what_was_touched(
    forum: SmallForum,
) -> None:
    play = await Play.begin(forum, 5)
    moderator = await forum.holder("moderator")
    await forum.run(MovePhase("P2", "presenting"), moderator)
    plenary = forum.items["P2"]
    mirror = Mirror(forum, REGISTRY, [Room("desk", plenary), Room("item", plenary), Room("screen", "main")])
    await mirror.start()
    for turn in range(30):
        await play.step()
        if turn % 5 == 0:
            try:
                await forum.run(Step(REGISTRY, 1, "P2"), play.rapporteurs[0])
            except Refusal as refusal:
                assert refusal.code == "nothing_to_show"
        assert not await mirror.differences()


async def test_what_only_draws_on_others_is_no_plenary(forum: SmallForum) -> None:
    def drafts(connection: sa.Connection) -> None:
        items = Item.__table__  # type: ignore[attr-defined]
        connection.execute(items.update().where(items.c.number == "P2").values(technique="drafting"))

    with forum.engines.writer.begin() as connection:
        drafts(connection)
    organizer, rapporteur = await forum.holder("organizer"), await forum.holder("rapporteur", "2a")
    await forum.run(MovePhase("P2", "drafting"), organizer)
    await refused("not_presented", GiveTurn("P2", presented="2a"), forum, organizer)
    room = Room("desk", forum.items["P2"])
    assert await forum.readers.run(ADMISSIONS.refused, rapporteur, room) == "not_yours"
    assert not [c for c in await forum.readers.run(REGISTRY.load, forum.id, room) if c.kind == "floor"]
