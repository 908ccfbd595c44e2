"""A phone that lies open on the programme: what is on, my table and my pages come to it by themselves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Cafe
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import assert_untouched, opened, pass_of, untouched

pytestmark = pytest.mark.browser


def test_the_programme_says_what_is_on_and_leads_to_my_table_without_a_reload(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    phone = cafe.device()
    phone.goto(f"{cafe.url}/join/{cafe.forum.code}")
    phone.click("main button.main")
    phone.wait_for_url("**/programme**")
    untouched([phone])
    expect(phone.get_by_role("link", name="Choose my table")).to_have_attribute("href", "/items/2a/tables")
    cafe.call("PUT", f"/tables/{cafe.forum.tables[2]}/seat", {}, pass_of(phone))
    mine = phone.get_by_role("link", name="My table")
    expect(mine).to_contain_text("2a · Table 2")
    expect(phone.get_by_role("link", name="Choose my table")).to_be_hidden()
    cafe.go("briefing", "2b")
    expect(phone.get_by_role("link", name="Now: 2b")).to_be_visible()
    every = phone.locator(".now-on .button.main")
    expect(every).to_have_count(2)
    for choose in every.all():
        expect(choose).to_be_hidden()
    assert_untouched([phone])
    mine.click()
    phone.wait_for_url(f"**/tables/{cafe.forum.tables[2]}")


def test_a_role_given_to_an_open_phone_brings_its_pages(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    phone = cafe.device()
    cafe.join(phone, 1)
    phone.goto(f"{cafe.url}/items/2b")
    untouched([phone])
    expect(phone.get_by_role("link", name="Your desk")).to_have_count(0)
    cafe.call("POST", "/links", {"token": cafe.link("facilitator", "2b")}, pass_of(phone))
    expect(phone.get_by_role("link", name="Your desk")).to_be_visible()
    assert_untouched([phone])


def test_a_projector_opens_the_wall_with_one_tap(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    laptop = cafe.device(1280, 720)
    laptop.goto(f"{cafe.url}/wall/main?code={cafe.forum.code}")
    laptop.get_by_role("button", name="Open the wall here").click()
    laptop.wait_for_url("**/wall/main**")
    expect(laptop.locator("[data-list=stage] > .scene")).to_contain_text("Question 1?")


def test_a_role_link_is_led_on_to_the_wall(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    laptop = cafe.device(1280, 720)
    laptop.goto(f"{cafe.url}/role?to=/wall/main#{cafe.link('moderator')}")
    laptop.wait_for_url("**/wall/main**")
    desk = opened(cafe, "facilitator", "2a")
    desk.get_by_role("button", name="Join code").first.click()
    expect(laptop.locator("[data-list=stage] > .scene.join")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_ways_in(open_cafe: Callable[..., Cafe], scheme: str) -> None:
    cafe = open_cafe()
    phone = cafe.device(color_scheme=scheme, bypass_csp=True)
    phone.goto(f"{cafe.url}/wall/main?code={cafe.forum.code}")
    found = faults(phone)
    cafe.join(phone, 1)
    for token in (cafe.link("facilitator", "2b"), cafe.link("organizer")):
        cafe.call("POST", "/links", {"token": token}, pass_of(phone))
    cafe.go("presenting", "P2")
    for address in ("/programme", "/items/2a", "/items/P2", f"/tables/{cafe.forum.tables[1]}"):
        phone.goto(cafe.url + address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        found += faults(phone)
    assert not found, "\n".join(found)
