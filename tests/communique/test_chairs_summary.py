"""A chair's summary closes a text on which there is no consensus: with its brackets, in the chair's own responsibility."""

import pytest

from app.communique import queries
from app.communique.adoption import digest_of
from app.communique.commands.adopting import TakePosition
from app.communique.commands.correcting import PutCorrection
from app.communique.commands.paragraphs import ReviseParagraph
from app.kernel.ids import new_id
from tests.communique.room import open_drafting
from tests.communique.test_adoption import adopt
from tests.communique.test_paragraphs import refused

BRACKETED = "We [PAN: Alt 1: share / Alt 2: [CRI, several: exchange]] officers"
NAMELESS = "We [Alt 1: share / Alt 2: [exchange]] officers"


async def closed(room, text=BRACKETED, **texts):
    """The text closed by its chair; the paragraph's id, and what is kept of the whole."""
    id_ = await room.write(text, texts=texts)
    await room.forum.run(TakePosition(id_, "objection", "1", "Not at night"), room.panama)
    done = (await room.forum.run(await adopt(room, "chairs_summary"), room.chair)).value
    row = await room.forum.readers.run(queries.communique_of, room.forum.id, room.item)
    return id_, done, row


async def test_a_chairs_summary_closes_the_text_with_brackets_and_objections(forum):
    room = await open_drafting(forum)
    _, done, row = await closed(room)
    assert done["outcome"] == "chairs_summary"
    assert [p["text"] for p in row.adopted] == [NAMELESS]
    assert done["digest"] == row.digest == digest_of(row.adopted)


@pytest.mark.parametrize("outcome", [None, "joint_communique", "with_reservations"])
async def test_every_other_outcome_wants_no_bracket_left(forum, outcome):
    room = await open_drafting(forum)
    await room.write(BRACKETED)
    told = await refused("brackets_left", forum, await adopt(room, outcome), room.chair)
    assert told.sentence.params["count"] == 2


async def test_who_closes_without_consensus_confirms_that_there_is_none(forum):
    room = await open_drafting(forum)
    await room.write("Desks work")
    told = await refused("not_confirmed", forum, await adopt(room, "chairs_summary", confirmed=False), room.chair)
    assert "no consensus" in told.sentence.msgid
    told = await refused("not_confirmed", forum, await adopt(room, confirmed=False), room.chair)
    assert "nobody objects" in told.sentence.msgid


async def test_after_it_the_refusal_says_that_the_chair_closed_the_text(forum):
    room = await open_drafting(forum)
    id_, _, _ = await closed(room)
    told = await refused("adopted_already", forum, ReviseParagraph(id_, 1, {"en": "Other"}), room.ana)
    assert "closed" in told.sentence.msgid and "adopted" not in told.sentence.msgid


async def test_a_translation_that_follows_may_hold_the_brackets_of_its_authority_and_no_more(forum):
    room = await open_drafting(forum)
    id_, _, _ = await closed(room)
    more = ReviseParagraph(id_, 1, {"es": "[Alt 1: Compartimos / Alt 2: [Canjeamos]] [los] oficiales"})
    await refused("brackets_left", forum, more, room.ana)
    await forum.run(ReviseParagraph(id_, 1, {"es": "[Alt 1: Compartimos / Alt 2: [Canjeamos]] oficiales"}), room.ana)


async def test_a_correction_of_a_summary_leaves_its_brackets_and_brings_none(forum):
    room = await open_drafting(forum)
    id_, _, _ = await closed(room)
    more = PutCorrection(new_id(), id_, "en", f"{NAMELESS} [now]", "A word", confirmed=True)
    await refused("brackets_left", forum, more, room.chair)
    right = f"{BRACKETED}."
    await forum.run(PutCorrection(new_id(), id_, "en", right, "A full stop", confirmed=True), room.chair)
