"""A change proposed on a phone: its words tapped, or chosen by key; nothing typed is lost or comes back once sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.kernel.ids import new_id
from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.browser.test_dialogue import delegation_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

TEXT = "Joint desks, open [by night,] at every border, share officers at every border."


def paragraph_of(cafe: Cafe) -> str:
    """A paragraph in two languages, in the drafting."""
    drafter = cafe.call("POST", "/links", {"token": cafe.link("rapporteur", "J")})["pass"]
    cafe.go("drafting", "J")
    id_ = new_id()
    texts = {"en": TEXT, "es": "Ventanillas conjuntas en cada frontera."}
    cafe.call("PUT", f"/paragraphs/{id_}", {"item": "J", "texts": texts, "language": "en"}, drafter)
    return f"{cafe.url}/paragraphs/{id_}"


def kind(page: Page, name: str) -> None:
    page.locator(f"input[name=kind][value={name}]").check(force=True)


def test_words_are_tapped_kept_through_a_reload_seen_first_and_sent_once(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    address = paragraph_of(cafe)
    phone = delegation_of(cafe, "CRI")
    phone.goto(address)
    words, quote, text = phone.locator("[data-pickable] .word"), phone.locator("#quote"), phone.locator("#text")
    expect(phone.locator("[data-picking]")).to_contain_text("Tap the first")
    for box in [words.nth(n).bounding_box() for n in range(words.count())]:
        assert box is not None and box["height"] >= 44
    words.nth(7).click()
    expect(phone.locator("[data-picking]")).to_contain_text("Now tap the last")
    expect(quote).to_have_value("border")
    words.nth(5).click()
    expect(quote).to_have_value("at every border")
    expect(text).to_have_value("at every border")
    words.nth(10).click()
    words.nth(12).click()
    expect(quote).to_have_value("at every border")
    expect(phone.locator("[name=occurrence]")).to_have_value("2")
    expect(phone.locator("[data-previewed] .words")).to_contain_text("share officers")
    kind(phone, "insert")
    expect(text).to_have_value("")
    expect(phone.get_by_text("Yours come right after")).to_be_visible()
    expect(phone.get_by_text("yours stand in their place")).to_be_hidden()
    text.press_sequentially("and at sea")
    expect(phone.locator("[data-previewed] ins")).to_contain_text("and at sea")
    expect(phone.locator("[data-previewed]")).to_contain_text("share officers at every border")
    phone.wait_for_function(
        "localStorage.length && Object.values(localStorage).some((kept) => kept.includes('at sea'))"
    )
    phone.reload()
    expect(text).to_have_value("and at sea")
    expect(phone.locator("input[value=insert]")).to_be_checked()
    expect(phone.locator(".word[aria-selected=true]")).to_have_text(["at", "every", "border."])
    expect(phone.locator("[name=occurrence]")).to_have_value("2")
    phone.get_by_role("button", name="Send it to the drafters").click()
    expect(phone.get_by_role("status")).to_contain_text("Sent to the drafters")
    expect(phone.locator(".amendments ins")).to_contain_text("and at sea")
    expect(text).to_have_value("")
    expect(quote).to_have_value("")


def test_words_are_chosen_by_key_by_selecting_them_and_in_the_other_language(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    address = paragraph_of(cafe)
    page = delegation_of(cafe, "CRI")
    page.goto(address)
    quote, words = page.locator("#quote"), page.locator("[data-pickable] .word")
    words.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(quote).to_have_value("desks")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(quote).to_have_value("desks, open [by")
    page.keyboard.press("Escape")
    expect(quote).to_have_value("")
    for key in ("Home", "Space", "End", "Enter"):
        page.keyboard.press(key)
    expect(quote).to_have_value(TEXT)
    page.evaluate("""() => {
        const [from, to] = [2, 4].map((n) => document.querySelectorAll("[data-pickable] .word")[n]);
        getSelection().setBaseAndExtent(from.firstChild, 1, to.firstChild, 2);
    }""")
    expect(quote).to_have_value("open [by night,]")
    page.evaluate("getSelection().removeAllRanges()")
    page.select_option("#language", "es")
    expect(quote).to_have_value("")
    expect(page.locator("[data-pickable]")).to_have_attribute("lang", "es")
    page.locator("[data-pickable] .word").nth(1).click()
    expect(quote).to_have_value("conjuntas")
    kind(page, "paragraph")
    expect(page.locator("[data-pickable]")).to_have_count(0)
    expect(quote).to_be_hidden()
