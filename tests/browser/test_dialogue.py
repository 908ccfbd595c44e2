"""The dialogue on cooperation and the next day's plenary, on the reference forum's own items: delegations, desk, two tables,
two observers, the wall.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.web.control import ask_server
from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import assert_untouched, opened, scene, untouched, wall_of

pytestmark = pytest.mark.browser

THEMES = ("Protection of migrants", "Smuggling of migrants")


def delegation_of(cafe: Cafe, key: str) -> Page:
    """Somebody of a delegation, who came by its own link."""
    asked = {"forum": cafe.forum.id, "role": "participant", "item": None, "delegation": key}
    made = ask_server(cafe.server.folder, "link", asked)
    assert made is not None
    page = cafe.device()
    page.goto(f"{cafe.url}/role#{made['token']}")
    page.wait_for_url("**/programme**")
    return page


def at_theme(cafe: Cafe, theme: str, name: str) -> Page:
    """A participant who joined and chose a table by its theme."""
    page = cafe.device()
    page.goto(f"{cafe.url}/join/{cafe.forum.code}")
    page.fill("#name", name)
    page.click("main button.main")
    page.wait_for_url("**/programme**")
    page.goto(f"{cafe.url}/items/D1/tables")
    page.locator(".tables-grid .button", has_text=theme).click()
    page.click("main button.main")
    page.wait_for_url("**/tables/**")
    return page


def observer_of(cafe: Cafe) -> Page:
    page = opened(cafe, "observer", "D1")
    page.goto(f"{cafe.url}/items/D1/pad")
    return page


def note(pad: Page, theme: str, title: str, **boxes: str) -> None:
    """An initiative, written as an observer does: a tap on the table, then from box to box by keyboard."""
    pad.locator("[data-note-at]", has_text=theme).click()
    pad.keyboard.type(title)
    for name, text in boxes.items():
        pad.locator(f"form.new [name='{name}']").fill(text)
    pad.keyboard.press("Control+Enter")


def test_topics_by_interest_tables_initiatives_and_the_plenary_that_presents_them(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = reference_forum(open_cafe())

    # Beforehand: Panama says what interests it; the desk sees it come and closes a table that nobody needs.
    panama, desk = delegation_of(cafe, "PAN"), opened(cafe, "facilitator", "D1")
    panama.goto(f"{cafe.url}/items/D1/topics")
    desk.goto(f"{cafe.url}/items/D1/topics")
    untouched([panama, desk])
    topic = panama.locator(".topic", has_text=THEMES[1])
    topic.get_by_role("button", name="It interests my delegation").click()
    expect(topic.get_by_role("button", name="It interests my delegation")).to_have_attribute("aria-pressed", "true")
    expect(desk.locator(".topic", has_text=THEMES[1])).to_contain_text("1 delegation interested")
    expect(desk.locator(".topic", has_text=THEMES[1])).to_contain_text("Panama")
    desk.locator(".topic", has_text="Collect and utilize").get_by_role("button", name="Close this table").click()
    expect(panama.locator(".topic", has_text="Collect and utilize")).to_contain_text("this table does not open")
    assert_untouched([panama, desk])

    # The tables talk; the observers listen.
    desk.goto(f"{cafe.url}/items/D1/desk")
    for phase in ("briefing", "table work"):
        desk.keyboard.press("g")
        expect(desk.locator(".moves .on")).to_contain_text(phase)
    ana, luis = at_theme(cafe, THEMES[0], "Ana"), at_theme(cafe, THEMES[1], "Luis")
    first, second = observer_of(cafe), observer_of(cafe)
    wall = wall_of(cafe, "plenary")
    pages = [ana, luis, first, second, desk]
    untouched(pages)
    expect(first.locator(".pad-table", has_text="Collect and utilize")).to_contain_text("closed")

    # A table asks for the observer, who comes and says so.
    for phone in (ana, luis):
        phone.get_by_role("link", name="Start writing").click()  # after people have greeted each other
        phone.locator("[data-tab='initiatives']").click()
    luis.get_by_role("button", name="Ask the observer").click()
    called = first.locator(".pad-table", has_text=THEMES[1])
    expect(called).to_contain_text("asks you to come")
    called.get_by_role("button", name="Done").click()
    expect(luis.get_by_role("button", name="Ask the observer")).to_be_visible()

    # An initiative is noted while the network is away: it waits on the device, then its table reads it, and no other.
    first.context.set_offline(True)
    note(
        first,
        THEMES[1],
        "One desk at the border",
        what="Officers of two countries",
        first_step="A visit",
        by_when="2023-11-30",
    )
    expect(first.locator("[data-pending-list=initiative] > [data-id]")).to_contain_text("One desk at the border")
    first.context.set_offline(False)
    card = second.locator("#keys > .initiative", has_text="One desk at the border")
    expect(card).to_contain_text("November 30, 2023", timeout=30_000)
    expect(luis.locator(".initiative .title")).to_have_text("One desk at the border")
    expect(ana.locator(".initiative")).to_have_count(0)
    expect(first.locator("[data-pending-list=initiative] > [data-id]")).to_have_count(0)
    note(first, THEMES[0], "Consular help by video", asks="A quiet room")
    expect(ana.locator(".initiative .title")).to_have_text("Consular help by video")

    # Two observers write in one box at once: both texts stand, and neither page was torn away.
    for observer in (first, second):
        observer.locator("#keys > .initiative", has_text="One desk").focus()
        observer.keyboard.press("e")
        expect(observer.locator("#editor .write")).to_be_visible()
    for observer, text in ((first, "With one form"), (second, "With one shared room")):
        observer.locator("#editor [name=what]").fill(text)
        observer.locator("#editor .write button.main").click()
    expect(second.locator("#editor .clash")).to_contain_text("With one shared room")
    expect(first.locator("#keys .moved")).to_contain_text("With one shared room")
    expect(luis.locator(".initiative .what")).to_have_text("With one form")
    assert_untouched(pages)

    # The next day: the rapporteur of the plenary presents them one at a time; wall and phones follow.
    desk.goto(f"{cafe.url}/programme")
    cafe.go("done", "D1")
    cafe.go("presenting", "D2")
    rapporteur = opened(cafe, "rapporteur", "D2")
    rapporteur.goto(f"{cafe.url}/items/D2/desk")
    ana.goto(f"{cafe.url}/items/D2")
    panama.goto(f"{cafe.url}/initiatives")
    expect(panama.locator("main")).to_contain_text("No initiative has been presented yet.")
    untouched([ana, panama, rapporteur, wall])
    rapporteur.keyboard.press("ArrowRight")
    expect(scene(wall).locator("h1")).to_have_text("Consular help by video")
    expect(ana.locator(".presented .words")).to_have_text("Consular help by video")
    rapporteur.keyboard.press("ArrowRight")
    expect(scene(wall).locator("h1")).to_have_text("One desk at the border")
    expect(scene(wall)).to_contain_text("by November 30, 2023")
    expect(ana.locator(".presented .words")).to_have_text("One desk at the border")
    expect(rapporteur.locator(".floor-of")).to_contain_text("2 of 2 shown")

    # Panama says where it stands: the wall says so, and the list by date.
    listed = panama.locator(".by-date > .initiative")
    expect(listed.locator(".title")).to_have_text(["One desk at the border", "Consular help by video"])
    listed.first.get_by_role("button", name="exploring").click()
    expect(scene(wall)).to_contain_text("Panama exploring")
    expect(listed.first.get_by_role("button", name="exploring")).to_have_attribute("aria-pressed", "true")
    expect(listed.first.locator(".partners")).to_contain_text("Panama exploring")
    listed.first.get_by_role("button", name="exploring").click()
    expect(scene(wall)).not_to_contain_text("Panama exploring")
    assert_untouched([ana, panama, rapporteur, wall])

    # An observer of the dialogue may present too, from the pad.
    first.locator("#keys > .initiative", has_text="Consular help").focus()
    first.keyboard.press("p")
    expect(scene(wall).locator("h1")).to_have_text("Consular help by video")
    expect(first.locator("#keys > [data-walled]")).to_contain_text("Consular help by video")


EVERY_THEME = (
    "Protection of migrants",
    "Smuggling of migrants",
    "Regular pathways",
    "Contributions of migrants",
    "Collect and utilize",
    "Cooperate in facilitating",
)


@pytest.mark.timeout(240)
def test_six_tables_talk_at_once_and_two_observers_note_what_each_of_them_would_do(
    open_cafe: Callable[..., Cafe],
) -> None:
    cafe = reference_forum(open_cafe())
    desk = opened(cafe, "facilitator", "D1")
    desk.goto(f"{cafe.url}/items/D1/desk")
    for phase in ("briefing", "table work"):
        desk.keyboard.press("g")
        expect(desk.locator(".moves .on")).to_contain_text(phase)
    phones = [at_theme(cafe, theme, f"Person {number}") for number, theme in enumerate(EVERY_THEME, 1)]
    observers = [observer_of(cafe), observer_of(cafe)]
    pages = [*phones, *observers, desk]
    untouched(pages)

    # Each table answers on its own phone; nobody reads another table, and the desk sees all six.
    for number, phone in enumerate(phones, 1):
        phone.get_by_role("link", name="Start writing").click()
        if phone.locator("#answer:visible").count() == 0:
            phone.get_by_role("button", name="Take the pen").click()
        phone.fill("#answer", f"Answer of table {number}")
        phone.get_by_role("button", name="Send to the table").click()
        expect(phone.locator("li.answer", has_text=f"Answer of table {number}")).to_be_visible()
    expect(desk.locator(".tile")).to_have_count(6)
    for tile in desk.locator(".tile").all():
        expect(tile).to_contain_text("1 answer")
    for number, phone in enumerate(phones, 1):
        expect(phone.locator("li.answer")).to_have_count(1)
        expect(phone.locator("li.answer")).to_contain_text(f"table {number}")

    # Two observers go round, three tables each: what one notes the other reads, and of the tables only its own.
    for number, theme in enumerate(EVERY_THEME, 1):
        note(observers[number % 2], theme, f"Initiative {number}", first_step=f"Step {number}", by_when="2023-12-01")
    for observer in observers:
        expect(observer.locator("#keys > .initiative")).to_have_count(6)
    for number, phone in enumerate(phones, 1):
        phone.locator("[data-tab='initiatives']").click()
        expect(phone.locator(".initiative .title")).to_have_text([f"Initiative {number}"])
    assert_untouched(pages)


def test_a_refused_initiative_comes_back_with_all_that_was_typed(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    cafe.go("table_work", "D1")
    pad = observer_of(cafe)
    form = pad.locator("form.new")
    form.locator("[name=lead]").evaluate("el => (el.value = 'PAN')")
    note(pad, THEMES[1], "One desk", what="Two countries", asks="Officers", by_when="2013-11-30")
    expect(form.locator("[data-fault]")).to_contain_text("the forum begins on 2023-09-27")
    for name, text in {
        "title": "One desk",
        "what": "Two countries",
        "asks": "Officers",
        "by_when": "2013-11-30",
        "lead": "PAN",
    }.items():
        expect(form.locator(f"[name={name}]")).to_have_value(text)
    form.locator("[name=by_when]").fill("2023-11-30")
    form.get_by_role("button", name="Note the initiative").click()
    expect(pad.locator("#keys > .initiative")).to_contain_text("Panama leads")
    for name in ("title", "what", "asks", "by_when", "lead"):
        expect(form.locator(f"[name={name}]")).to_have_value("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_of_and_nothing_scrolls_sideways(
    open_cafe: Callable[..., Cafe], scheme: str
) -> None:
    cafe = reference_forum(open_cafe())
    cafe.go("table_work", "D1")
    pad = opened(cafe, "observer", "D1", color_scheme=scheme, bypass_csp=True)
    pad.goto(f"{cafe.url}/items/D1/pad")
    note(pad, THEMES[1], "One desk at the border", what="Two countries", first_step="A visit", by_when="2023-11-30")
    card = pad.locator("#keys > .initiative")
    expect(card).to_be_visible()
    card.focus()
    pad.keyboard.press("s")
    expect(card).to_contain_text("presented")
    id_ = (card.get_attribute("data-key") or "").partition(":")[2]
    phone = at_theme(cafe, THEMES[1], "Ana")
    at_table = phone.url.removeprefix(cafe.url).split("?")[0]
    addresses = ["/items/D1/pad", f"/items/D1/pad?write={id_}", f"/initiatives/{id_}", "/initiatives"]
    addresses += ["/items/D1/topics", "/items/D1", f"{at_table}?view=initiatives"]
    found, wide = [], []
    for address in addresses:
        pad.goto(cafe.url + address)
        found += faults(pad)
    pad.set_viewport_size({"width": 320, "height": 640})
    for address in addresses:
        pad.goto(cafe.url + address)
        width = pad.evaluate("document.documentElement.scrollWidth")
        wide += [f"{address}: {width}"] if width > 320 else []
    assert not found, "\n".join(found)
    assert not wide
