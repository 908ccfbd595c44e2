"""A whole café in real Chromium pages: six phones at three tables, desk, workbench and wall, in Spanish and English.

From the QR on the table's card to a key finding on the wall; nobody reloads a page.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from app.web.qr import qr_code
from tests.browser.conftest import Cafe
from tests.desk.test_desk_and_wall import assert_untouched, opened, scene, untouched, wall_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WORDS = {
    "Introduce yourselves": "Preséntense",
    "Start writing": "Empezar a escribir",
    "Send to the table": "Enviar a la mesa",
    "Findings": "Hallazgos",
    "From answers": "De respuestas",
    "Write a finding": "Escribir un hallazgo",
    "I report": "Yo informo",
}
"""What the phones' people tap, in English and in Spanish."""


class Phone:
    """A person with a phone, who reads one language."""

    def __init__(self, cafe: Cafe, language: str, table: int, name: str) -> None:
        self.page: Page = cafe.device(locale=language)
        self.language = language
        self.table = table
        self.name = name

    def word(self, english: str) -> str:
        return english if self.language == "en" else WORDS[english]

    def tap(self, english: str, role: str = "button") -> None:
        words = re.compile(f"^{re.escape(self.word(english))}")
        self.page.get_by_role(role, name=words).and_(self.page.locator(":visible")).first.click()  # type: ignore[arg-type]

    def write(self, text: str) -> None:
        self.page.fill("#answer", text)
        self.tap("Send to the table")

    def find(self, text: str) -> Locator:
        return self.page.locator("[data-key]:visible").filter(has_text=text).last


def from_the_card(cafe: Cafe, desk: Page, phones: list[Phone]) -> None:
    """Each phone scans the QR on its table's printed card, and its person says that they sit there."""
    cards = desk.context.new_page()
    cards.goto(f"{cafe.url}/items/2a/cards")
    printed = set(cards.locator("svg path").evaluate_all("paths => paths.map((path) => path.getAttribute('d'))"))
    codes = {t["number"]: t["code"] for t in cafe.call("GET", "/items/2a", by=cafe.facilitator)["tables"]}
    for phone in phones:
        scanned = f"{cafe.url}/join/{cafe.forum.code}?table={codes[phone.table]}"
        assert qr_code(scanned).path in printed, "the card's QR leads elsewhere"
        phone.page.goto(scanned)
        phone.page.fill("#name", phone.name)
        phone.page.click("main button.main")
        phone.page.wait_for_url("**/here**")
        expect(phone.page.locator("h1")).to_contain_text(str(phone.table))
        phone.page.click("main button.main")
        phone.page.wait_for_url("**/tables/**")
    cards.close()


def on(desk: Page, phase: str) -> None:
    """The desk goes on to the next phase; where it asks whether to wait for a table, it says go."""
    button = re.compile(f"^Go to {phase}")
    desk.keyboard.press("g")
    ask = desk.locator(".ask").get_by_role("button", name=button)
    expect(ask.or_(desk.locator(".moves .on").filter(has_text=phase)).first).to_be_visible()
    if ask.count():
        ask.click()
    expect(desk.locator(".moves .on")).to_contain_text(phase)


def test_a_whole_cafe_from_the_cards_code_to_a_key_finding_on_the_wall(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe(writing="one_pen")
    cafe.go("briefing")
    desk, bench, wall = opened(cafe, "facilitator", "2a"), opened(cafe, "rapporteur", "2a"), wall_of(cafe)
    phones = [Phone(cafe, language, table, f"{language}{table}") for table in (1, 2, 3) for language in ("es", "en")]
    from_the_card(cafe, desk, phones)
    pages = [desk, bench, wall, *(phone.page for phone in phones)]
    untouched(pages)
    expect(desk.locator("body")).to_contain_text("6 people")

    on(desk, "table work")
    expect(scene(wall)).to_contain_text("Question 1?")
    pens = {phone.table: phone for phone in phones if phone.language == "es"}
    for phone in phones:
        expect(phone.page.locator(".greet:visible")).to_contain_text(phone.word("Introduce yourselves"))
    for table, pen in pens.items():
        pen.tap("Start writing", "link")
        pen.write(f"Ventanillas conjuntas de noche, mesa {table}")
        expect(pen.find(f"Ventanillas conjuntas de noche, mesa {table}")).to_be_visible()
        pen.write(f"Entrevistas en la lengua materna, mesa {table}")
    for phone in phones:
        if phone.language == "en":
            phone.tap("Start writing", "link")
            own = phone.find(f"Ventanillas conjuntas de noche, mesa {phone.table}")
            own.get_by_role("button", name=re.compile("^Agree")).click()
            expect(own.locator("[data-mark=agreed]")).to_have_attribute("aria-pressed", "true")
            phone.tap("I report")
    expect(desk.locator(".tile").first).to_contain_text("2 answers")
    expect(desk.locator(".tile").nth(2)).to_contain_text("en3 reports")
    bench.keyboard.press("n")
    bench.keyboard.type("Table 2 laughs about the coffee")
    bench.keyboard.press("Control+Enter")
    expect(bench.locator("#notes")).to_contain_text("Table 2 laughs about the coffee")

    for table, pen in pens.items():
        pen.tap("Findings", "link")
        pen.tap("From answers", "link")
        for text in ("Ventanillas conjuntas de noche", "Entrevistas en la lengua materna"):
            pen.find(f"{text}, mesa {table}").locator("label.tap").click()
        pen.page.fill("#finding-text", f"Ventanillas conjuntas con intérprete, mesa {table}")
        pen.page.locator("#make-finding button.main").click()
        made = pen.find(f"Ventanillas conjuntas con intérprete, mesa {table}")
        made.locator("form[action$=signoff] button").click()
        expect(made).to_contain_text("nadie objetó")
    expect(bench.locator("#findings > li.heard")).to_have_count(3)
    expect(scene(wall)).not_to_contain_text("intérprete")

    on(desk, "report-out")
    for phone in phones:
        if phone.language == "en":
            desk.get_by_role("button", name=f"Give the floor to Table {phone.table}").click()
            phone.tap("Findings", "link")
            phone.tap("Report to the others")
            expect(scene(wall)).to_contain_text(f"Ventanillas conjuntas con intérprete, mesa {phone.table}")
    for phone in phones:
        phone.page.locator("[data-back]:visible, [data-tab=heard]:visible").first.click()
        expect(phone.page.locator("[data-heard] > li.finding")).to_have_count(3)

    on(desk, "commenting")
    for phone in phones:
        if phone.language == "en":
            other = phone.table % 3 + 1
            finding = phone.page.locator("[data-heard] > li.finding").filter(has_text=f"mesa {other}")
            if not finding.is_visible():
                phone.page.locator("[data-looks] [data-look=all]").click()
            finding.locator("[data-comment-on]").click()
            form = phone.page.locator("form[data-comments]")
            form.locator("input[value=adds]").check()
            form.locator("#comment").fill(f"Also by day, says table {phone.table}")
            form.locator("button.main").click()
    for phone in phones:
        expect(phone.page.locator("[data-heard]")).to_contain_text("Also by day, says table 1")
    expect(bench.locator("#findings")).to_contain_text("Also by day, says table 3")

    on(desk, "consolidating")
    for finding in ("mesa 1", "mesa 2"):
        bench.locator("#findings > li.heard").filter(has_text=finding).locator("[data-pick]").check()
    bench.locator("#findings > li.comment").first.locator("[data-pick]").check()
    bench.keyboard.press("m")
    box = bench.locator("#text-en")
    expect(box).to_be_focused()
    box.fill("Joint desks with an interpreter, day and night, find the victims whom lists do not")
    bench.locator("#text-es").fill("Ventanillas conjuntas con intérprete, de día y de noche, encuentran a las víctimas")
    bench.keyboard.press("Control+Enter")
    key_finding = bench.locator("#keys > .key").first
    expect(key_finding).to_contain_text("Joint desks with an interpreter")
    expect(key_finding).to_contain_text("shared")
    for phone in phones:
        expect(phone.page.locator("main")).not_to_contain_text("de día y de noche, encuentran")
    key_finding.focus()
    bench.keyboard.press("p")
    expect(scene(wall)).to_contain_text("Joint desks with an interpreter, day and night")
    for phone in phones:
        text = "de día y de noche, encuentran" if phone.language == "es" else "day and night, find the victims"
        expect(phone.page.locator("main")).to_contain_text(text)
    wall.keyboard.press("l")
    expect(scene(wall)).to_contain_text("de día y de noche, encuentran")
    desk.keyboard.press("6")
    expect(scene(wall)).to_contain_text("Ventanillas conjuntas con intérprete, mesa 1")
    expect(scene(wall)).to_contain_text("Also by day, says table")
    assert_untouched(pages)
