"""Keys printed on buttons; the wall's fitting text and its few keys; light and dark."""

import pytest
from playwright.sync_api import expect

from tests.browser_units.rehearsal import card, frame, sent


@pytest.fixture
def desk(server, visit):
    server.surface, server.boot = "desk", "boot/desk.js"
    button = '<button data-key-shortcut="l">Link</button>'
    server.lists["table:Y", "answers"] = card("answer:a", button, order="a") + card("answer:b", button, order="b")
    server.extra = """<button data-key-shortcut="n">Note</button><button data-key-shortcut="x" disabled>Off</button>
    <button data-key-shortcut="l">Elsewhere</button><label>Keys <input type="checkbox" data-keys-switch></label>"""
    server.tail = "<output id='pressed'></output>"
    page = visit()
    page.locator("[data-list=answers]").evaluate("list => list.dataset.walk = ''")
    log = "addEventListener('click', e => document.querySelector('#pressed').textContent += "
    page.evaluate(log + "(e.target.closest('[data-key]')?.dataset.key || '') + e.target.textContent + ' ')")
    return page


def pressed(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return page.locator("#pressed").text_content().strip()


def test_a_key_presses_its_button_but_not_while_somebody_types(desk):
    assert pressed(desk, "n", "x", "Control+n") == "Note"
    desk.locator("#text").focus()
    assert pressed(desk, "n") == "Note"
    expect(desk.locator("#text")).to_have_value("n")
    desk.keyboard.press("Escape")
    assert pressed(desk, "n") == "Note Note"


def test_cards_are_walked_by_key_and_a_key_means_the_card_with_the_focus(server, desk):
    assert pressed(desk, "j", "j", "l") == "answer:bLink"
    server.push(frame("table:Y", 1, 2, sent("answer:b", '<button data-key-shortcut="l">Link</button>!', 2, "b")))
    expect(desk.get_by_text("!")).to_be_visible()
    assert pressed(desk, "k", "l") == "answer:bLink answer:aLink"


def test_single_keys_can_be_switched_off(desk):
    desk.get_by_label("Keys").uncheck()
    desk.locator("body").evaluate("() => document.activeElement.blur()")
    assert "Note" not in pressed(desk, "n")
    desk.reload()
    expect(desk.get_by_label("Keys")).not_to_be_checked()


def test_control_enter_sends_the_form_of_the_box(server, desk):
    desk.locator("#text").fill("by keyboard")
    desk.keyboard.press("Control+Enter")
    server.until(lambda: server.puts == ["by keyboard"])


@pytest.fixture
def wall(server, visit):
    server.surface, server.boot = "wall", "boot/wall.js"
    server.extra = (
        '<div id="fit" data-fit="14">Short</div><p data-step>One</p><p data-step hidden>Two</p>'
        "<button data-theme-switch>Light or dark</button>"
    )
    server.language = "es"
    page = visit()
    page.set_viewport_size({"width": 1280, "height": 700})
    page.locator("#fit").evaluate(
        "el => Object.assign(el.style, {height: '150px', overflow: 'hidden', lineHeight: 1.2})"
    )
    page.evaluate("dispatchEvent(new Event('resize'))")
    return page


def size(page):
    return float(page.locator("#fit").evaluate("el => parseFloat(getComputedStyle(el).fontSize)"))


def test_text_is_as_large_as_the_screen_lets_it_be_and_never_too_small(server, wall):
    assert size(wall) == 50  # 700 / 14
    wall.locator("#fit").evaluate("el => el.textContent = 'A finding of some length. '.repeat(12)")
    wall.evaluate("dispatchEvent(new Event('resize'))")
    assert 25 < size(wall) < 50
    fits = wall.locator("#fit").evaluate("el => el.scrollHeight <= el.clientHeight + 1")
    assert fits
    wall.locator("#fit").evaluate("el => el.textContent = 'A finding of some length. '.repeat(90)")
    wall.evaluate("dispatchEvent(new Event('resize'))")
    assert size(wall) == 25
    expect(wall.locator("#fit")).to_have_class("too-long")


def test_the_walls_keys(wall):
    body = wall.locator("body")
    for key, name in (("h", "data-blank"), ("q", "data-code"), ("?", "data-help")):
        wall.keyboard.press(key)
        expect(body).to_have_attribute(name, "true")
        wall.keyboard.press(key)
        expect(body).to_have_attribute(name, "false")
    wall.keyboard.press("ArrowRight")
    expect(wall.get_by_text("Two")).to_be_visible()
    expect(wall.get_by_text("One")).to_be_hidden()
    wall.keyboard.press("ArrowLeft")
    expect(wall.get_by_text("One")).to_be_visible()


def test_dark_is_chosen_by_key_or_switch_and_stays(wall):
    html = wall.locator("html")
    wall.keyboard.press("d")
    expect(html).to_have_attribute("data-theme", "dark")
    wall.reload()
    expect(html).to_have_attribute("data-theme", "dark")
    wall.get_by_role("button", name="Light or dark").click()
    expect(html).to_have_attribute("data-theme", "light")


def test_the_wall_keeps_its_scene_while_it_is_alone(server, wall):
    server.push(frame("item:X", 1, 2, sent("stage:X", "The last good scene", 2, list="phase")))
    expect(wall.get_by_text("The last good scene")).to_be_visible()
    server.kill()
    wall.wait_for_timeout(300)
    expect(wall.get_by_text("The last good scene")).to_be_visible()
    server.start()
    server.until(lambda: len(server.hellos()) == 2)
    assert server.hellos()[-1]["rooms"]["item:X"] == 2
