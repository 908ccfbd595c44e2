"""The organizer's pages in a real browser: other screens follow, nobody loses what they typed, and axe is content."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import opened

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PAGES = (
    "",
    "?open=items/new/2023-09-28",
    "/items/2a",
    "/items/1?open=items/1/experts/0",
    "/forum?open=days/new",
    "/forum?open=logos/0",
    "/forum?open=logos/new",
    "/roster?open=delegations/CRI",
    "/frameworks?open=frameworks/gcm/references/7",
    "/surveys?open=surveys/results/statements/0",
    "/glossary",
    "/links",
    "/file",
)


def test_a_phone_follows_what_the_organizer_changes(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    guest = cafe.device()
    guest.goto(f"{cafe.url}/join/{cafe.forum.code}")
    guest.click("main button.main")
    guest.wait_for_url("**/programme**")
    row = guest.locator('[data-list="programme"] [data-key]', has_text="B1")
    expect(row).to_contain_text("10:45")
    page = opened(cafe, "organizer")
    page.get_by_role("link", name="The organizer's pages").click()
    page.get_by_role("link", name="Change B1").click()
    page.get_by_label("English").first.fill("Coffee & cake")
    page.get_by_label("Begins").fill("10:50")
    page.get_by_label("Minutes", exact=True).fill("10")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Coffee & cake")
    expect(row).to_contain_text("Coffee & cake")
    expect(row).to_contain_text("10:50")


def test_two_organizers_without_javascript_lose_nothing(open_cafe: Callable[..., Cafe]) -> None:
    cafe = reference_forum(open_cafe())
    ana = opened(cafe, "organizer", java_script_enabled=False)
    luis = opened(cafe, "organizer", java_script_enabled=False)
    for page in (ana, luis):
        page.goto(f"{cafe.url}/organizer/items/P2")
    ana.get_by_label("English").first.fill("Ana's title")
    ana.get_by_role("button", name="Save").first.click()
    luis.get_by_label("English").first.fill("Luis's title")
    luis.get_by_label("Minutes", exact=True).fill("25")
    luis.get_by_role("button", name="Save").first.click()
    expect(luis.get_by_role("alert")).to_contain_text("Somebody else has changed this meanwhile.")
    expect(luis.locator(".meanwhile")).to_contain_text("Ana's title")
    expect(luis.get_by_label("English").first).to_have_value("Luis's title")
    luis.get_by_role("button", name="Save").first.click()
    expect(luis.get_by_role("heading", level=1)).to_contain_text("Luis's title")
    expect(luis.get_by_label("Minutes", exact=True)).to_have_value("25")


def test_a_file_is_looked_at_and_confirmed(open_cafe: Callable[..., Cafe], tmp_path: Path) -> None:
    cafe = reference_forum(open_cafe())
    page = opened(cafe, "organizer")
    page.goto(f"{cafe.url}/organizer/file")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Programme file (YAML)").click()
    kept = tmp_path / "forum.yaml"
    coming.value.save_as(kept)
    changed = kept.read_text().replace("en: Break\n", "en: Pause\n", 1)
    assert changed != kept.read_text()
    (tmp_path / "bad.yaml").write_text(changed.replace("minutes: 90", "minutes: -90", 1))
    kept.write_text(changed)
    for name, said in (("bad.yaml", "1 fault, and nothing was changed"), ("forum.yaml", "1 thing would change")):
        page.get_by_label("Programme file (YAML)").first.set_input_files(tmp_path / name)
        page.get_by_role("button", name="See what it would change").click()
        expect(page.get_by_role("heading", name=said)).to_be_visible()
    page.get_by_role("button", name="Change the programme").click()
    expect(page.get_by_role("status").filter(has_text="The programme is as the file says.")).to_be_visible()
    page.goto(f"{cafe.url}/organizer")
    expect(page.get_by_role("link", name="B1 Pause")).to_be_visible()


@pytest.mark.parametrize(("scheme", "size"), [("light", (1440, 900)), ("dark", (390, 844))])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_cafe: Callable[..., Cafe], scheme: str, size: tuple[int, int]
) -> None:
    cafe = reference_forum(open_cafe())
    page = opened(cafe, "organizer", color_scheme=scheme, bypass_csp=True)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found = []
    for address in PAGES:
        page.goto(f"{cafe.url}/organizer{address}")
        found += faults(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{address}: wider than the screen")
    assert not found, "\n".join(found)
