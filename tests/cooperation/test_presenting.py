"""The next day's plenary presents the initiatives one at a time: on the wall, on every phone, by whoever may."""

import pytest

from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.stage.commands import Show, Step
from app.wiring import registered
from tests.cooperation.dialogue import open_dialogue

REGISTRY = registered()[0]


async def wall(dialogue):
    cards = await dialogue.forum.readers.run(REGISTRY.load, dialogue.forum.id, Room("screen", "main"))
    scene = cards[0].data["scene"]
    return scene["kind"], scene["said"][0]["text"] if scene["said"] else None, scene["nth"], scene["of"]


async def phones(dialogue):
    room = Room("item", dialogue.forum.items["D2"])
    cards = await dialogue.forum.readers.run(REGISTRY.load, dialogue.forum.id, room)
    return [card.data["id"] for card in cards if card.kind == "presented"]


async def in_the_plenary(forum):
    dialogue = await open_dialogue(forum)
    made = [await dialogue.note(table, f"Idea {table}") for table in (23, 21, 22)]
    await dialogue.go("done")
    await dialogue.go("presenting", "D2")
    return dialogue, [made[1], made[2], made[0]]


async def test_the_plenary_goes_through_the_initiatives_table_by_table(forum):
    dialogue, ids = await in_the_plenary(forum)
    rapporteur = await forum.holder("rapporteur", "D2")
    seen = []
    for _ in range(4):
        await forum.run(Step(REGISTRY, 1, "D2"), rapporteur)
        seen.append(await wall(dialogue))
        assert await phones(dialogue) == [ids[min(len(seen), 3) - 1]]
    assert [said["en"] for _, said, _, _ in seen] == ["Idea 21", "Idea 22", "Idea 23", "Idea 23"]
    assert all(kind == "initiative" for kind, _, _, _ in seen)
    await forum.run(Step(REGISTRY, -1, "D2"), rapporteur)
    assert (await wall(dialogue))[1]["en"] == "Idea 22"
    item = await forum.readers.run(REGISTRY.load, forum.id, Room("item", dialogue.item))
    assert [c.data["presented"] for c in item if c.kind == "initiative"] == [True] * 3


async def test_an_observer_of_the_dialogue_presents_in_the_plenary(forum):
    dialogue, ids = await in_the_plenary(forum)
    await forum.run(Show(REGISTRY, "initiative", ids[1], "D2"), dialogue.ana)
    assert (await wall(dialogue))[:2] == ("initiative", {"en": "Idea 22"})


async def test_who_runs_the_plenary_finds_all_of_them_on_its_desk(forum):
    dialogue, ids = await in_the_plenary(forum)
    desk = await forum.holder("moderator", "D2")
    room = Room("desk", forum.items["D2"])
    cards = await forum.readers.run(REGISTRY.load, forum.id, room, None, desk)
    listed = [card for card in cards if card.list == f"presented:{dialogue.item}"]
    assert [card.data["id"] for card in listed] == ids
    floor = next(card for card in cards if card.kind == "floor")
    assert (floor.data["ready"], floor.data["shown"]) == (3, 0)
    await forum.run(Step(REGISTRY, 1, "D2"), desk)
    cards = await forum.readers.run(REGISTRY.load, forum.id, room, None, desk)
    assert next(card.data["shown"] for card in cards if card.kind == "floor") == 1


@pytest.mark.parametrize("role", ["observer", "rapporteur", "participant"])
async def test_nobody_else_puts_an_initiative_on_the_wall(forum, role):
    _, ids = await in_the_plenary(forum)
    somebody = await forum.holder(role, "2a")
    with pytest.raises(Refusal) as refusal:
        await forum.run(Show(REGISTRY, "initiative", ids[0], "D2"), somebody)
    assert refusal.value.code == "not_yours"


async def test_what_is_taken_back_leaves_the_wall(forum):
    dialogue, ids = await in_the_plenary(forum)
    await forum.run(Show(REGISTRY, "initiative", ids[0], "D2"), dialogue.ana)
    await dialogue.present(ids[0], presents=False)
    # Who has the floor stands there meanwhile.
    assert (await wall(dialogue))[0] == "presenting"
    assert await phones(dialogue) == []
