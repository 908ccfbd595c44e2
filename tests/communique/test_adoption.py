"""Positions and adoption: the absence of objection, by own links, on the words that were read; and then nothing moves."""

import asyncio
import hashlib
import json

import pytest

from app.communique import queries
from app.communique.adoption import digest_of, frozen, outcome_of
from app.communique.commands.adopting import AdoptCommunique, TakePosition
from app.communique.commands.amendments import DecideAmendment, PutAmendment
from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph, WithdrawParagraph
from app.communique.commands.placing import PlaceParagraph, StandParagraph
from app.communique.commands.zero_draft import MakeZeroDraft
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.wiring import registered
from tests.communique.room import open_drafting
from tests.communique.test_amendments import propose
from tests.communique.test_paragraphs import refused

REGISTRY = registered()[0]


async def digest(room):
    return digest_of(frozen(await room.text()))


async def adopt(room, outcome=None, confirmed=True):
    return AdoptCommunique("J", await digest(room), confirmed, outcome)


async def test_the_hash_is_that_of_the_words_anybody_can_compute(forum):
    room = await open_drafting(forum)
    await room.write("Señalando lo dicho", "preamble")
    await room.write("Desks")
    said = '[["preamble","en","Señalando lo dicho"],["operative","en","Desks"]]'
    assert json.loads(said) and await digest(room) == hashlib.sha256(said.encode()).hexdigest()


async def test_adoption_needs_the_chair_a_confirmation_no_bracket_and_the_text_that_was_read(forum):
    room = await open_drafting(forum)
    await refused("nothing_to_adopt", forum, await adopt(room), room.chair)
    id_ = await room.write("We [share] desks")
    await refused("brackets_left", forum, await adopt(room), room.chair)
    old = await adopt(room)
    await room.revise(id_, 1, en="We share desks")
    assert (await refused("version_moved", forum, old, room.chair)).extra == {"digest": await digest(room)}
    for actor in (room.ana, room.panama):
        await refused("not_yours", forum, await adopt(room), actor)
    await refused("not_confirmed", forum, await adopt(room, confirmed=False), room.chair)
    await refused("no_such_outcome", forum, await adopt(room, "voted"), room.chair)
    done = (await forum.run(await adopt(room), room.chair)).value
    assert (done["outcome"], done["digest"]) == ("joint_communique", await digest(room))
    row = await forum.readers.run(queries.communique_of, forum.id, room.item)
    assert digest_of(row.adopted) == row.digest and [p["text"] for p in row.adopted] == ["We share desks"]


async def test_after_the_adoption_everything_is_refused_with_its_time(forum):
    room = await open_drafting(forum)
    id_, found = await room.write("Desks work"), await room.key_finding("Found")
    filed = await propose(room, id_, "delete", "work")
    done = (await forum.run(await adopt(room), room.chair)).value
    for command, actor in (
        (ReviseParagraph(id_, 1, {"en": "Other"}), room.ana),
        (PutParagraph(new_id(), room.item, "operative", {"en": "More"}, "en"), room.ana),
        (WithdrawParagraph(id_), room.ana),
        (PlaceParagraph(id_, None, "preamble"), room.ana),
        (StandParagraph(id_, "agreed", 1), room.chair),
        (MakeZeroDraft("J"), room.ana),
        (PutAmendment(new_id(), id_, 1, "delete", "Desks"), room.panama),
        (DecideAmendment(filed, True), room.ana),
        (TakePosition(id_, "objection", "1"), room.panama),
        (await adopt(room), room.chair),
    ):
        told = await refused("adopted_already", forum, command, actor)
        assert told.extra == {"adopted_at": done["adopted_at"]}
    assert found and await room.said() == ["Desks work"]


async def test_of_two_adoptions_at_once_one_is(forum):
    room = await open_drafting(forum)
    await room.write("Desks work")
    both = [await adopt(room), await adopt(room, "chairs_summary")]
    told = await asyncio.gather(*(forum.run(one, room.chair) for one in both), return_exceptions=True)
    assert sorted(one.code if isinstance(one, Refusal) else "adopted" for one in told) == ["adopted", "adopted_already"]


async def test_who_objects_stands_in_the_way_of_consensus_and_a_reservation_goes_with_the_text(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await refused("empty", forum, TakePosition(id_, "reservation", "1"), room.panama)
    await refused("no_such_position", forum, TakePosition(id_, "yes", "1"), room.panama)
    await refused("version_moved", forum, TakePosition(id_, "objection", "2"), room.panama)
    await refused("version_moved", forum, TakePosition(room.item, "objection", "1"), room.panama)
    await forum.run(TakePosition(id_, "objection", "1", "Not at night"), room.panama)
    told = await refused("objections_stand", forum, await adopt(room), room.chair)
    assert told.sentence.params == {"count": 1}
    await room.revise(id_, 1, en="Desks work by day")
    await forum.run(TakePosition(room.item, "reservation", await digest(room), "As to paragraph 1"), room.costa_rica)
    assert (await forum.run(await adopt(room), room.chair)).value["outcome"] == "with_reservations"


async def test_a_chairs_summary_closes_a_text_without_consensus(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(TakePosition(id_, "objection", "1"), room.panama)
    assert (await forum.run(await adopt(room, "chairs_summary"), room.chair)).value["outcome"] == "chairs_summary"


async def test_only_a_delegations_own_link_that_adopts_takes_a_position(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    take = TakePosition(id_, "no_objection", "1")
    for actor in (room.ana, room.chair, await forum.holder("organizer"), await forum.person()):
        await refused("not_yours", forum, take, actor)
    await refused("does_not_adopt", forum, take, room.colombia)
    await refused("does_not_adopt", forum, TakePosition(id_, "objection", "1", delegation="CRI"), room.panama)
    await forum.run(take, room.panama)


async def test_positions_are_the_chairs_and_the_drafters_alone(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await forum.run(TakePosition(id_, "objection", "1", "Not at night"), room.panama)
    await forum.run(TakePosition(room.item, "reservation", await digest(room), "All of it"), room.panama)

    async def told(kind):
        return str(await forum.readers.run(REGISTRY.load, forum.id, Room(kind, room.item)))

    assert not [w for w in ("Not at night", "All of it", "objection'", "Panama") if w in await told("communique")]
    assert "Not at night" in await told("drafting") and "All of it" in await told("drafting")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ([], "joint_communique"),
        (["no_objection"], "joint_communique"),
        (["no_objection", "reservation"], "with_reservations"),
        (["reservation", "objection"], None),
    ],
)
def test_the_outcome_is_what_the_positions_make_of_it(said, outcome):
    assert outcome_of(said) == outcome
