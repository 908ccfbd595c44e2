"""A key pressed twice is one act until the page shows what came of it; another act, or another thing, is never held back."""

import pytest
from playwright.sync_api import expect
from starlette.responses import HTMLResponse, Response

from tests.browser_units.rehearsal import card, frame, gone, sent


def acts(thing, value="show", words="Show"):
    """A card's form, as those of desk and workbench."""
    return (
        f'<form action="/act" method="post" hx-post="/act" hx-swap="none"><input type="hidden" name="of" value="{thing}">'
        f'<button name="act" value="{value}" data-key-shortcut="s">{words}</button>'
        '<button name="act" value="send" data-key-shortcut="b">Send</button></form>'
    )


@pytest.fixture
def desk(server, visit):
    server.surface, server.boot = "desk", "boot/desk.js"
    cards = (card(f"answer:{one}", acts(one), order=one) for one in "abc")
    server.lists["table:Y", "answers"] = "".join(cards).replace("<li", '<li tabindex="0"')
    server.tail = """<form id="say" action="/act" method="post" hx-post="/act" hx-swap="none">
    <textarea id="message" name="message"></textarea><button data-key-shortcut="m">Say it</button></form>
    <button data-key-shortcut="m">Another M</button>"""
    server.form_answer = lambda: Response(status_code=204, headers={"sobremesa-seq": "2"})
    page = visit()
    page.locator("[data-list=answers]").evaluate("list => list.dataset.walk = ''")
    server.until(server.hellos)
    # A form that htmx has not seen yet would be sent by the browser itself.
    expect(page.locator("#say[data-htmx-powered]")).to_be_attached()
    return page


def hold(page):
    """Answers that wait until they are let go."""
    waiting = []
    page.route("**/act", lambda route: waiting.append(route))
    return waiting, lambda: page.unroute("**/act")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def turned(seq):
    """Card a with its button turned round."""
    told = sent("answer:a", acts("a", "hide", "Hide"), seq, "a")
    return {**told, "html": told["html"].replace("<li", '<li tabindex="0"')}


def of(server):
    return [(form.get("of"), form.get("act")) for form in server.forms]


def test_a_second_press_before_the_page_shows_the_answer_is_not_sent(server, desk):
    waiting, let_go = hold(desk)
    press(desk, "j", "s", "s", "s")
    expect(desk.locator("form[aria-busy]")).to_have_count(1)
    server.push(frame("table:Y", 1, 2, turned(2)))
    expect(desk.get_by_text("Hide")).to_be_visible()
    assert len(waiting) == 1
    # The page shows it, though the answer itself is late: now the key means what the button says.
    press(desk, "s")
    let_go()
    server.until(lambda: len(server.forms) >= 2)
    assert of(server) == [("a", "show"), ("a", "hide")]


def test_after_the_answer_the_key_waits_for_the_card(server, desk):
    press(desk, "j", "s")
    server.until(lambda: len(server.forms) == 1)
    expect(desk.locator("form[aria-busy]")).to_have_count(0)
    press(desk, "s", "b")
    # What came after it is another act, and arrives: so the second press would have arrived too.
    server.until(lambda: len(server.forms) == 2)
    assert of(server) == [("a", "show"), ("a", "send")]
    server.push(frame("table:Y", 1, 2, turned(2)))
    expect(desk.get_by_text("Hide")).to_be_visible()
    press(desk, "s")
    server.until(lambda: of(server)[2:] == [("a", "hide")])


def test_another_act_and_another_card_are_not_held_back(server, desk):
    _, let_go = hold(desk)
    press(desk, "j", "s", "b", "j", "s")
    let_go()
    server.until(lambda: len(server.forms) == 3)
    assert sorted(of(server)) == [("a", "send"), ("a", "show"), ("b", "show")]


def test_when_the_card_goes_away_the_second_press_does_not_mean_the_next_one(server, desk):
    press(desk, "j", "s")
    server.until(lambda: len(server.forms) == 1)
    # Nobody is as quick as this press: the moment that the card is gone.
    desk.evaluate(
        """() => new MutationObserver((_, watch) => {
          watch.disconnect();
          document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "s", bubbles: true }));
          document.body.dataset.pressed = document.activeElement.closest("[data-key]").dataset.key;
        }).observe(document.querySelector("[data-list=answers]"), { childList: true })"""
    )
    server.push(frame("table:Y", 1, 2, gone("answer:a", 2)))
    expect(desk.locator("body")).to_have_attribute("data-pressed", "answer:b")
    press(desk, "k", "s")
    server.until(lambda: len(server.forms) == 2)
    assert of(server) == [("a", "show"), ("b", "show")]


def test_what_was_refused_is_tried_again_at_once(server, desk):
    server.form_answer = lambda: HTMLResponse("<p>Not now</p>", status_code=409)
    press(desk, "j", "s")
    expect(desk.locator("form[aria-busy]")).to_have_count(0)
    server.until(lambda: len(server.forms) == 1)
    press(desk, "s")
    server.until(lambda: len(server.forms) == 2)


def test_other_words_are_another_act_and_a_key_on_its_way_finds_no_other_button(server, desk):
    _, let_go = hold(desk)
    clicks = "addEventListener('click', e => document.body.dataset.clicked = e.target.textContent)"
    desk.evaluate(clicks)
    desk.fill("#message", "One")
    desk.locator("#message").evaluate("box => box.blur()")
    press(desk, "m", "m")
    assert desk.locator("body").get_attribute("data-clicked") == "Say it"
    let_go()
    expect(desk.locator("#message")).to_have_value("")
    desk.fill("#message", "Two")
    press(desk, "Control+Enter")
    server.until(lambda: [form["message"] for form in server.forms] == ["One", "Two"])


def test_without_a_socket_a_key_is_free_again_soon(server, desk):
    press(desk, "j", "s")
    server.until(lambda: len(server.forms) == 1)
    expect(desk.locator("form[aria-busy]")).to_have_count(0)
    desk.wait_for_timeout(2100)
    press(desk, "s")
    server.until(lambda: len(server.forms) == 2)


def test_words_that_were_not_taken_while_others_were_on_their_way_can_be_sent_again(server, desk):
    waiting, let_go = hold(desk)
    for words in ("One", "Two", "Three"):
        desk.fill("#message", words)
        press(desk, "Control+Enter")
    expect(desk.locator("#say[aria-busy]")).to_have_count(1)
    assert len(waiting) == 1
    let_go()
    server.until(lambda: [form["message"] for form in server.forms] == ["One", "Two"])
    expect(desk.locator("#say[aria-busy]")).to_have_count(0)
    expect(desk.locator("#message")).to_have_value("Three")
    press(desk, "Control+Enter")
    server.until(lambda: [form["message"] for form in server.forms] == ["One", "Two", "Three"])
