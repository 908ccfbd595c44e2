"""No word is lost: the real server killed, a captive portal between, a pass that ended; over plain HTTP."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Cafe

pytestmark = pytest.mark.browser
THREE = ["Uno: ventanillas conjuntas", "Two: mother tongue 🤝", "Três: formação comum"]


def start_writing(page: Page) -> None:
    page.wait_for_load_state()
    page.locator("[data-tab=answers]:visible").first.click()


def say(page: Page, *texts: str) -> None:
    for text in texts:
        page.locator("#answer").fill(text)
        page.locator("form[data-outbox=answer] button.main").click()
        expect(page.locator("#answer")).to_have_value("")


def heard(cafe: Cafe) -> list[str]:
    """The table's answers as a program reads them, in order."""
    reader = cafe.call("POST", "/join", {"code": cafe.forum.code, "table": 1})["pass"]
    return [a["text"] for a in cafe.call("GET", "/tables/1", by=reader).get("answers", [])]


def test_three_answers_typed_while_the_server_is_dead_all_arrive_once_and_in_order(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = open_cafe()
    page = cafe.device()
    cafe.join(page, 1)
    start_writing(page)
    assert not page.evaluate("isSecureContext")
    cafe.server.stop(kill=True)
    say(page, *THREE)
    pending = page.locator("[data-pending-list] > li")
    expect(pending).to_have_count(3)
    expect(page.locator("[data-connection]")).to_contain_text("Your 3 answers are safe on this phone.", timeout=9000)
    cafe.server.start()
    page.reload()
    start_writing(page)
    answers = page.locator("[data-list=answers] > li .words")
    expect(answers).to_have_text(THREE, timeout=30_000)
    expect(pending).to_have_count(0)
    assert heard(cafe) == THREE


def test_a_captive_portal_that_says_200_fools_nobody(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    page = cafe.device()
    cafe.join(page, 1)
    start_writing(page)

    def portal(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<html><h1>Welcome to Hotel Wi-Fi</h1></html>")

    page.route("**/api/**", portal)
    say(page, *THREE)
    pending = page.locator("[data-pending-list] > li")
    expect(pending).to_have_count(3)
    page.wait_for_timeout(1500)
    expect(pending.nth(0)).to_have_attribute("data-state", "kept")
    assert heard(cafe) == []
    page.unroute("**/api/**")
    page.reload()
    start_writing(page)
    expect(page.locator("[data-list=answers] > li .words")).to_have_text(THREE, timeout=30_000)
    assert heard(cafe) == THREE


def test_words_of_an_expired_pass_stay_and_go_out_after_joining_again(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    page = cafe.device()
    cafe.join(page, 1)
    start_writing(page)
    page.context.clear_cookies()
    say(page, THREE[0])
    expect(page.locator("[data-pending-list] > li")).to_have_count(1)
    cafe.join(page, 1)
    start_writing(page)
    expect(page.locator("[data-list=answers] > li .words")).to_have_text(THREE[:1], timeout=30_000)
    assert heard(cafe) == THREE[:1]
