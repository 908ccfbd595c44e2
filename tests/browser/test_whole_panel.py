"""Whole panels in real Chromium pages, on the reference forum's own items: presenter, facilitator, experts, the floor in
Spanish and English, rapporteur, observer, booth and wall. Nobody reloads a page.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.browser.test_floor import ask, texts
from tests.browser.test_panel import came, expert_of
from tests.desk.test_desk_and_wall import assert_untouched, opened, scene, untouched, wall_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SESSIONS = {
    "1": (
        "Protection of migrants in vulnerable situations",
        ("Noticing vulnerability early", "Saving lives", "Consulates that reach", "Basic services", "What people say"),
    ),
    "3": (
        "Contributions of migrants to sustainable development",
        ("Fair recruitment", "Inclusion and social", "Diasporas as partners", "Remittances", "Contributions that no"),
    ),
}


def on(desk: Page, phase: str) -> None:
    desk.keyboard.press("g")
    expect(desk.locator(".moves .on")).to_contain_text(phase)


def introduced(cafe: Cafe, session: str, desk: Page, wall: Page, floor: list[Page]) -> None:
    """The presenter brings slides by their own link; the topic stands on the wall while they introduce it."""
    presenter = cafe.device()
    presenter.goto(f"{cafe.url}/role#{cafe.link('presenter', session)}")
    presenter.wait_for_url(f"**/items/{session}/slides**")
    presenter.fill("#slides-title", "Where we stand")
    presenter.fill("#slides-url", "https://slides.example.org/stand")
    presenter.get_by_role("button", name="Add them to this item").click()
    expect(presenter.locator(".held-slides")).to_contain_text("Where we stand")
    for phone in floor:
        expect(phone.locator(".slides")).to_have_attribute("href", "https://slides.example.org/stand")
    on(desk, "introduction")
    expect(scene(wall).locator("h1")).to_have_text(SESSIONS[session][0])
    for phone in floor:
        expect(phone.locator(".clock").first).to_have_attribute("data-running", "true")
        expect(phone.locator("#question")).to_be_hidden()


def talked(desk: Page, wall: Page, experts: list[Page], ana: Page) -> None:
    """Three minutes each: started, stopped, given to the next and back, skipped and put back, reordered, given more time."""
    first, second, last = experts
    on(desk, "talks")
    expect(first.locator(".when")).to_have_text("You are next")
    desk.keyboard.press("s")
    for page, clock in ((first, ".huge .clock"), (desk, ".speaks .clock"), (wall, ".scene .big-clock .clock")):
        expect(page.locator(clock)).to_have_attribute("data-running", "true")
        expect(page.locator(clock)).to_have_text(re.compile(r"2:\d\d"))
    expect(second.locator(".when")).to_have_text("You are next, after Expert 1")
    desk.keyboard.press("s")
    for page, clock in ((first, ".huge .clock"), (wall, ".scene .big-clock .clock")):
        expect(page.locator(clock)).to_have_attribute("data-running", "false")
    assert first.locator(".huge .clock").text_content() == wall.locator(".scene .big-clock .clock").text_content()
    desk.get_by_role("button", name="+30 s").click()
    expect(first.locator(".huge .clock")).to_have_text(re.compile(r"3:\d\d"))
    desk.keyboard.press("n")
    expect(second.locator(".when")).to_have_text("You have the floor")
    expect(first.locator(".when")).to_have_text("You have spoken. Thank you.")
    desk.keyboard.press("u")
    expect(first.locator(".when")).to_have_text("You have the floor")
    desk.keyboard.press("n")
    expect(second.locator(".when")).to_have_text("You have the floor")
    desk.keyboard.press("s")
    expect(second.locator(".when")).to_have_text("You are speaking")
    expect(ana.locator(".speaks")).to_contain_text("Speaking now · 2 of 5")

    desk.get_by_role("button", name=re.compile("^Skip · Expert 3")).click()
    expect(last.locator(".when")).to_have_text("2 speakers before you")
    desk.get_by_role("button", name="Expert 5 speaks earlier").click()
    desk.get_by_role("button", name="Expert 5 speaks earlier").click()
    expect(last.locator(".when")).to_have_text("You are next, after Expert 2")
    desk.get_by_role("button", name=re.compile("^Back into the line")).click()
    expect(desk.get_by_role("button", name=re.compile("^Skip · Expert 3"))).to_be_visible()


def asked(desk: Page, wall: Page, ana: Page, luis: Page) -> None:
    """The floor asks while experts talk; what most support stands first, and goes to the wall when it is taken up."""
    ask(luis, "¿Quién paga los consulados móviles?")
    ask(ana, "Who answers at night?")
    expect(texts(desk)).to_have_text(["Who answers at night?", "¿Quién paga los consulados móviles?"])
    paid = ana.locator(".floor-question", has_text="Quién paga")
    paid.get_by_role("button", name="Me too").click()
    expect(paid.locator(".agree")).to_have_attribute("aria-pressed", "true")
    desk.get_by_role("button", name="Most supported").click()
    expect(texts(desk).first).to_have_text("¿Quién paga los consulados móviles?")
    desk.locator(".floor-question", has_text="Quién paga").get_by_role("button", name="On the wall").click()
    expect(scene(wall).locator("h1")).to_have_text("¿Quién paga los consulados móviles?")
    desk.locator(".floor-question", has_text="Quién paga").get_by_role("button", name="Answered").click()
    expect(luis.locator(".floor-question", has_text="Quién paga")).to_contain_text("respondida")
    desk.keyboard.press("1")


@pytest.mark.parametrize("session", SESSIONS)
def test_a_whole_panel_from_its_introduction_to_a_key_finding_on_the_wall(
    open_cafe: Callable[..., Cafe], session: str
) -> None:
    cafe = reference_forum(open_cafe())
    topics = SESSIONS[session][1]
    desk, wall = opened(cafe, "facilitator", session), wall_of(cafe, "plenary")
    cafe.facilitator = cafe.call("POST", "/links", {"token": cafe.link("facilitator")})["pass"]
    cafe.call("POST", "/stage", {"screen": "plenary", "item": session, "show": {"kind": "phase"}}, cafe.facilitator)
    ana, luis = came(cafe, session, "Ana"), came(cafe, session, "Luis", locale="es")
    floor, experts = [ana, luis], [expert_of(cafe, session, topics[n]) for n in (0, 1, 4)]
    bench, booth = opened(cafe, "rapporteur", session), opened(cafe, "interpreter")
    booth.goto(f"{cafe.url}/items/{session}/booth")
    observer = opened(cafe, "observer", session)
    pages = [desk, wall, bench, booth, observer, *floor, *experts]
    untouched(pages)

    introduced(cafe, session, desk, wall, floor)
    talked(desk, wall, experts, ana)
    bench.fill("#note", "Expert 2: mobile consulates at the bus station, once a week")
    bench.keyboard.press("Enter")
    expect(bench.locator("#notes")).to_contain_text("mobile consulates at the bus station")
    observer.fill("#note", "The floor asks who pays")
    observer.keyboard.press("Control+Enter")
    expect(observer.locator(".note")).to_contain_text("The floor asks who pays")
    asked(desk, wall, ana, luis)
    notes = desk.context.new_page()
    notes.goto(f"{cafe.url}/items/{session}/desk")
    notes.get_by_role("link", name="Note the main ideas").click()
    notes.fill("#note", "Shelters stay open at night")
    notes.keyboard.press("Control+Enter")
    expect(notes.locator(".note")).to_contain_text("Shelters stay open at night")
    expect(bench.locator("#notes")).to_contain_text("Shelters stay open at night")

    # The discussion: a phone asks for the floor, and a nameplate is entered; the clock of the talks is gone.
    on(desk, "discussion")
    expect(experts[1].locator(".huge .clock")).to_have_attribute("data-running", "false")
    luis.get_by_role("button", name="Pido la palabra").click()
    desk.fill("#nameplate-name", "Sister Elena")
    desk.get_by_role("button", name="Enter on the list").click()
    expect(desk.locator(".listed")).to_have_count(2)
    desk.keyboard.press("4")
    desk.keyboard.press("n")
    expect(scene(wall).locator("h1")).to_have_text("Luis")
    expect(luis.locator(".my-turn")).to_contain_text("Usted tiene la palabra")
    expect(desk.locator(".listed.on")).to_contain_text("Luis")
    desk.keyboard.press("n")
    expect(scene(wall).locator("h1")).to_have_text("Sister Elena")

    # The conclusions: the rapporteur's note becomes a key finding, in two languages, on the wall and on every phone.
    on(desk, "conclusions")
    desk.keyboard.press("1")
    for note in ("mobile consulates", "Shelters stay open"):
        bench.locator("#notes .note", has_text=note).locator("[data-pick]").check()
    bench.keyboard.press("m")
    expect(bench.locator("#text-en")).to_be_focused()
    bench.locator("#text-en").fill("Consulates that travel reach those who cannot")
    bench.locator("#text-es").fill("Los consulados que viajan llegan a quienes no pueden viajar")
    bench.keyboard.press("Control+Enter")
    made = bench.locator("#keys > .key").first
    expect(made).to_contain_text("said in the room: 2 notes")
    expect(ana.locator(".main-ideas")).to_be_hidden()
    made.focus()
    bench.keyboard.press("p")
    expect(scene(wall)).to_contain_text("Consulates that travel reach those who cannot")
    expect(ana.locator(".main-ideas")).to_contain_text("Consulates that travel reach those who cannot")
    expect(luis.locator(".main-ideas")).to_contain_text("Los consulados que viajan llegan")
    made.focus()
    bench.keyboard.press("b")
    expect(booth.locator("main")).to_contain_text("Los consulados que viajan llegan")
    assert_untouched(pages)
