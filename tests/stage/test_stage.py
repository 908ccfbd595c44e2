"""What the walls show: as the phase needs, or as somebody chose; and what becomes readable by being shown."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.findings.commands.findings import ReviseFinding
from app.kernel.ids import new_id
from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.programme.commands import Announce, MovePhase
from app.programme.models import Forum, Item
from app.resources import root
from app.stage.cards import StageView
from app.stage.choosing import preview
from app.stage.commands import Hide, Show, Step
from app.stage.questions.commands import AskQuestion
from app.stage.rules import SCENES
from app.synthesis.commands.drawing import Ref
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.placing import ShowKeyFinding
from app.tables.commands.turns import GiveTurn
from app.web.assets import Assets
from app.web.catalogue import Catalogues
from app.web.registry import Card
from app.web.render import Pages
from app.wiring import registered
from tests.findings.cafe import Cafe, open_cafe
from tests.forums import SmallForum
from tests.mirror import Mirror
from tests.stage.podium import add_podium

REGISTRY, ADMISSIONS = registered()
OF_PANELS = ("talk", "floor-questions", "speakers")
OF_WORDS = {
    "running-order",
    "answers",
    "finding",
    "key-finding",
    "table-findings",
    "message",
    "sources",
    "floor-questions",
}


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages(root("templates"), Catalogues(root("locale")), Assets(root("static")), REGISTRY)


MAIN = Room("screen", "main")


async def cards(forum: SmallForum, room: Room) -> dict[str, Card]:
    return {card.key: card for card in await forum.readers.run(REGISTRY.load, forum.id, room)}


async def wall(forum: SmallForum, screen: str = "main") -> StageView:
    view = (await cards(forum, Room("screen", screen)))[f"stage:{screen}"].view
    assert isinstance(view, StageView)
    return view


async def said(forum: SmallForum) -> list[str]:
    scene = (await wall(forum)).scene
    assert scene is not None
    return [text for one in scene.said for text in one.texts.values()]


def show(kind: str, thing: str | None = None, **more: Any) -> Show:
    return Show(REGISTRY, kind, thing, **{"item": "2a", **more})


async def key_finding(forum: SmallForum, actor: Any, text: str, *sources: str, item: str = "2a") -> str:
    id_ = new_id()
    refs = tuple(Ref("finding", source) for source in sources)
    await forum.run(PutKeyFinding(id_, forum.items[item], {"en": text}, sources=refs), actor)
    return id_


async def test_a_wall_follows_the_phase_when_nobody_chose_anything(forum: SmallForum) -> None:
    assert (await wall(forum)).kind == "join"
    cafe = await open_cafe(forum, "briefing")
    assert (await wall(forum)).kind == "briefing"
    await cafe.go("table_work")
    now = await wall(forum)
    assert (now.kind, now.chosen, now.number) == ("question", False, "2a")
    assert now.scene is not None and [one.tables for one in now.scene.said] == [(1,), (2,), (3,)]
    reported = await cafe.reported(2, "Joint desks work")
    assert (await wall(forum)).kind == "clock"
    await forum.run(GiveTurn("2a", "2"), cafe.desk)
    now = await wall(forum)
    assert now.kind == "table-findings" and now.scene is not None
    assert (now.scene.table, now.scene.reporter, await said(forum)) == (2, "", ["Joint desks work"])
    await cafe.go("consolidating")
    assert (await wall(forum)).kind == "clock"
    rapporteur = await forum.holder("rapporteur", "2a")
    await key_finding(forum, rapporteur, "Desks find victims", reported)
    assert (await wall(forum)).kind == "clock", "a draft is private until it is shown"
    await forum.run(show("key-finding"), rapporteur)
    assert await said(forum) == ["Desks find victims"]
    await cafe.go("done")
    assert (await wall(forum)).kind == "programme"


async def test_a_choice_holds_for_its_phase_and_hiding_for_longer(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    await forum.run(show("clock"), cafe.desk)
    assert ((await wall(forum)).kind, (await wall(forum)).chosen) == ("clock", True)
    await forum.run(Hide(item="2a"), cafe.desk)
    await cafe.go("briefing")
    now = await wall(forum)
    assert (now.kind, now.chosen, now.hidden) == ("briefing", False, True)
    await forum.run(Hide(hides=False, item="2a"), cafe.desk)
    assert not (await wall(forum)).hidden
    again = [await forum.run(show("join"), cafe.desk) for _ in range(2)]
    assert again[0].value == again[1].value
    await forum.run(show("phase"), cafe.desk)
    assert ((await wall(forum)).kind, (await wall(forum)).chosen) == ("briefing", False)


async def test_showing_again_a_wall_that_was_never_hidden_changes_nothing_for_anybody(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    mirror = Mirror(forum, REGISTRY, [MAIN, Room("forum", forum.id), Room("item", forum.items["2a"])])
    await mirror.start()
    done = await forum.run(Hide(hides=False, item="2a"), cafe.desk)
    assert [screen["hidden"] for screen in done.value["screens"]] == [False]
    assert not await mirror.differences()
    await forum.run(Hide(item="2a"), cafe.desk)
    assert not await mirror.differences()
    assert (await wall(forum)).hidden


async def test_answers_are_shown_only_when_chosen_and_then_the_item_may_read_them(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    item = Room("item", cafe.item)
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(show("answers"), cafe.desk)
    first = [await cafe.answer(1, f"Answer {n}") for n in range(4)]
    other = await cafe.answer(2, "Of another table")
    assert not [key for key in await cards(forum, item) if key.startswith("answer:")]
    await forum.run(show("answers", forum.tables[1]), cafe.desk)
    assert await said(forum) == ["Answer 3", "Answer 2", "Answer 1"]
    later = await cafe.answer(1, "Written since")
    assert await said(forum) == ["Answer 3", "Answer 2", "Answer 1"], "what comes later is not shown by itself"
    await forum.run(show("clock"), cafe.desk)
    readable = await cards(forum, item)
    assert {f"answer:{a}" for a in first[1:]} <= readable.keys()
    assert not {f"answer:{a}" for a in (first[0], other, later)} & readable.keys()
    await forum.run(show("answers", other), cafe.desk)
    assert await said(forum) == ["Of another table"]


async def test_only_what_was_reported_stands_on_a_wall(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    draft = await cafe.finding(1, "A draft")
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(show("finding", draft), cafe.desk)
    reported = await cafe.reported(2, "Reported")
    await cafe.dissent(2, reported)
    await forum.run(show("finding", reported), cafe.desk)
    now = await wall(forum)
    assert now.scene is not None and now.scene.said[0].dissents == 1
    await forum.run(show("table-findings", "1"), cafe.desk)
    assert await said(forum) == []


async def test_a_rapporteur_puts_their_own_key_findings_on_the_plenarys_wall_and_nothing_else(
    forum: SmallForum,
) -> None:
    cafe = await open_cafe(forum)
    moderator = await forum.holder("moderator")
    rapporteurs = {name: await forum.holder("rapporteur", name) for name in ("2a", "2b")}
    own = [await key_finding(forum, rapporteurs["2a"], f"A{n}") for n in range(2)]
    other = await key_finding(forum, rapporteurs["2b"], "B0", item="2b")
    await cafe.go("done")
    await forum.run(MovePhase("P2", "presenting"), moderator)
    assert (await wall(forum)).number == "P2"
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(Step(REGISTRY, item="P2"), moderator)
    for expected in ("A0", "A1", "A1"):
        await forum.run(Step(REGISTRY, item="P2"), rapporteurs["2a"])
        assert await said(forum) == [expected]
    now = await wall(forum)
    assert now.scene is not None and (now.scene.place, now.scene.number) == ((2, 2), "2a")
    assert f"key-finding:{own[1]}" in await cards(forum, Room("item", cafe.item))
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(show("key-finding", other, item="P2"), rapporteurs["2a"])
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(show("clock", item="P2"), rapporteurs["2a"])
    await forum.run(Step(REGISTRY, -1, item="P2"), moderator)
    assert await said(forum) == ["A0"], "who runs the plenary steps through what is shown"
    await forum.run(show("key-finding", other, item="P2"), rapporteurs["2b"])
    assert await said(forum) == ["B0"]


async def test_the_first_step_goes_on_from_what_the_phase_already_shows(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    moderator = await forum.holder("moderator")
    for item, text in (("2a", "A0"), ("2a", "A1"), ("2b", "B0")):
        rapporteur = await forum.holder("rapporteur", item)
        await forum.run(ShowKeyFinding(await key_finding(forum, rapporteur, text, item=item)), rapporteur)
    await cafe.go("done")
    for phase in ("presenting", "discussion"):
        await forum.run(MovePhase("P2", phase), moderator)
    assert await said(forum) == ["A0"]
    for expected in ("A1", "B0", "B0"):
        await forum.run(Step(REGISTRY, item="P2"), moderator)
        assert await said(forum) == [expected]


async def test_where_it_comes_from_walks_down_as_far_as_everybody_may_read(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    rapporteur = await forum.holder("rapporteur", "2a")
    answer = await cafe.answer(1, "The second time she spoke")
    reported = await cafe.reported(1, "Interviews twice", answer)
    draft = await cafe.finding(2, "Not reported")
    shown = await key_finding(forum, rapporteur, "Two interviews", reported, draft)
    await forum.run(show("key-finding", shown), rapporteur)
    await forum.run(show("sources"), cafe.desk)
    now = await wall(forum)
    assert now.scene is not None and [one.quote[0] for one in now.scene.said] == ["", "The second time she spoke"]
    assert await said(forum) == ["Two interviews", "Interviews twice"]


async def test_words_on_the_wall_change_with_what_they_stand_for(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    rapporteur = await forum.holder("rapporteur", "2a")
    reported = await cafe.reported(1, "Desks at the border")
    draft = await cafe.finding(1, "Not reported: nobody hears of it but its table")
    shown = await key_finding(forum, rapporteur, "Desks", draft)
    page = Mirror(forum, REGISTRY, [MAIN])
    await page.start()
    await forum.run(show("finding", reported), cafe.desk)
    await page.follow()
    await forum.run(ReviseFinding(reported, 1, "Desks at every border"), cafe.at[1])
    assert not await page.differences()
    assert await said(forum) == ["Desks at every border"]
    await forum.run(show("key-finding", shown), rapporteur)
    await page.follow()
    before = (await wall(forum)).scene
    await cafe.dissent(1, draft)
    assert not await page.differences()
    after = (await wall(forum)).scene
    assert before and after and (before.said[0].state, after.said[0].state) == ("single-table", "contested")


async def test_looking_at_a_preview_shows_nothing_to_anybody(forum: SmallForum) -> None:
    cafe = await open_cafe(forum)
    rapporteur = await forum.holder("rapporteur", "2a")
    draft, written = await key_finding(forum, rapporteur, "Still a draft"), await cafe.answer(1, "At the table")
    for actor, kind, words in ((rapporteur, "key-finding", "Still a draft"), (cafe.desk, "answers", "At the table")):
        scene = await forum.readers.run(preview, REGISTRY, actor, "2a", kind)
        assert [text for one in scene.said for text in one.texts.values()] == [words]
    assert not {f"key-finding:{draft}", f"answer:{written}"} & (await cards(forum, Room("item", cafe.item))).keys()
    with pytest.raises(Refusal, match="not_yours"):
        await forum.readers.run(preview, REGISTRY, cafe.at[1], "2a", "answers")


async def test_each_place_has_its_screen_which_follows_what_goes_on_there(forum: SmallForum) -> None:
    def places(connection: sa.Connection) -> None:
        forums, items = Forum.__table__, Item.__table__  # type: ignore[attr-defined]
        connection.execute(forums.update().values(details={"places": {"hall-a": {}, "hall-b": {}}}))
        for number, place in (("2a", "hall-a"), ("2b", "hall-b")):
            connection.execute(items.update().where(items.c.number == number).values(place=place))

    with forum.engines.writer.begin() as connection:
        places(connection)
    desk = await forum.holder("facilitator")
    for number in ("2a", "2b"):
        await forum.run(MovePhase(number, "table_work"), desk)
    assert [(await wall(forum, s)).number for s in ("main", "hall-a", "hall-b")] == ["2a", "2a", "2b"]
    done = await forum.run(show("clock", item="2b"), desk)
    assert [one["screen"] for one in done.value["screens"]] == ["hall-b"]
    await forum.run(show("join", screen="main"), desk)
    assert [(await wall(forum, s)).kind for s in ("main", "hall-a", "hall-b")] == ["join", "question", "clock"]
    with pytest.raises(Refusal, match="no_such_screen"):
        await forum.run(show("clock", screen="hall-c"), desk)
    assert await forum.readers.run(ADMISSIONS.refused, desk, Room("screen", "hall-c")) == "no_such_room"
    assert await forum.readers.run(ADMISSIONS.refused, await forum.person(), Room("screen", "hall-b")) is None


async def test_every_scene_is_drawn_on_every_surface_in_every_language(forum: SmallForum, pages: Pages) -> None:
    cafe = await open_cafe(forum)
    rapporteur = await forum.holder("rapporteur", "2a")
    answer = await cafe.answer(1, "<i>Said</i>")
    reported = await cafe.reported(1, "<i>Found</i>", answer)
    await key_finding(forum, rapporteur, "<i>Key</i>", reported)
    await forum.run(Announce("<i>Now</i>", "2a", new_id()), cafe.desk)
    add_podium(forum)
    panel = await forum.holder("facilitator", "1")
    with Session(forum.engines.writer) as session:
        speaks = {"name": {"en": "<i>Speaks</i>"}, "function": {}, "topic": {}}
        session.get_one(Item, forum.items["2a"]).details = {"speakers": [speaks]}
        session.commit()
    await forum.run(MovePhase("1", "talks"), panel)
    await forum.run(AskQuestion(REGISTRY, new_id(), "1", "<i>Floor</i>"), panel)
    seen = set()
    # In their order: a key finding is shown before its sources. A café has neither of these: tests/cooperation and
    # tests/survey draw them.
    elsewhere = {"initiative", "paragraph", "survey-results"}
    for kind in [kind for kind in SCENES if kind not in elsewhere]:
        thing = reported if kind == "finding" else forum.tables[1] if kind == "table-findings" else None
        if kind in OF_PANELS:
            await forum.run(Show(REGISTRY, kind, thing, "1", "main"), panel)
        else:
            await forum.run(show(kind, thing, screen="main"), rapporteur if kind == "key-finding" else cafe.desk)
        card = (await cards(forum, MAIN))["stage:main"]
        for surface in ("wall", "desk", "phone"):
            for language in INTERFACE_LANGUAGES:
                html = pages.card(card, surface, language, 7)
                assert html.count('data-key="stage:main"') == 1
                assert "<i>S" not in html and "<i>F" not in html and "<i>K" not in html and "<i>N" not in html
        wide = pages.card(card, "wall", "es", 7)
        seen.add(re.sub(r'data-(ends|left)="[^"]*"', "", wide))
        if kind in (
            "running-order",
            "floor-questions",
            "answers",
            "finding",
            "key-finding",
            "table-findings",
            "message",
            "sources",
        ):
            assert "&lt;i&gt;" in wide
    assert len(seen) >= len(SCENES) - len(elsewhere) - 1, "the phase's own scene is one of them"


async def test_a_message_to_all_phones_stands_until_the_room_has_gone_on(forum: SmallForum) -> None:
    cafe: Cafe = await open_cafe(forum)
    item = Room("item", cafe.item)
    mirror = Mirror(forum, REGISTRY, [item, MAIN])
    await mirror.start()

    async def messages() -> list[str]:
        assert await mirror.differences() == []
        return [str(card.data["text"]) for card in mirror.of(item).values() if card.list == "announcements"]

    for text in ("Coffee is at the back", "Two more minutes"):
        await forum.run(Announce(text, "2a", new_id()), cafe.desk)
    await forum.run(show("message"), cafe.desk)
    assert sorted(await messages()) == ["Coffee is at the back", "Two more minutes"]
    await cafe.go("report_out")
    assert await messages() == []
    await forum.run(Announce("Table 2 comes first", "2a", new_id()), cafe.desk)
    assert await messages() == ["Table 2 comes first"]


async def test_the_last_message_can_stand_on_the_wall(forum: SmallForum) -> None:
    cafe: Cafe = await open_cafe(forum)
    with pytest.raises(Refusal, match="nothing_to_show"):
        await forum.run(show("message"), cafe.desk)
    await forum.run(Announce("Two more minutes", "2a", new_id()), cafe.desk)
    await forum.run(show("message"), cafe.desk)
    assert await said(forum) == ["Two more minutes"]
    with pytest.raises(Refusal, match="no_such_scene"):
        await forum.run(show("fireworks"), cafe.desk)
