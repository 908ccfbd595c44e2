"""Logos in a real browser: brought on a phone, refused in sight, and legible on a dark page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Cafe
from tests.browser.reference import reference_forum
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import opened
from tests.pictures.samples import JPEG

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LIGHT = "getComputedStyle(document.querySelector('.logos img')).backgroundColor"


def test_an_organizer_brings_a_logo_on_a_phone_and_what_is_refused_is_in_sight(
    open_cafe: Callable[..., Cafe], tmp_path: Path
) -> None:
    cafe = reference_forum(open_cafe())
    page = opened(cafe, "organizer")
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("guest.png", "guest.jpg"):
        (tmp_path / name).write_bytes(JPEG)
    page.goto(f"{cafe.url}/organizer/forum")
    page.get_by_role("link", name="Add a logo").click()
    added = page.locator("#part-logos-new")
    added.get_by_label("English").fill("A guest")
    added.get_by_label("Español").fill("Un invitado")
    added.get_by_label("Picture").set_input_files(tmp_path / "guest.png")
    added.get_by_role("button", name="Add it").click()
    refusal = added.get_by_role("alert")
    expect(refusal).to_contain_text("`guest.png` is a JPEG picture, and its name says otherwise.")
    expect(refusal).to_be_in_viewport()
    expect(added.get_by_label("Español")).to_have_value("Un invitado")
    added.get_by_label("Picture").set_input_files(tmp_path / "guest.jpg")
    added.get_by_role("button", name="Add it").click()
    expect(page.locator("#part-logos .logo-plate img")).to_have_count(4)
    page.goto(f"{cafe.url}/programme")
    guest = page.get_by_role("img", name="A guest")
    guest.scroll_into_view_if_needed()
    expect(guest).to_be_in_viewport()
    assert guest.evaluate("img => img.decode().then(() => img.naturalWidth)") == 24


@pytest.mark.parametrize(("scheme", "plate"), [("light", "rgba(0, 0, 0, 0)"), ("dark", "oklch(0.985 0.004 90)")])
def test_a_logo_stands_on_a_light_plate_in_the_dark_and_axe_finds_nothing(
    open_cafe: Callable[..., Cafe], scheme: str, plate: str
) -> None:
    cafe = reference_forum(open_cafe())
    page = opened(cafe, "organizer", color_scheme=scheme, bypass_csp=True)
    for address in ("/programme", "/programme/print", "/report"):
        page.goto(f"{cafe.url}{address}")
        expect(page.locator(".logos").first.get_by_role("img")).to_have_count(3)
        paper = address == "/programme/print"
        assert page.evaluate(LIGHT) == ("rgba(0, 0, 0, 0)" if paper else plate), address
        assert not faults(page), address
