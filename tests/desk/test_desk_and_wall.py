"""The desk and the wall in a real Chromium, with phones: everything follows by itself, and nothing is reloaded."""

import re
from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Cafe

pytestmark = pytest.mark.browser

DESK, WALL = (1440, 900), (1920, 1080)
UNTOUCHED = "document.body.dataset.untouched"


def opened(cafe: Cafe, role: str, item: str | None = None, **options: object) -> Page:
    """A holder of *role* at their page, by the link they were sent."""
    page = cafe.device(*DESK, **options)
    if options.get("java_script_enabled") is False:
        page.goto(f"{cafe.url}/role")
        page.fill("#token", cafe.link(role, item))
        page.click("main button.main")
    else:
        page.goto(f"{cafe.url}/role#{cafe.link(role, item)}")
    page.wait_for_url(lambda url: "/role" not in url)
    return page


def wall_of(cafe: Cafe, screen: str = "main", language: str = "en") -> Page:
    """A projector: it comes by a role link like everybody, and is left alone."""
    page = cafe.device(*WALL)
    page.goto(f"{cafe.url}/role#{cafe.link('moderator')}")
    page.wait_for_url(lambda url: "/role" not in url)
    page.goto(f"{cafe.url}/wall/{screen}?language={language}")
    return page


def scene(wall: Page) -> Locator:
    """What the wall shows now; the join code that Q lays over it is not meant."""
    return wall.locator("[data-list=stage] > .scene")


def untouched(pages: Sequence[Page]) -> None:
    """Mark the pages as they stand: a reload would take the mark away."""
    for page in pages:
        page.evaluate(f"{UNTOUCHED} = 'yes'")


def assert_untouched(pages: Sequence[Page]) -> None:
    for page in pages:
        assert page.evaluate(UNTOUCHED) == "yes", page.url


def said(page: Page, text: str) -> None:
    expect(page.locator("body")).to_contain_text(text)


def test_desk_wall_and_phones_go_through_the_phases_without_a_reload(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    ana, luis = cafe.device(), cafe.device()
    cafe.join(ana, 1, "Ana")
    cafe.join(luis, 2, "Luis")
    desk, wall = opened(cafe, "facilitator", "2a"), wall_of(cafe)
    pages = (ana, luis, desk, wall)
    untouched(pages)
    said(wall, "Question 1?")
    said(desk, "2 people")

    cafe.call(
        "PUT",
        "/answers/7f0f7e0e-94b1-4f4b-9a36-0d9f6a4d2a11",
        {"table": cafe.forum.tables[1], "text": "Desks that stay open at night."},
        by=pass_of(ana),
    )
    tile = desk.locator(".tile").first
    expect(tile).to_contain_text("Desks that stay open at night.")
    expect(tile).to_contain_text("1 answer")

    desk.keyboard.press("g")
    expect(desk.locator(".ask")).to_contain_text("Tables 1, 2 have not said that they are ready.")
    desk.keyboard.press("w")
    expect(desk.locator(".ask")).to_be_empty()
    expect(desk.locator(".moves .on")).to_contain_text("table work")

    desk.keyboard.press("g")
    desk.locator(".ask").get_by_role("button", name="Go to report-out").click()
    expect(desk.locator(".moves .on")).to_contain_text("report-out")
    expect(desk.locator(".ask")).to_be_empty()
    for phone in (ana, luis):
        expect(phone.locator(".phase")).to_have_text("report-out")
    expect(desk.get_by_role("heading", name="Who reports")).to_be_visible()

    desk.get_by_role("button", name="Give the floor to Table 2").click()
    said(wall, "Table 2")
    said(ana, "Table 2")
    desk.get_by_role("button", name=re.compile("^Back to table work")).click()
    expect(scene(wall)).to_contain_text("Question 1?")
    assert_untouched(pages)


def pass_of(page: Page) -> str:
    return next(str(c["value"]) for c in page.context.cookies() if str(c["name"]).startswith("sobremesa_pass"))


def test_a_click_on_a_stale_desk_says_where_the_item_is_and_moves_nothing(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    desk = cafe.device(*DESK)
    desk.route_web_socket("**/live", lambda socket: None)  # it hears nothing
    desk.goto(f"{cafe.url}/role#{cafe.link('facilitator', '2a')}")
    desk.wait_for_url("**/desk**")
    cafe.call("PATCH", "/me", {"name": "Marta"}, cafe.facilitator)
    mover = opened(cafe, "facilitator", "2a")
    mover.keyboard.press("b")
    expect(mover.locator(".moves .on")).to_contain_text("briefing")
    untouched([desk])
    desk.keyboard.press("g")
    expect(desk.locator(".ask")).to_contain_text("has already moved this item: it is in briefing.")
    expect(mover.locator(".moves .on")).to_contain_text("briefing")
    assert_untouched([desk])


def test_the_hall_changes_before_everybodys_eyes_and_back(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    desk, other = opened(cafe, "facilitator", "2a"), opened(cafe, "moderator")
    other.goto(f"{cafe.url}/items/2a/desk")
    untouched([desk, other])
    expect(desk.locator(".tile")).to_have_count(3)
    desk.get_by_role("button", name="Add a table").click()
    expect(desk.locator(".tile")).to_have_count(4)
    expect(other.locator(".tile")).to_have_count(4)
    said(other, "Table 7 was added.")
    other.get_by_role("button", name="Undo").click()
    expect(desk.locator(".tile")).to_have_count(3)
    expect(desk.get_by_role("button", name="Undo")).to_have_count(0)
    assert_untouched([desk, other])


def test_two_desks_know_of_each_other_and_the_clock_is_one(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    desk, wall, phone = opened(cafe, "facilitator", "2a"), wall_of(cafe), cafe.device()
    cafe.join(phone, 1)
    other = opened(cafe, "facilitator", "2a")
    said(desk, "2 people are at this desk.")
    desk.keyboard.press("m")
    for page in (desk, other, wall, phone):
        expect(page.locator(".clock").first).to_have_text(re.compile(r"^3[67]:"))
    other.keyboard.press(" ")
    for page in (desk, other, wall, phone):
        expect(page.locator(".clock").first).to_have_attribute("data-state", "paused")
    desk.fill("#message", "Two more minutes, then we listen.")
    desk.keyboard.press("Enter")
    said(phone, "Two more minutes, then we listen.")
    expect(desk.locator("#message")).to_have_value("")


def test_the_desk_chooses_what_the_wall_shows_and_previews_it(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    desk, wall = opened(cafe, "facilitator", "2a"), wall_of(cafe)
    untouched([desk, wall])
    desk.get_by_role("button", name=re.compile("^Join code")).click()
    expect(scene(wall)).to_have_class(re.compile("join"))
    expect(desk.locator(".preview .scene.join")).to_be_visible()
    expect(desk.get_by_role("button", name=re.compile("^Join code"))).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("h")
    expect(scene(wall)).to_have_class(re.compile("hidden-scene"))
    expect(desk.get_by_role("button", name=re.compile("^Hide"))).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("h")
    expect(scene(wall)).to_have_class(re.compile("join"))
    desk.keyboard.press("1")
    said(wall, "Question 1?")
    assert_untouched([desk, wall])


def test_a_wall_keeps_its_last_good_scene_and_comes_back_by_itself(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    wall = wall_of(cafe)
    untouched([wall])
    said(wall, "Question 1?")
    cafe.server.stop(kill=True)
    expect(wall.locator("[data-connection]")).to_be_visible(timeout=15_000)
    said(wall, "Question 1?")
    cafe.server.start()
    cafe.go("report_out")
    expect(scene(wall)).not_to_have_class(re.compile("questions"), timeout=20_000)
    expect(wall.locator("[data-connection]")).to_be_hidden()
    assert_untouched([wall])


def test_a_desk_without_javascript_reads_and_posts(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    phone = cafe.device()
    cafe.join(phone, 1)
    desk = opened(cafe, "facilitator", "2a", java_script_enabled=False)
    desk.get_by_role("button", name=re.compile("^Go to report-out")).click()
    said(desk, "Table 1 has not said that it is ready.")
    desk.get_by_role("button", name=re.compile("^Go to report-out")).click()
    desk.wait_for_url("**/desk**")
    expect(desk.locator(".moves .on")).to_contain_text("report-out")
    desk.get_by_role("button", name=re.compile("^Clock")).click()
    desk.wait_for_url("**/desk**")
    expect(desk.locator(".preview .clock-only")).to_be_visible()
    desk.get_by_role("link", name="Merge").click()
    desk.get_by_role("button", name="Merge the tables").click()
    said(desk, "Table 1 joined Table 2.")
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator(".tile")).to_have_count(3)


def test_the_desk_looks_first_then_puts_it_on_the_wall(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    ana = cafe.device()
    cafe.join(ana, 3, "Ana")
    answer = {"table": cafe.forum.tables[3], "text": "A card in the pocket of every officer."}
    cafe.call("PUT", "/answers/7f0f7e0e-94b1-4f4b-9a36-0d9f6a4d2a13", answer, by=pass_of(ana))
    desk, wall = opened(cafe, "facilitator", "2a"), wall_of(cafe, language="es")
    untouched([desk, wall])
    desk.keyboard.press("l")
    desk.get_by_label("What the wall could show").select_option(label="Answers · Table 3")
    desk.get_by_role("button", name="Look", exact=True).click()
    expect(desk.get_by_role("img", name="How it would look")).to_contain_text("A card in the pocket of every officer.")
    expect(scene(wall)).to_contain_text("¿Pregunta 1?")
    desk.get_by_role("button", name="Put it on the wall").click()
    expect(scene(wall)).to_contain_text("A card in the pocket of every officer.")
    expect(desk.locator("#look")).to_be_empty()
    desk.keyboard.press("1")
    expect(scene(wall)).to_contain_text("¿Pregunta 1?")
    expect(scene(wall).get_by_text("Question 1?")).to_be_hidden()
    wall.keyboard.press("l")
    expect(scene(wall).get_by_text("Question 1?")).to_be_visible()
    assert_untouched([desk, wall])
