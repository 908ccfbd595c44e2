"""Questions from the floor as pages and forms, without a browser's scripts, and as programs ask them."""

import re

import pytest

from app.kernel.ids import new_id
from tests.desk.conftest import SITE, House, Reader, words
from tests.desk.test_plenary import Played
from tests.stage.podium import add_podium


@pytest.fixture(autouse=True)
async def podium(house: House) -> None:
    add_podium(house.forum)


async def opened(house: House) -> Reader:
    desk = await house.holder("moderator", "5")
    await desk.post_form("/items/5/phase", to="presenting")
    return desk


def ids(page: str) -> list[str]:
    return re.findall(r'data-key="floor-question:([0-9a-f-]{36})"', page)


async def test_who_has_no_scripts_asks_supports_and_takes_back(house: House) -> None:
    desk, ana, luis = await opened(house), await house.seated(1, "Ana"), await house.seated(2, "Luis")
    page = await ana.post_form("/items/5/floor-questions", text="Who pays for <it>?")
    assert "Who pays for &lt;it&gt;?" in page and "Ana" in words(page)
    await luis.post_form("/items/5/floor-questions", text="And who decides?")
    newest, first = ids(await ana.page("/items/5"))
    page = await luis.post_form(f"/floor-questions/{first}/support")
    assert 'data-mark="supported" aria-pressed="true"' in page and "Me too 1" in words(page)
    assert ids(await ana.page("/items/5?order=supported")) == [first, newest]
    page = await luis.post_form(f"/floor-questions/{first}/support")
    assert 'data-mark="supported" aria-pressed="true"' not in page, "pressed again it is given no more"
    refused = await ana.post_form("/items/5/floor-questions", 422, text=" ")
    assert "Write something first" in words(refused)
    page = await ana.post_form(f"/floor-questions/{first}/withdraw")
    assert "Who pays" not in page
    assert ids(await desk.page("/items/5/desk")) == [newest]


async def test_the_moderators_list_answers_hides_groups_and_holds(house: House) -> None:
    desk, ana = await opened(house), await house.seated(1, "Ana")
    for text in ("First", "Second", "Third"):
        await ana.post_form("/items/5/floor-questions", text=text)
    third, second, first = ids(await desk.page("/items/5/desk"))
    page = await desk.post_form(f"/floor-questions/{first}/moderated", action="answered")
    assert "Not answered yet" in words(page)
    assert "answered" in words(await ana.page("/items/5"))
    page = await desk.page(f"/floor-questions/{third}/grouped")
    assert "Second" in page and "First" in page
    page = await desk.post_form(f"/floor-questions/{third}/grouped", into=second)
    assert "and 1 that asks the same" in words(page)
    assert ids(await ana.page("/items/5")) == [second, first]
    await desk.post_form(f"/floor-questions/{third}/moderated", action="apart")
    await desk.post_form(f"/floor-questions/{second}/moderated", action="hide")
    assert ids(await ana.page("/items/5")) == [third, first]
    page = await desk.post_form("/items/5/floor", hold="yes")
    assert re.search(r'name="hold" value="no" aria-pressed="true"', page)
    page = await ana.post_form("/items/5/floor-questions", text="It names somebody")
    assert "It names somebody" not in page and "The moderator reads each question" in words(page)
    page = await desk.page("/items/5/desk")
    assert "1 waits to be shown" in words(page)
    held = ids(page)[0]
    await desk.post_form(f"/floor-questions/{held}/moderated", action="show")
    assert "It names somebody" in await ana.page("/items/5")
    await desk.post_form(f"/floor-questions/{held}/moderated", 404, action="eat")
    await ana.post_form(f"/floor-questions/{held}/moderated", 403, action="hide")
    await ana.page(f"/floor-questions/{held}/grouped", 403)


async def test_a_plenary_asks_about_what_is_shown_and_supports_it(house: House) -> None:
    played = await Played.cafe(house)
    key = f"key-finding:{played.ids['key']}"
    await played.rapporteur.post_form("/items/P2/stage", show=key)
    page = await played.ana.page("/items/P2")
    assert f'href="/items/{house.forum.items["P2"]}/ask?about={key}"' in page
    page = await played.ana.post_form("/items/P2/support", thing=key)
    assert 'data-mark="supported" aria-pressed="true"' in page and "I support this 1" in words(page)
    page = await played.ana.page(f"/items/P2/ask?about={key}")
    assert "Two interviews find more" in page
    page = await played.ana.post_form("/items/P2/floor-questions", text="Who pays?", about=key, leaves="yes")
    assert "About: Two interviews find more" in words(page)
    assert "About: Dos entrevistas" in words(await played.moderator.page("/items/P2/desk?language=es")).replace(
        "Sobre:", "About:"
    )
    page = await played.ana.page(f"/items/P2/ask?about=key-finding:{played.ids['draft']}")
    assert "Not ready" not in page, "a draft is no one's"
    await played.ana.post_form("/items/P2/support", 404, thing=f"key-finding:{played.ids['draft']}")
    observer = await house.holder("observer")
    await observer.post_form("/items/P2/support", 403, thing=key)
    await observer.page(f"/items/P2/ask?about={key}", 403)


async def test_programs_ask_support_and_read_in_both_orders(house: House) -> None:
    desk, ana, luis = await opened(house), await house.seated(1, "Ana"), await house.seated(2, "Luis")

    async def call(by: Reader, method: str, path: str, status: int = 200, **body: object) -> dict[str, object]:
        answer = await by.request(method, f"/api/v1{path}", json=body or None, headers={"origin": SITE})
        assert answer.status_code == status, answer.text
        found: dict[str, object] = answer.json()
        return found

    first, second = new_id(), new_id()
    asked = {"item": "5", "text": "Who pays?"}
    made = await call(ana, "PUT", f"/floor-questions/{first}", 201, **asked)
    assert made["id"] == first and made["held"] is False
    assert (await call(luis, "PUT", f"/floor-questions/{first}", 200, **asked))["id"] == first
    assert (await call(ana, "PUT", f"/floor-questions/{first}", 409, item="5", text="No"))["code"] == "id_reused"
    await call(luis, "PUT", f"/floor-questions/{second}", 201, item="5", text="Who decides?")
    await call(luis, "PUT", f"/floor-questions/{first}/support")
    read = await call(luis, "GET", "/items/5/floor-questions?order=supported")
    assert [(q["id"], q["support"]) for q in read["questions"]] == [(first, 1), (second, 0)]  # type: ignore[attr-defined]
    read = await call(luis, "GET", "/items/5/floor-questions")
    assert [q["id"] for q in read["questions"]] == [second, first]  # type: ignore[attr-defined]
    assert (await call(luis, "GET", "/items/5/floor-questions?order=loud", 422))["code"] == "bad_order"
    assert (await call(luis, "GET", "/mine"))["floor_marks"] == {
        f"floor-question:{first}": ["supported"],
        f"floor-question:{second}": ["mine"],
    }
    await call(luis, "DELETE", f"/floor-questions/{first}/support")
    await call(desk, "PUT", "/items/5/floor", hold=True)
    held = new_id()
    await call(luis, "PUT", f"/floor-questions/{held}", 201, item="5", text="Held")
    assert held in str(await call(luis, "GET", "/items/5/floor-questions")), "its own writer reads it"
    assert held not in str(await call(ana, "GET", "/items/5/floor-questions"))
    await call(desk, "POST", f"/floor-questions/{held}/hidden", hidden=False)
    await call(desk, "POST", f"/floor-questions/{held}/answered", answered=True)
    await call(desk, "POST", f"/floor-questions/{second}/grouped", into=first)
    read = await call(ana, "GET", "/items/5/floor-questions")
    assert [(q["id"], q["state"]) for q in read["questions"]] == [(first, "open"), (held, "answered")]  # type: ignore[attr-defined]
    assert (await call(desk, "POST", f"/floor-questions/{first}/grouped", 422, into=first))["code"] == "bad_group"
    await call(ana, "DELETE", f"/floor-questions/{first}")
    observer = await house.holder("observer", "5")
    assert (await call(observer, "PUT", f"/floor-questions/{new_id()}", 403, **asked))["code"] == "not_yours"
    item = await call(ana, "GET", "/items/5")
    assert {"question", "support"} <= set(item["abilities"])  # type: ignore[call-overload]
    assert not {"question", "support"} & set((await call(observer, "GET", "/items/5"))["abilities"])  # type: ignore[call-overload]
