"""Words are on the phone before they are sent, go out in order, and count as arrived when the server says their id."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser_units.rehearsal import (
    card,
    frame,
    gone,
    portal,
    portal_elsewhere,
    portal_in_json,
    problem,
    refusing,
    sent,
)

NO_IDB = "delete window.indexedDB; Object.defineProperty(window, 'indexedDB', {get() { throw new Error('private') }});"
NO_STORAGE = NO_IDB + "Object.defineProperty(window, 'localStorage', {get() { throw new Error('private') }});"
FULL = "IDBObjectStore.prototype.put = () => { throw new Error('full') }"
MUTE = "indexedDB.open = () => ({})"  # as some versions of Safari, the first time


def say(page, *texts):
    for text in texts:
        page.locator("#text").fill(text)
        page.get_by_role("button", name="Send").click()
        expect(page.locator("#text")).to_have_value("")


def texts(server):
    return [answer["text"] for answer in server.answers.values()]


def kept(page):
    return page.locator("#pending > li")


def test_three_answers_typed_while_the_server_is_dead_arrive_once_and_in_order(server, visit):
    page = visit()
    server.kill()
    say(page, "one", "two", "three")
    expect(kept(page)).to_have_count(3)
    line = page.locator("[data-connection]")
    expect(line).to_contain_text("Your 3 answers are safe on this phone.", timeout=6000)
    server.start()
    server.welcomes, server.cue = False, portal
    page.reload()
    expect(kept(page).locator("[data-text]")).to_have_text(["one", "two", "three"])
    assert [kept(page).nth(n).get_attribute("data-state") for n in range(3)] == ["kept"] * 3
    server.cue = None
    server.until(lambda: len(server.answers) == 3)
    assert texts(server) == ["one", "two", "three"]
    assert [server.puts.count(text) for text in ("two", "three")] == [1, 1]
    expect(kept(page)).to_have_count(3)
    expect(page.locator("#pending > li[data-state=saved]")).to_have_count(3)


def test_an_answer_is_kept_then_saved_then_seen(server, visit):
    page = visit()
    server.cues = [refusing(503, "busy", Retry_After="1")]
    say(page, "said")
    expect(kept(page)).to_have_attribute("data-state", "kept")
    expect(kept(page)).to_have_attribute("data-state", "saved")
    (id_,) = server.answers
    assert server.answers[id_] == {"id": id_, "table": "Y", "text": "said"}
    server.push(frame("table:Y", 1, 2, sent(f"answer:{id_}", "said, by Ana", 2)))
    expect(kept(page)).to_have_count(0)
    expect(page.get_by_text("by Ana")).to_be_visible()


def test_who_sends_sees_it_kept_however_long_the_list_is(server, visit):
    server.lists["table:Y", "answers"] = "".join(card(f"answer:{n}", "<br>line" * 9, 1, f"{n:02}") for n in range(10))
    server.tail = '<div class="dock"></div>'
    page = visit()
    page.locator(".dock").evaluate("el => Object.assign(el.style, {position: 'sticky', bottom: 0, height: '300px'})")
    server.cue = portal
    page.locator("#text").fill("said")
    page.evaluate("scrollTo(0, 500); document.querySelector('#box button').click()")
    expect(kept(page)).to_be_in_viewport()
    assert kept(page).evaluate("el => el.getBoundingClientRect().bottom <= innerHeight - 300")


@pytest.mark.parametrize("hotel", [portal, portal_in_json, portal_elsewhere, refusing(401, ""), refusing(403, "")])
def test_a_captive_portal_fools_nobody(server, visit, hotel):
    page = visit()
    server.cue = hotel
    say(page, "said")
    server.until(lambda: len(server.puts) > 1)
    expect(kept(page)).to_have_attribute("data-state", "kept")
    server.cue = None
    server.until(lambda: texts(server) == ["said"])
    expect(kept(page)).to_have_attribute("data-state", "saved")
    assert not server.strayed  # the words did not follow the portal anywhere


def test_words_outlive_their_pass_and_go_out_after_joining_again(server, visit):
    page = visit()
    server.cue = refusing(401, "pass_ended", "Join again.")
    say(page, "said")
    server.until(lambda: server.puts)
    expect(kept(page)).to_have_attribute("data-state", "kept")
    expect(page.locator("[data-connection]")).to_have_text(
        "Your pass has ended. Join again. Your answer is safe on this phone."
    )
    server.cue = None
    page.reload()
    server.until(lambda: texts(server) == ["said"])
    expect(page.locator("[data-connection]")).to_be_hidden()


def test_another_epoch_brings_back_what_the_server_lost(server, visit):
    page = visit()
    say(page, "one", "two")
    expect(page.locator("#pending > li[data-state=saved]")).to_have_count(2)
    server.answers.clear()
    server.epoch = "E2"
    server.close(1012)
    server.until(lambda: texts(server) == ["one", "two"])
    expect(page.locator("#pending > li[data-state=saved]")).to_have_count(2)
    server.puts.clear()
    server.close(1012)
    server.until(lambda: len(server.hellos()) >= 3)
    page.reload()
    server.until(lambda: len(server.hellos()) >= 4)
    time.sleep(0.2)
    assert not server.puts


def test_an_answer_whose_receipt_was_lost_is_sent_again_under_its_id(server, visit):
    async def swallowed(request, body):
        await server.store(request, body)
        return problem(502, "bad_gateway", "A proxy between us lost the answer.")

    page = visit()
    server.cues = [swallowed]
    say(page, "said")
    expect(kept(page)).to_have_attribute("data-state", "saved")
    assert texts(server) == ["said"]
    assert server.puts == ["said", "said"]


@pytest.mark.parametrize("script", [NO_IDB, FULL, MUTE])
def test_without_a_database_words_still_survive_a_reload(server, visit, script):
    page = visit(script=script, frozen=script == MUTE)
    server.cue = portal
    if script == MUTE:
        page.clock.run_for(3_100)
    say(page, "one", "two")
    expect(page.locator("#pending > li[data-state=kept]")).to_have_count(2)
    page.reload()
    if script == MUTE:
        page.clock.run_for(3_100)
    expect(page.locator("#pending > li[data-state=kept]")).to_have_count(2)
    server.cue = None
    if script == MUTE:
        page.clock.run_for(9_000)
    server.until(lambda: texts(server) == ["one", "two"])


def test_where_nothing_can_be_stored_the_page_says_so_and_still_sends(server, visit):
    page = visit(script=NO_STORAGE)
    server.cue = portal
    say(page, "one")
    expect(kept(page)).to_have_attribute("data-state", "held")
    server.cue = None
    server.until(lambda: texts(server) == ["one"])


def test_a_refused_answer_goes_back_to_its_box_with_the_sentence(server, visit):
    page = visit()
    server.cues = [refusing(422, "too_long", "At most 4,000 characters.")]
    page.locator("#text").fill("much too long")
    page.get_by_role("button", name="Send").click()
    server.until(lambda: server.puts)
    expect(page.locator("#text")).to_have_value("much too long")
    expect(page.locator("[data-fault]")).to_have_text("At most 4,000 characters.")
    expect(kept(page)).to_have_count(0)
    page.reload()
    expect(page.locator("#text")).to_have_value("much too long")
    say(page, "shorter")
    server.until(lambda: texts(server) == ["shorter"])


def test_a_refusal_does_not_push_out_what_is_being_typed(server, visit):
    page = visit()
    server.cues = [refusing(503, "busy", Retry_After="1"), refusing(413, "", "Too large.")]
    say(page, "refused later")
    page.locator("#text").fill("the next one")
    expect(kept(page)).to_have_attribute("data-state", "refused")
    expect(kept(page).locator("[data-sentence]")).to_have_text("Too large.")
    expect(page.locator("#text")).to_have_value("the next one")
    page.get_by_role("button", name="Back").click()
    expect(page.locator("#text")).to_have_value("the next one\nrefused later")
    expect(kept(page)).to_have_count(0)


def test_a_reused_id_keeps_both_and_can_be_sent_as_new(server, visit):
    page = visit()
    id_ = page.locator("[name=id]").input_value()
    server.answers[id_] = {"id": id_, "table": "Y", "text": "another"}
    say(page, "mine")
    expect(kept(page)).to_have_attribute("data-state", "refused")
    expect(kept(page).locator("[data-sentence]")).to_have_text("Something else was sent under this id.")
    page.get_by_role("button", name="Again").click()
    server.until(lambda: texts(server) == ["another", "mine"])
    expect(kept(page)).to_have_attribute("data-state", "saved")


def test_one_refused_answer_does_not_hold_up_the_next(server, visit):
    page = visit()
    server.cue = portal
    say(page, "one", "two", "three")
    page.locator("#text").fill("typing")
    server.cue, server.cues = None, [refusing(404, "no_such_table", "This table is closed.")]
    server.until(lambda: texts(server) == ["two", "three"])
    expect(page.locator("#pending > li[data-state=refused]")).to_have_count(1)


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(server, visit):
    page = visit(frozen=True)
    server.cues = [refusing(429, "too_many", Retry_After="30")]
    say(page, "said")
    server.until(lambda: server.puts)
    page.clock.run_for(25_000)
    time.sleep(0.1)
    assert len(server.puts) == 1
    page.clock.run_for(6_000)
    server.until(lambda: texts(server) == ["said"])


def test_a_server_that_never_answers_is_asked_again(server, visit):
    async def silent(request, _):
        await request.receive()
        return problem(503, "gone", "")

    page = visit(frozen=True)
    server.cues = [silent]
    say(page, "said")
    server.until(lambda: server.puts)
    page.clock.run_for(17_000)
    server.until(lambda: texts(server) == ["said"])


def test_two_tabs_of_a_phone_send_each_word_once_and_neither_waits_for_ever(server, visit):
    first, second = visit(), visit()
    server.cue = portal
    say(first, "one")
    say(second, "two")
    server.until(lambda: len(server.puts) >= 2)
    expect(kept(second)).to_have_count(2)
    first.close(run_before_unload=True)
    server.puts.clear()
    server.cue = None
    server.until(lambda: sorted(texts(server)) == ["one", "two"])
    assert server.puts.count("two") == 1
    assert server.puts.count("one") <= 2  # once more, under its id, where the closing tab was cut off while sending


def test_a_tab_that_is_closed_while_it_sends_hands_over_at_once(server, visit):
    async def silent(request, _):
        await request.receive()
        return problem(503, "gone", "")

    first = visit()
    server.cues = [silent]
    say(first, "one")
    server.until(lambda: server.puts)
    second = visit()
    first.close(run_before_unload=True)
    server.until(lambda: texts(server) == ["one"])
    expect(kept(second)).to_have_attribute("data-state", "saved")


def test_a_form_that_htmx_knows_too_is_sent_only_once(server, visit):
    page = visit()
    page.evaluate("box.setAttribute('hx-post', '/act'); htmx.process(box, true)")
    say(page, "said")
    server.until(lambda: texts(server) == ["said"])
    page.wait_for_timeout(100)
    assert not server.forms


def test_a_tab_that_died_holds_up_the_others_only_until_its_lease_ends(server, visit):
    page = visit(script="localStorage.lease = 'dead ' + (Date.now() + 1500)")
    say(page, "said")
    expect(kept(page)).to_have_attribute("data-state", "kept")
    assert not server.puts
    server.until(lambda: texts(server) == ["said"])
    far = visit(script="localStorage.lease = 'wrong-clock ' + (Date.now() + 9e9)")
    say(far, "again")
    server.until(lambda: texts(server) == ["said", "again"])


def test_a_draft_survives_the_tab_and_goes_out_once(server, visit):
    page = visit()
    page.locator("#text").fill("half a sent")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    id_ = page.locator("[name=id]").input_value()
    page.reload()
    expect(page.locator("#text")).to_have_value("half a sent")
    say(page, "half a sentence")
    server.until(lambda: list(server.answers) == [id_])
    page.reload()
    expect(page.locator("#text")).to_have_value("")


def test_an_empty_box_sends_nothing_and_a_double_tap_sends_once(server, visit):
    page = visit()
    page.locator("#text").fill("  \n ")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#text")).to_be_focused()
    page.locator("#text").fill("said")
    page.evaluate("for (let n = 0; n < 3; n++) document.querySelector('#box button').click()")
    server.until(lambda: server.puts)
    time.sleep(0.2)
    assert server.puts == ["said"]


def test_a_seen_answer_is_not_shown_as_waiting_and_a_withdrawn_one_is_forgotten(server, visit):
    server.tail = '<form id="out" hx-post="/act" hx-swap="none" action="/act"><button>Withdraw</button></form>'
    page = visit()
    say(page, "said")
    server.until(lambda: server.answers)
    (id_,) = server.answers
    server.lists["table:Y", "answers"] = card(f"answer:{id_}", "said", 2)
    page.reload()
    expect(kept(page)).to_have_count(0)
    page.locator("#out").evaluate("(form, id) => form.dataset.forgets = id", id_)
    page.get_by_role("button", name="Withdraw").click()
    server.until(lambda: server.forms)
    server.push(frame("table:Y", 1, 3, gone(f"answer:{id_}", 3)))
    server.puts.clear()
    server.epoch = "E2"
    server.close(1012)
    server.until(lambda: len(server.hellos()) >= 3)
    time.sleep(0.3)
    assert not server.puts


def test_only_so_many_acknowledged_words_are_remembered(server, visit):
    page = visit()
    stored = """async (count) => new Promise((done) => {
      const open = indexedDB.open('sobremesa', 1);
      open.onsuccess = () => {
        const deal = open.result.transaction('words', 'readwrite'), store = deal.objectStore('words');
        const saved = {forum: 'F', state: 'saved', epoch: 'E1', kind: 'answer', body: {}};
        for (let n = 0; n < count; n++) store.put({...saved, id: 'x' + n, n});
        const all = store.getAllKeys();
        deal.oncomplete = () => done(all.result.length);
      };
    })"""
    assert page.evaluate(stored, 520) == 520
    page.reload()
    say(page, "one more")
    server.until(lambda: server.answers)
    expect(kept(page)).to_have_attribute("data-state", "saved")
    page.wait_for_timeout(300)
    assert page.evaluate(stored, 0) == 500


def test_what_is_sent_is_the_forms_fields_as_the_interface_wants_them(server, visit):
    fields = (
        '<input type="hidden" name="version" value="3" data-json form="box"><input form="box" type="checkbox" '
        'name="sources[]" value="a" checked><input form="box" type="checkbox" name="sources[]" value="b" checked>'
    )
    server.tail = fields
    page = visit()
    say(page, "said")
    server.until(lambda: server.answers)
    (answer,) = server.answers.values()
    assert answer == {"id": answer["id"], "table": "Y", "text": "said", "version": 3, "sources": ["a", "b"]}
