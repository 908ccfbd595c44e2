"""Sixty findings become eight key findings by keyboard alone, in well under the ten minutes that a rapporteur has."""

from collections.abc import Callable
from time import monotonic
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cafe
from tests.browser.test_workbench import rapporteur
from tests.desk.test_desk_and_wall import assert_untouched, untouched

pytestmark = pytest.mark.browser

FINDINGS, KEYS, TABLES = 60, 8, 3
MINUTES = 10
PER_MINUTE = 200
"""Keys that a practised hand presses in a minute: what the pages' answers leave of the ten minutes must be enough."""

SAID = (
    "desks that countries run together, with interpreters and consular staff, identify victims at the border earlier, "
    "and need a written mandate"
)
"""As long as a key finding is that is read aloud."""

WORDS = ("harbour", "lantern", "compass", "orchard", "granite", "whistle", "velvet", "meadow", "copper", "thunder")


def sentence(number: int) -> str:
    """Sentences in which no two look alike."""
    a, b = divmod(number, len(WORDS))
    return f"Practice {WORDS[b]}{a} keeps {WORDS[a]}{b} near {WORDS[(a + b) % 10]}{a}{b} every winter"


def sixty(cafe: Cafe) -> None:
    """As many findings as three eager tables write, and two of them almost the same."""
    cafe.go("report_out")
    pens = [
        cafe.call("POST", "/join", {"code": cafe.forum.code, "name": f"Pen {n}", "table": n})["pass"]
        for n in range(1, TABLES + 1)
    ]
    for number in range(FINDINGS):
        table = 1 + number * TABLES // FINDINGS
        said = "Joint desks identify victims at the night border" if number in (0, 59) else sentence(number)
        body = {"table": cafe.forum.tables[table], "text": said, "language": "en"}
        cafe.call("PUT", f"/findings/{uuid4()}", body, pens[table - 1])


class Hand:
    """A rapporteur's hand: how many keys it pressed, and for how long it waited for the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0
        self.typed = 0
        self.waited = 0.0

    def keys(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)
            self.pressed += 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.typed += len(text)

    def until(self, wait: Callable[..., None], *told: str) -> None:
        begun = monotonic()
        wait(*told)
        self.waited += monotonic() - begun

    def at_first_finding(self) -> None:
        self.keys("1")
        first = self.page.locator("#findings > [data-waits]:visible").first
        self.until(expect(first).to_be_focused)


def test_sixty_findings_become_eight_key_findings_by_keyboard_alone_and_in_time(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    sixty(cafe)
    rosa = rapporteur(cafe, "Rosa")
    expect(rosa.locator("#findings > [data-waits]")).to_have_count(FINDINGS)
    untouched([rosa])
    hand, picked = Hand(rosa), rosa.locator(".picked")
    hand.keys("f")
    # Two that look alike lie at the two ends of the list: they are offered together, and one key picks both.
    hand.at_first_finding()
    hand.keys("g")
    hand.until(expect(picked).to_contain_text, "2 picked")
    left = FINDINGS
    for number in range(KEYS):
        share = left // (KEYS - number)
        have = 2 if number == 0 else 0
        if number:
            hand.at_first_finding()
            hand.keys("x")
            have = 1
        for _ in range(share - have):
            hand.keys("j", "x")
        expect(picked).to_contain_text(f"{share} picked")
        hand.keys("m")
        hand.until(expect(rosa.locator("#text-en")).to_be_focused)
        hand.keys("ControlOrMeta+a")
        hand.write(f"Key finding {number + 1} of {KEYS}: {SAID}")
        hand.keys("Control+Enter")
        card = rosa.locator("#keys > .key", has_text=f"Key finding {number + 1} of")
        hand.until(expect(card).to_be_focused)
        left -= share
        hand.until(expect(rosa.locator("[data-waiting-count]")).to_have_text, str(left))
    assert left == 0
    expect(rosa.locator(".coverage")).to_contain_text(f"{FINDINGS} of {FINDINGS}")
    expect(rosa.locator("#keys > .key")).to_have_count(KEYS)
    assert_untouched([rosa])
    # Two keys for each finding, and a handful for each key finding.
    assert hand.pressed <= 2 * FINDINGS + 5 * KEYS
    minutes = (hand.pressed + hand.typed) / PER_MINUTE + hand.waited / 60
    print(f"{hand.pressed} keys, {hand.typed} letters, {hand.waited:.1f} s of waiting, {minutes:.1f} minutes")
    assert minutes < MINUTES
