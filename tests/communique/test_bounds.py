"""What one delegation can fill, and what ends with the adoption or with a paragraph that is taken away."""

import pytest

from app.communique import bounds, queries
from app.communique.commands.adopting import TakePosition
from app.communique.commands.amendments import DecideAmendment, MergeAmendments, PutAmendment, WithdrawAmendment
from app.communique.commands.correcting import PutCorrection
from app.communique.commands.paragraphs import ReviseParagraph, WithdrawParagraph
from app.communique.commands.silence import BeginSilence, BreakSilence
from app.communique.journal import entries
from app.kernel.ids import new_id
from app.programme.queries import item_of
from tests.communique.room import open_drafting
from tests.communique.test_adoption import adopt
from tests.communique.test_amendments import propose, states
from tests.communique.test_paragraphs import refused


async def test_one_delegation_leaves_room_for_the_others_at_a_paragraph(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    filed = [await propose(room, id_, "insert", "Desks", f"{n}") for n in range(bounds.MOST_OF_ONE)]
    more = PutAmendment(new_id(), id_, 1, "insert", "Desks", "more")
    told = await refused("too_many_of_yours", forum, more, room.panama)
    assert told.sentence.params["count"] == bounds.MOST_OF_ONE < bounds.MOST_WAITING
    await propose(room, id_, "insert", "Desks", "Costa Rica's", by=room.costa_rica)
    await propose(room, id_, "insert", "Desks", "the drafters'", by=room.ana)
    await forum.run(WithdrawAmendment(filed[0]), room.panama)
    await forum.run(more, room.panama)


async def test_a_delegation_does_not_propose_and_take_back_without_end(forum, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_EVER", 4)
    room = await open_drafting(forum)
    id_, other = await room.write("Desks work"), await room.write("Phones ring")
    for n in range(4):
        await forum.run(WithdrawAmendment(await propose(room, id_, "insert", "Desks", f"{n}")), room.panama)
    more = PutAmendment(new_id(), id_, 1, "insert", "Desks", "more")
    told = await refused("too_many_of_yours", forum, more, room.panama)
    assert told.sentence.params["count"] == 4
    await forum.run(more, room.costa_rica)
    await propose(room, other, "insert", "Phones", "more")


async def test_corrections_have_an_end(forum, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_CORRECTIONS", 3)
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(await adopt(room), room.chair)
    for n in range(3):
        made = PutCorrection(new_id(), id_, "en", f"Desks work {n}", "A word", n, confirmed=True)
        await forum.run(made, room.chair)
    last = PutCorrection(new_id(), id_, "en", "Desks work on", "A word", 3, confirmed=True)
    told = await refused("too_many_corrections", forum, last, room.chair)
    assert told.sentence.params["limit"] == 3


async def test_a_broken_silence_takes_no_more_words_once_the_text_is_adopted(forum):
    room = await open_drafting(forum)
    await room.write("Desks work")
    await forum.run(BeginSilence("J", 30), room.chair)
    await forum.run(BreakSilence("J", "Not at night"), room.panama)
    done = (await forum.run(await adopt(room), room.chair)).value
    for actor in (room.costa_rica, room.panama):
        told = await refused("adopted_already", forum, BreakSilence("J", "Nor by day"), actor)
        assert told.extra == {"adopted_at": done["adopted_at"]}


async def kinds(room):
    def read(session):
        return [(e.kind, e.state) for e in entries(session, item_of(session, room.forum.id, room.item))]

    return await room.forum.readers.run(read)


@pytest.mark.parametrize("how", ["taken away", "deleted by an amendment"])
async def test_amendments_fall_with_their_paragraph_are_told_so_and_come_back_with_it(forum, how):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    first = await propose(room, id_, "replace", "work", "open")
    second = await propose(room, id_, "insert", "Desks", "and phones", by=room.costa_rica)
    if how == "taken away":
        await forum.run(WithdrawParagraph(id_), room.ana)
    else:
        whole = await propose(room, id_, "delete", by=room.ana)
        await forum.run(DecideAmendment(whole, True), room.ana)
    assert (await kinds(room)).count(("decided", "fallen")) == 2
    for command in (
        DecideAmendment(first, False),
        DecideAmendment(first, True),
        MergeAmendments(new_id(), first, second, "both"),
    ):
        await refused("amendment_fallen", forum, command, room.ana)
    version = (await forum.readers.run(queries.paragraphs_by_id, forum.id, [id_]))[id_].version
    await forum.run(ReviseParagraph(id_, version, {}), room.ana)
    found = await states(room, id_)
    assert (found[first], found[second]) == ("pending", "pending")
    assert ("decided", "fallen") not in await kinds(room)
    await forum.run(DecideAmendment(first, True), room.ana)
    assert await room.said() == ["Desks open"]


async def test_a_delegation_takes_back_what_fell_and_it_stays_taken_back(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    filed = await propose(room, id_, "replace", "work", "open")
    await forum.run(WithdrawParagraph(id_), room.ana)
    await forum.run(WithdrawAmendment(filed), room.panama)
    await forum.run(ReviseParagraph(id_, 1, {}), room.ana)
    assert await states(room, id_) == {filed: "withdrawn"}
    await refused("amendment_settled", forum, DecideAmendment(filed, True), room.ana)


async def test_what_fell_is_overtaken_when_its_paragraph_comes_back_with_other_words(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    filed = await propose(room, id_, "replace", "work", "open")
    await forum.run(WithdrawParagraph(id_), room.ana)
    await forum.run(ReviseParagraph(id_, 1, {"en": "Phones ring"}), room.ana)
    assert await states(room, id_) == {filed: "overtaken"}


async def test_who_reserves_objects_or_breaks_without_a_word_is_told_what_to_write(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    told = await refused("empty", forum, TakePosition(id_, "reservation", "1", "  "), room.panama)
    assert "reserves" in told.sentence.msgid and set(told.fields) == {"text"}
    await forum.run(BeginSilence("J", 30), room.chair)
    told = await refused("empty", forum, BreakSilence("J", " "), room.panama)
    assert "does not agree" in told.sentence.msgid and set(told.fields) == {"text"}
