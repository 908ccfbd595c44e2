"""Where delegations stand: only their own link speaks for a State; the observer records what was said at the table."""

import pytest

from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.wiring import registered
from tests.cooperation.dialogue import open_dialogue

REGISTRY = registered()[0]


async def partners(dialogue, id):
    room = Room("desk", dialogue.item)
    cards = await dialogue.forum.readers.run(REGISTRY.load, dialogue.forum.id, room, [f"initiative:{id}"])
    return [(p["delegation"], p["standing"], p["said_by"]) for p in cards[0].data["partners"]]


async def code_of(dialogue, id, delegation, standing, by):
    with pytest.raises(Refusal) as refusal:
        await dialogue.stand(id, delegation, standing, by)
    return refusal.value.code


async def test_a_delegations_own_link_says_where_it_stands(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note()
    await dialogue.present(id_)
    panama = await dialogue.speaker("PAN")
    await dialogue.stand(id_, "PAN", "interested", panama)
    done = await dialogue.stand(id_, "PAN", "confirmed", panama)
    assert done.value == {"initiative": id_, "delegation": "PAN", "standing": "confirmed", "said_by": "delegation"}
    await dialogue.stand(id_, "CRI", "exploring", dialogue.ana)
    assert await partners(dialogue, id_) == [("PAN", "confirmed", "delegation"), ("CRI", "exploring", "table")]
    await dialogue.stand(id_, "PAN", None, panama)
    await dialogue.stand(id_, "PAN", None, panama)
    assert await partners(dialogue, id_) == [("CRI", "exploring", "table")]


async def test_nobody_else_speaks_for_a_state(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note()
    await dialogue.present(id_)
    claims = await forum.person(name="Claims Panama", delegation="PAN")
    panama = await dialogue.speaker("PAN")
    assert await code_of(dialogue, id_, "PAN", "confirmed", claims) == "not_yours"
    assert await code_of(dialogue, id_, "CRI", "confirmed", panama) == "not_yours"
    assert await code_of(dialogue, id_, "PAN", "confirmed", dialogue.desk) == "not_yours"
    assert await code_of(dialogue, id_, "PAN", "sure", panama) == "no_such_standing"
    assert await code_of(dialogue, id_, "XYZ", "confirmed", dialogue.ana) == "no_such_delegation"
    assert await partners(dialogue, id_) == []


async def test_who_observes_stands_nowhere_even_with_a_delegations_link(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note()
    await dialogue.present(id_)
    observer = await dialogue.speaker("COL", "observer", "D1")
    done = await dialogue.stand(id_, "COL", "interested", observer)
    assert done.value["said_by"] == "table"
    elsewhere = await dialogue.speaker("COL", "observer", "2a")
    assert await code_of(dialogue, id_, "COL", "confirmed", elsewhere) == "not_yours"


async def test_what_a_delegation_said_itself_is_not_recorded_over(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note()
    await dialogue.present(id_)
    await dialogue.stand(id_, "PAN", "interested", dialogue.ana)
    panama = await dialogue.speaker("PAN")
    await dialogue.stand(id_, "PAN", "interested", panama)
    assert await partners(dialogue, id_) == [("PAN", "interested", "delegation")]
    assert await code_of(dialogue, id_, "PAN", "confirmed", dialogue.ana) == "said_itself"
    assert await code_of(dialogue, id_, "PAN", None, dialogue.ana) == "said_itself"
    await dialogue.stand(id_, "PAN", "interested", dialogue.ana)
    assert await partners(dialogue, id_) == [("PAN", "interested", "delegation")]


async def test_a_delegation_stands_only_on_what_it_may_read(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note()
    panama = await dialogue.speaker("PAN")
    assert await code_of(dialogue, id_, "PAN", "interested", panama) == "no_such_initiative"
