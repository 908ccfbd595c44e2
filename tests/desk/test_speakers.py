"""The list of speakers as pages and forms, without a browser's scripts, and as programs keep it."""

import re

import pytest

from tests.desk.conftest import SITE, House, Reader, words
from tests.stage.podium import add_podium
from tests.stage.test_speakers import add_delegations


@pytest.fixture(autouse=True)
async def discussion(house: House) -> Reader:
    add_podium(house.forum)
    add_delegations(house.forum)
    desk = await house.holder("moderator", "5")
    await desk.post_form("/items/5/phase", to="discussion")
    return desk


def listed(page: str) -> list[str]:
    return re.findall(r'<span class="who-talks"><b>([^<]*)</b>', page)


async def test_a_phone_without_scripts_asks_reads_its_place_and_takes_it_back(house: House, discussion: Reader) -> None:
    ana, nobody = await house.seated(1, "Ana"), await house.seated(2)
    page = await ana.page("/items/5")
    assert "As Ana. Everybody reads the list." in words(page)
    page = await ana.post_form("/items/5/speakers", action="ask")
    assert "You are next" in words(page) and listed(page) == ["Ana"]
    refused = await ana.post_form("/items/5/speakers", 409, action="ask")
    assert "Already on the list of speakers, at place 1." in words(refused)
    assert 'id="floor-name"' in await nobody.page("/items/5")
    refused = await nobody.htmx("/items/5/speakers", 422, action="ask")
    assert 'data-field="name"' in refused and "Say by which name" in words(refused)
    page = await nobody.post_form("/items/5/speakers", action="ask", name="Third <row>")
    assert "You are second" in words(page) and "Third &lt;row&gt;" in page
    await ana.post_form("/items/5/speakers", action="withdraw")
    assert "You are next" in words(await nobody.page("/items/5?language=en"))
    await ana.post_form("/items/5/speakers", 403, action="next")


async def test_the_moderators_list_by_forms_alone(house: House, discussion: Reader) -> None:
    desk, rapporteur = discussion, await house.holder("rapporteur", "5")
    page = await desk.post_form("/items/5/speakers", action="add", delegation="CRI")
    page = await desk.post_form("/items/5/speakers", action="add", name="Rosa", delegation="PAN")
    page = await desk.post_form("/items/5/speakers", action="add", name="Eva", delegation="PAN")
    assert listed(page) == ["Costa Rica", "Rosa", "Eva"]
    assert "Next: Costa Rica" in words(page)
    refused = await desk.post_form("/items/5/speakers", 409, action="add", delegation="CRI")
    assert "Already on the list" in words(refused)
    refused = await desk.post_form("/items/5/speakers", 422, action="add")
    assert "Say by which name" in words(refused)
    await desk.post_form("/items/5/speakers", action="next")
    page = await desk.post_form("/items/5/speakers", action="next")
    assert page.count('data-mine="once"') == 1, "Eva's delegation has the floor now"
    assert listed(page)[0] == "Rosa" and "Take it back" in words(page)
    seen = await rapporteur.page("/items/5/desk")
    assert 'data-mine="once"' not in seen and 'data-mine="first"' not in seen
    page = await desk.post_form("/items/5/speakers", action="previous")
    assert listed(page) == ["Costa Rica", "Rosa", "Eva"]
    page = await desk.post_form("/items/5/speakers", action="close")
    ana = await house.seated(1, "Ana")
    assert "The list of speakers is closed." in words(await ana.page("/items/5"))
    refused = await ana.post_form("/items/5/speakers", 409, action="ask")
    assert "The list of speakers is closed." in words(refused)
    page = await desk.post_form("/items/5/speakers", action="pause")
    assert re.search(r'value="resume" aria-pressed="true"', page)
    eva = re.findall(r'value="remove:([0-9a-f-]{36})"', page)[-1]
    page = await desk.post_form("/items/5/speakers", action=f"remove:{eva}")
    assert listed(page) == ["Costa Rica", "Rosa"]


async def test_programs_keep_the_list(house: House, discussion: Reader) -> None:
    ana = await house.seated(1, "Ana")

    async def post(by: Reader, status: int = 200, **body: object) -> dict[str, object]:
        answer = await by.post("/api/v1/items/5/speakers", json=body, headers={"origin": SITE})
        assert answer.status_code == status, answer.text
        found: dict[str, object] = answer.json()
        return found

    asked = await post(ana, 201, action="ask", id="0d0f7e0e-94b1-4f4b-9a36-0d9f6a4d2a11")
    again = await post(ana, action="ask", id="0d0f7e0e-94b1-4f4b-9a36-0d9f6a4d2a11")
    assert asked["place"] == 1 and again["id"] == asked["id"]
    twice = await post(ana, 409, action="ask")
    assert twice["code"] == "already_listed" and twice["place"] == 1
    await post(discussion, 201, action="add", name="Rosa", delegation="PAN")
    assert (await post(discussion, 422, action="sing"))["code"] == "bad_action"
    assert (await post(ana, 403, action="next"))["code"] == "not_yours"
    assert (await post(discussion, action="next"))["speaking"] == asked["id"]
    read = (await ana.get("/api/v1/items/5/speakers")).json()
    assert [(one["name"], one["state"]) for one in read["speakers"]] == [("Ana", "speaking"), ("Rosa", "waiting")]
    assert "heard_before" not in str(read)
    read = (await discussion.get("/api/v1/items/5/speakers")).json()
    assert [(one["heard_before"], one["first_time"]) for one in read["speakers"]] == [(0, True), (0, True)]
    assert "speak" in (await ana.get("/api/v1/items/5")).json()["abilities"]
