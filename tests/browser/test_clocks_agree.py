"""Clocks of devices that are wrong show the same second: phones, desk and wall, seven seconds behind to ninety ahead."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, Route, expect

from app.resources import root
from app.web.modules import joined
from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.browser.test_panel import came

pytestmark = [pytest.mark.browser, pytest.mark.serial]

# The device's clock is wrong in whatever a script may ask it; only the test knows the time that no skew touches.
SKEW = """(() => {
  const Real = Date, skew = %d, origin = performance.timeOrigin;
  class Skewed extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + skew); }
    static now() { return Real.now() + skew; }
  }
  globalThis.Date = Skewed;
  Object.defineProperty(Performance.prototype, "timeOrigin", { get: () => origin + skew });
  globalThis.unskewed = () => origin + performance.now();
})();"""

# What the clock showed, in which state, and when it came to show it.
WATCH = """(selector) => {
  globalThis.turns = {};
  const look = () => {
    const clock = document.querySelector(selector);
    if (!clock) return;
    const said = clock.textContent;
    globalThis.turns[said] ??= [globalThis.unskewed(), clock.dataset.state];
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


Build = Mapping[str, str]
"""The scripts of a build, by name."""


class Device(NamedTuple):
    """A page of a device whose clock is wrong, and its clock."""

    page: Page
    clock: str


def _fulfill(route: Route, build: Build) -> None:
    route.fulfill(body=joined(build, "js/boot/" + route.request.url.rpartition("/")[2]), content_type="text/javascript")


def skewed(cafe: Cafe, seconds: int, build: Build | None = None) -> Page:
    """A device whose clock is wrong by *seconds*; with *build*, its pages run that instead of what the server has."""
    page = cafe.device()
    page.context.add_init_script(SKEW % (seconds * 1000))
    if build is not None:
        page.context.route(re.compile(r"/js/boot/\w+\.js$"), lambda route: _fulfill(route, build))
    return page


def entered(cafe: Cafe, page: Page, role: str, address: str) -> Page:
    page.goto(f"{cafe.url}/role#{cafe.link(role, '1')}")
    page.wait_for_url(lambda url: "/role" not in url)
    page.goto(cafe.url + address)
    return page


def devices(cafe: Cafe, build: Build | None = None) -> list[Device]:
    """The expert's phone, the desk, the wall, and a participant's phone; the talk has not begun."""
    phone = entered(cafe, skewed(cafe, -7, build), "expert", "/items/1/talk")
    phone.get_by_role("button", name="Noticing").click()
    desk = entered(cafe, skewed(cafe, 0, build), "facilitator", "/items/1/desk")
    wall = entered(cafe, skewed(cafe, 90, build), "facilitator", "/wall/plenary")
    ana = came(cafe, "1", "Ana", page=skewed(cafe, 90, build))
    found = [
        Device(phone, ".my-talk .clock"),
        Device(desk, ".speaks .clock"),
        Device(wall, ".scene .big-clock .clock"),
        Device(ana, ".speaks .clock"),
    ]
    for (page, _), seconds in zip(found, (-7, 0, 90, 90), strict=True):
        wrong = page.evaluate("[Date.now(), performance.timeOrigin + performance.now()].map((at) => at - unskewed())")
        assert all(abs(by - seconds * 1000) < 1000 for by in wrong), "the device's own clock is wrong"
    return found


def watched(found: list[Device], seconds: float) -> dict[str, list[tuple[float, str]]]:
    """Starts the talk and looks on: by what a clock says, when each device came to show it, and in which state."""
    desk = found[1].page
    desk.keyboard.press("s")
    for page, clock in found:
        expect(page.locator(clock)).to_have_attribute("data-running", "true")
        page.evaluate(WATCH, clock)
    desk.wait_for_timeout(seconds * 1000)
    turns = [page.evaluate("turns") for page, _ in found]
    return {said: [tuple(seen[said]) for seen in turns] for said in sorted(set.intersection(*map(set, turns)))}


def apart(shared: dict[str, list[tuple[float, str]]]) -> dict[str, float]:
    """How many milliseconds lie between the first and the last device that came to show a second."""
    return {said: max(at for at, _ in seen) - min(at for at, _ in seen) for said, seen in shared.items()}


def panel(cafe: Cafe) -> Cafe:
    cafe = reference_forum(cafe)
    cafe.go("talks", "1")
    return cafe


def test_clocks_that_are_wrong_show_the_same_second_on_phones_desk_and_wall(open_cafe: Callable[..., Cafe]) -> None:
    differences = apart(watched(devices(panel(open_cafe())), 8))
    print("\nmilliseconds apart:", {said: round(value) for said, value in differences.items()})
    assert len(differences) >= 6
    assert max(differences.values()) <= 200


def test_every_device_turns_amber_in_the_last_fifth_and_counts_on_where_the_moderator_wants_it(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = panel(open_cafe())
    for body in ({"action": "length", "seconds": 15}, {"action": "over", "on": True}):
        cafe.call("POST", "/items/1/talk", body, cafe.facilitator)
    shared = watched(devices(cafe), 19)
    states = {said: {state for _, state in seen} for said, seen in shared.items()}
    assert all(len(found) == 1 for found in states.values()), "in one state on every device"
    assert states["0:04"] == {"running"}
    assert states["0:02"] == states["0:01"] == {"low"}
    assert states["+0:01"] == states["+0:02"] == {"over"}
    differences = apart(shared)
    print("\nmilliseconds apart:", {said: round(value) for said, value in differences.items()})
    assert len(differences) >= 14
    assert max(differences.values()) <= 200


def test_a_build_whose_clock_does_not_measure_how_far_it_is_off_is_caught(open_cafe: Callable[..., Cafe]) -> None:
    folder = root("static")
    build = {str(path.relative_to(folder)): path.read_text() for path in (folder / "js").rglob("*.js")}
    for measures in ("  offset = next;\n", "  if (page.now) offset = page.now"):
        assert build["js/clock.js"].count(measures) == 1
        build["js/clock.js"] = build["js/clock.js"].replace(
            measures, "  if (!page) offset = 0" if "now" in measures else ""
        )
    shared = watched(devices(panel(open_cafe()), build), 8)
    assert max(apart(shared).values(), default=90_000) > 5000
