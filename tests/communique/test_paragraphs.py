"""Paragraphs through their commands: made of what was found, revised without losing a word, ordered and agreed."""

from random import Random

import pytest
from sqlmodel import Session, select

from app.communique import queries, rules
from app.communique.commands.drawing import Ref
from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph, SettleParagraph, WithdrawParagraph
from app.communique.commands.placing import PlaceParagraph, StandParagraph
from app.communique.commands.zero_draft import MakeZeroDraft, OpenCommunique
from app.communique.reading import readable
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.sources.models import Source
from app.sources.rules import Thing
from app.sources.walk import walk
from app.synthesis.commands.key_findings import ReviseKeyFinding, WithdrawKeyFinding
from app.wiring import registered
from tests.communique.room import open_drafting

REGISTRY = registered()[0]


async def refused(code, forum, command, actor):
    with pytest.raises(Refusal) as caught:
        await forum.run(command, actor)
    assert caught.value.code == code
    return caught.value


async def test_a_zero_draft_makes_a_paragraph_of_each_thing_that_was_shared_once(forum):
    room = await open_drafting(forum, "waiting")
    await refused("nothing_to_draw_on", forum, MakeZeroDraft("J"), room.ana)
    first = await room.key_finding("Joint desks work", es="Los puestos conjuntos funcionan")
    await room.key_finding("A draft of the rapporteur's", shows=False)
    idea = await room.dialogue.note(title="One school.", what="We train together")
    await room.dialogue.note(title="Not presented")
    await room.dialogue.present(idea)
    made = await room.zero_draft()
    assert [one["source"] for one in made] == [
        {"kind": "key-finding", "id": first},
        {"kind": "initiative", "id": idea},
    ]
    assert await room.said() == ["Joint desks work", "One school. We train together"]
    assert (await room.text())[0].texts["es"] == "Los puestos conjuntos funcionan"
    await refused("nothing_to_draw_on", forum, MakeZeroDraft("J"), room.ana)
    await room.key_finding("Nights count too")
    assert len(await room.zero_draft()) == 1
    await forum.run(WithdrawParagraph(made[0]["id"]), room.ana)
    assert [one["source"]["id"] for one in await room.zero_draft()] == [first]


async def test_a_link_carries_the_version_that_was_read_and_says_when_it_changed(forum):
    room = await open_drafting(forum)
    found = await room.key_finding("Desks work")
    made = (await room.zero_draft())[0]["id"]
    rapporteur = await forum.holder("rapporteur", "2a")
    await forum.run(ReviseKeyFinding(found, 1, {"en": "Desks work by night"}), rapporteur)
    free = await room.write("As somebody simply wrote it")

    def read(session: Session):
        return [walk(REGISTRY, session, room.panama, Thing("paragraph", id_)) for id_ in (made, free)]

    drawn, written = await forum.readers.run(read)
    assert [(node.kind, node.drawn_version, node.changed) for node in drawn.made_from] == [("key-finding", 1, True)]
    assert (drawn.origin, written.origin, written.made_from) == ("", "drafter", ())
    read_anew = ReviseParagraph(made, 1, {}, (Ref("key-finding", found, 2),))
    assert (await forum.run(read_anew, room.ana)).value["version"] == 2
    assert [(n.drawn_version, n.changed) for n in (await forum.readers.run(read))[0].made_from] == [(2, False)]
    await forum.run(WithdrawKeyFinding(found), rapporteur)
    assert await room.said() == ["Desks work", "As somebody simply wrote it"]


async def test_nothing_is_drawn_from_what_is_not_there_not_shared_or_no_source(forum):
    room = await open_drafting(forum)
    hidden = await room.key_finding("A draft", shows=False)
    other = await room.write("Another paragraph")
    for ref in (Ref("key-finding", new_id()), Ref("key-finding", hidden), Ref("paragraph", other), Ref("note", other)):
        command = PutParagraph(new_id(), room.item, "operative", {"en": "Text"}, "en", (ref,))
        await refused("no_such_source", forum, command, room.ana)
    rows = await forum.readers.run(lambda s: list(s.exec(select(Source).where(Source.forum == forum.id))))
    assert rows == []


async def test_two_who_write_the_same_language_keep_both_texts_and_two_languages_do_not_clash(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Begin", texts={"es": "Comienzo"})
    await room.revise(id_, 1, en="Ana's")
    done = await room.revise(id_, 1, room.beto, en="Beto's")
    assert done.value["clash"] and done.value["current"]["text"] == "Ana's"
    assert done.value["kept"]["texts"] == {"en": "Beto's"}
    await room.revise(id_, 1, room.beto, es="De Beto")
    found = await room.paragraph(id_)
    assert found.texts == {"en": "Ana's", "es": "De Beto"}
    assert found.stale == []
    kept = (await forum.readers.run(queries.HISTORY.clashes, forum.id, [id_]))[id_]
    assert [row.texts for row in kept] == [{"en": "Beto's"}]
    await forum.run(SettleParagraph(id_, kept[0].id), room.ana)
    assert await forum.readers.run(queries.HISTORY.clashes, forum.id, [id_]) == {}


async def test_a_twin_is_stale_until_it_is_written_anew(forum):
    room = await open_drafting(forum)
    id_ = await room.write("One", texts={"es": "Uno", "fr": "Un"})
    await room.revise(id_, 1, en="Two", fr="Deux")
    assert (await room.paragraph(id_)).stale == ["es"]
    translator = await forum.holder("translator", "J")
    await room.revise(id_, 2, translator, es="Dos")
    assert (await room.paragraph(id_)).stale == []
    await refused("not_yours", forum, ReviseParagraph(id_, 3, {"en": "Three"}), translator)
    await refused("not_yours", forum, ReviseParagraph(id_, 3, {"es": "Tres"}, ()), translator)


async def test_other_words_open_what_was_agreed_and_a_stale_click_agrees_to_nothing(forum):
    room = await open_drafting(forum)
    id_ = await room.write("One", texts={"es": "Uno"})
    await forum.run(StandParagraph(id_, "agreed", 1), room.chair)
    await room.revise(id_, 1, es="Un")
    assert (await room.paragraph(id_)).status == "agreed"
    await room.revise(id_, 2, en="Two")
    assert (await room.paragraph(id_)).status == "open"
    assert (await refused("version_moved", forum, StandParagraph(id_, "agreed", 2), room.chair)).extra == {"version": 3}
    await refused("no_such_status", forum, StandParagraph(id_, "voted", 3), room.chair)
    await refused("not_yours", forum, StandParagraph(id_, "agreed", 3), room.panama)


async def test_paragraphs_are_put_where_one_says_and_nowhere_else(forum):
    room = await open_drafting(forum)
    a, b, c = [await room.write(text) for text in "ABC"]
    await forum.run(PlaceParagraph(c, a), room.ana)
    await forum.run(PlaceParagraph(a, None, "preamble"), room.ana)
    assert await room.said() == ["A", "C", "B"]
    await refused("no_such_paragraph", forum, PlaceParagraph(b, a), room.ana)
    await refused("no_such_section", forum, PlaceParagraph(b, None, "annex"), room.ana)
    await forum.run(WithdrawParagraph(b, 1), room.ana)
    assert await room.said() == ["A", "C"]
    await room.revise(b, 1, en="B again")
    assert await room.said() == ["A", "C", "B again"]


async def test_the_text_is_the_drafters_and_only_while_it_is_drafted(forum):
    room = await open_drafting(forum)
    put = PutParagraph(new_id(), room.item, "operative", {"en": "Text"}, "en")
    for actor in (room.panama, room.chair, await forum.person()):
        await refused("not_yours", forum, put, actor)
    await refused(
        "no_communique_here",
        forum,
        PutParagraph(new_id(), "2a", "operative", {"en": "Text"}),
        await forum.holder("organizer"),
    )
    rules.require_room_for(rules.MOST)
    with pytest.raises(Refusal, match="too_many_paragraphs"):
        rules.require_room_for(rules.MOST + 1)
    await room.go("adoption")
    assert (await refused("phase_closed", forum, put, room.ana)).extra == {"phase": "adoption"}


async def test_delegations_and_drafters_read_it_and_everybody_once_it_is_open(forum):
    room = await open_drafting(forum)
    stranger = await forum.person()

    async def reads(actor):
        return await forum.readers.run(readable, actor, room.item)

    assert [await reads(one) for one in (room.ana, room.chair, room.panama, room.colombia, stranger)] == [True] * 4 + [
        False
    ]
    await refused("not_yours", forum, OpenCommunique("J"), room.ana)
    await forum.run(OpenCommunique("J"), room.chair)
    assert await reads(stranger)
    await forum.run(OpenCommunique("J", opens=False), room.chair)
    assert not await reads(stranger)


class Unchecked(ReviseParagraph):
    """The mutant that does not look at the version."""

    def _base(self, work, found):
        return found.texts


@pytest.mark.parametrize("revise", [ReviseParagraph, Unchecked])
async def test_no_word_of_two_drafters_is_lost_and_a_mutant_without_the_version_check_is_caught(forum, revise):
    """Each edit adds a mark to what its writer saw: it stays in the text for ever, or in a clash that is shown."""
    room, rng, id_ = await open_drafting(forum), Random(7), new_id()
    await forum.run(PutParagraph(id_, room.item, "operative", {"en": "begin"}, "en"), room.ana)
    seen, accepted, clashed = {room.ana: (1, "begin"), room.beto: (1, "begin")}, set(), set()
    for step in range(60):
        writer, mark = rng.choice((room.ana, room.beto)), f"<{step}>"
        version, text = seen[writer]
        done = await forum.run(revise(id_, version, {"en": f"{text} {mark}"}), writer)
        (clashed if done.value.get("clash") else accepted).add(mark)
        if rng.random() < 0.7:
            found = await room.paragraph(id_)
            seen[writer] = (found.version, found.texts["en"])
    text = (await room.paragraph(id_)).texts["en"]
    kept = (await forum.readers.run(queries.HISTORY.clashes, forum.id, [id_])).get(id_, [])
    lost = {mark for mark in accepted if mark not in text}
    assert bool(lost) is (revise is Unchecked)
    assert all(any(mark in row.texts["en"] for row in kept) for mark in clashed)
    assert bool(clashed) is (revise is ReviseParagraph)
