"""Two cafés in parallel and the plenary that follows, on the reference forum's own items: 2a and 2b on the first day, 4a and
4b on the second. Two desks, two rapporteurs, tables in Spanish and English, three walls; nobody reloads a page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.browser.test_whole_cafe import Phone, on
from tests.desk.test_desk_and_wall import WALL, assert_untouched, opened, scene, untouched

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

BLOCKS = {
    "2a and 2b": ("2a", "2b", "P2", ("La ventanilla de noche", "A visa that names nobody")),
    "4a and 4b": ("4a", "4b", "P4", ("Los datos cambiaron la ley", "Reintegration begins before the journey")),
}


@dataclass
class Side:
    """One of the two cafés: who runs it, who makes key findings of it, its wall, and two phones at its first two tables."""

    cafe: Cafe
    item: str
    finding: str
    desk: Page
    bench: Page
    wall: Page
    phones: list[Phone] = field(default_factory=list)

    @classmethod
    def open(cls, cafe: Cafe, item: str, finding: str) -> "Side":
        desk, bench = opened(cafe, "facilitator", item), opened(cafe, "rapporteur", item)
        wall = desk.context.new_page()
        wall.set_viewport_size({"width": WALL[0], "height": WALL[1]})
        wall.goto(cafe.url + (desk.get_by_role("link", name="Open the wall").get_attribute("href") or ""))
        return cls(cafe, item, finding, desk, bench, wall)

    def seat(self) -> None:
        """Two people scan the cards of the first two tables."""
        desk = self.cafe.call("POST", "/links", {"token": self.cafe.link("facilitator", self.item)})["pass"]
        tables = self.cafe.call("GET", f"/items/{self.item}", by=desk)["tables"]
        for table, language in zip(tables, ("es", "en"), strict=False):
            phone = Phone(self.cafe, language, table["number"], f"{language} of {self.item}")
            phone.page.goto(f"{self.cafe.url}/join/{self.cafe.forum.code}?table={table['code']}")
            phone.page.fill("#name", phone.name)
            phone.page.click("main button.main")
            phone.page.wait_for_url("**/here**")
            expect(phone.page.locator("h1")).to_contain_text(str(phone.table))
            phone.page.click("main button.main")
            phone.page.wait_for_url("**/tables/**")
            self.phones.append(phone)

    @property
    def pages(self) -> list[Page]:
        return [self.desk, self.bench, self.wall, *(phone.page for phone in self.phones)]


def worked(side: Side) -> None:
    """Table work: an answer at each table, one finding, read aloud and signed off."""
    on(side.desk, "table work")
    expect(scene(side.wall)).to_have_class(re.compile("question"))
    for phone in side.phones:
        phone.tap("Start writing", "link")
        if phone.page.locator("#answer:visible").count() == 0:
            phone.page.get_by_role("button", name=re.compile("^(Take the pen|Tomar el bolígrafo)")).click()
        phone.write(f"{side.finding}, {phone.table}")
        expect(phone.find(f"{side.finding}, {phone.table}")).to_be_visible()
    expect(side.desk.locator(".tile").first).to_contain_text("1 answer")
    writer = side.phones[0]
    writer.tap("Findings", "link")
    writer.tap("Write a finding", "link")
    writer.page.fill("#finding-text", side.finding)
    writer.page.locator("#make-finding button.main").click()
    made = writer.find(side.finding)
    made.locator("form[action$=signoff] button").click()
    expect(made).to_contain_text("nadie objetó")


def reported(side: Side, other: Side) -> None:
    """The table reports on its own wall and phones; the other café hears nothing of it."""
    on(side.desk, "report-out")
    side.desk.get_by_role("button", name=f"Give the floor to Table {side.phones[0].table}").click()
    side.phones[0].page.locator("form[action$=report] button").first.click()
    expect(scene(side.wall)).to_contain_text(side.finding)
    listener = side.phones[1].page
    listener.locator("[data-back]:visible, [data-tab=heard]:visible").first.click()
    expect(listener.locator("[data-heard]")).to_contain_text(side.finding)
    for page in other.pages:
        expect(page.locator("body")).not_to_contain_text(side.finding)


def consolidated(side: Side) -> None:
    """Another table adds to it; the rapporteur makes a key finding of both, in two languages, kept for the plenary."""
    on(side.desk, "commenting")
    listener = side.phones[1].page
    listener.locator("[data-heard] > li.finding").first.locator("[data-comment-on]").click()
    listener.locator("form[data-comments] input[value=adds]").check()
    listener.locator("form[data-comments] #comment").fill("Here as well")
    listener.locator("form[data-comments] button.main").click()
    expect(side.bench.locator("#findings")).to_contain_text("Here as well")
    on(side.desk, "consolidating")
    side.bench.locator("#findings > li.heard").first.locator("[data-pick]").check()
    side.bench.locator("#findings > li.comment").first.locator("[data-pick]").check()
    side.bench.keyboard.press("m")
    side.bench.locator("#text-en").fill(f"{side.item} found: {side.finding}")
    side.bench.locator("#text-es").fill(f"{side.item} halló: {side.finding}")
    side.bench.keyboard.press("Control+Enter")
    expect(side.bench.locator("#keys > .key").first).to_contain_text("shared")
    for phone in side.phones:
        expect(phone.page.locator("main")).not_to_contain_text(f"{side.item} halló")


@pytest.mark.parametrize("block", BLOCKS)
def test_two_cafes_run_in_parallel_and_come_together_in_their_plenary(
    open_cafe: Callable[..., Cafe], block: str
) -> None:
    cafe = reference_forum(open_cafe())
    *items, plenary, findings = BLOCKS[block]
    sides = [Side.open(cafe, item, finding) for item, finding in zip(items, findings, strict=True)]
    assert len({side.wall.url for side in sides}) == 2, "each hall has a wall of its own"
    for side in sides:
        on(side.desk, "briefing")
        side.seat()
        expect(side.desk.locator("body")).to_contain_text("2 people")
    pages = [page for side in sides for page in side.pages]
    untouched(pages)
    for side in sides:
        worked(side)
    for side, other in zip(sides, reversed(sides), strict=True):
        reported(side, other)
    for side in sides:
        consolidated(side)
    assert_untouched(pages)

    # Both halls come together: each phone is led to the plenary, and the walls follow what the moderator runs.
    moderator = opened(cafe, "moderator")
    moderator.goto(f"{cafe.url}/items/{plenary}/desk")
    main = moderator.context.new_page()
    main.goto(cafe.url + (moderator.get_by_role("link", name="Open the wall").get_attribute("href") or ""))
    on(moderator, "presenting")
    everybody = [phone for side in sides for phone in side.phones]
    for phone in everybody:
        phone.page.get_by_role("link", name=re.compile(rf"^(Now|Ahora): {plenary}")).click()
        phone.page.wait_for_url(f"**/items/{plenary}**")
    for side in sides:
        side.bench.goto(f"{cafe.url}/items/{plenary}/desk")
    pages = [moderator, main, *(side.bench for side in sides), *(phone.page for phone in everybody)]
    untouched(pages)
    for n, side in enumerate(sides):
        moderator.keyboard.press("t")
        expect(moderator.locator(".floor-of.on")).to_contain_text(side.item)
        side.bench.keyboard.press("ArrowRight")
        expect(scene(main).locator("h1")).to_have_text(f"{side.item} found: {side.finding}")
        for phone in everybody:
            words = "halló" if phone.language == "es" else "found"
            expect(phone.page.locator(".presented .words")).to_have_text(f"{side.item} {words}: {side.finding}")
        everybody[n].page.locator(".presented .agree").click()
        expect(everybody[3].page.locator(".presented .agree")).to_contain_text("1")
    assert_untouched(pages)
