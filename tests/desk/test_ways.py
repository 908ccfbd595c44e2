"""Everybody finds their pages: by the link they were sent, from the programme, from each item's page."""

import asyncio
import re

import pytest

from app.web.identity import TRUST_SECONDS
from app.web.visit import own_path
from tests.desk.conftest import SITE, House, Reader, words

OPENED = [
    ("facilitator", "2a", "/items/2a/desk"),
    ("rapporteur", "2a", "/items/2a/workbench"),
    ("observer", "2b", "/items/2b/workbench"),
    ("interpreter", "2a", "/items/2a/booth"),
    ("rapporteur", "P2", "/items/P2/desk"),
    ("moderator", "P2", "/items/P2/desk"),
    ("expert", "2a", "/items/"),
    ("organizer", None, "/programme"),
    ("participant", None, "/programme"),
]


async def goes(house: House, item: str, *phases: str) -> None:
    """The facilitator goes through an item's phases; whoever asks next asks a server that has heard of it."""
    desk = await house.holder("facilitator")
    for phase in phases:
        moved = await desk.post(f"/api/v1/items/{item}/phase", json={"to": phase}, headers={"origin": SITE})
        assert moved.status_code == 200, moved.text


def links(html: str) -> set[str]:
    return set(re.findall(r'href="(/[^"]*)"', html))


async def ways(person: Reader, address: str) -> set[str]:
    """The pages that the links of a page lead to, apart from the programme's own."""
    pages = (" desk", " workbench", " booth")
    found = links(await person.page(address))
    return {
        link
        for link in found
        if link.endswith(tuple(p.strip() for p in pages)) or link.startswith(("/wall", "/report"))
    }


async def opened_by(house: House, token: str, **fields: str) -> str:
    visitor = house.reader()
    answer = await visitor.post(
        "/role", data={"token": token, **fields}, headers={"origin": SITE}, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


@pytest.mark.parametrize(("role", "item", "page"), OPENED)
async def test_a_role_link_opens_the_page_made_for_the_role(
    house: House, role: str, item: str | None, page: str
) -> None:
    address = await opened_by(house, await house.link(role, item))
    assert address == (page if page != "/items/" else f"/items/{house.forum.items['2a']}")


async def test_a_role_link_may_open_another_page_of_this_server_and_none_elsewhere(house: House) -> None:
    token = await house.link("moderator")
    assert await opened_by(house, token, to="/wall/main") == "/wall/main"
    assert await opened_by(house, token, to="https://example.org/wall") == "/programme"
    page = await house.reader().page("/role?to=/wall/main")
    assert 'name="to" value="/wall/main"' in page
    assert 'name="to"' not in await house.reader().page("/role?to=//example.org")


@pytest.mark.parametrize("path", ["/wall/main", "/items/2a/desk", "/wall/room_a?two=yes"])
def test_a_path_of_this_server_leads_on(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "wall",
        "//evil.org",
        "/\\evil.org",
        "https://evil.org",
        "/a//b",
        "/../x",
        "/a\nb",
        "/%2f%2fevil",
        "/" + "a" * 300,
    ],
)
def test_anything_else_leads_nowhere(path: str) -> None:
    assert own_path(path) == ""


async def test_who_holds_a_role_of_one_item_finds_its_pages_and_no_others(house: House) -> None:
    facilitator = await house.holder("facilitator", "2a")
    assert await ways(facilitator, "/programme") == {"/items/2a/desk", "/wall/main"}
    assert await ways(facilitator, "/items/2a") == {"/items/2a/desk", "/wall/main"}
    assert await ways(facilitator, "/items/2b") == set()
    observer = await house.holder("observer", "2b")
    assert await ways(observer, "/programme") == {"/items/2b/workbench"}
    booth = await house.holder("translator", "2b")
    assert await ways(booth, "/items/2b") == {"/items/2b/booth"}


async def test_a_rapporteur_finds_the_workbench_and_the_desk_of_the_plenary_that_presents_it(house: House) -> None:
    rapporteur = await house.holder("rapporteur", "2a")
    assert await ways(rapporteur, "/items/2a") == {"/items/2a/workbench"}
    assert await ways(rapporteur, "/items/P2") == {"/items/P2/desk", "/wall/main"}
    every = {"/items/2a/workbench", "/items/P2/desk", "/wall/main", "/report"}
    assert await ways(rapporteur, "/programme") == every
    assert "presenting" in words(await rapporteur.page("/items/P2/desk"))
    facilitator = await house.holder("facilitator", "2a")
    await facilitator.page("/items/P2/desk", status=403)


async def test_a_role_for_the_whole_forum_has_its_pages_on_each_item(house: House) -> None:
    organizer = await house.holder("organizer")
    for item in house.forum.items:
        assert f"/items/{item}/desk" in await ways(organizer, f"/items/{item}")
    # Before anything is on, the next item's are at hand.
    assert await ways(organizer, "/programme") == {"/items/2a/desk", "/wall/main", "/report"}
    await goes(house, "2b", "briefing")
    assert await ways(organizer, "/programme") == {"/items/2b/desk", "/wall/main", "/report"}


async def test_who_holds_no_role_sees_no_way_in(house: House) -> None:
    person = await house.seated(1)
    await goes(house, "2a", "briefing")
    for address in ("/programme", "/items/2a", "/items/P2"):
        assert await ways(person, address) == set()


async def test_a_role_that_was_taken_leaves_no_way_in(house: House) -> None:
    person = await house.seated(1)
    made = await house.made_link("facilitator", "2a")
    given = await person.post("/api/v1/links", json={"token": made["token"]}, headers={"origin": SITE})
    assert given.status_code == 201
    assert "/items/2a/desk" in await ways(person, "/programme")
    await house.operator.revoke(link=made["id"])
    await asyncio.sleep(TRUST_SECONDS + 0.2)
    assert await ways(person, "/programme") == set()


async def test_my_table_is_one_tap_away_from_everywhere(house: House) -> None:
    person = await house.seated(2)
    for address in ("/programme", "/items/2a", "/items/P2"):
        page = await person.page(address)
        assert f"/tables/{house.forum.tables[2]}" in links(page)
        assert "My table 2a · Table 2" in words(page).replace("2 My", "My")
    stranger = await house.holder("participant")
    assert "My table" not in words(await stranger.page("/programme"))


async def test_pages_lead_to_what_is_on_and_never_to_the_room_next_door(house: House) -> None:
    person = await house.seated(1)
    await goes(house, "2a", "table_work")
    assert "Now: 2a · Knowledge café" in words(await person.page("/programme"))
    assert "/items/2a/tables" in links(await person.page("/programme"))
    assert "Now: 2a" not in words(await person.page("/items/2b")), "2b is waiting, but it is the room next door"
    assert "Now: 2a" in words(await person.page("/items/P2"))
    await goes(house, "P2", "presenting")
    for address in ("/items/2a", f"/tables/{house.forum.tables[1]}", "/programme"):
        assert "Now: P2 · Plenary" in words(await person.page(address))
    assert "Now: 2a" not in words(await person.page("/programme")), "who sat in 2a comes together with the others"
    assert "Now:" not in words(await person.page("/items/P2"))
    await goes(house, "P2", "done")
    assert "Now: P2" not in words(await person.page("/items/2a"))


async def test_a_projector_without_a_pass_is_told_how_to_become_the_wall(house: House) -> None:
    laptop = house.reader()
    page = await laptop.page(f"/wall/main?two=yes&code={house.forum.code}", status=401)
    assert f'value="{house.forum.code}"' in page
    assert 'name="to" value="/wall/main?two=yes"' in page
    assert "/role?to=/wall/main%3Ftwo%3Dyes" in page
    refused = await laptop.post_form("/join", 404, code="WRONG", to="/wall/main", step="join")
    assert 'name="to" value="/wall/main"' in refused
    await laptop.post_form("/join", code=house.forum.code, to="/wall/main", step="join")
    assert 'data-surface="wall"' in await laptop.page("/wall/main")


async def test_a_page_that_needs_a_pass_says_both_ways_to_one(house: House) -> None:
    page = await house.reader().page("/items/2a/desk", status=401)
    assert {"/", "/role"} <= links(page)


async def test_who_only_looks_over_the_desk_is_offered_nothing_that_is_not_theirs(house: House) -> None:
    await goes(house, "2a", "table_work")
    for role, runs, shows in (
        ("facilitator", "true", "true"),
        ("rapporteur", "false", "true"),
        ("observer", "false", "false"),
    ):
        page = await (await house.holder(role, "2a")).page("/items/2a/desk")
        assert f'data-runs="{runs}" data-shows="{shows}"' in page, role
        assert ("Add a table" in page) == ("Message to all phones" in page) == (runs == "true"), role
