"""Every card of a forum in full swing is drawn on every surface, in every language, and nothing of it is personal."""

import re
from html.parser import HTMLParser

import pytest

from app.kernel.ids import new_id
from app.kernel.language import INTERFACE_LANGUAGES
from app.live.rooms import Room
from app.programme.commands import Announce, MovePhase
from app.resources import root
from app.tables.commands import answers, seats
from app.web.assets import Assets
from app.web.catalogue import Catalogues
from app.web.registry import Registry
from app.web.render import Pages
from app.wiring import registered
from tests.forums import SmallForum

SURFACES = ("phone", "desk", "workbench", "wall", "booth")
VOID = {"input", "br", "img", "path", "circle", "rect", "use"}


class Balance(HTMLParser):
    """One root element that carries the card's attributes, and every element closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.roots: list[dict[str, str | None]] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.open:
            self.roots.append(dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return registered()[0]


@pytest.fixture(scope="module")
def pages(registry: Registry) -> Pages:
    return Pages(root("templates"), Catalogues(root("locale")), Assets(root("static")), registry)


async def test_every_card_is_one_closed_element_with_its_key(
    forum: SmallForum, registry: Registry, pages: Pages
) -> None:
    desk, ana, luis = await forum.holder("facilitator", "2a"), await forum.person(1, name="Ana"), await forum.person(1)
    await forum.run(MovePhase("2a", "table_work", "waiting"), desk)
    await forum.run(answers.PutAnswer(new_id(), forum.tables[1], "<b>Ventanillas</b>", "es"), ana)
    await forum.run(seats.NameReporter(forum.tables[1]), luis)
    await forum.run(seats.CallHelp(forum.tables[1]), luis)
    await forum.run(Announce("Two more minutes", "2a", new_id()), desk)
    item = forum.items["2a"]
    rooms = [Room("forum", forum.id), *(Room(kind, item) for kind in ("item", "desk", "work"))]
    rooms += [Room("table", forum.tables[1]), Room("me", ana.participant)]
    for room in rooms:
        for card in await forum.readers.run(registry.load, forum.id, room, None, ana):
            for surface in SURFACES:
                for language in INTERFACE_LANGUAGES:
                    html = pages.card(card, surface, language, 7)
                    balance = Balance()
                    balance.feed(html)
                    assert not balance.faults and not balance.open, html
                    assert len(balance.roots) == 1, html
                    placed = balance.roots[0]
                    assert (placed["data-key"], placed["id"], placed["data-seq"]) == (card.key, card.key, "7")
                    assert placed["data-order"] == card.order
                    assert "<b>Ventanillas" not in html
                    assert html == pages.card(card, surface, language, 7), "a card may not change by being drawn again"


def test_no_card_has_a_field_for_words(registry: Registry) -> None:
    names = {name for kind in registry.kinds.values() for name in kind.templates.values()}
    texts = {name: (root("templates") / name).read_text() for name in names}
    assert not [n for n, text in texts.items() if re.search(r"<textarea|type=.text|hidden_id|new_id", text)]
