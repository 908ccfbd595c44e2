"""The booth and the translator's queue on real pages, live: slower, please; a term; a finding as it is reported."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Cafe
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import opened

pytestmark = pytest.mark.browser


def test_the_booth_asks_the_moderator_tells_the_speaker_and_the_booth_learns_of_it(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = open_cafe()
    cafe.go("table_work")
    booth, second = (opened(cafe, "interpreter", bypass_csp=True) for _ in range(2))
    desk = opened(cafe, "moderator", bypass_csp=True)
    for page in (booth, second):
        page.goto(f"{cafe.url}/items/2a/booth")
    desk.goto(f"{cafe.url}/items/2a/desk")
    expect(desk.locator(".slower")).to_have_count(0)
    booth.get_by_role("button", name="Slower, please").click()
    expect(desk.locator(".slower")).to_contain_text("The booth asks: slower, please.")
    expect(second.locator(".own-slower")).to_contain_text("it stands on the moderator's desk")
    expect(second.get_by_role("button", name="Slower, please")).to_be_hidden()
    assert faults(desk) == faults(booth) == []
    desk.get_by_role("button", name="I have told the speaker").click()
    expect(desk.locator(".slower")).to_have_count(0)
    expect(booth.locator(".own-slower")).to_contain_text("The speaker was told at")
    expect(booth.get_by_role("button", name="Slower, please")).to_be_visible()

    booth.get_by_text("Add a term", exact=True).click()
    booth.get_by_label("English").fill("smuggling")
    booth.get_by_label("Español").fill("tráfico ilícito")
    booth.get_by_role("button", name="Add the term").click()
    expect(second.locator(".term")).to_contain_text("tráfico ilícito")
    expect(booth.get_by_label("English")).to_have_value("")
    assert faults(second) == []


def test_a_finding_comes_to_the_queue_as_it_is_reported_and_its_translation_to_the_phones(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = open_cafe()
    cafe.go("report_out")
    finding = "00000000-0000-4000-8000-00000000000f"
    pen, table = cafe.call("POST", "/join", {"code": cafe.forum.code, "table": 1})["pass"], cafe.forum.tables[1]
    translator = opened(cafe, "translator", bypass_csp=True)
    translator.goto(f"{cafe.url}/translations?to=es")
    expect(translator.get_by_text("Nothing waits for this language.")).to_be_visible()
    cafe.call("PUT", f"/findings/{finding}", {"table": table, "text": "Desks at night"}, pen)
    cafe.call("POST", f"/findings/{finding}/report", {}, pen)
    expect(translator.locator(".to-translate")).to_contain_text("Desks at night")
    assert faults(translator) == []
    ana = cafe.device(bypass_csp=True, locale="es")
    cafe.join(ana, 2, "Ana")
    ana.goto(f"{ana.url.partition('?')[0]}?view=heard")
    expect(ana.locator(".finding")).to_contain_text("Desks at night")

    translator.get_by_role("link", name="Translate").click()
    translator.fill("#text", "Ventanillas de noche")
    assert faults(translator) == []
    # What was typed survives a reload, as on every page.
    translator.wait_for_timeout(500)
    translator.reload()
    expect(translator.locator("#text")).to_have_value("Ventanillas de noche")
    translator.get_by_role("button", name="Save, and the next one").click()
    translator.wait_for_url("**/translations?**")
    expect(translator.locator(".to-translate.done")).to_contain_text("Ventanillas de noche")
    expect(ana.locator(".translated")).to_contain_text("Ventanillas de noche")
    assert faults(ana) == []
