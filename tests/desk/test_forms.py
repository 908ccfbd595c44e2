"""The desk's forms, with scripts and without: phases, the question before going on, messages, the hall."""

import re
from typing import Any

import segno

from app.kernel.ids import new_id
from app.web.qr import qr_code
from tests.desk.conftest import SITE, House, Reader, words


async def item_of(reader: Reader) -> dict[str, Any]:
    document: dict[str, Any] = (await reader.get("/api/v1/items/2a")).json()
    return document


async def phase_of(reader: Reader) -> str:
    return str((await item_of(reader))["phase"]["name"])


async def test_a_desk_goes_on_and_back_and_only_its_own_item(house: House) -> None:
    desk, other = await house.holder("facilitator", "2a", "Marta"), await house.holder("facilitator", "2b")
    await desk.htmx("/items/2a/phase", **{"from": "waiting", "to": "briefing"})
    assert await phase_of(desk) == "briefing"
    await desk.htmx("/items/2a/phase", **{"from": "briefing", "to": "waiting"})
    assert await phase_of(desk) == "waiting"
    await other.htmx("/items/2a/phase", 403, **{"from": "waiting", "to": "briefing"})
    guest = await house.seated(1)
    await guest.htmx("/items/2a/phase", 403, **{"from": "waiting", "to": "briefing"})


async def test_a_stale_click_is_told_who_moved_the_phase_and_where_it_is(house: House) -> None:
    marta, rosa = await house.holder("facilitator", "2a", "Marta"), await house.holder("moderator", None, "Rosa")
    await marta.htmx("/items/2a/phase", **{"from": "waiting", "to": "briefing"})
    said = await rosa.htmx("/items/2a/phase", 409, **{"from": "waiting", "to": "table_work"})
    assert "Marta has already moved this item: it is in briefing." in words(said)
    page = await rosa.post_form("/items/2a/phase", 409, **{"from": "waiting", "to": "table_work"})
    assert "Marta has already moved this item" in words(page)
    assert await phase_of(rosa) == "briefing"


async def test_going_on_while_a_table_is_not_ready_asks_once(house: House) -> None:
    desk, ana, luis = await house.holder("facilitator", "2a"), await house.seated(1), await house.seated(3)
    await desk.htmx("/items/2a/phase", to="table_work")
    wish = {"from": "table_work", "to": "report_out"}
    asked = await desk.htmx("/items/2a/phase", 409, **wish)
    assert "Tables 1, 3 have not said that they are ready." in words(asked)
    assert await phase_of(desk) == "table_work"
    await ana.put(f"/api/v1/tables/{house.forum.tables[1]}/ready", headers={"origin": SITE})
    asked = await desk.htmx("/items/2a/phase", 409, **wish)
    assert "Table 3 has not said that it is ready." in words(asked)
    assert await desk.htmx("/items/2a/phase", 200, sure="yes", **wish) == ""
    assert await phase_of(desk) == "report_out"
    await desk.htmx("/items/2a/phase", **{"from": "report_out", "to": "table_work"})
    await luis.put(f"/api/v1/tables/{house.forum.tables[3]}/ready", headers={"origin": SITE})
    await desk.htmx("/items/2a/phase", **wish)
    assert await phase_of(desk) == "report_out"


async def test_the_question_stands_on_a_page_of_its_own_without_javascript(house: House) -> None:
    desk, _ = await house.holder("facilitator", "2a"), await house.seated(2)
    await desk.htmx("/items/2a/phase", to="table_work")
    page = await desk.post_form("/items/2a/phase", 409, **{"from": "table_work", "to": "report_out"})
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert (fields["from"], fields["sure"]) == ("table_work", "yes")
    answer = await desk.post(
        "/items/2a/phase", data={**fields, "to": "table_work"}, headers={"origin": SITE}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/items/2a/desk")
    assert await phase_of(desk) == "table_work"


async def test_going_back_never_asks(house: House) -> None:
    desk, _ = await house.holder("facilitator", "2a"), await house.seated(2)
    await desk.htmx("/items/2a/phase", to="table_work")
    await desk.htmx("/items/2a/phase", **{"from": "table_work", "to": "briefing"})
    assert await phase_of(desk) == "briefing"


async def test_the_clock_gets_two_minutes_more_and_stands_still(house: House) -> None:
    desk = await house.holder("facilitator", "2a")
    await desk.htmx("/items/2a/phase", to="table_work")
    await desk.htmx("/items/2a/clock", action="add")
    await desk.htmx("/items/2a/clock", action="pause")
    phase = (await item_of(desk))["phase"]
    assert (phase["minutes"], phase["running"]) == (37, False)
    said = await desk.htmx("/items/2a/clock", 422, action="rewind")
    assert "Nothing was changed" in words(said)


async def test_a_message_reaches_the_tables_and_an_empty_one_is_refused_in_place(house: House) -> None:
    desk, ana = await house.holder("facilitator", "2a"), await house.seated(1)
    await desk.htmx("/items/2a/announcement", text="Two more minutes.")
    assert "Two more minutes." in words(await ana.page(f"/tables/{house.forum.tables[1]}"))
    await desk.htmx("/items/2a/announcement", 422, text="  ")


async def test_the_hall_is_changed_by_forms_and_a_refusal_keeps_what_was_chosen(house: House) -> None:
    desk, tables = await house.holder("facilitator", "2a"), house.forum.tables
    await house.seated(1, "Ana")
    page = await desk.page("/items/2a/hall")
    assert "Cards were swapped" in page
    page = await desk.post_form("/items/2a/hall", 422, action="merge", table=tables[2], into=tables[2])
    assert "Choose two different tables." in words(page)
    assert re.search(rf'id="merge-a".*?value="{tables[2]}" selected', page, re.DOTALL)
    answer = await desk.post(
        "/items/2a/hall",
        data={"action": "swap", "table": tables[1], "with": tables[3]},
        headers={"origin": SITE},
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/items/2a/desk")
    assert "Ana" in words(await desk.page("/tables/3/desk"))
    await desk.htmx("/items/2a/hall", action="undo")
    assert "Ana" not in words(await desk.page("/tables/3/desk"))
    guest = await house.seated(1)
    await guest.page("/items/2a/hall", 403)


async def test_a_table_at_the_desk_gives_the_pen_and_seats_people_elsewhere(house: House) -> None:
    desk = await house.holder("facilitator", "2a")
    await house.seated(1, "Ana")
    await house.seated(1, "Luis")
    page = await desk.page("/tables/1/desk")
    people = dict(reversed(pair) for pair in re.findall(r'name="people" value="([^"]+)"> (\w+)', page))
    assert set(people) == {"Ana", "Luis"}
    await desk.htmx("/tables/1/pen", participant=people["Luis"])
    await desk.htmx("/tables/1/reporter", participant=people["Luis"])
    page = words(await desk.page("/tables/1/desk"))
    assert "Luis writes" in page
    assert "Luis reports" in page
    await desk.htmx("/items/2a/hall", action="seat", table=house.forum.tables[2], people=people["Luis"])
    assert "Luis" in words(await desk.page("/tables/2/desk"))


async def test_a_table_is_given_the_floor_when_tables_report_and_not_before(house: House) -> None:
    desk = await house.holder("facilitator", "2a")
    await desk.htmx("/items/2a/turn", 409, table="2")
    await desk.htmx("/items/2a/phase", to="report_out")
    await desk.htmx("/items/2a/turn", table="2")
    assert (await item_of(desk))["turn"]["table"] == house.forum.tables[2]


async def test_a_clerk_types_in_slips_that_are_the_tables_own(house: House) -> None:
    desk, ana = await house.holder("rapporteur", "2a", "Rosa"), await house.seated(1, "Ana")
    fields = {"text": "Escrito a mano", "language": "es"}
    page = await desk.post_form("/tables/1/clerk", id=new_id(), **fields)
    assert "Escrito a mano" in words(page)
    assert re.search(r'value="es" checked', page)
    code = (await item_of(desk))["tables"][0]["code"]
    await desk.htmx(f"/tables/{code}/clerk", id=new_id(), text="Another slip", language="en")
    answers = (await ana.get(f"/api/v1/tables/{code}")).json()["answers"]
    assert [(a["text"], a["language"], a["by"]) for a in answers] == [
        ("Escrito a mano", "es", ""),
        ("Another slip", "en", ""),
    ]
    changed = {"text": "Escrito a mano.", "version": 1}
    revised = await desk.post(f"/api/v1/answers/{answers[0]['id']}/revisions", json=changed, headers={"origin": SITE})
    assert revised.status_code == 200
    assert (
        await ana.post(f"/api/v1/answers/{answers[0]['id']}/revisions", json=changed, headers={"origin": SITE})
    ).status_code == 403
    await ana.htmx(f"/tables/{code}/clerk", 403, id=new_id(), **fields)


async def test_paper_shows_every_language_and_what_stands_at_each_table(house: House) -> None:
    desk, ana = await house.holder("facilitator", "2a", language="es"), await house.seated(1, "Ana")
    body = {"table": house.forum.tables[1], "text": "Words for a power cut"}
    await ana.put(f"/api/v1/answers/{new_id()}", json=body, headers={"origin": SITE})
    cards = await desk.page("/items/2a/cards")
    assert re.search(r'<p lang="es">¿Pregunta 1\?</p><p lang="en">Question 1\?</p>', cards)
    assert cards.count('aria-label="') >= 3 and " style=" not in cards
    assert "Words for a power cut" in words(await desk.page("/items/2a/state"))
    assert "Question 2?" in words(await (await house.holder("facilitator", "2a")).page("/items/2a/slips"))
    await ana.page("/items/2a/state", 403)
    await ana.page("/items/2a/cards", 403)


def test_a_qr_code_on_paper_is_the_one_that_its_library_draws() -> None:
    text = "http://192.168.1.20:8000/join/K7Q2M9XD?table=AB2CD"
    code = qr_code(text)
    dark = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        dark |= {(int(x) + n, int(y)) for n in range(int(width))}
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=2))
    assert dark == {(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module}
    assert code.size == len(rows)


async def test_a_form_of_the_desk_leads_back_to_the_desk(house: House) -> None:
    desk, ana = await house.holder("facilitator", "2a"), await house.seated(1, "Ana")
    for sender, back, address in ((desk, {"back": "desk"}, r"/tables/\w+/desk"), (ana, {}, r"/tables/\w+")):
        answer = await sender.post(
            "/tables/1/ready", data={"ready": "yes", **back}, headers={"origin": SITE}, follow_redirects=False
        )
        assert re.fullmatch(address, answer.headers["location"].split("?")[0])


async def test_a_desk_looks_before_the_room_sees_it(house: House) -> None:
    desk, ana = await house.holder("facilitator", "2a"), await house.seated(1, "Ana")
    await desk.htmx("/items/2a/phase", to="table_work")
    body = {"table": house.forum.tables[1], "text": "Only my table reads this"}
    await ana.put(f"/api/v1/answers/{new_id()}", json=body, headers={"origin": SITE})
    wish = f"answers:{house.forum.tables[1]}"
    page = await desk.page(f"/items/2a/wall?show={wish}")
    assert "Only my table reads this" in words(page)
    assert "Everybody of this item may read these answers from then on." in words(page)
    other = await house.seated(2)
    assert "Only my table reads this" not in await other.page("/wall/main")
    await other.page(f"/items/2a/wall?show={wish}", 403)
    assert "There is nothing of this to show." in words(await desk.page("/items/2a/wall?show=key-finding"))
    assert await desk.htmx("/items/2a/stage", 200, show=wish, looked="yes") == ""
    assert "Only my table reads this" in await other.page("/wall/main")


async def test_the_buttons_of_a_desk_choose_for_its_own_item(house: House) -> None:
    two_a, two_b = await house.holder("facilitator", "2a"), await house.holder("facilitator", "2b")
    await two_a.htmx("/items/2a/phase", to="table_work")
    await two_b.htmx("/items/2a/stage", 403, show="clock")
    await two_a.htmx("/items/2a/stage", show="clock")
    stage = (await two_a.get("/api/v1/stage")).json()["screens"][0]
    assert (stage["kind"], stage["item_number"], stage["hidden"]) == ("clock", "2a", False)
    await two_a.htmx("/items/2a/stage", action="hide")
    assert (await two_a.get("/api/v1/stage")).json()["screens"][0]["hidden"] is True


async def test_a_wall_of_two_languages_is_opened_as_such(house: House) -> None:
    desk = await house.holder("facilitator", "2a")
    await desk.htmx("/items/2a/phase", to="table_work")
    page = await desk.page("/wall/main?language=es&two=yes")
    assert 'data-two="true"' in page
    assert re.search(r'<p lang="es">¿Pregunta 1\?</p><p class="also" data-second lang="en">Question 1\?</p>', page)
    assert 'data-two="false"' in await desk.page("/wall")
    await desk.page("/wall/nowhere", 404)


async def test_the_coming_phases_are_planned_anew(house: House) -> None:
    desk = await house.holder("facilitator", "2a")
    await desk.htmx("/items/2a/phase", to="table_work")
    page = await desk.page("/items/2a/plan")
    assert re.findall(r'name="of:(\w+)" value="(\d+)"', page) == [
        ("report_out", "20"),
        ("commenting", "15"),
        ("consolidating", "10"),
    ]
    sent = {"of:report_out": "12", "of:commenting": "as long as it takes"}
    page = await desk.post_form("/items/2a/plan", **sent)
    assert re.search(r"report-out</span> <small[^>]*>12</small>", page)
    assert re.search(r"commenting</span> <small[^>]*>15</small>", page)
    await desk.post_form("/items/2a/plan", 422, **{"of:report_out": "9999"})
    await desk.post_form("/items/2a/plan", 422, **{"of:coffee": "5"})
    put = await desk.put("/api/v1/items/2a/plan", json={"minutes": {"commenting": 9}}, headers={"origin": SITE})
    assert (put.json()["minutes"]["commenting"], put.json()["minutes"]["report_out"]) == (9, 12)
    await desk.htmx("/items/2a/phase", **{"from": "table_work", "to": "report_out"})
    assert (await item_of(desk))["phase"]["minutes"] == 12
    await (await house.seated(1)).page("/items/2a/plan", 403)
