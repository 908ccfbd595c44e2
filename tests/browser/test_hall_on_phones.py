"""The hall changes while phones are open: each is led to its table, with no page reloaded before its person taps."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Cafe

pytestmark = pytest.mark.browser


def test_phones_are_led_to_where_their_people_sit_now(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    phones = [cafe.device() for _ in range(2)]
    for number, phone in enumerate(phones):
        cafe.join(phone, 1, f"Person {number}")
    stays, moves = phones

    def hall(**body: object) -> None:
        cafe.call("POST", "/items/2a/tables", body, cafe.facilitator)

    hall(action="split", table=1)
    led = moves.locator("[data-places]")
    expect(led).to_contain_text("You sit at Table 7 now.")
    expect(stays.locator("[data-places]")).to_be_hidden()
    hall(action="undo")
    expect(led).to_be_hidden()

    hall(action="swap", table=1, **{"with": 2})
    expect(led).to_contain_text("You sit at Table 2 now.")
    led.get_by_role("link", name="Go there").click()
    expect(moves.locator("h1")).to_have_text("Table 2")
    expect(led).to_be_hidden()

    hall(action="close", table=2, to=3)
    expect(moves.locator(".head")).to_contain_text("Table 2 has been closed.")
    moves.get_by_role("link", name="Go to Table 3").click()
    moves.click("main button.main")
    expect(moves.locator("h1")).to_have_text("Table 3")
