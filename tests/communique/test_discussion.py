"""One paragraph is under discussion: phones follow it; the wall shows it while everybody reads the text, without names."""

import pytest

from app.communique.commands.adopting import AdoptCommunique
from app.communique.commands.amendments import PutAmendment
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.discussing import DiscussParagraph
from app.communique.commands.paragraphs import WithdrawParagraph
from app.communique.commands.zero_draft import OpenCommunique
from app.kernel.ids import new_id
from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.programme.commands import Announce
from app.resources import root
from app.stage.commands import Show
from app.web.assets import Assets
from app.web.catalogue import Catalogues
from app.web.render import Pages
from app.wiring import registered
from tests.communique.room import open_drafting
from tests.mirror import Mirror

REGISTRY = registered()[0]
SCREEN = Room("screen", "main")


async def card(forum, where, key):
    found = {card.key: card for card in await forum.readers.run(REGISTRY.load, forum.id, where)}
    return found.get(key)


async def on_wall(forum):
    return (await card(forum, SCREEN, "stage:main")).view.scene


async def test_the_wall_shows_the_paragraph_once_everybody_reads_the_text_and_names_nobody(forum):
    room = await open_drafting(forum)
    first = await room.write("We [CRI, PAN: agree [strongly]] to act", texts={"es": "Acordamos actuar"})
    second = await room.write("We meet again")
    await forum.run(PutAmendment(new_id(), first, 1, "insert", "to act", "at once"), room.panama)
    await forum.run(DiscussParagraph("J", first), room.ana)
    key = f"discussed:{room.item}"
    assert (await card(forum, Room("communique", room.item), key)).data["paragraph"] == first
    assert await card(forum, Room("item", room.item), key) is None
    assert (await on_wall(forum)).kind == "clock"
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(Show(REGISTRY, "paragraph", item="J"), room.chair)
    await forum.run(OpenCommunique("J"), room.chair)
    scene = await on_wall(forum)
    assert (scene.kind, scene.idea["number"], scene.idea["brackets"], scene.idea["amendments"]) == (
        "paragraph",
        1,
        2,
        1,
    )
    assert set(scene.said[0].texts) == {"en", "es"} and "CRI" not in str(scene) and "PAN" not in str(scene)
    kinds = [run["kind"] for run in scene.idea["marked"]["en"]]
    assert kinds == ["same", "same", "inserted"]
    assert "CRI" in str((await card(forum, Room("drafting", room.item), key)).data)
    await forum.run(DiscussParagraph("J", second), room.chair)
    assert (await on_wall(forum)).said[0].texts == {"en": "We meet again"}
    await forum.run(WithdrawParagraph(second), room.ana)
    assert (await on_wall(forum)).kind == "clock"


async def test_what_was_chosen_for_the_wall_gives_way_to_the_discussion(forum):
    room = await open_drafting(forum)
    one = await room.write("We agree")
    await forum.run(OpenCommunique("J"), room.chair)
    await forum.run(Announce("A break", "J"), room.chair)
    await forum.run(Show(REGISTRY, "message", item="J"), room.chair)
    assert (await on_wall(forum)).kind == "message"
    await forum.run(DiscussParagraph("J", one), room.ana)
    assert (await on_wall(forum)).kind == "paragraph"
    again = await forum.run(DiscussParagraph("J", one), room.chair)
    assert again.value == {"item": room.item, "paragraph": one, "open": True}
    await forum.run(DiscussParagraph("J"), room.ana)
    assert (await on_wall(forum)).kind == "clock"


async def test_only_who_drafts_or_chairs_chooses_and_only_of_this_text(forum):
    room = await open_drafting(forum)
    one = await room.write("We agree")
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(DiscussParagraph("J", one), room.panama)
    with pytest.raises(Refusal, match="no_such_paragraph"):
        await forum.run(DiscussParagraph("J", new_id()), room.ana)


async def test_an_adopted_text_stands_on_the_wall_as_adopted(forum):
    room = await open_drafting(forum)
    one = await room.write("We agree")
    await forum.run(OpenCommunique("J"), room.chair)
    await forum.run(DiscussParagraph("J", one), room.ana)
    digest = (await card(forum, Room("drafting", room.item), f"communique:{room.item}")).data["digest"]
    await room.go("adoption")
    await forum.run(AdoptCommunique("J", digest, True), room.chair)
    scene = await on_wall(forum)
    assert (scene.kind, scene.said, scene.idea["outcome"]) == ("paragraph", (), "joint_communique")


async def test_a_wall_shows_the_authority_first_where_its_own_language_is_behind(forum):
    room = await open_drafting(forum)
    pages = Pages(root("templates"), Catalogues(root("locale")), Assets(root("static")), REGISTRY)
    one = await room.write("We agree", texts={"es": "Acordamos"})
    await forum.run(OpenCommunique("J"), room.chair)
    await forum.run(DiscussParagraph("J", one), room.ana)

    async def wall():
        return pages.card(await card(forum, SCREEN, "stage:main"), "wall", "es", 1)

    html = await wall()
    assert html.index("Acordamos") < html.index("We agree") and "behind" not in html
    await room.revise(one, 1, en="We [all] agree")
    html = await wall()
    assert html.index("We ") < html.index("Acordamos") < html.index("behind")


async def test_pages_and_walls_follow_what_is_discussed_and_are_drawn_in_every_language(forum):
    room = await open_drafting(forum)
    pages = Pages(root("templates"), Catalogues(root("locale")), Assets(root("static")), REGISTRY)
    first = await room.write(
        "We [Alt 1: agree / Alt 2: [may] agree] to act", section="preamble", texts={"es": "Actuamos"}
    )
    second = await room.write("We meet [again]")
    rooms = [SCREEN, *(Room(kind, room.item) for kind in ("communique", "drafting", "item"))]
    page = Mirror(forum, REGISTRY, rooms, [room.panama])
    await page.start()
    acts = [
        (OpenCommunique("J"), room.chair),
        (DiscussParagraph("J", first), room.ana),
        (PutAmendment(new_id(), first, 1, "insert", "to act", "<i>now</i>"), room.panama),
        (DiscussParagraph("J", second), room.chair),
        (PutAmendment(new_id(), second, 1, "delete", "again"), room.panama),
        (OpenCommunique("J", False), room.chair),
        (OpenCommunique("J", True), room.chair),
        (DiscussParagraph("J", first), room.chair),
    ]
    for command, actor in acts:
        await forum.run(command, actor)
        assert not await page.differences()
    drawn = [one for where in rooms for one in page.of(where).values() if one.kind in ("discussed", "stage")]
    for language in INTERFACE_LANGUAGES:
        for surface in ("phone", "desk", "workbench", "wall", "booth"):
            html = [pages.card(one, surface, language, 1) for one in drawn]
            assert len(html) == 4 and "<i>now" not in str(html)
    wall = pages.card(page.of(SCREEN)["stage:main"], "wall", "en", 1)
    assert "Preamble, paragraph 1" in wall and "3 brackets remain" in wall and "Alt 2" in wall
    assert "&lt;i&gt;now" in wall and "<sub>2</sub>" in wall and "Actuamos" in wall


async def test_what_the_chair_asks_about_is_under_discussion_and_the_wall_says_that_it_is_asked(forum):
    room = await open_drafting(forum)
    pages = Pages(root("templates"), Catalogues(root("locale")), Assets(root("static")), REGISTRY)
    one, two = await room.write("We agree"), await room.write("We meet again")
    await forum.run(OpenCommunique("J"), room.chair)
    await forum.run(Announce("A break", "J"), room.chair)
    await forum.run(Show(REGISTRY, "message", item="J"), room.chair)
    rooms = [SCREEN, *(Room(kind, room.item) for kind in ("communique", "drafting", "item"))]
    page = Mirror(forum, REGISTRY, rooms, [room.panama])
    await page.start()

    def wall():
        return pages.card(page.of(SCREEN)["stage:main"], "wall", "en", 1)

    async def heard(command):
        await forum.run(command, room.chair)
        assert not await page.differences()
        return (await card(forum, Room("communique", room.item), f"discussed:{room.item}")).data

    told = await heard(AskObjection("J", "1", two))
    assert (told["paragraph"], told["asked"]) == (two, True)
    assert "We meet again" in wall() and "any objection?" in wall()
    told = await heard(DiscussParagraph("J", one))
    assert (told["paragraph"], told["asked"]) == (one, False) and "any objection?" not in wall()
    told = await heard(AskObjection("J", "1", one))
    assert told["asked"]
    told = await heard(CloseCall("J"))
    assert not told["asked"] and "We agree" in wall() and "any objection?" not in wall()
    await forum.run(DiscussParagraph("J"), room.chair)
    digest = (await card(forum, Room("drafting", room.item), f"communique:{room.item}")).data["digest"]
    told = await heard(AskObjection("J", digest))
    assert (told["paragraph"], told["asked"]) == (None, True)
    assert "The whole text" in wall() and "Any objection?" in wall()
    await forum.run(CloseCall("J"), room.chair)
    assert await card(forum, Room("communique", room.item), f"discussed:{room.item}") is None


async def test_a_question_of_a_text_that_not_everybody_reads_is_on_no_wall(forum):
    room = await open_drafting(forum)
    one = await room.write("We agree")
    await forum.run(AskObjection("J", "1", one), room.chair)
    assert (await card(forum, Room("communique", room.item), f"discussed:{room.item}")).data["asked"]
    assert (await on_wall(forum)).kind == "clock"
