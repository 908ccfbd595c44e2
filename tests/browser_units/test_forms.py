"""Forms that htmx sends: refusals stay in the form, nothing typed is lost, no foreign page is swapped in."""

import pytest
from playwright.sync_api import expect
from starlette.responses import HTMLResponse, Response

ACT = """<form id="act" action="/act" method="post" hx-post="/act" hx-swap="none" data-draft="act">
<input type="hidden" name="id" value="i1"><input id="name" name="name"><textarea name="why" id="why"></textarea>
<div data-fault role="alert"></div><button name="go" value="yes">Go</button></form><p id="after"></p>"""


@pytest.fixture
def form(server, visit):
    server.tail = ACT
    page = visit()
    page.locator("#why").fill("because")
    return page


def go(page):
    page.locator("#act button").click()


def test_success_empties_the_boxes_and_makes_a_fresh_id(server, form):
    go(form)
    expect(form.locator("#why")).to_have_value("")
    assert server.forms == [{"id": "i1", "name": "", "why": "because", "go": "yes"}]
    assert len(form.locator("#act [name=id]").input_value()) == 36


def test_what_was_typed_while_it_was_under_way_stays(server, form, phone):
    def slow(route):
        form.locator("#why").fill("because of this too")
        route.continue_()

    phone.route("**/act", slow)
    go(form)
    expect(form.locator("#act")).not_to_have_attribute("aria-busy", "true")
    expect(form.locator("#why")).to_have_value("because of this too")


def test_a_refusal_is_shown_in_the_form_at_its_field_and_the_words_stay(server, form):
    server.form_answer = lambda: HTMLResponse('<p data-field="name">Who are you?</p>', status_code=422)
    go(form)
    expect(form.locator("#act [data-fault]")).to_have_text("Who are you?")
    expect(form.locator("#name")).to_be_focused()
    expect(form.locator("#name")).to_have_attribute("aria-invalid", "true")
    expect(form.locator("#why")).to_have_value("because")
    server.form_answer = lambda: Response(status_code=204)
    go(form)
    expect(form.locator("#act [data-fault]")).to_be_empty()
    assert server.forms[0]["id"] != server.forms[1]["id"]


@pytest.mark.parametrize("status", [200, 404, 502])
def test_a_foreign_page_is_never_swapped_in(server, form, status):
    form.locator("#act").evaluate(
        "form => { form.setAttribute('hx-target', '#after'); form.setAttribute('hx-swap', 'innerHTML') }"
    )
    server.form_answer = lambda: HTMLResponse("<!doctype html><p>Welcome to Hotel Wi-Fi", status_code=status)
    go(form)
    expect(form.locator("#act [data-fault]")).to_have_text("This did not reach the server.")
    expect(form.locator("#why")).to_have_value("because")
    assert form.get_by_text("Hotel").count() == 0


def test_without_a_network_the_id_stays_and_so_do_the_words(server, form):
    server.kill()
    go(form)
    expect(form.locator("#act [data-fault]")).to_have_text("This did not reach the server.")
    assert form.locator("#act [name=id]").input_value() == "i1"
    server.start()
    go(form)
    expect(form.locator("#why")).to_have_value("")
    assert [sent["id"] for sent in server.forms] == ["i1"]


def test_buttons_rest_while_it_is_under_way_and_the_focus_comes_back(server, form, phone):
    seen = []

    def look(route):
        seen.append(form.locator("#act button").is_disabled())
        route.continue_()

    phone.route("**/act", look)
    form.locator("#act button").focus()
    form.keyboard.press("Enter")
    expect(form.locator("#why")).to_have_value("")
    assert seen == [True]
    expect(form.locator("#act button")).to_be_enabled()
    expect(form.locator("#act button")).to_be_focused()


def test_a_fragment_for_another_target_is_swapped(server, form):
    form.locator("#act").evaluate(
        "form => { form.setAttribute('hx-target', '#after'); form.setAttribute('hx-swap', 'innerHTML') }"
    )
    server.form_answer = lambda: HTMLResponse("<b>Preview</b>")
    go(form)
    expect(form.locator("#after")).to_have_text("Preview")


def test_a_draft_of_such_a_form_survives_a_reload_and_not_its_sending(server, form):
    form.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    form.reload()
    expect(form.locator("#why")).to_have_value("because")
    go(form)
    expect(form.locator("#why")).to_have_value("")
    form.reload()
    expect(form.locator("#why")).to_have_value("")


def test_a_role_links_secret_is_taken_from_the_fragment_and_leaves_the_address(server, visit):
    server.boot = "boot/page.js"
    server.tail = ACT.replace('name="name"', 'name="name" data-from-fragment')
    page = visit("/page#s3cret", live=False)
    server.until(lambda: server.forms)
    assert server.forms == [{"id": "i1", "name": "s3cret", "why": ""}]
    expect(page.locator("#name")).to_have_value("")
    assert page.url.endswith("/page")


def test_the_counter_shows_itself_near_the_limit(server, visit):
    page = visit()
    page.locator("#text").fill("x" * 36)
    expect(page.locator("output")).to_be_empty()
    page.locator("#text").fill("x" * 36 + "é")
    expect(page.locator("output")).to_have_text("37 / 40")


def test_who_is_writing_is_told_at_most_every_three_seconds(server, visit, phone):
    told = []
    phone.on("request", lambda request: told.append(request.url) if "/drafts/" in request.url else None)
    page = visit()
    page.locator("#text").press_sequentially("said")
    page.wait_for_timeout(200)
    assert [url.rpartition("/drafts/")[2] for url in told] == ["answer/here"]


WHO = """<form><select id="delegation" data-proposes="affiliation"><option value=""></option>
<option value="CAN" data-proposal="Gobierno">Canadá</option><option value="NGO" data-proposal="Sociedad civil">NGO</option>
<option value="OTHER" data-proposal="Elsewhere">Other</option></select><select id="affiliation" name="affiliation">
<option value="">-</option><option>Gobierno</option><option>Sociedad civil</option></select></form>"""


def test_a_choice_proposes_until_something_else_is_said(server, visit):
    server.boot, server.tail = "boot/page.js", WHO
    page = visit(live=False)
    delegation, affiliation = page.locator("#delegation"), page.locator("#affiliation")
    for chosen, proposed in (
        ("CAN", "Gobierno"),
        ("NGO", "Sociedad civil"),
        ("OTHER", ""),
        ("CAN", "Gobierno"),
        ("", ""),
    ):
        delegation.select_option(chosen)
        expect(affiliation).to_have_value(proposed)
    affiliation.select_option("Sociedad civil")
    delegation.select_option("CAN")
    expect(affiliation).to_have_value("Sociedad civil")
