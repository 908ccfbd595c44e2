"""Questions from the floor in real pages: kept without a network, read in two orders, looked after at the desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.browser.test_panel import came
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import assert_untouched, opened, scene, untouched, wall_of

pytestmark = pytest.mark.browser


def ask(page: Page, text: str) -> None:
    page.fill("#question", text)
    page.locator(".asks button.main").click()


def texts(page: Page) -> Locator:
    return page.locator(".asked > .floor-question > .words")


def test_a_question_asked_without_a_network_reaches_the_moderator_and_the_wall(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    cafe.go("presenting", "5")
    desk, wall = opened(cafe, "moderator"), wall_of(cafe)
    desk.goto(f"{cafe.url}/items/5/desk")
    ana, luis = came(cafe, "5", "Ana"), came(cafe, "5", "Luis")
    untouched([desk, wall, ana, luis])

    ana.context.set_offline(True)
    ask(ana, "Who pays for the second review?")
    waiting = ana.locator("[data-pending-list] > [data-id]")
    expect(waiting).to_contain_text("Who pays for the second review?")
    expect(waiting).to_contain_text("saved on this phone")
    ana.context.set_offline(False)
    expect(texts(desk)).to_have_text(["Who pays for the second review?"])
    expect(texts(luis)).to_have_text(["Who pays for the second review?"])
    expect(waiting).to_have_count(0)

    ask(luis, "Who writes it?")
    expect(texts(ana)).to_have_text(["Who writes it?", "Who pays for the second review?"])
    luis.locator(".floor-question", has_text="Who pays").get_by_role("button", name="Me too").click()
    mine = luis.locator(".floor-question", has_text="Who pays").locator(".agree")
    expect(mine).to_have_attribute("aria-pressed", "true")
    expect(ana.locator(".floor-question", has_text="Who pays").locator(".agree")).to_contain_text("1")
    expect(ana.locator(".floor-question", has_text="Who pays").locator(".agree")).to_have_attribute(
        "aria-pressed", "false"
    )

    ana.get_by_role("link", name="Most supported").click()
    expect(texts(ana)).to_have_text(["Who pays for the second review?", "Who writes it?"])
    ask(luis, "When does it begin?")
    expect(texts(ana)).to_have_text(["Who pays for the second review?", "When does it begin?", "Who writes it?"])
    assert ana.url.endswith("order=supported")
    ana.get_by_role("link", name="Newest").click()
    expect(texts(ana).first).to_have_text("When does it begin?")

    desk.keyboard.press("3")
    expect(scene(wall)).to_contain_text("Questions from the floor")
    expect(scene(wall).locator("li").first).to_contain_text("Who pays for the second review?")
    first = desk.locator(".floor-question", has_text="Who pays")
    first.get_by_role("button", name="On the wall").click()
    expect(scene(wall).locator("h1")).to_have_text("Who pays for the second review?")
    first.get_by_role("button", name="Answered").click()
    expect(ana.locator(".floor-question", has_text="Who pays")).to_contain_text("answered")
    desk.locator(".floor-question", has_text="Who writes").get_by_role("button", name="Hide").click()
    expect(texts(luis)).to_have_text(["When does it begin?", "Who pays for the second review?"])

    desk.get_by_role("button", name="Read each first").click()
    expect(luis.locator(".from-floor")).to_contain_text("The moderator reads each question before it is shown.")
    ask(luis, "A name is in this one")
    expect(desk.locator(".floor-state")).to_contain_text("1 waits to be shown")
    own = luis.locator("[data-pending-list] > [data-id]", has_text="A name is in this one")
    expect(own).to_contain_text("saved on the server")
    expect(ana.get_by_text("A name is in this one")).to_have_count(0)
    desk.get_by_role("button", name="Show it", exact=True).click()
    expect(texts(ana).first).to_have_text("A name is in this one")
    luis.locator(".floor-question", has_text="A name").get_by_role("button", name="Withdraw").click()
    expect(ana.get_by_text("A name is in this one")).to_have_count(0)
    expect(luis.get_by_text("A name is in this one")).to_have_count(0)
    assert_untouched([desk, wall, ana, luis])


def test_who_asks_for_the_floor_is_told_their_place_as_the_list_goes_on(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    cafe.go("discussion", "1")
    desk, wall = opened(cafe, "facilitator", "1"), wall_of(cafe)
    ana, luis = came(cafe, "1", "Ana"), came(cafe, "1", "Luis")
    untouched([desk, wall, ana, luis])
    desk.keyboard.press("4")
    expect(scene(wall)).to_contain_text("Ask for the floor: on your phone, or raise your nameplate.")

    desk.fill("#nameplate-name", "The Vice Minister")
    desk.select_option("#nameplate-delegation", label="Panama")
    desk.get_by_role("button", name="Enter on the list").click()
    expect(desk.locator(".listed")).to_have_count(1)
    expect(desk.locator("#nameplate-name")).to_have_value("")
    ana.get_by_role("button", name="I ask for the floor").click()
    expect(ana.locator(".my-turn")).to_contain_text("You are second")
    luis.get_by_role("button", name="I ask for the floor").click()
    expect(luis.locator(".my-turn")).to_contain_text("You are third")
    expect(luis.get_by_role("button", name="I ask for the floor")).to_be_hidden()
    expect(desk.locator(".listed", has_text="Luis").get_by_text("first time")).to_be_visible()

    desk.keyboard.press("n")
    expect(scene(wall).locator("h1")).to_have_text("The Vice Minister")
    expect(luis.locator(".my-turn")).to_contain_text("You are second")
    desk.fill("#nameplate-name", "The Vice Minister")
    desk.select_option("#nameplate-delegation", label="Panama")
    desk.get_by_role("button", name="Enter on the list").click()
    expect(desk.locator(".speakers-list .fault")).to_contain_text("Already has the floor.")
    expect(desk.locator("#nameplate-name")).to_have_value("The Vice Minister")
    desk.locator(".listed", has_text="Luis").get_by_role("button", name="Luis is next").click()
    expect(luis.locator(".my-turn")).to_contain_text("You are next")
    expect(ana.locator(".my-turn")).to_contain_text("You are second")
    ana.get_by_role("button", name="Not any more").click()
    expect(ana.get_by_role("button", name="I ask for the floor")).to_be_visible()
    desk.get_by_role("button", name="Close the list").click()
    expect(ana.get_by_role("button", name="I ask for the floor")).to_be_hidden()
    expect(ana.locator(".list-state")).to_contain_text("The list of speakers is closed.")
    desk.keyboard.press("n")
    expect(luis.locator(".my-turn")).to_contain_text("You have the floor")
    expect(scene(wall).locator("h1")).to_have_text("Luis")
    assert_untouched([desk, wall, ana, luis])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_the_floor_asks_and_nothing_scrolls_sideways(
    open_cafe: Callable[..., Cafe], scheme: str
) -> None:
    cafe = reference_forum(open_cafe())
    cafe.go("presenting", "5")
    phone = came(cafe, "5", "Ana", color_scheme=scheme, bypass_csp=True)
    for text in ("Who pays for the second review of the whole region?", "Who writes it?"):
        ask(phone, text)
        expect(phone.locator(".floor-question .words").first).to_have_text(text)
    desk = opened(cafe, "moderator", color_scheme=scheme, bypass_csp=True)
    desk.goto(f"{cafe.url}/items/5/desk")
    expect(texts(desk)).to_have_count(2)
    found = faults(phone) + faults(desk)
    cafe.go("discussion", "5")
    phone.get_by_role("button", name="I ask for the floor").click()
    expect(desk.locator(".listed")).to_have_count(1)
    expect(phone.locator(".my-turn")).to_be_visible()
    for page in (phone, desk):
        expect(page.locator(".arrived")).to_have_count(0)  # what fades in is pale for a moment
    found += faults(phone) + faults(desk)
    phone.goto(f"{cafe.url}/items/5/ask")
    found += faults(phone)
    desk.get_by_role("link", name="Group…").first.click()
    expect(desk.get_by_role("heading", name="Which question asks the same?")).to_be_visible()
    found += faults(desk)
    assert not found, "\n".join(found)
    for page, address in ((desk, "/items/5/desk"), (phone, "/items/5"), (phone, "/items/5/ask")):
        page.set_viewport_size({"width": 320, "height": 256})
        page.goto(cafe.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
