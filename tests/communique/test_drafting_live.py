"""What a drafter types is heard as it is typed by who reads the text, with the names that they read; it is kept nowhere."""

import pytest

from app.communique.commands.discussing import DiscussParagraph
from app.communique.commands.zero_draft import OpenCommunique
from app.communique.live_api import heard
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.store.journal import head
from app.wiring import registered
from tests.communique.room import open_drafting

REGISTRY = registered()[0]


async def type_(forum, actor, paragraph, **texts):
    return dict(await forum.readers.run(lambda session: heard(REGISTRY, session, actor, paragraph, texts)))


def words(told, tag="en"):
    return [(kind, "".join(text for _, text, _, _ in tokens)) for kind, tokens in told[tag]]


async def test_only_what_is_under_discussion_is_heard_and_only_a_drafter_is(forum):
    room = await open_drafting(forum)
    one, other = await room.write("We agree"), await room.write("We meet")
    assert await type_(forum, room.ana, one, en="We all agree") == {}
    await forum.run(DiscussParagraph("J", one), room.ana)
    before = await forum.readers.run(head, forum.id)
    told = await type_(forum, room.ana, one, en="We all agree", fr="Jamais", es="Nunca")
    assert {place.kind for place in told} == {"drafting", "communique"}
    typed = words(told[Room("communique", room.item)])
    assert [(kind, text) for kind, text in typed if kind != "same"] == [("inserted", "all")]
    assert "".join(text for _, text in typed) == "We all agree"
    assert set(told[Room("communique", room.item)]) == {"en"}
    assert await type_(forum, room.ana, other, en="We meet again") == {}
    for stranger in (room.panama, room.colombia):
        with pytest.raises(Refusal, match="not_yours"):
            await type_(forum, stranger, one, en="We never agree")
    assert await forum.readers.run(head, forum.id) == before


async def test_a_wall_hears_it_while_it_shows_the_text_and_never_whose_a_bracket_is_to_be(forum):
    room = await open_drafting(forum)
    one = await room.write("We agree [PAN: soon]")
    await forum.run(DiscussParagraph("J", one), room.ana)
    told = await type_(forum, room.ana, one, en="We agree [PAN: soon] [CR")
    assert "CR" in str(told[Room("communique", room.item)])
    await forum.run(OpenCommunique("J"), room.chair)
    screen, text = Room("screen", "main"), Room("communique", room.item)
    for typed in ("We agree [PAN: soon] [C", "We agree [PAN: soon] [CRI", "We agree [PAN: soon] [CRI, PAN: now]"):
        told = await type_(forum, room.ana, one, en=typed)
        assert set(told) == {screen, text, Room("drafting", room.item)}
        assert told[screen] == told[text]
        assert "C" not in str(told[screen]) and "PAN" not in str(told[screen])
        assert "PAN" in str(told[Room("drafting", room.item)])
    await room.go("adoption")
    assert await type_(forum, room.ana, one, en="We agree") == {}


async def test_an_end_is_heard_too_and_an_unknown_paragraph_is_refused(rooms):
    made = await rooms.call(rooms.ana, "PUT", f"/paragraphs/{'0' * 8}-0000-4000-8000-{'0' * 12}", 201, text="We agree")
    draft = f"/paragraphs/{made['id']}/draft"
    assert not (await rooms.call(rooms.ana, "PUT", draft, texts={"en": "We"}))["heard"]
    await rooms.call(rooms.ana, "PUT", "/communique/discussion", paragraph=made["id"])
    first = await rooms.call(rooms.ana, "PUT", draft, texts={"en": "We"})
    other = await rooms.call(rooms.beto, "PUT", draft, texts={"en": "We all"})
    assert first["heard"] and first["whose"] != other["whose"]
    assert (await rooms.call(rooms.ana, "PUT", draft))["heard"]
    await rooms.call(rooms.panama, "PUT", draft, 403, texts={"en": "No"})
    await rooms.call(rooms.ana, "PUT", f"/paragraphs/{'1' * 8}-0000-4000-8000-{'0' * 12}/draft", 404)
