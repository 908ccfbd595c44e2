"""What the chair asks, on a phone: the text stays readable behind it, and a reservation is written above what sends it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from app.kernel.ids import new_id
from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.browser.test_dialogue import delegation_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

LONG = (
    "The delegations agree that joint desks, open by night at every border, share officers, interpreters and rooms. "
    * 6
)


def put_paragraph(cafe: Cafe, drafter: str) -> str:
    """Long, and in two languages."""
    id_, texts = new_id(), {"en": LONG, "es": LONG}
    cafe.call("PUT", f"/paragraphs/{id_}", {"item": "J", "texts": texts, "language": "en"}, drafter)
    return id_


def box(of: Locator) -> Any:
    found = of.bounding_box()
    assert found is not None
    return found


def open_text(cafe: Cafe) -> tuple[str, list[str]]:
    """A chair's pass, and the ids of two paragraphs before the adoption."""
    drafter = cafe.call("POST", "/links", {"token": cafe.link("rapporteur", "J")})["pass"]
    chair = cafe.call("POST", "/links", {"token": cafe.link("moderator", "J")})["pass"]
    cafe.go("drafting", "J")
    ids = [put_paragraph(cafe, drafter) for _ in range(2)]
    cafe.go("adoption", "J")
    return chair, ids


def ask(cafe: Cafe, chair: str, paragraph: str) -> None:
    cafe.call("POST", "/communique/call", {"item": "J", "paragraph": paragraph, "read": 1}, chair)


def compact(phone: Page) -> None:
    """Most of the screen is the text's, and every choice is whole and large enough for a thumb."""
    choices = [*phone.locator(".question-asked button").all(), phone.locator(".reserving > summary")]
    assert len(choices) == 3
    for choice in choices:
        assert box(choice)["height"] >= 44
        assert choice.evaluate("el => el.scrollWidth <= el.clientWidth"), choice.inner_text()
    assert box(phone.locator(".dock"))["height"] <= 0.4 * 844
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_question_leaves_the_text_readable_and_a_reservation_is_written_above_its_button(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = reference_forum(open_cafe())
    chair, (first, second) = open_text(cafe)
    ask(cafe, chair, second)
    phone = delegation_of(cafe, "PAN")
    for language in ("es", "fr", "pt", "en"):
        phone.goto(f"{cafe.url}/items/J/communique?language={language}")
        compact(phone)
    phone.locator(".question-asked .which").click()
    expect(phone.locator(f'[id="paragraph:{second}"]')).to_be_in_viewport()
    reserving, words = phone.locator(".reserving"), phone.locator("#say-text")
    reserving.locator("summary").click()
    send = reserving.get_by_role("button", name="Send the reservation")
    assert box(words)["y"] + box(words)["height"] <= box(send)["y"]
    words.fill("In line with our law.")
    # What is asked next neither closes the box nor eats what is typed.
    ask(cafe, chair, first)
    expect(phone.locator(".question-asked .which")).to_have_text("Paragraph 1")
    expect(words).to_be_visible()
    expect(words).to_have_value("In line with our law.")
    send.click()
    expect(phone.locator(".asking .said-back")).to_contain_text("In line with our law.")
    phone.emulate_media(color_scheme="dark")
    words.fill("More of it.")
    reserving.locator("summary").click()
    # Closed, the box stays as long as words would go with what is sent.
    expect(words).to_be_in_viewport()
    words.fill("")
    phone.locator("h1").click()
    compact(phone)
