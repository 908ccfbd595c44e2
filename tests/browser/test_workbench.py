"""The workbench in a real Chromium, by keyboard alone: merging, two people at one text, a note without a network."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cafe
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import assert_untouched, opened, untouched

pytestmark = pytest.mark.browser

BENCH = "/items/2a/workbench"
SAID = ("Joint desks identify victims at night", "Interviews in the mother tongue", "Shared lists need a court")


def reported(cafe: Cafe) -> list[str]:
    """One finding of each table, reported."""
    cafe.go("report_out")
    found = []
    for number, text in enumerate(SAID, 1):
        id_ = str(uuid4())
        pen = cafe.call("POST", "/join", {"code": cafe.forum.code, "name": f"Pen {number}", "table": number})["pass"]
        cafe.call("PUT", f"/findings/{id_}", {"table": cafe.forum.tables[number], "text": text}, pen)
        cafe.call("POST", f"/findings/{id_}/report", {}, pen)
        found.append(id_)
    return found


def rapporteur(cafe: Cafe, name: str, **options: object) -> Page:
    page = opened(cafe, "rapporteur", "2a", **options)
    page.evaluate(
        """name => fetch("/api/v1/me", {method: "PATCH", body: JSON.stringify({name}),
        headers: {"Content-Type": "application/json"}})""",
        name,
    )
    expect(page.locator("[data-present-of]")).not_to_be_empty()
    return page


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def type_text(page: Page, text: str, box: str = "#text-en") -> None:
    expect(page.locator(box)).to_be_focused()
    keys(page, "ControlOrMeta+a")
    page.keyboard.type(text)
    keys(page, "Control+Enter")
    expect(page.locator("#editor > *")).to_have_count(0)


def test_a_rapporteur_merges_writes_orders_and_shows_by_keyboard_alone(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    reported(cafe)
    rosa, phone = rapporteur(cafe, "Rosa"), cafe.device()
    cafe.join(phone, 3, "Ana")
    phone.locator("[data-tab=heard]:visible").first.click()
    untouched([rosa, phone])

    keys(rosa, "1", "x", "j", "x")
    expect(rosa.locator(".picked")).to_contain_text("2 picked")
    keys(rosa, "m")
    expect(rosa.locator("#text-en")).to_have_value("\n".join(SAID[:2]))
    type_text(rosa, "Joint desks, and interviews in the mother tongue, find victims")
    one = rosa.locator("#keys > .key").first
    expect(one).to_contain_text("find victims")
    expect(one).to_contain_text("shared")
    expect(one).to_be_focused()
    expect(rosa.locator(".coverage")).to_contain_text("2 of 3")
    expect(rosa.locator(".picked")).to_be_hidden()

    keys(rosa, "m")
    type_text(rosa, "Desks need interpreters")
    expect(rosa.locator("#keys > .key .twins p:first-child")).to_have_text(
        [re.compile("^Joint"), "Desks need interpreters"]
    )
    keys(rosa, "u")
    expect(rosa.locator("#keys > .key .twins p:first-child")).to_have_text(
        ["Desks need interpreters", re.compile("^Joint")]
    )
    expect(rosa.locator("#keys > .key").first).to_be_focused()

    keys(rosa, "1", "j", "j", "x", "l")
    expect(rosa.locator("#keys > .key").first).to_contain_text("1 finding")
    expect(rosa.locator(".coverage")).to_contain_text("3 of 3")
    expect(phone.locator("main")).not_to_contain_text("Desks need interpreters")
    keys(rosa, "2", "s")
    expect(rosa.locator("#keys > .key").first).to_contain_text("shown")
    expect(phone.locator("main")).to_contain_text("Desks need interpreters")
    keys(rosa, "s")
    expect(phone.locator("main")).not_to_contain_text("Desks need interpreters")
    assert_untouched([rosa, phone])


def test_findings_are_set_aside_with_one_key_and_only_the_card_at_hand_hears_it(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    found = reported(cafe)
    rosa = rapporteur(cafe, "Rosa")
    untouched([rosa])
    keys(rosa, "a", "x", "s", "d")
    expect(rosa.locator(".found")).not_to_contain_text("set aside")
    keys(rosa, "1", "j", "a")
    second = rosa.locator(f'[id="work-finding:{found[1]}"]')
    expect(second).to_contain_text("set aside")
    keys(rosa, "w")
    expect(rosa.locator("#reason")).to_be_focused()
    type_text(rosa, "Said twice", "#reason")
    expect(second).to_contain_text("Said twice")
    keys(rosa, "1", "f")
    expect(second).to_be_hidden()
    expect(rosa.locator("[data-waiting-count]")).to_have_text("2")
    keys(rosa, "f", "1", "j", "a")
    expect(rosa.locator(".found")).not_to_contain_text("Said twice")
    rosa.locator("[data-table-only='3']").click()
    expect(rosa.locator(".found > li:visible")).to_have_count(1)
    assert_untouched([rosa])


def test_two_rapporteurs_see_each_others_name_and_a_clash_keeps_both_texts(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    rosa, luis = rapporteur(cafe, "Rosa"), rapporteur(cafe, "Luis")
    untouched([rosa, luis])
    keys(rosa, "m")
    type_text(rosa, "Desks identify victims")
    expect(luis.locator("#keys > .key")).to_contain_text("Desks identify victims")
    for page in (rosa, luis):
        keys(page, "2", "e")
        expect(page.locator("#text-en")).to_be_focused()
    rosa.keyboard.type(" Rosa's words.")
    expect(luis.locator(".writing .with-you")).to_have_text("Rosa is writing here")
    expect(luis.locator("#keys .with-you")).to_have_text("Rosa is writing here")
    luis.keyboard.type(" Luis's words.")
    expect(rosa.locator(".writing .with-you")).to_have_text("Luis is writing here")
    keys(rosa, "Control+Enter")
    expect(luis.locator("#keys > .key")).to_contain_text("Rosa's words.")
    expect(luis.locator("#text-en")).to_have_value(re.compile("Luis's words"))
    keys(luis, "Control+Enter")
    expect(luis.locator(".clash")).to_contain_text("Both texts are kept")
    expect(luis.locator(".clash .moved")).to_contain_text("Luis's words.")
    expect(luis.locator("#text-en")).to_have_value(re.compile("Rosa's words"))
    expect(rosa.locator("#keys .moved")).to_contain_text("Luis's words.")
    luis.get_by_role("link", name="Put it in the box").press("Enter")
    expect(luis.locator("#text-en")).to_have_value(re.compile("Luis's words"))
    type_text(luis, "Desks identify victims. Rosa's words. Luis's words.")
    for page in (rosa, luis):
        expect(page.locator("#keys .moved")).to_have_count(0)
        expect(page.locator("#keys > .key")).to_contain_text("Rosa's words. Luis's words.")
    assert_untouched([rosa, luis])


def test_two_who_write_apart_are_brought_together_and_each_takes_back_only_their_own(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = open_cafe()
    reported(cafe)
    rosa, luis = rapporteur(cafe, "Rosa"), rapporteur(cafe, "Luis")
    untouched([rosa, luis])
    keys(rosa, "m")
    type_text(rosa, "Desks of both countries identify victims early")
    key = luis.locator("#keys > .key")
    expect(key).to_contain_text("identify victims early")
    # Whoever has it open is seen before a letter is typed, and no longer than that.
    keys(rosa, "2", "e")
    expect(rosa.locator("#text-en")).to_be_focused()
    expect(key.locator(".with-you")).to_have_text("Rosa is writing here")
    keys(luis, "2", "e")
    expect(luis.locator("#text-en")).to_be_focused()
    expect(rosa.locator(".writing .with-you")).to_have_text("Luis is writing here")
    keys(rosa, "Control+Home")
    rosa.keyboard.type("Joint ")
    keys(luis, "Control+End")
    luis.keyboard.type(", at night too")
    keys(rosa, "Control+Enter")
    expect(key).to_contain_text("Joint Desks")
    # What another saved moves nothing of mine: my words, my cursor, my box.
    expect(luis.locator("#text-en")).to_be_focused()
    expect(luis.locator("#text-en")).to_have_value("Desks of both countries identify victims early, at night too")
    luis.keyboard.type(".")
    keys(luis, "Control+Enter")
    expect(luis.locator("#editor")).to_contain_text("What both of you wrote stands in the text now")
    both = "Joint Desks of both countries identify victims early, at night too."
    for page in (rosa, luis):
        expect(page.locator("#keys > .key .words")).to_have_text(both)
        # A leave may be overtaken by the last keystroke's notice; that one fades after 8 seconds.
        expect(page.locator("#keys .with-you")).to_be_hidden(timeout=15_000)
    expect(luis.locator("#keys > .key")).to_be_focused()
    # What is opened stays open, whatever the other does; each takes back their own.
    expect(rosa.locator("#keys > .key")).to_be_focused()
    expect(rosa.locator("#undo")).to_contain_text("Undo the change: Joint Desks")
    keys(rosa, "z")
    for page in (rosa, luis):
        expect(page.locator("#keys > .key .words")).to_have_text(both.removeprefix("Joint "))
    expect(rosa.locator("#keys > .key")).to_be_focused()
    expect(luis.locator("#undo")).to_contain_text("Undo the change: Desks")
    keys(luis, "z")
    for page in (rosa, luis):
        expect(page.locator("#keys > .key .words")).to_have_text("Desks of both countries identify victims early")
    keys(rosa, "y")
    expect(luis.locator("#keys > .key .words")).to_have_text("Joint Desks of both countries identify victims early")
    # Luis links to it: Rosa cannot take it away with her undo any more, is told so, and goes on.
    keys(luis, "1", "x", "l")
    expect(rosa.locator("#keys > .key")).to_contain_text("1 finding")
    for told in ("Undo the change: Joint", "Undo writing: Desks"):
        expect(rosa.locator("#undo-last")).to_contain_text(told)
        keys(rosa, "z")
    expect(rosa.locator("#undo")).to_contain_text("Somebody has changed this since, so it stays as it is.")
    expect(rosa.locator("#keys > .key")).to_contain_text("1 finding")
    assert_untouched([rosa, luis])


def test_what_is_typed_over_a_text_survives_a_reload_and_is_never_forgotten(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    reported(cafe)
    rosa = rapporteur(cafe, "Rosa")
    keys(rosa, "1", "x", "m")
    expect(rosa.locator("#text-en")).to_be_focused()
    rosa.keyboard.type("Half a sentence ")
    rosa.reload()
    expect(rosa.locator("#text-en")).to_have_value(re.compile("Half a sentence"))
    expect(rosa.locator(".drawn li")).to_have_count(1)
    keys(rosa, "Escape", "Escape")
    expect(rosa.locator("#editor > *")).to_have_count(0)
    rosa.goto(cafe.url + BENCH)
    rosa.locator("[data-unfinished] a").click()
    expect(rosa.locator("#text-en")).to_have_value(re.compile("Half a sentence"))
    expect(rosa.locator(".drawn li")).to_have_count(1)
    type_text(rosa, "A whole sentence")
    expect(rosa.locator("#keys > .key")).to_contain_text("A whole sentence")
    expect(rosa.locator("[data-unfinished]")).to_be_hidden()


def test_a_note_that_was_written_without_a_network_arrives_once(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    rosa, observer = rapporteur(cafe, "Rosa"), opened(cafe, "observer", "2a")
    expect(observer.locator("[data-list=phase] > *")).to_have_count(1)
    cafe.server.stop(kill=True)
    for page, text in ((rosa, "A minister nods"), (observer, "Two offices want to go on")):
        keys(page, "n")
        page.keyboard.type(text)
        keys(page, "Enter")
        expect(page.locator("#note")).to_have_value("")
        expect(page.locator("[data-pending-list] > li")).to_contain_text("saved on this device")
    cafe.server.start()
    expect(rosa.locator("#notes > .note")).to_have_count(2, timeout=40_000)
    expect(observer.locator("#notes > .note .words")).to_have_text(["Two offices want to go on"], timeout=40_000)
    for page in (rosa, observer):
        expect(page.locator("[data-pending-list] > li")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_of_at_the_workbench(open_cafe: Callable[..., Cafe], scheme: str) -> None:
    cafe = open_cafe()
    found = reported(cafe)
    rosa = rapporteur(cafe, "Rosa", color_scheme=scheme, bypass_csp=True)
    for text in ("Desks identify victims", "Desks need interpreters"):
        keys(rosa, "m")
        type_text(rosa, text)
    keys(rosa, "s", "b", "1", "x")
    complaints = faults(rosa)
    key = str(rosa.locator("#keys > .key").first.get_attribute("data-key")).partition(":")[2]
    addresses = [f"{BENCH}?write={key}", f"{BENCH}?write=new&source=finding:{found[0]}", f"/key-findings/{key}/edit"]
    papers = [f"/items/2a/{name}" for name in ("speaking-note", "brief")]
    for address in (*addresses, f"/set-aside/finding/{found[0]}", *papers):
        rosa.goto(cafe.url + address)
        complaints += faults(rosa)
    for role, page in (("observer", "workbench"), ("interpreter", "booth")):
        visitor = opened(cafe, role, "2a", color_scheme=scheme, bypass_csp=True)
        visitor.goto(f"{cafe.url}/items/2a/{page}")
        complaints += faults(visitor)
    assert not complaints, "\n".join(complaints)


def test_the_workbench_reflows_at_400_percent(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    found = reported(cafe)
    rosa = rapporteur(cafe, "Rosa")
    rosa.set_viewport_size({"width": 320, "height": 256})
    for address in (
        BENCH,
        f"{BENCH}?write=new&source=finding:{found[0]}",
        "/items/2a/speaking-note",
        "/items/2a/brief",
    ):
        rosa.goto(cafe.url + address)
        wide = rosa.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, f"{address}: {wide}"


def test_a_full_brief_prints_on_one_page(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    reported(cafe)
    rosa = rapporteur(cafe, "Rosa")
    sentence = "Joint desks of several offices identify victims in the first interview when they stay open at night. "
    for _ in range(12):
        text = {"item": "2a", "text": sentence * 2}
        rosa.evaluate(
            """([id, body]) => fetch(`/api/v1/key-findings/${id}`, {method: "PUT", body: JSON.stringify(body),
            headers: {"Content-Type": "application/json"}})""",
            [str(uuid4()), text],
        )
    rosa.goto(f"{cafe.url}/items/2a/brief")
    expect(rosa.locator(".points li")).to_have_count(12)
    printed = rosa.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
