"""The plenary of 2a and 2b: rapporteurs in turn, wall and phones that follow, and where each key finding comes from."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Cafe
from tests.desk.test_access import faults
from tests.desk.test_desk_and_wall import assert_untouched, opened, pass_of, scene, untouched, wall_of

pytestmark = pytest.mark.browser

SAID = {"2a": ("Desks stay open at night", "Dos por noche"), "2b": ("Visas name the employer", "Las visas nombran")}


def present(cafe: Cafe, phone: Page) -> dict[str, str]:
    """A café's work up to the plenary: a reported finding with its answer, a key finding of each item. Ids by item."""
    writer = pass_of(phone)
    answer, finding, ids = str(uuid4()), str(uuid4()), {item: str(uuid4()) for item in SAID}
    table = cafe.forum.tables[1]
    cafe.call("PUT", f"/answers/{answer}", {"table": table, "text": "The guard at midnight knew her name."}, writer)
    made = {"table": table, "text": "Night desks find victims", "sources": [answer]}
    cafe.call("PUT", f"/findings/{finding}", made, writer)
    cafe.go("report_out")
    cafe.call("POST", f"/findings/{finding}/report", {}, writer)
    for item, (english, spanish) in SAID.items():
        rapporteur = cafe.call("POST", "/links", {"token": cafe.link("rapporteur", item)})["pass"]
        sources = [{"kind": "finding", "id": finding}] if item == "2a" else []
        texts = {"en": english, "es": spanish}
        body = {"item": cafe.forum.items[item], "texts": texts, "language": "en", "sources": sources}
        cafe.call("PUT", f"/key-findings/{ids[item]}", body, rapporteur)
    return ids


def test_two_rapporteurs_present_in_turn_and_wall_and_phones_follow(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    ana = cafe.device()
    cafe.join(ana, 1, "Ana")
    ids = present(cafe, ana)
    untouched([ana])

    # The moderator opens the plenary; a phone that still lies open at its table is led there, and not torn away.
    moderator = opened(cafe, "moderator")
    moderator.goto(f"{cafe.url}/items/P2/desk")
    moderator.keyboard.press("g")
    expect(moderator.locator(".moves .on")).to_contain_text("presenting")
    led = ana.get_by_role("link", name="Now: P2 · Plenary")
    expect(led).to_be_visible()
    assert_untouched([ana])
    led.click()
    ana.wait_for_url("**/items/P2")
    first, second, wall = opened(cafe, "rapporteur", "2a"), opened(cafe, "rapporteur", "2b"), wall_of(cafe)
    for rapporteur in (first, second):
        rapporteur.goto(f"{cafe.url}/items/P2/desk")
    pages = (ana, first, second, moderator, wall)
    untouched(pages)
    expect(scene(wall)).to_contain_text("Item 2b")

    moderator.keyboard.press("t")
    expect(ana.locator(".now")).to_contain_text("The rapporteur of 2a has the floor")
    expect(scene(wall).locator("h1")).to_have_text("Item 2a")
    first.keyboard.press("ArrowRight")
    english = SAID["2a"][0]
    expect(scene(wall).locator("h1")).to_have_text(english)
    now = ana.locator(".presented")
    expect(now.locator(".words")).to_have_text(english)
    expect(now).to_contain_text("single-table")
    expect(now.locator(".shape")).to_have_count(1)
    expect(first.locator(".on-screen")).to_be_visible()
    expect(moderator.locator(".key").first).to_contain_text(english)
    expect(moderator.locator(".floor-of").first).to_contain_text("1 of 1 shown")

    moderator.keyboard.press("t")
    expect(scene(wall).locator("h1")).to_have_text("Item 2b")
    expect(ana.locator(".presented")).to_have_count(0)
    expect(ana.locator(f"[id='key-finding:{ids['2a']}']")).to_be_visible()
    second.locator(f"[id='key-finding:{ids['2b']}']").get_by_role("button", name="Show on the wall").click()
    expect(scene(wall).locator("h1")).to_have_text(SAID["2b"][0])
    expect(now.locator(".words")).to_have_text(SAID["2b"][0])

    expect(moderator.locator(".key-findings [data-mine~=now]")).to_be_in_viewport()

    # Two languages at once, where somebody wants them.
    expect(scene(wall).get_by_text(SAID["2b"][1])).to_be_hidden()
    wall.keyboard.press("l")
    expect(scene(wall).get_by_text(SAID["2b"][1])).to_be_visible()

    moderator.get_by_role("button", name=re.compile("^Hide")).click()
    expect(ana.locator(".presented")).to_have_count(0)
    moderator.get_by_role("button", name=re.compile("^Hide")).click()
    expect(now.locator(".words")).to_have_text(SAID["2b"][0])
    second.get_by_role("button", name=re.compile("^Where from")).click()
    expect(scene(wall)).to_have_class(re.compile("sources"))
    expect(now.locator(".words")).to_have_text(SAID["2b"][0])
    assert_untouched(pages)


def test_a_phone_walks_down_from_a_key_finding_to_the_tables_words(open_cafe: Callable[..., Cafe]) -> None:
    cafe = open_cafe()
    ana = cafe.device(java_script_enabled=False)
    other = cafe.device()
    cafe.join(other, 1, "Luis")
    ids = present(cafe, other)
    cafe.go("presenting", "P2")
    first = opened(cafe, "rapporteur", "2a")
    first.goto(f"{cafe.url}/items/P2/desk")
    first.get_by_role("button", name="Show on the wall").click()
    expect(first.locator(".on-screen")).to_be_visible()
    cafe.join(ana, 4)
    ana.goto(f"{cafe.url}/items/P2")
    ana.get_by_role("link", name="Where does this come from?").click()
    assert ids["2a"] in ana.url
    tree = ana.locator(".tree").first
    expect(tree).to_contain_text("Night desks find victims")
    expect(tree.locator(".tree")).to_contain_text("The guard at midnight knew her name.")
    expect(tree).to_contain_text("Table 1")
    ana.get_by_role("link", name="Back").click()
    ana.wait_for_url("**/items/P2")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_plenary_and_nothing_scrolls_sideways(
    open_cafe: Callable[..., Cafe], scheme: str
) -> None:
    cafe = open_cafe()
    phone = cafe.device(color_scheme=scheme, bypass_csp=True)
    cafe.join(phone, 1, "Ana")
    ids = present(cafe, phone)
    cafe.go("presenting", "P2")
    cafe.call("POST", "/items/P2/turn", {"item": "2a"}, cafe.facilitator)
    desk = opened(cafe, "rapporteur", "2a", color_scheme=scheme, bypass_csp=True)
    desk.goto(f"{cafe.url}/items/P2/desk")
    desk.get_by_role("button", name="Show on the wall").click()
    expect(desk.locator(".on-screen")).to_be_visible()
    found = faults(desk)
    for address in ("/items/P2", f"/sources/key-finding/{ids['2a']}"):
        phone.goto(cafe.url + address)
        found += faults(phone)
    wall = cafe.device(1280, 720, color_scheme=scheme, bypass_csp=True)
    wall.goto(f"{cafe.url}/role?to=/wall/main#{cafe.link('moderator')}")
    wall.wait_for_url("**/wall/main**")
    for kind in ("key-finding", "sources", "presenting"):
        cafe.call("POST", "/stage", {"item": "P2", "show": {"kind": kind}}, cafe.facilitator)
        expect(wall.locator("[data-list=stage] > .scene")).to_be_visible()
        found += faults(wall)
    assert not found, "\n".join(found)
    for page, width in ((phone, 320), (desk, 320)):
        page.set_viewport_size({"width": width, "height": 256})  # WCAG 1.4.10: 1280 pixels at 400 %
        for address in ("/items/P2", f"/sources/key-finding/{ids['2a']}", "/items/P2/desk")[: 3 if page is desk else 2]:
            page.goto(cafe.url + address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{address}: {wide}"
