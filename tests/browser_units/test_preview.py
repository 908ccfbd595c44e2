"""What a change would come to, asked as one types."""

from playwright.sync_api import expect
from starlette.responses import HTMLResponse

FORM = """<form data-preview="/act"><textarea name="quote"></textarea>
<textarea name="text" aria-label="New words"></textarea><div data-previewed></div></form>"""


def test_what_is_typed_is_shown_as_it_would_stand_and_a_portals_page_is_not(server, visit):
    server.tail, server.form_answer = FORM, lambda: HTMLResponse("<ins>by night</ins>")
    page = visit("/page?boot=/static/js/boot/proposing.js", live=False)
    shown = page.locator("[data-previewed]")
    page.get_by_label("New words").press_sequentially("by")
    expect(shown.locator("ins")).to_have_text("by night")
    server.form_answer = lambda: HTMLResponse("<!doctype html><title>Hotel</title><p>Room number?")
    page.get_by_label("New words").press_sequentially(" night")
    server.until(lambda: server.forms and server.forms[-1]["text"] == "by night")
    expect(shown).to_be_empty()
    expect(page.get_by_text("Room number?")).to_have_count(0)
