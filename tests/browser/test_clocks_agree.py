"""Clocks of devices that are wrong show the same second: phone, desk and wall, seven seconds behind to ninety ahead."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum

pytestmark = [pytest.mark.browser, pytest.mark.serial]

SKEW = """(() => {
  const Real = Date, skew = %d;
  class Skewed extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + skew); }
    static now() { return Real.now() + skew; }
  }
  globalThis.Date = Skewed;
})();"""

# When the clock came to show each second, on a time that no skew touches.
WATCH = """(selector) => {
  globalThis.turns = {};
  const look = () => {
    const said = document.querySelector(selector)?.textContent;
    if (said) globalThis.turns[said] ??= performance.timeOrigin + performance.now();
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def skewed(cafe: Cafe, seconds: int, role: str, address: str) -> Page:
    page = cafe.device()
    page.context.add_init_script(SKEW % (seconds * 1000))
    page.goto(f"{cafe.url}/role#{cafe.link(role, '1')}")
    page.wait_for_url(lambda url: "/role" not in url)
    page.goto(cafe.url + address)
    wrong = page.evaluate("Date.now() - (performance.timeOrigin + performance.now())")
    assert abs(wrong - seconds * 1000) < 1000, "the device's own clock is wrong"
    return page


def test_three_clocks_that_are_wrong_show_the_same_second(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    cafe.go("talks", "1")
    phone = skewed(cafe, -7, "expert", "/items/1/talk")
    phone.get_by_role("button", name="Noticing").click()
    desk = skewed(cafe, 0, "facilitator", "/items/1/desk")
    wall = skewed(cafe, 90, "facilitator", "/wall/plenary")
    places = ((phone, ".my-talk .clock"), (desk, ".speaks .clock"), (wall, ".scene .big-clock .clock"))
    desk.keyboard.press("s")
    for page, selector in places:
        expect(page.locator(selector)).to_have_attribute("data-running", "true")
        page.evaluate(WATCH, selector)
    desk.wait_for_timeout(8000)
    turns = [page.evaluate("globalThis.turns") for page, _ in places]
    shared = sorted(set.intersection(*(set(seen) for seen in turns)))
    apart = {said: max(seen[said] for seen in turns) - min(seen[said] for seen in turns) for said in shared}
    print("\nmilliseconds apart:", {said: round(value) for said, value in apart.items()})
    assert len(shared) >= 6
    assert max(apart.values()) <= 200
