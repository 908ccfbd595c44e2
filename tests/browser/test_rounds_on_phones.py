"""A world café in a browser: the desk moves people on, phones say where to go, and a table's answers stand by round."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Cafe

pytestmark = pytest.mark.browser


def test_one_key_at_the_desk_and_every_phone_says_where_to_go(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe(rotation={"rounds": 3, "hosts": 1})
    phones = [cafe.device() for _ in range(2)]
    for number, phone in enumerate(phones):
        cafe.join(phone, 1, f"Person {number}")
    host, mover = phones
    for table in (2, 2, 3, 3):
        cafe.call("POST", "/join", {"code": cafe.forum.code, "table": table})
    desk = cafe.device(1440, 900)
    desk.goto(f"{cafe.url}/role#{cafe.link('facilitator', '2a')}")
    desk.wait_for_url(re.compile(r"^(?!.*/role).*$"))

    desk.goto(f"{cafe.url}/items/2a/hall")
    plan = desk.locator("form", has=desk.locator("#plan"))
    plan.get_by_role("button").click()
    desk.wait_for_url("**/items/2a/desk**")
    rounds = desk.locator(".rounds")
    expect(rounds).to_contain_text("Round 1 of 3")
    expect(mover.locator(".head")).to_contain_text("Round 1 of 3")
    way = mover.locator(".way li")
    expect(way).to_have_count(3)
    expect(way.first).to_have_attribute("aria-current", "step")
    expect(host.locator(".way")).to_contain_text("You stay here as the host.")

    mover.get_by_role("link", name="Start writing").click()
    mover.fill("#answer", "Said before we moved")
    mover.get_by_role("button", name="Send to the table").click()
    expect(mover.locator(".said .answer[data-key]")).to_contain_text("Said before we moved")

    desk.keyboard.press("r")
    expect(rounds).to_contain_text("Round 2 of 3")
    led = mover.locator("[data-places]")
    expect(led).to_contain_text(re.compile(r"Round 2: you move to Table [23]\."))
    expect(host.locator("[data-places]")).to_be_hidden()
    led.get_by_role("link", name="Go there").click()
    expect(mover.locator("h1")).to_have_text(re.compile("Table [23]"))
    expect(led).to_be_hidden()
    expect(way.nth(1)).to_have_attribute("aria-current", "step")

    host.get_by_role("link", name="Start writing").click()
    host.fill("#answer", "Said by those who came")
    host.get_by_role("button", name="Send to the table").click()
    heads = host.locator(".said .round-of:visible")
    expect(heads).to_have_text(["Round 1", "Round 2"])

    desk.get_by_role("button", name="Back to round 1").click()
    expect(rounds).to_contain_text("Round 1 of 3")
    expect(led).to_contain_text("You sit at Table 1 now.")
    expect(heads).to_have_text(["Round 1", "Round 2"])
