"""After the adoption: everybody reads, translations follow, corrections are numbered; what was adopted stays as it was."""

import asyncio

import pytest

from app.communique import queries
from app.communique.adoption import digest_of
from app.communique.commands.adopting import AdoptCommunique, TakePosition
from app.communique.commands.correcting import PutCorrection
from app.communique.commands.paragraphs import ReviseParagraph
from app.communique.commands.zero_draft import OpenCommunique
from app.communique.corrected import corrections
from app.communique.reading import readable
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.report.adopted.loading import adopted_text
from tests.communique.room import open_drafting
from tests.communique.test_adoption import adopt
from tests.communique.test_paragraphs import refused


async def adopted(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks wrok", texts={"es": "Los puestos sirven"})
    other = await room.write("Teams last")
    await forum.run(await adopt(room), room.chair)
    return room, id_, other


def correct(id, text="Desks work", language="en", reason="A letter", **more):
    return PutCorrection(new_id(), id, language, text, reason, **{"confirmed": True, **more})


async def kept(room):
    return await room.forum.readers.run(queries.communique_of, room.forum.id, room.item)


async def test_a_correction_has_a_number_and_what_was_adopted_stays_with_its_hash(forum):
    room, id_, other = await adopted(forum)
    before = await kept(room)
    made = await forum.run(correct(id_), room.chair)
    assert made.created and (made.value["number"], made.value["before"]) == (1, "Desks wrok")
    second = (await forum.run(correct(id_, "Desks do work", read=1), room.chair)).value
    third = (await forum.run(correct(other, "Teams stay"), room.chair)).value
    assert [second["number"], second["before"], third["number"]] == [2, "Desks work", 3]
    after = await kept(room)
    assert (after.adopted, after.digest, digest_of(after.adopted)) == (before.adopted, before.digest, before.digest)
    assert await room.said() == ["Desks wrok", "Teams last"]


async def test_the_words_that_were_adopted_are_corrected_by_the_chair_who_confirms_it(forum):
    room, id_, _ = await adopted(forum)
    translator = await forum.holder("translator", "J")
    for actor in (room.ana, translator, room.panama, await forum.person()):
        await refused("not_yours", forum, correct(id_), actor)
    await refused("not_confirmed", forum, correct(id_, confirmed=False), room.chair)
    await refused("empty", forum, correct(id_, reason=" "), room.chair)
    await refused("empty", forum, correct(id_, " "), room.chair)
    await refused("nothing_corrected", forum, correct(id_, "Desks wrok"), room.chair)
    await refused("unbalanced", forum, correct(id_, "Desks [work"), room.chair)
    await refused("brackets_left", forum, correct(id_, "Desks [work]"), room.chair)
    await refused("no_text", forum, correct(id_, "Comptoirs", "fr"), room.chair)
    await refused("no_such_paragraph", forum, correct(new_id()), room.chair)


async def test_a_text_is_corrected_only_once_it_is_adopted(forum):
    room = await open_drafting(forum)
    await refused("not_adopted_yet", forum, correct(await room.write("Desks wrok")), room.chair)


async def test_a_translation_is_corrected_by_who_translates_and_stands_corrected(forum):
    room, id_, _ = await adopted(forum)
    translator = await forum.holder("translator", "J")
    done = (await forum.run(correct(id_, "Los puestos funcionan", "es", confirmed=False), translator)).value
    assert (done["number"], done["before"]) == (1, "Los puestos sirven")
    found = await room.paragraph(id_)
    assert found.texts == {"en": "Desks wrok", "es": "Los puestos funcionan"} and found.stale == []


async def test_a_correction_of_words_that_were_corrected_meanwhile_is_refused_and_of_two_at_once_one_is_made(forum):
    room, id_, _ = await adopted(forum)
    both = [correct(id_, text) for text in ("Desks work", "Desks did work")]
    told = await asyncio.gather(*(forum.run(one, room.chair) for one in both), return_exceptions=True)
    assert sorted(one.code if isinstance(one, Refusal) else "made" for one in told) == ["made", "version_moved"]
    assert [one.extra for one in told if isinstance(one, Refusal)] == [{"number": 1}]
    assert len(await forum.readers.run(corrections, forum.id, room.item)) == 1


async def test_translations_follow_the_adoption_in_every_phase(forum):
    room, _, other = await adopted(forum)
    translator = await forum.holder("translator", "J")
    for phase in ("adoption", "done"):
        await room.go(phase)
    await forum.run(ReviseParagraph(other, 1, {"es": "Los equipos duran"}), translator)
    assert (await room.paragraph(other)).texts["es"] == "Los equipos duran"
    await refused("correct_instead", forum, ReviseParagraph(other, 2, {"es": "Otra cosa"}), translator)
    await refused("adopted_already", forum, ReviseParagraph(other, 2, {"en": "Other"}), room.ana)
    await refused("adopted_already", forum, ReviseParagraph(other, 2, {"es": "Otra", "en": "Other"}), room.ana)
    await refused("brackets_left", forum, ReviseParagraph(other, 2, {"fr": "Les [équipes]"}), translator)
    row = await kept(room)
    assert digest_of(row.adopted) == row.digest


async def test_a_stale_translation_may_be_written_anew_after_the_adoption(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks", texts={"es": "Puestos"})
    await room.revise(id_, 1, en="Joint desks")
    await forum.run(await adopt(room), room.chair)
    await room.revise(id_, 2, es="Puestos conjuntos")
    found = await room.paragraph(id_)
    assert (found.texts["es"], found.stale) == ("Puestos conjuntos", [])


async def test_the_adopted_text_opens_itself_to_everybody_and_stays_open(forum):
    room = await open_drafting(forum)
    await room.write("Desks")
    person = await forum.person()
    assert not await forum.readers.run(readable, person, room.item)
    await forum.run(await adopt(room), room.chair)
    assert await forum.readers.run(readable, person, room.item)
    await refused("adopted_already", forum, OpenCommunique("J", False), room.chair)


@pytest.mark.parametrize(
    ("wished", "outcome"), [(None, "with_reservations"), ("with_reservations", "with_reservations")]
)
async def test_with_reservations_it_is_no_joint_communique(forum, wished, outcome):
    room = await open_drafting(forum)
    id_ = await room.write("Desks")
    await forum.run(TakePosition(id_, "reservation", "1", "As to nights"), room.panama)
    await refused("reservations_stand", forum, await adopt(room, "joint_communique"), room.chair)
    done = AdoptCommunique("J", (await adopt(room)).digest, True, wished)
    assert (await forum.run(done, room.chair)).value["outcome"] == outcome


async def test_a_correction_does_not_tell_whose_the_bracket_of_a_translation_was(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work", texts={"es": "Los puestos [PAN, several: no] sirven"})
    await forum.run(await adopt(room), room.chair)
    made = (await forum.run(correct(id_, "Los puestos sirven", "es"), room.chair)).value
    assert made["before"] == "Los puestos [no] sirven"
    text = await forum.readers.run(adopted_text, forum.id)
    assert [one.before for one in text.corrections] == ["Los puestos [no] sirven"]
