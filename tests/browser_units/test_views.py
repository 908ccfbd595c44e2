"""One page for all phases: the phone follows, may roam, and comes back."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser_units.rehearsal import card, frame, sent

TABS = """<nav><a href="?view=answers" data-tab="answers">Answers</a><a href="?view=heard" data-tab="heard">Heard</a></nav>
<a href="/page" data-back>Back</a>"""


def phase(name, seq, ago=600, **how):
    since = str(int((time.time() - ago) * 1000))
    return how.pop("draw", card)("phase:X", name, seq, phase=name, since=since, abilities="", **how)


@pytest.fixture
def table(server):
    views = '{"table_work": "answers", "report_out": "heard"}'
    server.body = f"""data-views='{views}' data-greet="120000" data-greet-in="table_work" """
    server.extra = TABS
    server.lists["item:X", "phase"] = phase("table_work", 1)
    return server


def goes_on(server, since=1):
    server.push(frame("item:X", since, since + 1, phase("report_out", since + 1, draw=sent, list="phase")))


def test_the_phone_follows_the_phase(table, visit):
    page = visit()
    body = page.locator("body")
    expect(body).to_have_attribute("data-view", "answers")
    goes_on(table)
    expect(body).to_have_attribute("data-view", "heard")
    expect(page.get_by_role("link", name="Heard")).to_have_attribute("aria-current", "page")
    assert body.get_attribute("data-roaming") is None


def test_who_roams_stays_and_comes_back_with_one_tap(table, visit):
    page = visit()
    body = page.locator("body")
    page.get_by_role("link", name="Heard").click()
    expect(body).to_have_attribute("data-roaming", "")
    assert page.url.endswith("?view=heard")
    page.get_by_role("link", name="Answers").click()
    assert body.get_attribute("data-roaming") is None
    page.get_by_role("link", name="Heard").click()
    page.get_by_role("link", name="Back").click()
    expect(body).to_have_attribute("data-view", "answers")
    assert page.url.endswith("/page")
    assert table.loads == 1


def test_who_is_writing_is_not_torn_away(table, visit):
    page = visit()
    page.locator("#text").fill("half a sent")
    goes_on(table)
    body = page.locator("body")
    expect(body).to_have_attribute("data-roaming", "")
    expect(body).to_have_attribute("data-view", "answers")
    page.get_by_role("link", name="Back").click()
    expect(body).to_have_attribute("data-view", "heard")
    expect(page.locator("#text")).to_have_value("half a sent")


def test_people_greet_each_other_first_and_the_page_waits(table, visit):
    table.lists["item:X", "phase"] = phase("table_work", 1, ago=118)
    page = visit()
    body = page.locator("body")
    expect(body).to_have_attribute("data-view", "greet")
    assert body.get_attribute("data-roaming") is None
    expect(body).to_have_attribute("data-view", "answers")


def test_start_writing_in_the_greeting_is_no_roaming(table, visit):
    table.lists["item:X", "phase"] = phase("table_work", 1, ago=10)
    page = visit()
    body = page.locator("body")
    expect(body).to_have_attribute("data-view", "greet")
    page.get_by_role("link", name="Answers").click()
    expect(body).to_have_attribute("data-view", "answers")
    goes_on(table)
    expect(body).to_have_attribute("data-view", "heard")
    assert body.get_attribute("data-roaming") is None


def test_a_table_that_has_the_floor_stands_before_its_findings(table, visit):
    table.body += 'data-table="3"'
    table.extra += '<div data-room="item:X" data-list="turn"></div>'
    page = visit()
    body = page.locator("body")
    goes_on(table)
    expect(body).to_have_attribute("data-view", "heard")
    table.push(frame("item:X", 2, 3, sent("turn:X", "Table 3", 3, list="turn", turn_of="3")))
    expect(body).to_have_attribute("data-view", "findings")
    assert body.get_attribute("data-roaming") is None
    table.push(frame("item:X", 3, 4, sent("turn:X", "Table 13", 4, list="turn", turn_of="13")))
    expect(body).to_have_attribute("data-view", "heard")
