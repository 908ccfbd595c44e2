"""Session 1 of the reference forum, a panel, with everybody at their own page: facilitator, experts, participant, wall."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import assert_untouched, opened, pass_of, scene, untouched, wall_of

pytestmark = pytest.mark.browser

FIRST = "When a family reports someone missing on the route"


def came(cafe: Cafe, item: str, name: str = "", page: Page | None = None, **options: object) -> Page:
    """A participant on the item's own page."""
    page = page or cafe.device(**options)
    page.goto(f"{cafe.url}/join/{cafe.forum.code}")
    if name:
        page.fill("#name", name)
    page.click("main button.main")
    page.wait_for_url("**/programme**")
    page.goto(f"{cafe.url}/items/{item}")
    return page


def expert_of(cafe: Cafe, item: str, topic: str) -> Page:
    """An expert who opened their link and said which talk is theirs."""
    page = cafe.device()
    page.goto(f"{cafe.url}/role#{cafe.link('expert', item)}")
    page.wait_for_url(f"**/items/{item}/talk**")
    page.get_by_role("button", name=topic).click()
    expect(page.locator(".my-talk")).to_be_visible()
    return page


def test_the_experts_of_session_1_speak_in_turn_and_every_page_follows(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    desk, wall = opened(cafe, "facilitator", "1"), wall_of(cafe, "plenary")
    ana = came(cafe, "1", "Ana")
    rosa, luis = expert_of(cafe, "1", "Noticing vulnerability"), expert_of(cafe, "1", "Saving lives")
    pages = (desk, wall, ana, rosa, luis)
    untouched(pages)

    # The presenter introduces the topic; then the facilitator goes to the talks, and everybody is there.
    desk.keyboard.press("g")
    expect(scene(wall).locator("h1")).to_have_text("Protection of migrants in vulnerable situations")
    desk.keyboard.press("g")
    expect(desk.locator(".moves .on")).to_contain_text("talks")
    expect(scene(wall)).to_contain_text("Noticing vulnerability early")
    expect(ana.locator(".speaks")).to_contain_text("Nobody speaks at the moment")
    expect(ana.locator(".talk")).to_have_count(5)
    expect(luis.locator(".when")).to_contain_text("You speak after Expert 1")
    expect(luis.locator(".asks-me")).to_contain_text(FIRST)

    desk.keyboard.press("s")
    expect(rosa.locator(".when")).to_have_text("You are speaking")
    expect(rosa.locator(".huge .clock")).to_have_attribute("data-running", "true")
    expect(luis.locator(".when")).to_have_text("You are next, after Expert 1")
    expect(scene(wall).locator(".big-clock .clock")).to_have_attribute("data-running", "true")
    expect(ana.locator(".speaks")).to_contain_text("Speaking now · 1 of 5")

    # A second talk is refused while one runs: by the row's own button, with a sentence, and nothing changes.
    desk.get_by_role("button", name="Give the floor · Expert 3").click()
    expect(desk.locator(".ask")).to_contain_text("Another talk is running.")
    expect(desk.locator(".speaks")).to_contain_text("Expert 1")

    desk.keyboard.press("n")
    expect(luis.locator(".when")).to_have_text("You have the floor")
    expect(luis.locator(".huge .clock")).to_have_text("3:00")
    expect(rosa.locator(".when")).to_have_text("You have spoken. Thank you.")
    desk.keyboard.press("u")
    expect(rosa.locator(".when")).to_have_text("You have the floor")
    expect(luis.locator(".when")).to_have_text("You are next, after Expert 1")
    desk.keyboard.press("n")
    expect(desk.locator(".speaks h2")).to_have_text("Expert 2")
    desk.keyboard.press("s")
    expect(luis.locator(".when")).to_have_text("You are speaking")

    # How the second expert is called is said on a page of its own; wall and phones have it in the same moment.
    named = opened(cafe, "facilitator", "1")
    named.get_by_role("link", name="Name and time of Expert 2").click()
    named.fill("#name", "Andrés Villalobos")
    named.get_by_role("button", name="Save").click()
    named.wait_for_url("**/desk**")
    expect(scene(wall).locator("h1")).to_have_text("Andrés Villalobos")
    expect(ana.locator(".speaks h2")).to_have_text("Andrés Villalobos")

    desk.get_by_role("button", name=re.compile("^Skip · Expert 4")).click()
    expect(ana.locator(".talk:visible")).to_have_count(4)
    desk.get_by_role("button", name="Expert 5 speaks earlier").click()
    desk.get_by_role("button", name="Expert 5 speaks earlier").click()
    expect(desk.locator(".after")).to_contain_text("Expert 3")
    desk.get_by_role("button", name="Clock on the wall").click()
    expect(scene(wall).locator(".big-clock")).to_have_count(0)
    assert_untouched(pages)

    # The rapporteur notes what was said, and makes a main idea of it.
    rapporteur = opened(cafe, "rapporteur", "1")
    rapporteur.fill("#note", "Panama: shelters open at night, with a consul on call")
    rapporteur.keyboard.press("Enter")
    expect(rapporteur.locator("#notes")).to_contain_text("shelters open at night")
    assert pass_of(ana)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_a_panel_and_nothing_scrolls_sideways(
    open_cafe: Callable[..., Cafe], scheme: str
) -> None:
    cafe = reference_forum(open_cafe())
    desk = opened(cafe, "facilitator", "1", color_scheme=scheme, bypass_csp=True)
    for phase in ("introduction", "talks"):
        desk.keyboard.press("g")
        expect(desk.locator(".moves .on")).to_contain_text(phase)
    desk.keyboard.press("s")
    expect(desk.locator(".speaks.on")).to_be_visible()
    expert = cafe.device(color_scheme=scheme, bypass_csp=True)
    expert.goto(f"{cafe.url}/role#{cafe.link('expert', '1')}")
    expert.wait_for_url("**/items/1/talk**")
    found = faults(desk) + faults(expert)
    expert.get_by_role("button", name="Noticing").click()
    expect(expert.locator(".my-talk.on")).to_be_visible()
    found += faults(expert)
    expert.get_by_role("link", name="How I am called").click()
    found += faults(expert)
    expert.goto(f"{cafe.url}/items/1")
    found += faults(expert)
    assert not found, "\n".join(found)
    for page, address in ((desk, "/items/1/desk"), (expert, "/items/1"), (expert, "/items/1/talk")):
        page.set_viewport_size({"width": 320, "height": 256})
        page.goto(cafe.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
