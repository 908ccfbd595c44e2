"""Topics by interest: said by delegations beforehand, recorded by the desk, counted for everybody."""

import pytest

from app.cooperation import queries
from app.cooperation.commands.topics import MarkInterest
from app.kernel.ids import hashed, new_secret
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.people import commands as people
from app.people.queries import living
from app.tables.commands.hall.rooms import CloseTable
from app.wiring import registered
from tests.cooperation.dialogue import open_dialogue

REGISTRY = registered()[0]


async def code_of(forum, command, by):
    with pytest.raises(Refusal) as refusal:
        await forum.run(command, by)
    return refusal.value.code


async def interest(dialogue):
    found = await dialogue.forum.readers.run(queries.interest, dialogue.forum.id, dialogue.item)
    return {table: {d.rpartition(":")[2] for d in who} for table, who in found.items() if who}


async def test_a_delegation_marks_what_interests_it_and_takes_it_back(forum):
    dialogue = await open_dialogue(forum, "waiting")
    panama, costa_rica = await dialogue.speaker("PAN"), await dialogue.speaker("CRI")
    for number in (21, 22):
        await forum.run(MarkInterest(str(number)), panama)
        await forum.run(MarkInterest(str(number)), panama)
    await forum.run(MarkInterest("22"), costa_rica)
    assert await interest(dialogue) == {forum.tables[21]: {"PAN"}, forum.tables[22]: {"PAN", "CRI"}}
    await forum.run(MarkInterest("21", interested=False), panama)
    assert await interest(dialogue) == {forum.tables[22]: {"PAN", "CRI"}}


async def test_the_desk_records_what_was_announced_otherwise(forum):
    dialogue = await open_dialogue(forum, "briefing")
    await forum.run(MarkInterest("23", "COL"), dialogue.desk)
    assert await interest(dialogue) == {forum.tables[23]: {"COL"}}
    assert await code_of(forum, MarkInterest("23"), dialogue.desk) == "no_such_delegation"
    assert await code_of(forum, MarkInterest("23", "XYZ"), dialogue.desk) == "no_such_delegation"


async def test_nobody_else_says_what_interests_a_delegation(forum):
    dialogue = await open_dialogue(forum, "waiting")
    panama, somebody = await dialogue.speaker("PAN"), await forum.person(delegation="PAN")
    assert await code_of(forum, MarkInterest("21", "CRI"), panama) == "not_yours"
    assert await code_of(forum, MarkInterest("21"), somebody) == "not_yours"
    assert await code_of(forum, MarkInterest("21", "PAN"), dialogue.ana) == "not_yours"
    observer = await dialogue.speaker("COL", "observer", "D1")
    assert await code_of(forum, MarkInterest("21", "COL"), observer) == "not_yours"
    assert await interest(dialogue) == {}


async def test_who_speaks_for_two_delegations_says_for_which(forum):
    dialogue = await open_dialogue(forum, "waiting")
    both = await dialogue.speaker("PAN")
    token = new_secret()
    await forum.run(people.MakeLink(hashed(token), "participant", None, "CRI"))
    await forum.run(people.ExchangeLink(hashed(token)), both)
    both = await forum.readers.run(living, both)
    assert await code_of(forum, MarkInterest("21"), both) == "no_such_delegation"
    await forum.run(MarkInterest("21", "CRI"), both)
    assert await interest(dialogue) == {forum.tables[21]: {"CRI"}}


async def test_interest_is_gathered_beforehand_and_only_in_a_dialogue(forum):
    dialogue = await open_dialogue(forum, "table_work")
    panama = await dialogue.speaker("PAN")
    assert await code_of(forum, MarkInterest("21"), panama) == "phase_closed"
    assert await code_of(forum, MarkInterest("1"), panama) == "no_topics_here"


async def test_a_topic_says_that_its_table_was_closed(forum):
    dialogue = await open_dialogue(forum, "waiting")
    await forum.run(CloseTable("D1", "23"), dialogue.desk)
    cards = await forum.readers.run(REGISTRY.load, forum.id, Room("item", dialogue.item))
    assert {c.data["number"]: c.data["closed"] for c in cards if c.kind == "topic"} == {21: False, 22: False, 23: True}
