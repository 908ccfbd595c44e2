"""What the socket says, and what it does when the network does not."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser_units.rehearsal import card, frame, portal, sent

ANSWERS = ("table:Y", "answers")
LATE = "Math.random = () => 0.999"  # every jitter at its longest


def test_hello_says_the_rooms_with_their_heads_and_what_the_page_is(server, visit):
    server.heads = {"table:Y": 12, "me": None}
    server.language = "es"
    visit()
    assert server.hellos() == [
        {
            "t": "hello",
            "rooms": {"table:Y": 12, "me": None},
            "epoch": "E1",
            "as": "html",
            "surface": "phone",
            "language": "es",
        }
    ]


def test_a_gap_is_not_swallowed_but_asked_for(server, visit):
    page = visit()
    server.push(frame("table:Y", 1, 4, sent("answer:a", "first", 4)))
    server.push(frame("table:Y", 6, 7, sent("answer:b", "after a gap", 7)))
    server.until(lambda: len(server.hellos()) == 2)
    assert server.hellos()[-1]["rooms"]["table:Y"] == 4
    assert page.get_by_text("after a gap").count() == 0
    server.push(frame("table:Y", 4, 7, sent("answer:b", "caught up", 7)))
    expect(page.get_by_text("caught up")).to_be_visible()


def test_frames_that_overlap_are_right_and_need_no_hello(server, visit):
    page = visit()
    server.push(frame("table:Y", 1, 5, sent("answer:a", "a", 5)), frame("table:Y", 3, 6, sent("answer:b", "b", 6)))
    expect(page.get_by_text("b", exact=True)).to_be_visible()
    server.push(frame("table:Y", 1, 5, sent("answer:a", "of yesterday", 5)))
    server.push(frame("table:Y", 6, 7, sent("answer:c", "c", 7)))
    expect(page.get_by_text("c", exact=True)).to_be_visible()
    assert page.get_by_text("yesterday").count() == 0
    assert len(server.hellos()) == 1


def test_the_answer_to_null_is_the_whole_room(server, visit):
    server.heads["table:Y"] = None
    server.lists[ANSWERS] = card("answer:old", "vanished meanwhile", 1) + card("answer:a", "a", 1)
    page = visit()
    server.push(frame("table:Y", 5, 6, sent("answer:x", "too early", 6)))
    server.push(frame("table:Y", 0, 6, sent("answer:a", "a", 1), sent("answer:b", "b", 6)))
    expect(page.locator("[data-list=answers] > li")).to_have_text(["a", "b"])


def test_after_a_restart_it_comes_back_with_its_heads(server, visit):
    page = visit()
    server.push(frame("table:Y", 1, 5, sent("answer:a", "a", 5)))
    expect(page.get_by_text("a", exact=True)).to_be_visible()
    server.close(1012)
    server.until(lambda: len(server.hellos()) == 2)
    assert server.hellos()[-1]["rooms"] == {"item:X": 1, "table:Y": 5, "me": 1}


@pytest.mark.parametrize(("code", "longest"), [(1012, 8000), (1013, 8000), (1006, 2000)])
def test_a_venue_of_phones_comes_back_spread_over_seconds(server, visit, code, longest):
    page = visit(script=LATE, frozen=True)
    server.kill() if code == 1006 else server.close(code)
    server.until(lambda: not server.sockets)
    if code == 1006:
        server.start()
    page.clock.run_for(longest - 1200)  # and the time that the rehearsal itself takes
    time.sleep(0.1)
    assert len(server.hellos()) == 1
    page.clock.run_for(1400)
    server.until(lambda: len(server.hellos()) == 2)


def test_it_pings_every_twenty_seconds_and_answers_pings(server, visit):
    page = visit(frozen=True)
    page.clock.run_for(26_000)
    server.until(lambda: {"t": "ping"} in server.frames)
    server.push({"t": "ping"})
    server.until(lambda: {"t": "pong"} in server.frames)


def test_a_silent_socket_is_given_up_after_45_seconds(server, visit):
    page = visit(frozen=True)
    page.clock.run_for(44_000)
    time.sleep(0.1)
    assert len(server.hellos()) == 1
    page.clock.run_for(8_000)
    server.until(lambda: len(server.hellos()) == 2)


def test_a_socket_that_opens_but_is_never_welcomed_is_given_up(server, visit):
    server.welcomes = False
    page = visit(frozen=True)
    server.welcomes = True
    page.clock.run_for(16_000)
    server.until(lambda: len(server.hellos()) == 2)


def test_a_tab_that_comes_back_asks_whether_its_socket_still_lives(server, visit):
    page = visit(frozen=True)
    server.push({"t": "pong"})
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    server.until(lambda: server.frames[-1] == {"t": "ping"})
    page.clock.run_for(6_000)
    server.until(lambda: len(server.hellos()) == 2)


def test_whole_fetches_the_page_and_then_asks_from_there(server, visit):
    server.lists[ANSWERS] = card("answer:a", "stale", 1) + card("answer:b", "gone", 1)
    server.lists["item:X", "phase"] = card("phase:X", "untouched", 1)
    page = visit()
    server.lists[ANSWERS] = card("answer:a", "fresh", 700) + card("answer:c", "new", 800)
    server.lists["item:X", "phase"] = card("phase:X", "of another room", 1)
    server.heads = {"item:X": 40, "table:Y": 800, "me": 1}
    server.push({"t": "whole", "room": "table:Y"}, frame("table:Y", 801, 802, sent("answer:d", "not yet", 802)))
    expect(page.locator("[data-list=answers] > li")).to_have_text(["fresh", "new"])
    expect(page.get_by_text("untouched")).to_be_visible()
    server.until(lambda: len(server.hellos()) == 2)
    assert server.hellos()[-1]["rooms"] == {"item:X": 1, "table:Y": 800, "me": 1}
    server.push(frame("table:Y", 800, 802, sent("answer:d", "now", 802)))
    expect(page.get_by_text("now", exact=True)).to_be_visible()
    assert server.loads == 2


def test_a_portals_page_is_not_taken_for_ours_and_the_fetch_is_tried_again(server, visit, phone):
    server.lists[ANSWERS] = card("answer:a", "stale", 1)
    page = visit()
    once = iter([True])
    portal = {"status": 200, "content_type": "text/html", "body": "<!doctype html><ol data-list=answers></ol>"}
    phone.route("**/page", lambda route: route.fulfill(**portal) if next(once, False) else route.continue_())
    server.lists[ANSWERS] = card("answer:a", "fresh", 700)
    server.push({"t": "whole", "room": "table:Y"})
    expect(page.locator("[data-list=answers] > li")).to_have_text(["fresh"])


def test_another_epoch_fetches_everything_afresh(server, visit):
    server.lists[ANSWERS] = card("answer:a", "of the lost history", 9)
    server.heads["table:Y"] = 9
    page = visit()
    server.epoch, server.heads["table:Y"] = "E2", 3
    server.lists[ANSWERS] = card("answer:a", "restored", 3)
    server.close(1012)
    expect(page.get_by_text("restored")).to_be_visible()
    server.until(lambda: server.hellos()[-1]["epoch"] == "E2")
    assert server.hellos()[-1]["rooms"]["table:Y"] == 3


def test_a_region_brings_its_own_rooms_and_takes_them_away(server, visit):
    server.extra = '<button hx-get="/region" hx-target="#panel">Open</button><div id="panel"></div>'
    page = visit()
    page.get_by_role("button", name="Open").click()
    server.until(lambda: len(server.hellos()) == 2)
    assert server.hellos()[-1]["rooms"]["table:Z"] == 7
    server.push(frame("table:Z", 7, 8, sent("answer:z", "at table Z", 8)))
    expect(page.get_by_text("at table Z")).to_be_visible()
    page.evaluate("htmx.swap({target: document.querySelector('#panel'), text: '', swap: 'innerHTML'})")
    server.until(lambda: len(server.hellos()) == 3)
    assert "table:Z" not in server.hellos()[-1]["rooms"]


def test_a_refused_room_is_not_asked_for_again(server, visit):
    server.refused = [{"room": "table:Y", "code": "not_yours"}]
    visit()
    server.close(1012)
    server.until(lambda: len(server.hellos()) == 2)
    assert server.hellos()[-1]["rooms"] == {"item:X": 1, "me": 1}


def test_a_refused_room_is_asked_for_again_when_what_is_mine_changes(server, visit):
    # Two tables' cards were swapped, and swapped back: whoever sat there hears their table again.
    server.refused = [{"room": "table:Y", "code": "not_yours"}]
    page = visit()
    server.refused = []
    server.push(frame("me", 1, 2, sent("mine:self", seq=2, list="mine")))
    server.until(lambda: len(server.hellos()) == 2)
    assert server.hellos()[-1]["rooms"] == {"item:X": 1, "me": 2, "table:Y": None}
    server.push(frame("table:Y", 0, 9, sent("answer:9", "Heard again", 9)))
    expect(page.get_by_text("Heard again")).to_be_visible()


def test_a_device_that_says_it_is_offline_is_believed_at_once(server, visit):
    page = visit()
    page.context.set_offline(True)
    line = page.locator("[data-connection]")
    expect(line).to_contain_text("Offline for")
    page.context.set_offline(False)
    expect(line).to_be_hidden()


def test_words_that_cannot_be_sent_make_the_socket_prove_itself(server, visit):
    page = visit()
    server.cue = portal
    page.fill("#text", "Nobody hears this yet")
    page.click("#box button")
    server.until(lambda: server.frames[-1]["t"] == "ping")


def test_a_lost_connection_shows_after_three_seconds_as_one_quiet_line(server, visit):
    page = visit(script=LATE, frozen=True)
    line = page.locator("[data-connection]")
    server.close(1013)
    server.until(lambda: not server.sockets)
    page.clock.run_for(2_000)
    expect(line).to_be_hidden()
    page.clock.run_for(3_000)
    expect(line).to_have_text("Offline for 4 s.")
    assert line.get_attribute("aria-live") == "off"
    page.clock.run_for(4_000)
    server.until(lambda: len(server.hellos()) == 2)
    expect(line).to_be_hidden()


def test_a_pass_that_ended_is_said_and_not_knocked_for(server, visit):
    page = visit(frozen=True)
    server.close(4401)
    expect(page.locator("[data-connection]")).to_have_text("Your pass has ended. Join again.")
    page.clock.run_for(60_000)
    assert len(server.hellos()) == 1


def test_a_pass_that_ended_before_the_page_was_fetched_again_is_said_too(server, visit, phone):
    page = visit()
    phone.route("**/page", lambda route: route.fulfill(status=401, content_type="text/html", body="<p>Join again."))
    server.push({"t": "whole", "room": "table:Y"})
    expect(page.locator("[data-connection]")).to_have_text("Your pass has ended. Join again.")
    page.wait_for_timeout(700)
    assert len(server.hellos()) == 1


def test_too_many_pages_wait_half_a_minute(server, visit):
    page = visit(frozen=True)
    server.close(4409)
    expect(page.locator("[data-connection]")).to_have_text("Too many pages.")
    page.clock.run_for(29_000)
    assert len(server.hellos()) == 1
    page.clock.run_for(2_000)
    server.until(lambda: len(server.hellos()) == 2)
