"""The phone's part with JavaScript off: pages read, forms post, nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Cafe

pytestmark = pytest.mark.browser


def test_joining_sitting_down_writing_and_agreeing_work_without_javascript(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    ana, luis = cafe.device(java_script_enabled=False), cafe.device(java_script_enabled=False)
    for page, name in ((ana, "Ana"), (luis, "Luis")):
        cafe.join(page, 1, name)
        page.goto(page.url.split("?")[0] + "?view=answers")
    ana.fill("#answer", "Ventanillas conjuntas")
    ana.click("form[data-outbox=answer] button.main")
    ana.goto(ana.url.split("?")[0] + "?view=answers")
    expect(ana.locator("[data-list=answers] > li .words")).to_have_text(["Ventanillas conjuntas"])
    luis.reload()
    luis.locator("button[data-mark=agreed]").click()
    luis.goto(luis.url.split("?")[0] + "?view=answers")
    expect(luis.locator("button[data-mark=agreed]")).to_contain_text("1")


def test_a_refused_form_shows_the_sentence_and_the_words_again(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    page = cafe.device(java_script_enabled=False)
    cafe.join(page, 1)
    page.goto(page.url.split("?")[0] + "?view=answers")
    page.fill("#answer", "\u200b\u2060 ")
    page.click("form[data-outbox=answer] button.main")
    expect(page.locator("[role=alert]")).to_contain_text("There is nothing to send yet")
    page.fill("textarea", "Now there is")
    page.click("main form button.main")
    page.goto(page.url.split("?")[0] + "?view=answers")
    expect(page.locator("[data-list=answers] > li .words")).to_have_text(["Now there is"])


def test_the_address_of_an_unknown_code_says_one_sentence(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    page = cafe.device(java_script_enabled=False)
    page.goto(f"{cafe.url}/")
    page.fill("#code", "no such code")
    page.click("main button.main")
    expect(page.locator("[data-fault]")).to_contain_text("This code opens no forum.")
    expect(page.locator("#code")).to_have_value("no such code")


def test_without_javascript_a_page_says_what_is_mine_who_writes_and_what_time_is_left(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = open_cafe()
    ana, luis = cafe.device(java_script_enabled=False), cafe.device(java_script_enabled=False)
    for page, name in ((ana, "Ana"), (luis, "Luis")):
        cafe.join(page, 1, name)
    expect(ana.locator(".people")).to_contain_text("you write")
    expect(luis.locator(".people")).to_contain_text("Ana writes")
    ana.fill("#answer", "Ventanillas conjuntas")
    ana.click("form[data-outbox=answer] button.main")
    answer = ana.locator("[data-list=answers] > li")
    expect(answer).to_contain_text("seen at the table")
    expect(answer.locator("button[data-mark=agreed]")).to_be_hidden()
    luis.goto(luis.url.split("?")[0] + "?view=answers")
    luis.locator("button[data-mark=agreed]").click()
    expect(luis.locator("button[data-mark=agreed]")).to_have_attribute("aria-pressed", "true")
    clock = ana.locator(".where .clock")
    drawn = clock.inner_text()
    ana.wait_for_timeout(1500)
    ana.reload()
    expect(clock).not_to_have_text(drawn)
