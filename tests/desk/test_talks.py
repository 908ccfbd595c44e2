"""A panel's pages without a browser's scripts: the desk runs it, an expert holds their talk, a phone sees who speaks."""

import re

import pytest

from tests.desk.conftest import SITE, House, words
from tests.stage.podium import add_podium


@pytest.fixture(autouse=True)
def panel(house: House) -> None:
    add_podium(house.forum)


async def test_the_desk_runs_a_panel_by_forms_alone(house: House) -> None:
    desk = await house.holder("facilitator", "1")
    await desk.post_form("/items/1/phase", to="talks")
    page = await desk.page("/items/1/desk")
    assert 'class="desk podium panel"' in page
    assert "Start: Marisol Quintero" in words(page) and "Nobody speaks at the moment" in words(page)
    page = await desk.post_form("/items/1/talk", action="start")
    assert "Speaking now · 1 of 4" in words(page) and "Next: Expert 2" in words(page)
    talks = re.findall(r'value="start:([0-9a-f-]{36})"', page)
    assert len(talks) == 3
    refused = await desk.htmx("/items/1/talk", 409, action=f"start:{talks[0]}")
    assert "Another talk is running. Pause it first" in words(refused)
    assert "Another talk is running" in words(await desk.post_form("/items/1/talk", 409, action=f"start:{talks[0]}"))
    page = await desk.post_form("/items/1/talk", action="next")
    assert "Has the floor · 2 of 4" in words(page) and "has spoken" in words(page)
    page = await desk.post_form("/items/1/talk", action="previous")
    assert "Has the floor · 1 of 4" in words(page)
    page = await desk.post_form("/items/1/talk", action=f"skip:{talks[1]}")
    assert "Back into the line" in words(page) and "1 of 3" in words(page)
    page = await desk.post_form("/items/1/talk", action=f"move:{talks[2]}", to="1")
    assert page.index("Tomás Rey</b>") < page.index("Marisol Quintero</b>")
    page = await desk.post_form("/items/1/talk", action="wall", on="no")
    assert re.search(r'name="on" value="yes"><button name="action" value="wall" aria-pressed="false"', page)
    page = await desk.post_form("/items/1/talk", action="invite", name="Elena Prado", topic="Routes", minutes="2,5")
    assert "Elena Prado" in words(page) and ">2:30</time>" in page
    refused = await desk.post_form("/items/1/talk", 422, action="length", minutes="soon")
    assert "A talk takes from 15 seconds to 60 minutes." in words(refused)
    page = await desk.post_form("/items/1/talk", action="length", minutes="2")
    assert page.count(">2:00</time>") == 2, "those who have not begun, and are not skipped"


async def test_a_name_is_put_right_on_a_page_of_its_own(house: House) -> None:
    desk = await house.holder("facilitator", "1")
    talks = re.findall(r'href="(/items/[^"]+/talks/[0-9a-f-]{36})"', await desk.page("/items/1/desk"))
    page = await desk.page(talks[1])
    assert 'value="4"' in page and "Expert 2" in words(page)
    said = {"name": "Andrés <Villalobos>", "function": "Coordinator", "topic": "", "minutes": "5", "back": "desk"}
    page = await desk.post_form(talks[1], **said)
    assert "Andrés &lt;Villalobos&gt;" in page and ">5:00</time>" in page
    assert "Finding the missing" in page, "an empty field is what the programme says"
    refused = await desk.post_form(talks[1], 422, name="n" * 90, back="desk")
    assert "80 fit" in words(refused)
    ana = await house.seated(1, "Ana")
    await ana.page(talks[1], status=403)
    await desk.page("/items/1/talks/00000000-0000-4000-8000-000000000000", status=404)


async def test_an_expert_says_which_talk_is_theirs_and_reads_their_questions(house: House) -> None:
    expert, desk = await house.holder("expert", "1"), await house.holder("facilitator", "1")
    programme = await expert.page("/programme")
    assert 'href="/items/1/talk"' in programme and "My talk" in words(programme)
    page = await expert.page("/items/1/talk")
    assert "Which talk is yours?" in words(page)
    talks = re.findall(r'name="talk" value="([0-9a-f-]{36})"', page)
    page = await expert.post_form("/items/1/talk", action="hold", talk=talks[0])
    assert "What happens within the next hour?" in page and "You are next" in words(page)
    assert "¿Qué ocurre en la hora siguiente?" in await expert.page("/items/1/talk?language=es")
    other = await house.holder("expert", "1")
    page = await other.page("/items/1/talk")
    assert "on somebody's phone already" in words(page).replace("&#39;", "'") and page.count("disabled") == 1
    refused = await other.post_form("/items/1/talk", 409, action="hold", talk=talks[0])
    assert "Somebody else has this talk on their phone." in words(refused)
    await desk.post_form("/items/1/phase", to="talks")
    await desk.post_form("/items/1/talk", action="start")
    assert "You are speaking" in words(await expert.page("/items/1/talk"))
    page = await expert.post_form(f"/items/1/talks/{talks[0]}", name="Marisol Q.", back="talk")
    assert "Marisol Q." in await desk.page("/items/1/desk")
    page = await expert.post_form("/items/1/talk", action=f"free:{talks[0]}")
    assert "Which talk is yours?" in words(page)
    ana = await house.seated(1, "Ana")
    await ana.page("/items/1/talk", status=403)
    await desk.page("/items/2a/talk", status=409)


async def test_a_phone_sees_who_speaks_and_who_comes_without_scripts(house: House) -> None:
    ana, desk = await house.seated(1, "Ana"), await house.holder("moderator")
    page = await ana.page("/items/1?language=es")
    assert "Quiénes intervienen" in words(page) and "Encontrar a quienes faltan" in page
    assert "¿Qué ocurre en la hora siguiente?" in page
    await desk.post_form("/items/1/phase", to="talks")
    await desk.post_form("/items/1/talk", action="start")
    page = await ana.page("/items/1")
    assert "Speaking now · 1 of 4" in words(page) and 'value="pause"' not in page
    refused = await ana.post("/items/1/talk", data={"action": "pause"}, headers={"origin": SITE})
    assert refused.status_code == 403


async def test_programs_run_talks_and_read_them(house: House) -> None:
    desk, ana = await house.holder("facilitator", "1"), await house.seated(1, "Ana")

    async def post(status: int = 200, **body: object) -> dict[str, object]:
        answer = await desk.post("/api/v1/items/1/talk", json=body, headers={"origin": SITE})
        assert answer.status_code == status, answer.text
        found: dict[str, object] = answer.json()
        return found

    await desk.post("/api/v1/items/1/phase", json={"to": "talks"}, headers={"origin": SITE})
    begun = await post(action="start")
    again = await post(409, action="start", talk=begun["next"])
    assert again["code"] == "talk_running" and again["talk"] == begun["now"]
    unknown = await post(422, action="sing")
    assert unknown["code"] == "bad_action" and "invite" in str(unknown["detail"])
    assert (await post(404, action="introduce", name="Nobody"))["code"] == "no_such_talk"
    made = await post(201, action="invite", name="Elena Prado", seconds=90)
    assert len(made["talks"]) == 5  # type: ignore[arg-type]
    assert (await post(action="over", on=True))["counts_on"] is True
    read = (await ana.get("/api/v1/items/1/talk?language=es")).json()
    assert read["now"] == begun["now"] and read["talks"][1]["topic"] == "Encontrar a quienes faltan"
    item = (await ana.get("/api/v1/items/1")).json()
    assert [talk["state"] for talk in item["talks"]] == ["floor", *["waiting"] * 4]
    assert "talk" in (await desk.get("/api/v1/items/1")).json()["abilities"]
    assert "talk" not in item["abilities"]
