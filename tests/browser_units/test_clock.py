"""Clocks run on the server's time, whatever the phone believes."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser_units.rehearsal import frame, sent


def shifted(seconds):
    return f"const real = Date.now; Date.now = () => real() + {seconds * 1000};"


def clock(left, planned=600_000, running=True, bar="", ends=None, **more):
    """A clock as the macros write it; *left* in milliseconds, *ends* in those since 1970."""
    ends = ends or (int(time.time() * 1000) + left if running else "")
    extra = "".join(f' data-{name}="{value}"' for name, value in more.items())
    attrs = (
        f'data-ends="{ends}" data-left="{left}" data-running="{str(running).lower()}" data-planned="{planned}"{extra}'
    )
    if bar == "ring":
        return f'<svg data-clock-ring {attrs}><circle class="left" r="17" pathLength="100"/></svg>'
    if bar:
        return f'<progress data-clock-bar {attrs} max="{planned}"></progress>'
    return f"<time data-clock {attrs}>–</time>"


def seconds(text):
    minutes, rest = text.split(":")
    return int(minutes) * 60 + int(rest)


TURNS = """count => new Promise(done => {
  const clock = document.querySelector("time"), seen = [];
  new MutationObserver(() => {
    seen.push([performance.timeOrigin + performance.now(), clock.textContent]) == count && done(seen);
  }).observe(clock, {childList: true});
})"""


@pytest.mark.parametrize("wrong", [-7, 90])
def test_a_phone_whose_clock_is_wrong_shows_what_the_others_show_on_the_same_second(server, visit, wrong):
    ends = int(time.time() * 1000) + 300_400
    server.extra = clock(0, ends=ends)
    for page in (visit(), visit(script=shifted(wrong))):
        page.wait_for_timeout(300)
        for at, text in page.evaluate(TURNS, 2):
            second = round(at / 1000) * 1000
            assert abs(at - second) < 200
            assert seconds(text) == (ends - second) // 1000


def test_a_page_alone_is_nearly_right_before_the_socket_says_more(server, visit):
    server.welcomes = False
    server.extra = clock(300_000)
    page = visit(script=shifted(90))
    assert 290 <= seconds(page.locator("time").text_content()) <= 300


def test_the_last_fifth_is_low_and_time_over_counts_only_where_it_is_wished(server, visit):
    server.extra = "".join(
        [
            f'<p id="running">{clock(300_000)}</p>',
            f'<p id="low">{clock(100_000)}</p>',
            f'<p id="page">{clock(100_000, low=30_000)}</p>',
            f'<p id="over">{clock(-65_000, over="true")}</p>',
            f'<p id="zero">{clock(-65_000)}</p>',
            f'<p id="paused">{clock(272_000, running=False)}</p>',
        ]
    )
    page = visit()
    states = {"running": "running", "low": "low", "page": "running", "over": "over", "zero": "over", "paused": "paused"}
    for name, state in states.items():
        expect(page.locator(f"#{name} time")).to_have_attribute("data-state", state)
    expect(page.locator("#paused time")).to_have_text("4:32")
    expect(page.locator("#zero time")).to_have_text("0:00")
    assert page.locator("#over time").text_content()[:4] in ("+1:0", "+1:1")


def test_bar_and_ring_show_the_part_and_a_new_card_is_drawn_before_it_is_seen(server, visit):
    server.extra = clock(150_000, running=False, bar="bar") + clock(150_000, running=False, bar="ring")
    page = visit()
    assert page.locator("progress").evaluate("bar => bar.value") == 450_000
    expect(page.locator("circle")).to_have_attribute("stroke-dasharray", "25.0 100")
    server.push(frame("item:X", 1, 2, sent("clock:X", clock(65_000, running=False), 2, list="phase")))
    expect(page.locator("[data-key='clock:X'] time")).to_have_text("1:05")


def test_a_phone_that_slept_is_right_again_at_the_next_word_of_the_server(server, visit):
    server.extra = clock(300_000)
    page = visit(script="window.slept = 0; const real = Date.now; Date.now = () => real() + slept;")
    page.evaluate("slept = 60000")  # its timer stood still meanwhile
    page.wait_for_timeout(1200)
    assert seconds(page.locator("time").text_content()) < 241
    server.close(1012)
    server.until(lambda: len(server.hellos()) == 2)
    page.wait_for_timeout(1200)
    assert seconds(page.locator("time").text_content()) > 290  # it was the clock that was set: the server knows
