"""Notes are private to who took them and to the rapporteurs; setting aside takes one key, the reason can come later."""

import pytest

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.synthesis import queries
from app.synthesis.cards.findings import WorkFindingView
from app.synthesis.commands.key_findings import WithdrawKeyFinding
from app.synthesis.commands.notes import PutAside, PutNote, TakeUpAgain, WithdrawNote
from app.synthesis.notes import may_read_note
from app.wiring import registered
from tests.findings.cafe import like
from tests.forums import SmallForum
from tests.stage.podium import add_podium
from tests.synthesis.desk import Bench, open_bench

REGISTRY = registered()[0]


@pytest.mark.parametrize("privacy", ["named", "anonymous"])
async def test_a_note_is_for_who_took_it_and_for_the_rapporteurs(forum: SmallForum, privacy: str) -> None:
    bench = await open_bench(like(forum, privacy=privacy), "waiting")
    forum, observer = bench.forum, await bench.forum.holder("observer", "2a")
    other = await forum.holder("observer", "2a")
    put = PutNote(new_id(), "2a", "A minister nods", "Panama")
    first, again = await forum.run(put, observer), await forum.run(put, observer)
    assert (first.created, again.created, first.value["phase"]) == (True, False, "waiting")
    note = (await forum.readers.run(queries.notes, forum.id, items=[bench.item]))[0]
    assert (note.author == observer.participant) == (privacy == "named")
    assert bench.ana is not None
    readers = (observer, bench.ana, other, bench.desk, bench.at[1])
    assert [may_read_note(reader, note) for reader in readers] == [True, True, False, False, False]
    for reader, keys in ((observer, [f"own-note:{note.id}"]), (other, []), (bench.desk, [])):
        mine = await forum.readers.run(REGISTRY.load, forum.id, Room("me", reader.participant), None, reader)
        assert [card.key for card in mine if card.kind == "own-note"] == keys
    for actor in (bench.ana, other):
        with pytest.raises(Refusal, match="no_such_note"):
            await forum.run(WithdrawNote(note.id), actor)
    for _ in range(2):
        await forum.run(WithdrawNote(note.id), observer)
    assert await forum.readers.run(queries.notes, forum.id, items=[bench.item]) == []


async def test_nobody_else_takes_notes_and_an_empty_one_is_refused(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    for actor in (bench.desk, bench.at[1]):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(PutNote(new_id(), "2a", "I heard"), actor)
    with pytest.raises(Refusal, match="empty"):
        await forum.run(PutNote(new_id(), "2a", " "), bench.ana)


async def test_where_experts_talk_the_facilitator_notes_main_ideas_for_the_rapporteur(forum: SmallForum) -> None:
    add_podium(forum)
    desk, rapporteur = await forum.holder("facilitator", "1"), await forum.holder("rapporteur", "1")
    put = PutNote(new_id(), "1", "Consulates that travel", "Rosa Ibarra")
    await forum.run(put, desk)
    note = (await forum.readers.run(queries.notes, forum.id, items=[forum.items["1"]]))[0]
    others = [
        await forum.holder("facilitator", "1"),
        await forum.holder("moderator", "1"),
        await forum.holder("expert", "1"),
    ]
    assert [may_read_note(reader, note) for reader in (desk, rapporteur, *others)] == [True, True, False, False, False]
    mine = await forum.readers.run(REGISTRY.load, forum.id, Room("me", desk.participant), None, desk)
    assert [card.key for card in mine if card.kind == "own-note"] == [f"own-note:{note.id}"]
    work = await forum.readers.run(REGISTRY.load, forum.id, Room("work", forum.items["1"]), None, rapporteur)
    assert f"note:{note.id}" in [card.key for card in work]
    for actor in others[1:]:
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(PutNote(new_id(), "1", "I heard"), actor)
    await forum.run(WithdrawNote(put.id), desk)
    assert await forum.readers.run(queries.notes, forum.id, items=[forum.items["1"]]) == []


async def finding(bench: Bench, id: str) -> WorkFindingView:
    work = Room("work", bench.item)
    view = (await bench.forum.readers.run(REGISTRY.load, bench.forum.id, work, [f"work-finding:{id}"]))[0].view
    assert isinstance(view, WorkFindingView)
    return view


async def test_setting_aside_takes_one_key_and_the_reason_comes_later(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    id_ = await bench.finding(1)
    assert (await finding(bench, id_)).fate.waits
    for reason, kept in ((None, ""), ("Out of scope", "Out of scope"), (None, "Out of scope")):
        done = await forum.run(PutAside("finding", id_, reason), bench.ana)
        assert done.value["reason"] == kept
    assert (await finding(bench, id_)).fate.reason == "Out of scope"
    for _ in range(2):
        await forum.run(TakeUpAgain("finding", id_), bench.beto)
    assert (await finding(bench, id_)).fate.waits


async def test_only_what_was_said_is_set_aside_and_only_by_a_rapporteur(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    id_, answer = await bench.finding(1), await bench.answer(1)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(PutAside("finding", id_), bench.desk)
    for kind, thing in (("answer", answer), ("finding", new_id()), ("key-finding", id_)):
        for command in (PutAside(kind, thing), TakeUpAgain(kind, thing)):
            with pytest.raises(Refusal) as refused:
                await forum.run(command, bench.ana)
            assert (refused.value.code, refused.value.status) == ("no_such_kind", 404)


async def test_a_finding_is_used_while_a_key_finding_that_stands_draws_on_it(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    id_ = await bench.finding(1)
    key = await bench.key("Made", ("finding", id_))
    assert (await finding(bench, id_)).fate.used == 1
    await forum.run(WithdrawKeyFinding(key), bench.ana)
    assert (await finding(bench, id_)).fate.used == 0


async def test_two_findings_that_look_alike_are_hinted_to_rapporteurs_and_stay_two(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    one = await bench.finding(1, "Train consular staff to identify victims")
    two = await bench.finding(2, "Consular staff need training in victim identification")
    await bench.finding(3, "Visas for seasonal workers take a year")
    work = await forum.readers.run(REGISTRY.load, forum.id, Room("work", bench.item))
    hints = {card.data["finding"]: [m["id"] for m in card.data["matches"]] for card in work if card.kind == "hint"}
    assert hints == {one: [two], two: [one]}
    keys = [card.key for card in work if card.list == "findings"]
    assert keys.index(f"hint:{one}") == keys.index(f"work-finding:{one}") + 1
    assert sum(card.kind == "work-finding" for card in work) == 3
    for room in ("desk", "item"):
        there = await forum.readers.run(REGISTRY.load, forum.id, Room(room, bench.item))
        assert not [card for card in there if card.kind == "hint"]
