"""A table and its desk, as people use them: what a tap says, what stays in view, who hears whom again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cafe
from tests.desk.test_desk_and_wall import opened, pass_of

pytestmark = pytest.mark.browser
ANSWER, FINDING = "7f0f7e0e-94b1-4f4b-9a36-0d9f6a4d2a11", "1b0f7e0e-94b1-4f4b-9a36-0d9f6a4d2a12"


def turn(page: Page, tab: str) -> None:
    page.locator(f"[data-tab={tab}]:visible").first.click()


def test_a_table_says_that_it_is_ready_and_calls_for_help_from_its_phone(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    ana = cafe.device()
    cafe.join(ana, 1, "Ana")
    desk = opened(cafe, "facilitator", "2a")
    tile = desk.locator(".tile").first
    ana.goto(ana.url.split("?")[0] + "?view=findings")
    ready, call = ana.get_by_role("button", name="We are ready"), ana.get_by_role("button", name="Call for help")
    ready.click()
    expect(ready).to_have_attribute("aria-pressed", "true")
    expect(tile).to_contain_text("ready")
    call.click()
    expect(call).to_have_attribute("aria-pressed", "true")
    expect(tile).to_contain_text("asks for help")
    tile.get_by_role("button", name="Done").click()
    expect(call).to_have_attribute("aria-pressed", "false")
    ready.click()
    expect(ready).to_have_attribute("aria-pressed", "false")


def test_the_phone_of_a_table_that_has_the_floor_shows_the_button_that_reports(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    ana, luis = cafe.device(), cafe.device()
    cafe.join(ana, 1, "Ana")
    cafe.join(luis, 2, "Luis")
    turn(ana, "answers")  # a tap in the greeting
    own = pass_of(ana)
    body = {"table": cafe.forum.tables[1], "text": "Desks that stay open at night.", "sources": []}
    cafe.call("PUT", f"/findings/{FINDING}", body, own)
    turn(ana, "findings")
    aloud = ana.get_by_role("button", name="Read aloud: nobody objected")
    expect(aloud).to_be_visible()
    assert aloud.evaluate("button => button.scrollWidth <= button.clientWidth"), "words leave their button"
    aloud.click()
    expect(ana.locator(".finding .meta")).to_contain_text("read aloud, nobody objected")
    dissent = {"dissent": "Not every night."}
    cafe.call("POST", f"/findings/{FINDING}/signoff", dissent, own)
    expect(ana.locator(".finding .meta")).to_contain_text("read aloud, with dissent")
    cafe.go("report_out")
    expect(ana.locator("body")).to_have_attribute("data-view", "heard")
    cafe.call("POST", "/items/2a/turn", {"table": "1"}, cafe.facilitator)
    expect(ana.locator("body")).to_have_attribute("data-view", "findings")
    expect(luis.locator("body")).to_have_attribute("data-view", "heard")
    expect(ana.locator("[data-turn-of]")).to_be_visible()
    ana.get_by_role("button", name="Report to the others").click()
    expect(luis.locator("[data-heard] > li")).to_contain_text("Desks that stay open at night.")
    cafe.call("POST", "/items/2a/turn", {"table": "2"}, cafe.facilitator)
    expect(ana.locator("body")).to_have_attribute("data-view", "heard")


def test_a_table_whose_cards_were_swapped_back_hears_itself_again(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    ana, luis = cafe.device(), cafe.device()
    cafe.join(ana, 1, "Ana")
    cafe.join(luis, 1, "Luis")
    led = luis.locator("[data-places]")
    cafe.call("POST", "/items/2a/tables", {"action": "swap", "table": 1, "with": 2}, cafe.facilitator)
    expect(led).to_contain_text("You sit at Table 2 now.")
    cafe.call("POST", "/items/2a/tables", {"action": "undo"}, cafe.facilitator)
    expect(led).to_be_hidden()
    said = {"table": cafe.forum.tables[1], "text": "Heard again."}
    cafe.call("PUT", f"/answers/{ANSWER}", said, pass_of(ana))
    turn(luis, "answers")
    expect(luis.locator("[data-list=answers] > li")).to_contain_text("Heard again.")


def test_what_the_desk_asks_stays_in_view_and_the_way_back_is_never_in_hand(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    cafe.go("waiting")
    phones = [cafe.device() for _ in range(2)]
    for number, phone in enumerate(phones):
        cafe.join(phone, number + 1)
    desk = opened(cafe, "facilitator", "2a")
    desk.set_viewport_size({"width": 1280, "height": 600})
    desk.get_by_role("button", name="Go to briefing").click()
    expect(desk.locator(".moves .on")).to_contain_text("briefing")
    expect(desk.locator(".moves .back :focus"), "the next Enter would go back").to_have_count(0)
    desk.keyboard.press("g")
    expect(desk.locator(".moves .on")).to_contain_text("table work")
    desk.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert desk.evaluate("scrollY") > 0
    desk.keyboard.press("g")
    ask = desk.locator(".ask")
    expect(ask).to_contain_text("have not said that they are ready")
    expect(ask.get_by_role("button", name="Go to report-out")).to_be_in_viewport(ratio=1)


def test_the_desk_scrolls_only_downwards_when_tables_share_a_long_question(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    cafe.call("POST", "/items/2a/tables", {"action": "add"}, cafe.facilitator)
    cafe.go("report_out")
    desk = opened(cafe, "facilitator", "2a")
    expect(desk.get_by_role("heading", name="Or by question")).to_be_visible()
    one = desk.locator(".speaking .one-line").first
    one.evaluate("line => line.textContent = 'Which practice would you lend to a neighbour, and why? '.repeat(9)")
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(desk.get_by_role("button", name="Give the floor to this question").first).to_be_in_viewport(ratio=1)
