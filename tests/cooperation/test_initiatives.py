"""Initiatives: noted, revised by two at once, taken away, and what is refused."""

from datetime import date

import pytest

from app.cooperation import queries
from app.cooperation.commands.initiatives import (
    PutInitiative,
    ReviseInitiative,
    SettleInitiative,
    WithdrawInitiative,
)
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.synthesis.commands.drawing import Ref
from app.synthesis.commands.notes import PutNote
from app.tables.commands.answers import PutAnswer
from app.tables.commands.hall.words import MergeTables, SwapTables
from app.wiring import registered
from tests.cooperation.dialogue import open_dialogue

REGISTRY = registered()[0]


async def card(dialogue, id, kind="desk"):
    room = Room(kind, dialogue.forum.id if kind == "forum" else dialogue.item)
    found = await dialogue.forum.readers.run(REGISTRY.load, dialogue.forum.id, room, [f"initiative:{id}"])
    return found[0].data if found else None


async def refused(dialogue, command, by):
    with pytest.raises(Refusal) as refusal:
        await dialogue.forum.run(command, by)
    return refusal.value


async def test_an_initiative_keeps_all_that_was_noted(forum):
    dialogue = await open_dialogue(forum)
    noted = {
        "what": "Desks that screen together",
        "offers": "Panama: a building",
        "asks": "Costa Rica: two officers",
        "first_step": "A visit",
        "by_when": "2024-03-31",
        "references": "gcm/23 gcm/7",
        "lead": "PAN",
    }
    id_ = await dialogue.note(22, "Joint desks", **noted)
    said = await card(dialogue, id_)
    assert {name: said[name] for name in ("what", "offers", "asks", "first_step", "by_when")} == {
        name: noted[name] for name in ("what", "offers", "asks", "first_step", "by_when")
    }
    assert [r["key"] for r in said["references"]] == ["gcm/23", "gcm/7"]
    assert said["lead"]["key"] == "PAN"
    assert (said["title"], said["table_number"], said["version"], said["presented"]) == ("Joint desks", 22, 1, False)


async def test_the_same_initiative_sent_again_is_noted_once(forum):
    dialogue = await open_dialogue(forum)
    put = PutInitiative(new_id(), forum.tables[21], {"title": "Once"})
    first, again = await forum.run(put, dialogue.ana), await forum.run(put, dialogue.beto)
    assert first.created and again.repeated and first.value == again.value
    assert len(await forum.readers.run(queries.initiatives, forum.id)) == 1


async def test_two_observers_in_two_fields_do_not_clash(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note()
    await dialogue.revise(id_, 1, asks="Two officers")
    done = await dialogue.revise(id_, 1, dialogue.beto, offers="A building")
    assert "clash" not in done.value
    assert (done.value["asks"], done.value["offers"], done.value["version"]) == ("Two officers", "A building", 3)


async def test_two_observers_in_one_field_lose_no_word(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note(what="Begin")
    await dialogue.revise(id_, 1, what="Ana's words")
    done = await dialogue.revise(id_, 1, dialogue.beto, what="Beto's words", asks="Money")
    assert done.value["clash"]
    assert done.value["current"]["what"] == "Ana's words"
    said = await card(dialogue, id_)
    assert said["what"] == "Ana's words" and said["asks"] == ""
    assert said["clashes"] == [
        {"id": done.value["kept"]["id"], "version": 1, "fields": {"what": "Beto's words", "asks": "Money"}}
    ]
    # Sent again by a phone that did not hear: the same outcome, kept once.
    again = await dialogue.revise(id_, 1, dialogue.beto, what="Beto's words", asks="Money")
    assert again.repeated
    await forum.run(SettleInitiative(id_, done.value["kept"]["id"]), dialogue.ana)
    assert (await card(dialogue, id_))["clashes"] == []
    every = await forum.readers.run(queries.HISTORY.of, forum.id, id_)
    assert sorted((row.clashed, row.texts["what"]) for row in every) == [(False, "Begin"), (True, "Beto's words")]


async def test_an_initiative_that_was_taken_away_comes_back_when_it_is_written_on(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note()
    await dialogue.revise(id_, 1, what="More")
    stale = await refused(dialogue, WithdrawInitiative(id_, 1), dialogue.beto)
    assert (stale.code, stale.extra["current"]["what"]) == ("version_moved", "More")
    await forum.run(WithdrawInitiative(id_, 2), dialogue.beto)
    assert await card(dialogue, id_) is None
    await dialogue.revise(id_, 2, what="Still")
    assert (await card(dialogue, id_))["what"] == "Still"


async def test_initiatives_go_with_the_words_of_their_table(forum):
    dialogue = await open_dialogue(forum)
    id_ = await dialogue.note(21)
    await forum.run(SwapTables("D1", "21", "22", REGISTRY.movers), dialogue.desk)
    assert (await card(dialogue, id_))["table_number"] == 22
    await forum.run(MergeTables("D1", "22", "23", REGISTRY.movers), dialogue.desk)
    assert (await card(dialogue, id_))["table_number"] == 23
    # Who notes at the card that was merged notes where its people are.
    late = PutInitiative(new_id(), "22", {"title": "Late"}, "D1")
    assert (await forum.run(late, dialogue.ana)).value["table"] == forum.tables[23]


async def test_an_initiative_is_drawn_from_what_was_said(forum):
    dialogue = await open_dialogue(forum)
    answer, note = new_id(), new_id()
    await forum.run(PutAnswer(answer, forum.tables[21], "We could share officers"), dialogue.at[21])
    await forum.run(PutNote(note, "D1", "The minister nods"), dialogue.ana)
    id_ = await dialogue.note()
    drawn = (Ref("answer", answer), Ref("note", note))
    await forum.run(ReviseInitiative(id_, 1, {}, drawn), dialogue.ana)
    assert (await card(dialogue, id_))["drawn_from"] == 2
    not_hers = await refused(dialogue, ReviseInitiative(id_, 2, {}, (Ref("note", note),)), dialogue.beto)
    assert not_hers.code == "no_such_source"


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title": "  "}, "empty", "title"),
        ({"title": "x" * 201}, "too_long", "title"),
        ({"title": "T", "what": "a\x00b"}, "bad_character", "what"),
        ({"title": "T", "by_when": "soon"}, "bad_date", "by_when"),
        ({"title": "T", "by_when": "2023-02-30"}, "bad_date", "by_when"),
        ({"title": "T", "by_when": "2013-12-01"}, "bad_date", "by_when"),
        ({"title": "T", "by_when": "20231001"}, "bad_date", "by_when"),
        ({"title": "T", "by_when": "9999-12-31"}, "bad_date", "by_when"),
        ({"title": "T", "references": "gcm/99"}, "no_such_reference", "references"),
        ({"title": "T", "references": " ".join(f"gcm/{n}" for n in range(30))}, "too_many_references", "references"),
        ({"title": "T", "lead": "XYZ"}, "no_such_delegation", "lead"),
        ({"title": "T", "votes": "9"}, "no_such_field", "votes"),
    ],
)
async def test_what_makes_no_initiative_is_refused_by_its_field_and_leaves_no_trace(forum, fields, code, field):
    dialogue = await open_dialogue(forum)
    refusal = await refused(dialogue, PutInitiative(new_id(), forum.tables[21], fields), dialogue.ana)
    assert (refusal.code, list(refusal.fields), refusal.status) == (code, [field], 422)
    assert not await forum.readers.run(queries.initiatives, forum.id)


async def test_initiatives_are_noted_only_in_a_dialogue_and_from_table_work_on(forum):
    dialogue = await open_dialogue(forum, "briefing")
    early = await refused(dialogue, PutInitiative(new_id(), forum.tables[21], {"title": "T"}), dialogue.ana)
    assert (early.code, early.status) == ("phase_closed", 409)
    somewhere = await forum.holder("observer")
    cafe = await refused(dialogue, PutInitiative(new_id(), forum.tables[1], {"title": "T"}), somewhere)
    assert cafe.code == "no_initiatives_here"
    nowhere = await refused(dialogue, PutInitiative(new_id(), "", {"title": "T"}, "D1"), dialogue.ana)
    assert list(nowhere.fields) == ["table"]
    for phase in ("table_work", "gathering", "done"):
        await dialogue.go(phase)
        await dialogue.note()


async def test_only_who_observes_or_rapports_notes_initiatives(forum):
    dialogue = await open_dialogue(forum)
    others = [dialogue.at[21], dialogue.desk, await forum.holder("observer", "2a"), await forum.holder("moderator")]
    for actor in others:
        refusal = await refused(dialogue, PutInitiative(new_id(), forum.tables[21], {"title": "T"}), actor)
        assert refusal.code == "not_yours"
    rapporteur = await forum.holder("rapporteur", "D1")
    await dialogue.note(by=rapporteur)


async def test_the_list_goes_by_date_and_what_has_none_comes_last(forum):
    dialogue = await open_dialogue(forum)
    made = {}
    for title, day in (("Late", "2025-01-01"), ("Never", ""), ("Soon", "2023-10-01")):
        made[title] = await dialogue.note(23, title, by_when=day)
        await dialogue.present(made[title])
    cards = await forum.readers.run(REGISTRY.load, forum.id, Room("forum", forum.id))
    assert [c.data["title"] for c in cards if c.kind == "initiative"] == ["Soon", "Late", "Never"]
    way = next(c for c in cards if c.kind == "follow-up")
    assert way.view.count == 3 and way.view.first == date(2023, 10, 1)
