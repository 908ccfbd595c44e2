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
    """Sentences in which no two look alike, every other one in Spanish."""
    a, b = divmod(number, len(WORDS))
    if number % 2:
        return f"La práctica {WORDS[b]}{a} guarda {WORDS[a]}{b} con {WORDS[(a + b) % 10]}{a}{b} en cada invierno"
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
        spoken = "es" if said.startswith("La ") else "en"
        body = {"table": cafe.forum.tables[table], "text": said, "language": spoken}
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


@pytest.mark.parametrize("language", ["en", "es"])
def test_sixty_findings_become_eight_key_findings_by_keyboard_alone_and_in_time(
    open_cafe: Callable[..., Cafe], language: str
) -> None:
    cafe = open_cafe()
    sixty(cafe)
    rosa = rapporteur(cafe, "Rosa", locale=language)
    expect(rosa.locator("html")).to_have_attribute("lang", language)
    expect(rosa.locator("#findings > [data-waits]")).to_have_count(FINDINGS)
    untouched([rosa])
    hand, picks = Hand(rosa), rosa.locator("#findings [data-pick]:checked")
    hand.keys("f")
    # Two that look alike lie at the two ends of the list: one key goes to them, and one picks both.
    hand.keys("h", "g")
    hand.until(expect(picks).to_have_count, 2)
    left = FINDINGS
    for number in range(KEYS):
        share = left // (KEYS - number)
        have = 2 if number == 0 else 0
        if number:
            hand.at_first_finding()
        # One key picks, and goes on to the next with which nothing was done yet.
        for _ in range(share - have):
            hand.keys("c")
        expect(picks).to_have_count(share)
        hand.keys("m")
        boxes = rosa.locator("#editor textarea")
        hand.until(expect(boxes.first).to_be_focused)
        for place in range(boxes.count()):
            if place:
                hand.keys("Tab")
            hand.keys("ControlOrMeta+a")
            hand.write(f"{number + 1}/{KEYS}: {SAID}")
        hand.keys("Control+Enter")
        card = rosa.locator("#keys > .key", has_text=f"{number + 1}/{KEYS}:")
        hand.until(expect(card).to_be_focused)
        left -= share
        hand.until(expect(rosa.locator("[data-waiting-count]")).to_have_text, str(left))
    assert left == 0
    expect(rosa.locator(".coverage")).to_contain_text(str(FINDINGS))
    expect(rosa.locator("#keys > .key")).to_have_count(KEYS)
    assert_untouched([rosa])
    # One key for each finding, and a handful for each key finding: two of them for its second language.
    assert hand.pressed <= FINDINGS + 7 * KEYS
    # The last act is taken back with one key more, and what it drew on waits again.
    hand.until(expect(rosa.locator("#undo-last")).to_contain_text, f"{KEYS}/{KEYS}:")
    hand.keys("z")
    expect(rosa.locator("#keys > .key")).to_have_count(KEYS - 1)
    expect(rosa.locator("[data-waiting-count]")).to_have_text(str(FINDINGS - sum(shares()[:-1])))
    minutes = (hand.pressed + hand.typed) / PER_MINUTE + hand.waited / 60
    print(f"{hand.pressed} keys, {hand.typed} letters, {hand.waited:.1f} s of waiting, {minutes:.1f} minutes")
    assert hand.pressed / PER_MINUTE + hand.waited / 60 < MINUTES


def shares() -> list[int]:
    """How many findings each key finding is made from."""
    left, found = FINDINGS, []
    for number in range(KEYS):
        found.append(left // (KEYS - number))
        left -= found[-1]
    return found


def test_question_mark_shows_every_key_and_escape_puts_it_away(open_cafe: Callable[..., Cafe]) -> None:
    rosa = rapporteur(open_cafe(), "Rosa")
    sheet = rosa.locator(".all-keys dl")
    expect(sheet).to_be_hidden()
    rosa.keyboard.press("?")
    expect(sheet).to_be_visible()
    told = set(sheet.locator("kbd").all_text_contents())
    on_page = {str(el.get_attribute("data-key-shortcut")) for el in rosa.locator("[data-key-shortcut]").all()}
    assert {key.upper() for key in on_page if len(key) == 1 and key != "?"} <= told
    rosa.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
