"""Day 1 of the reference forum begins: people are checked in, the opening is spoken, and the rest is planned anew."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import assert_untouched, opened, scene, untouched, wall_of

pytestmark = pytest.mark.browser


def reception(cafe: Cafe) -> Page:
    """The page of somebody who checks people in."""
    page = opened(cafe, "facilitator", "R")
    page.get_by_role("link", name="Check people in").click()
    page.wait_for_url("**/items/R/check-in")
    return page


def programme(cafe: Cafe, name: str) -> Page:
    """A participant's phone, on the programme."""
    page = cafe.device()
    page.goto(f"{cafe.url}/join/{cafe.forum.code}")
    page.fill("#name", name)
    page.click("main button.main")
    page.wait_for_url("**/programme**")
    return page


def test_people_are_checked_in_by_hand_and_by_phone_and_every_desk_sees_it(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    one, two, ana = reception(cafe), reception(cafe), programme(cafe, "Ana Ruiz")
    untouched((one, two))
    expect(two.locator(".roster")).to_contain_text("Ana Ruiz")

    one.fill("#name", "Élodie Tremblay")
    one.select_option("#delegation", "CAN")
    expect(one.locator("#affiliation")).to_have_value("Government")
    one.get_by_role("button", name="Check in", exact=True).first.click()
    expect(two.locator(".roster .here")).to_contain_text("Canada · Government · no phone")
    expect(two.locator(".big-figure b")).to_have_text("1")
    expect(one.locator("#name")).to_have_value("")
    expect(one.locator("#name")).to_be_focused()

    two.fill("#find", "elodie")
    expect(two.locator(".roster li:visible")).to_have_count(1)
    two.fill("#find", "nobody at all")
    expect(two.locator(".roster li:visible")).to_have_count(0)
    two.fill("#find", "")

    ana.goto(f"{cafe.url}/items/R")
    expect(ana.get_by_role("button", name="I am here")).to_be_hidden()
    desk = opened(cafe, "facilitator", "R")
    desk.keyboard.press("g")
    ana.get_by_role("button", name="I am here").click()
    expect(ana.locator(".came")).to_contain_text("You are checked in")
    expect(one.locator(".big-figure b")).to_have_text("2")
    two.get_by_role("button", name="Not here after all: Ana Ruiz").click()
    expect(ana.get_by_role("button", name="I am here")).to_be_visible()
    assert_untouched((one, two))
    assert faults(one) == []
    one.goto(f"{cafe.url}/items/R/badges")
    expect(one.locator(".badge")).to_have_count(2)
    assert faults(one) == []


def test_the_opening_is_spoken_and_the_day_planned_anew_on_every_screen(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    desk, wall, ana = opened(cafe, "moderator", "O"), wall_of(cafe, "plenary"), programme(cafe, "Ana")
    untouched((wall, ana))
    desk.keyboard.press("g")
    expect(scene(wall)).to_contain_text("Jonathan Prentice")
    desk.keyboard.press("ArrowRight")
    expect(scene(wall).locator("h1")).to_have_text("H.E. Vladimir Franco")
    expect(desk.locator(".running-order .on")).to_contain_text("Vladimir Franco")
    desk.keyboard.press("ArrowRight")
    expect(scene(wall).locator("h1")).to_have_text("Michele Klein Solomon")
    expect(scene(wall).locator("footer")).to_contain_text("Next: Jonathan Prentice")
    expect(desk.locator(".running-order .on")).to_contain_text("Michele Klein Solomon")
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator(".running-order .on")).to_contain_text("Vladimir Franco")

    chair = opened(cafe, "moderator", None)
    chair.goto(f"{cafe.url}/items/O/plan/day")
    chair.fill("#begins", "09:50")
    chair.get_by_role("button", name="Propose").click()
    expect(chair.locator("tr.moves", has_text="Agenda presentation")).to_contain_text("20 min later")
    expect(chair.locator("tr.moves", has_text="Lunch")).to_contain_text("shorter")
    assert faults(chair) == []
    chair.get_by_role("button", name="Move the programme").click()
    expect(ana.locator(".day li", has_text="Agenda presentation").locator("time")).to_have_text("09:50")
    expect(ana.locator(".day li", has_text="Break").first.locator("time")).to_have_text("11:05")
    chair.get_by_role("button", name="Undo").click()
    expect(ana.locator(".day li", has_text="Agenda presentation").locator("time")).to_have_text("09:30")
    assert_untouched((wall, ana))
