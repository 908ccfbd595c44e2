"""Desk, wall and paper for who does not see them, or sees them large: axe finds nothing, and nothing scrolls aside."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Cafe
from tests.desk.test_desk_and_wall import opened, pass_of

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "browser" / "vendor" / "axe.min.js"
STANDARDS = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
PAPER = ("/items/2a/cards", "/items/2a/slips", "/items/2a/rounds")
PAGES = (
    "/items/2a/desk",
    "/items/2a/hall",
    "/items/2a/wall?show=answers",
    "/tables/1/desk",
    "/tables/1/clerk",
    "/items/2a/state",
    "/wall/main",
    *PAPER,
)


def plan_rounds(cafe: Cafe) -> None:
    for table in (1, 2, 2, 3):
        cafe.call("POST", "/join", {"code": cafe.forum.code, "table": table, "name": "Someone"})
    cafe.call("POST", "/items/2a/rotation", {"action": "plan", "rounds": 3, "hosts": 1}, cafe.facilitator)
    cafe.call("POST", "/items/2a/rotation", {"action": "move", "to": 2}, cafe.facilitator)


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run({{runOnly: {STANDARDS}}})")["violations"]
    return [f"{page.url}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_of(open_cafe: Callable[..., Cafe], scheme: str) -> None:
    cafe = open_cafe()
    phone = cafe.device()
    cafe.join(phone, 1, "Ana")
    answer = {"table": cafe.forum.tables[1], "text": "Desks that stay open at night."}
    cafe.call("PUT", "/answers/7f0f7e0e-94b1-4f4b-9a36-0d9f6a4d2a11", answer, by=pass_of(phone))
    plan_rounds(cafe)
    page = opened(cafe, "facilitator", "2a", color_scheme=scheme, bypass_csp=True)
    found = []
    for address in PAGES:
        page.goto(cafe.url + address)
        found += faults(page)
    assert not found, "\n".join(found)


def test_at_400_percent_nothing_scrolls_sideways(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    plan_rounds(cafe)
    desk = opened(cafe, "facilitator", "2a")
    desk.set_viewport_size({"width": 320, "height": 256})  # WCAG 1.4.10: 1280 pixels at 400 %
    for phase in ("table_work", "report_out"):
        cafe.go(phase)
        for address in (address for address in PAGES if address not in PAPER):
            desk.goto(cafe.url + address)
            wide = desk.evaluate("document.documentElement.scrollWidth")
            assert wide <= 320, f"{address} in {phase}: {wide}"


def test_a_desk_is_worked_by_keyboard_alone(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    desk = opened(cafe, "facilitator", "2a")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "skip"
    names = []
    for _ in range(60):
        desk.keyboard.press("Tab")
        names.append(desk.evaluate("document.activeElement.innerText"))
    for wanted in ("+2 min", "Go to report-out", "Back to briefing", "Table 3", "Clock", "Look first", "Add a table"):
        assert any(wanted in (name or "") for name in names), f"{wanted} is not reached: {names}"
    assert desk.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
