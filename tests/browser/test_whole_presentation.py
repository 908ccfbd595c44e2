"""A whole presentation in real Chromium pages, session 5 of the reference forum: presenter and slides, the moderator's desk,
the floor in Spanish and English, an aide, an observer, the wall. Nobody who listens reloads a page.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.browser.test_dialogue import delegation_of
from tests.browser.test_floor import ask, texts
from tests.browser.test_panel import came
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import assert_untouched, opened, scene, untouched, wall_of
from tests.stage.pdfs import PROGRAM, pdf

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TITLE = "Preparing for the 2024 GCM review in Latin America and the Caribbean"
PAYS, WRITES, WHEN = "Who pays for the review?", "¿Quién redacta el informe?", "When does it begin?"


def presenter_of(cafe: Cafe, **options: object) -> Page:
    page = cafe.device(**options)
    page.goto(f"{cafe.url}/role#{cafe.link('presenter', '5')}")
    page.wait_for_url("**/items/5/slides**")
    return page


def bring(presenter: Page, file: Path) -> None:
    presenter.set_input_files("#slides-file", file)
    presenter.get_by_role("button", name="Add them to this item").click()


def question(page: Page, text: str) -> Locator:
    return page.locator(".floor-question", has_text=text)


def brought(presenter: Page, folder: Path, listeners: list[Page]) -> None:
    """What is no slides is refused with a sentence; what is comes to every phone, and opens there."""
    files = {"Every annex.pdf": pdf(300), "Slides.pdf": PROGRAM, "Regional review.pdf": pdf(34)}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    presenter.fill("#slides-title", "The review")
    bring(presenter, folder / "Every annex.pdf")
    expect(presenter.locator("[data-fault]")).to_contain_text("These slides have 300 pages; 100 fit.")
    expect(presenter.locator("#slides-title")).to_have_value("The review")
    bring(presenter, folder / "Slides.pdf")
    expect(presenter.locator("[data-fault]")).to_contain_text("This file is not a PDF that can be read.")
    for page in listeners:
        expect(page.locator(".slides")).to_have_count(0)
    presenter.fill("#slides-title", "")
    bring(presenter, folder / "Regional review.pdf")
    expect(presenter.locator(".held-slides")).to_contain_text("Regional review")
    for page in listeners:
        expect(page.locator(".slides")).to_contain_text("Regional review")
        address = page.locator(".slides").get_attribute("href")
        got = page.evaluate(
            "async (at) => { const got = await fetch(at); return [got.status, (await got.blob()).size] }", address
        )
        assert got == [200, len(files["Regional review.pdf"])]


def moderated(desk: Page, wall: Page, ana: Page, luis: Page) -> None:
    """Asked, supported, taken up in the order of support; answered, hidden, and two that ask the same made one."""
    ask(ana, PAYS)
    ask(luis, WRITES)
    ask(ana, WHEN)
    expect(texts(desk)).to_have_text([WHEN, WRITES, PAYS])
    question(luis, PAYS).get_by_role("button", name="Yo también").click()
    expect(question(ana, PAYS).locator(".agree")).to_contain_text("1")
    luis.get_by_role("link", name="Más apoyadas").click()
    expect(texts(luis).first).to_have_text(PAYS)
    expect(texts(ana).first).to_have_text(WHEN)
    desk.keyboard.press("3")
    expect(scene(wall).locator("li").first).to_contain_text(PAYS)

    question(desk, PAYS).get_by_role("button", name="On the wall").click()
    expect(scene(wall).locator("h1")).to_have_text(PAYS)
    question(desk, PAYS).get_by_role("button", name="Answered").click()
    expect(question(luis, PAYS)).to_contain_text("respondida")
    expect(question(luis, PAYS).locator(".agree")).to_have_count(0)
    question(desk, WHEN).get_by_role("button", name="Hide").click()
    expect(question(luis, WHEN)).to_have_count(0)
    question(desk, WHEN).get_by_role("button", name="Show it again").click()
    expect(question(luis, WHEN)).to_be_visible()


def held_back(desk: Page, wall: Page, ana: Page, luis: Page) -> None:
    """A sensitive room: each question is read by the moderator first."""
    desk.get_by_role("button", name="Read each first").click()
    expect(ana.locator(".from-floor")).to_contain_text("The moderator reads each question before it is shown.")
    ask(luis, "¿Quién escribe el informe nacional?")
    expect(question(desk, "informe nacional")).to_contain_text("waits to be shown")
    expect(question(ana, "informe nacional")).to_have_count(0)
    desk.keyboard.press("3")
    expect(scene(wall)).not_to_contain_text("informe nacional")
    question(desk, "informe nacional").get_by_role("button", name="Show it", exact=True).click()
    expect(question(ana, "informe nacional")).to_be_visible()
    expect(scene(wall)).to_contain_text("informe nacional")


def grouped(cafe: Cafe, ana: Page) -> None:
    """A second desk says that two questions ask the same: phones read them as one."""
    other = opened(cafe, "moderator", "5")
    question(other, "informe nacional").get_by_role("link", name="Group…").click()
    other.get_by_role("button", name=re.compile(re.escape(WRITES))).click()
    other.wait_for_url("**/desk**")
    expect(question(ana, WRITES)).to_contain_text("and 1 that asks the same")
    expect(texts(ana).filter(has_text="informe nacional")).to_have_count(0)


def test_a_whole_presentation_from_its_slides_to_the_list_of_speakers(
    open_cafe: Callable[..., Cafe], tmp_path: Path
) -> None:
    cafe = reference_forum(open_cafe())
    presenter, desk, wall = presenter_of(cafe), opened(cafe, "moderator", "5"), wall_of(cafe, "plenary")
    ana, luis, aide = came(cafe, "5", "Ana"), came(cafe, "5", "Luis", locale="es"), delegation_of(cafe, "PAN")
    aide.goto(f"{cafe.url}/items/5")
    observer = came(cafe, "5", "Olga")
    observer.goto(f"{cafe.url}/role#{cafe.link('observer', '5')}")
    observer.wait_for_url(lambda url: "/role" not in url)
    observer.goto(f"{cafe.url}/items/5")
    pages = [desk, wall, ana, luis, aide, observer]
    untouched(pages)

    brought(presenter, tmp_path, [desk, ana, luis])
    desk.keyboard.press("g")
    expect(desk.locator(".moves .on")).to_contain_text("presenting")
    desk.keyboard.press("1")
    expect(scene(wall).locator("h1")).to_have_text(TITLE)
    expect(scene(wall)).to_contain_text("Jonathan Prentice")
    expect(scene(wall).get_by_text("Preparación del examen")).to_be_hidden()
    wall.keyboard.press("l")
    expect(scene(wall).get_by_text("Preparación del examen")).to_be_visible()
    wall.keyboard.press("l")
    expect(luis.locator("main")).to_contain_text("Jefe de la Secretaría")

    moderated(desk, wall, ana, luis)
    expect(observer.locator("#question")).to_be_hidden()
    expect(observer.locator(".dock")).to_contain_text("You observe here: you take no part in the debate.")
    expect(question(observer, WHEN).locator(".agree")).to_be_hidden()
    held_back(desk, wall, ana, luis)
    grouped(cafe, ana)

    # The discussion: by phone, by an aide for somebody of their delegation, and from a nameplate.
    desk.keyboard.press("g")
    expect(desk.locator(".moves .on")).to_contain_text("discussion")
    luis.get_by_role("button", name="Pido la palabra").click()
    expect(luis.locator(".my-turn")).to_contain_text("Usted es la siguiente persona")
    aide.get_by_text("I ask for somebody of my delegation").click()
    aide.fill("#aide-name", "The Vice Minister")
    aide.get_by_role("button", name="Ask for the floor for them").click()
    desk.fill("#nameplate-name", "Sister Elena")
    desk.get_by_role("button", name="Enter on the list").click()
    expect(desk.locator(".listed")).to_have_count(3)
    expect(desk.locator(".listed", has_text="The Vice Minister")).to_contain_text("Panama")
    desk.keyboard.press("4")
    for name in ("Luis", "The Vice Minister", "Sister Elena"):
        desk.keyboard.press("n")
        expect(scene(wall).locator("h1")).to_have_text(name)
    desk.keyboard.press("g")
    expect(ana.locator("#question")).to_be_hidden()
    expect(ana.locator(".slides")).to_be_visible()
    assert_untouched(pages)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_slides_are_brought_and_opened(
    open_cafe: Callable[..., Cafe], scheme: str, tmp_path: Path
) -> None:
    cafe = reference_forum(open_cafe())
    presenter = presenter_of(cafe, color_scheme=scheme, bypass_csp=True)
    found = faults(presenter)
    for name, content in (("A review with a name as long as names of files are.pdf", pdf(3)), ("B.pdf", PROGRAM)):
        (tmp_path / name).write_bytes(content)
        bring(presenter, tmp_path / name)
    expect(presenter.locator("[data-fault]")).to_contain_text("This file is not a PDF that can be read.")
    found += faults(presenter)
    presenter.set_viewport_size({"width": 320, "height": 256})
    assert presenter.evaluate("document.documentElement.scrollWidth") <= 320
    presenter.goto(f"{cafe.url}/items/5")
    assert presenter.evaluate("document.documentElement.scrollWidth") <= 320
    found += faults(presenter)
    assert not found, "\n".join(found)


def test_slides_are_brought_and_opened_without_javascript(open_cafe: Callable[..., Cafe], tmp_path: Path) -> None:
    cafe = reference_forum(open_cafe())
    presenter = opened(cafe, "presenter", "5", java_script_enabled=False)
    (tmp_path / "Review.pdf").write_bytes(pdf(2))
    bring(presenter, tmp_path / "Review.pdf")
    expect(presenter.locator(".held-slides")).to_contain_text("PDF, 2 pages")
    ana = came(cafe, "5", "Ana", java_script_enabled=False)
    expect(ana.locator(".slides")).to_contain_text("PDF, 2 pages")
    presenter.get_by_role("button", name="Remove Review").click()
    expect(presenter.locator(".held-slides")).to_have_count(0)
