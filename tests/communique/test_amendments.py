"""Amendments through their commands: who may propose, what is accepted, what competes, and that none is lost."""

from itertools import permutations
from random import Random

import pytest

from app.communique import queries
from app.communique.changes import Change, meant, places
from app.communique.commands.amendments import DecideAmendment, MergeAmendments, PutAmendment, WithdrawAmendment
from app.communique.commands.zero_draft import OpenCommunique
from app.kernel.ids import new_id
from app.live.rooms import Room
from app.wiring import registered
from tests.communique.room import open_drafting
from tests.communique.test_changes import reference
from tests.communique.test_paragraphs import refused

REGISTRY = registered()[0]
TEXT = "We share officers at the border and train them together."


async def propose(room, id, kind, quote="", text="", by=None, version=1, **fields):
    amendment = new_id()
    await room.forum.run(PutAmendment(amendment, id, version, kind, quote, text, **fields), by or room.panama)
    return amendment


async def decide(room, amendment, accepts=True):
    return (await room.forum.run(DecideAmendment(amendment, accepts), room.ana)).value


async def states(room, id):
    found = await room.forum.readers.run(lambda s: queries.amendments(s, room.forum.id, [id], waiting=False))
    return {a.id: a.state for a in found[id]}


async def test_a_delegation_proposes_and_the_drafter_accepts_into_the_text(forum):
    room = await open_drafting(forum)
    id_ = await room.write(TEXT)
    first = await propose(room, id_, "insert", "officers", "and interpreters", reason="Nobody understood")
    second = await propose(room, id_, "delete", "at the border", by=room.costa_rica)
    third = await propose(room, id_, "replace", "together", "twice a year", by=room.ana)
    assert (await decide(room, second))["state"] == "accepted"
    assert (await decide(room, first))["paragraph_version"] == 3
    assert (await decide(room, first))["paragraph_version"] == 3
    assert await room.said() == ["We share officers and interpreters and train them together."]
    await decide(room, third, accepts=False)
    assert await states(room, id_) == {first: "accepted", second: "accepted", third: "rejected"}
    assert (await refused("amendment_settled", forum, DecideAmendment(third, True), room.ana)).extra == {
        "state": "rejected"
    }


async def test_words_are_quoted_as_they_are_read_where_names_of_brackets_are_not_told(forum):
    room = await open_drafting(forum)
    id_ = await room.write("We share [CRI: all] desks [PAN, CRI: by night] in all ports")
    await forum.run(OpenCommunique("J"), room.chair)
    put = PutAmendment(new_id(), id_, 1, "replace", "[all] desks [by", "some desks by")
    await refused("unbalanced", forum, put, room.panama)
    put = PutAmendment(new_id(), id_, 1, "bracket", "[all] desks", "some desks")
    told = (await forum.run(put, room.panama)).value
    assert told["quote"] == "[all] desks" and told["text"] == "[Alt 1: [all] desks / Alt 2: some desks]"
    again = await propose(room, id_, "delete", "all", occurrence=2)
    await decide(room, put.id)
    assert await room.said() == [
        "We share [PAN: Alt 1: [CRI: all] desks / Alt 2: some desks] [PAN, CRI: by night] in all ports"
    ]
    await decide(room, again)
    assert (await room.said())[0].endswith("[PAN, CRI: by night] in ports")


async def test_only_a_delegations_own_link_proposes_for_it_and_who_observes_proposes_nothing(forum):
    room = await open_drafting(forum)
    id_ = await room.write(TEXT)

    def put(**fields):
        return PutAmendment(new_id(), id_, 1, "delete", "together", **fields)

    await refused("only_observes", forum, put(), room.colombia)
    await refused("not_yours", forum, put(delegation="CRI"), room.panama)
    await refused("only_observes", forum, put(delegation="CRI"), room.ana)
    for actor in (room.chair, await forum.person(), await forum.holder("facilitator", "J")):
        await refused("not_yours", forum, put(), actor)
    mine = await propose(room, id_, "delete", "together", delegation="PAN")
    await refused("not_yours", forum, WithdrawAmendment(mine), room.costa_rica)
    await refused("not_its_own", forum, WithdrawAmendment(mine), room.ana)
    await refused("not_yours", forum, DecideAmendment(mine, True), room.panama)
    await forum.run(WithdrawAmendment(mine), room.panama)
    assert await states(room, id_) == {mine: "withdrawn"}
    await room.go("adoption")
    await refused("phase_closed", forum, put(), room.panama)


async def test_words_that_are_not_there_or_stand_often_or_have_moved_are_refused_with_a_sentence(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work, and desks last", texts={"es": "Las mesas funcionan"})

    def put(quote, version=1, text="teams", **fields):
        return PutAmendment(new_id(), id_, version, "replace", quote, text, **fields)

    await refused("words_not_there", forum, put("tables"), room.panama)
    await refused("words_stand_often", forum, put("s"), room.panama)
    await refused("empty", forum, put("Desks", text=" "), room.panama)
    await refused("no_text", forum, put("Desks", language="fr"), room.panama)
    await refused("no_such_kind", forum, PutAmendment(new_id(), id_, 1, "burn"), room.panama)
    await forum.run(put("s", occurrence=4, text="z"), room.panama)
    await room.revise(id_, 1, en="Desks do work")
    told = await refused("version_moved", forum, put("Desks"), room.panama)
    assert told.extra == {"version": 2, "current": "Desks do work"}
    await forum.run(put("funcionan", language="es"), room.panama)


async def test_what_the_drafter_writes_carries_amendments_on_or_overtakes_them_and_loses_none(forum):
    room = await open_drafting(forum)
    id_ = await room.write(TEXT)
    kept = await propose(room, id_, "replace", "together", "apart")
    gone = await propose(room, id_, "replace", "at the border", "inland", by=room.costa_rica)
    await room.revise(id_, 1, en="Moreover we share officers everywhere and train them together.")
    assert await states(room, id_) == {kept: "pending", gone: "overtaken"}
    await refused("amendment_overtaken", forum, DecideAmendment(gone, True), room.ana)
    await decide(room, kept)
    assert await room.said() == ["Moreover we share officers everywhere and train them apart."]
    await decide(room, gone, accepts=False)


async def test_two_that_compete_are_merged_and_only_two_that_do(forum):
    room = await open_drafting(forum)
    id_ = await room.write(TEXT)
    one = await propose(room, id_, "replace", "officers at the border", "guards")
    other = await propose(room, id_, "replace", "the border", "the ports", by=room.costa_rica)
    apart = await propose(room, id_, "delete", "together")
    await refused("do_not_compete", forum, MergeAmendments(new_id(), one, apart, "x"), room.ana)
    await refused("do_not_compete", forum, MergeAmendments(new_id(), one, one, "x"), room.ana)
    await refused("not_yours", forum, MergeAmendments(new_id(), one, other, "x"), room.panama)
    merged = new_id()
    done = await forum.run(MergeAmendments(merged, one, other, "guards at the ports"), room.ana)
    assert (done.value["quote"], done.created) == ("officers at the border", True)
    await refused("amendment_settled", forum, DecideAmendment(one, True), room.ana)
    await decide(room, merged)
    assert await room.said() == ["We share guards at the ports and train them together."]
    assert await states(room, id_) == {one: "merged", other: "merged", apart: "pending", merged: "accepted"}


async def test_accepting_the_deletion_of_all_takes_the_paragraph_away(forum):
    room = await open_drafting(forum)
    id_ = await room.write(TEXT)
    await decide(room, await propose(room, id_, "delete"))
    assert await room.said() == []


@pytest.mark.parametrize("seed", [1, 2])
async def test_any_set_accepted_or_rejected_in_any_order_gives_the_text_of_the_reference(forum, seed):
    """Through the commands what the rules promise: against the naive reference, which knows neither versions nor states."""
    room, rng = await open_drafting(forum), Random(seed)
    wishes = [
        ("insert", "share", "trained"),
        ("replace", "officers at", "guards near"),
        ("delete", "the border", ""),
        ("replace", "them", "each other"),
        ("insert", "together", "each year"),
    ]
    changes = [meant(kind, TEXT, places(TEXT, quote)[0], text) for kind, quote, text in wishes]
    for order in rng.sample(list(permutations(range(len(wishes)))), 6):
        id_ = await room.write(TEXT)
        filed = [await propose(room, id_, *wish) for wish in wishes]
        verdicts = [(one, rng.random() < 0.7) for one in order]
        for one, accepts in verdicts:
            if accepts and (await states(room, id_))[filed[one]] == "overtaken":
                await refused("amendment_overtaken", forum, DecideAmendment(filed[one], True), room.ana)
            else:
                await decide(room, filed[one], accepts)
        assert (await room.paragraph(id_)).texts["en"] == reference(TEXT, [Change(*c) for c in changes], verdicts)


async def test_who_proposed_what_is_told_to_delegations_until_everybody_reads_and_to_drafters_always(forum):
    room = await open_drafting(forum)
    id_ = await room.write(TEXT)
    await propose(room, id_, "delete", "together")

    async def names(kind):
        cards = await forum.readers.run(REGISTRY.load, forum.id, Room(kind, room.item), [f"paragraph:{id_}"])
        return [a.get("delegation", {}).get("key") for a in cards[0].data["amendments"]]

    assert await names("communique") == await names("drafting") == ["PAN"]
    await forum.run(OpenCommunique("J"), room.chair)
    assert (await names("communique"), await names("drafting")) == ([None], ["PAN"])
