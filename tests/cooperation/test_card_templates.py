"""Every card of a dialogue is drawn on every surface, in every language, and whatever was typed stays text."""

from pathlib import Path

import pytest

from app.cooperation.commands.presenting import PresentInitiative
from app.cooperation.commands.topics import MarkInterest
from app.kernel.language import INTERFACE_LANGUAGES
from app.live.rooms import Room
from app.people.keys import me_room
from app.resources import root
from app.stage.commands import Show
from app.tables.commands.seats import CallHelp
from app.web.assets import Assets
from app.web.catalogue import Catalogues
from app.web.render import Pages
from app.wiring import registered
from tests.cooperation.dialogue import open_dialogue

REGISTRY = registered()[0]
KINDS = {"initiative", "topic", "pad-table", "call", "dialogue", "follow-up", "mine-standings", "mine-topics"}


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages(Path(root("templates")), Catalogues(root("locale")), Assets(root("static")), REGISTRY)


async def test_every_card_is_drawn_everywhere_and_what_was_typed_stays_text(forum, pages):
    dialogue = await open_dialogue(forum, "waiting")
    panama = await dialogue.speaker("PAN")
    await forum.run(MarkInterest("22"), panama)
    await dialogue.go("table_work")
    boxes = {name: f"<i>{name}</i>" for name in ("what", "offers", "asks", "first_step")}
    full = await dialogue.note(21, "<i>title</i>", **boxes, by_when="2024-03-31", lead="PAN", references="gcm/7 gcm/23")
    await dialogue.note(22, "<i>bare</i>")
    await dialogue.revise(full, 1, what="<i>Ana</i>")
    await dialogue.revise(full, 1, dialogue.beto, what="<i>Beto</i>", lead="", references="")
    await dialogue.stand(full, "CRI", "exploring", dialogue.ana)
    await forum.run(PresentInitiative(full), dialogue.ana)
    await dialogue.stand(full, "PAN", "confirmed", panama)
    await forum.run(CallHelp("21"), dialogue.at[21])
    await forum.run(Show(REGISTRY, "initiative", full, "D1"), dialogue.ana)
    rooms = [Room(kind, forum.items[item]) for item in ("D1", "D2") for kind in ("item", "desk")]
    rooms += [Room("table", forum.tables[21]), Room("forum", forum.id), Room("screen", "main")]
    rooms.append(me_room(panama.participant))
    drawn = set()
    for room in rooms:
        for card in await forum.readers.run(REGISTRY.load, forum.id, room, None, panama):
            if card.kind not in KINDS | {"stage", "presented"}:
                continue
            drawn.add(card.kind)
            for surface in ("phone", "desk", "workbench", "wall"):
                for language in INTERFACE_LANGUAGES:
                    html = pages.card(card, surface, language, 7)
                    assert html.count(f'data-key="{card.key}"') == 1, (card.key, surface)
                    assert "<i>" not in html, (card.key, surface)
    assert drawn >= KINDS | {"stage"}
