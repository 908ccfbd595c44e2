"""Balanced seating and rounds over JSON and on the pages of desk, hall, phone and paper."""

import re
from typing import Any

from tests.desk.conftest import House, Reader, house, words

__all__ = ["House", "house"]


async def called(reader: Reader, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = await reader.request(method, f"/api/v1{path}", json=body, headers={"origin": "http://testserver"})
    assert answer.status_code == status, answer.text
    return answer.json()


async def cafe(house: House, each: int = 3) -> tuple[Reader, list[Reader]]:
    desk = await house.holder("facilitator", "2a", "Fay")
    people = [await house.seated(1 + n % 3, f"Person {n}") for n in range(3 * each)]
    await desk.post_form("/items/2a/phase", to="table_work", sure="yes")
    return desk, people


async def test_the_desk_seats_everybody_and_is_asked_where_people_sit(house: House) -> None:
    desk = await house.holder("facilitator", "2a")
    for n in range(5):
        await house.reader().post("/api/v1/join", json={"code": house.forum.code, "name": f"P{n}"})
    await house.seated(1, "Ana")
    question = words(await desk.post_form("/items/2a/hall", 409, action="balance"))
    assert "1 person sits already." in question and "6 people at 3 tables" in question
    fragment = await desk.htmx("/items/2a/hall", 409, action="balance")
    assert 'name="sure"' in fragment and "<html" not in fragment
    await desk.htmx("/items/2a/hall", action="wait")
    page = words(await desk.post_form("/items/2a/hall", action="balance", sure="yes"))
    assert "Everybody was seated at mixed tables." in page
    hall = words(await desk.page("/items/2a/hall"))
    assert all(f"Table {n} · 2 people" in hall for n in (1, 2, 3))
    await desk.post_form("/items/2a/hall", action="undo")
    assert "Table 2 · 0 people" in words(await desk.page("/items/2a/hall"))


async def test_everybody_is_seated_over_json(house: House) -> None:
    desk, ana = await house.holder("facilitator", "2a"), await house.seated(1, "Ana")
    await house.seated(1, "Luis")
    id_ = "0b0e9f6a-54a4-4b9a-9f3f-0d9d5f0a7c11"
    for _ in range(2):
        done = await called(desk, "POST", "/items/2a/tables", {"action": "balance", "id": id_})
        assert (done["action"], done["seated"], len(done["moved"])) == ("balance", 2, 1)
        assert sorted(size["seated"] for size in done["sizes"]) == [0, 1, 1]
    assert (await called(ana, "POST", "/items/2a/tables", {"action": "balance"}, 403))["code"] == "not_yours"
    seen = await called(await house.seated(4), "GET", "/items/2a")
    assert seen["most_room"] in house.forum.tables.values()


async def test_a_late_comer_is_shown_the_emptiest_table_first(house: House) -> None:
    late = await house.seated(4)
    assert "has most room" not in await late.page("/items/2a/tables")
    await house.seated(1)
    await house.seated(3)
    chosen = await late.page("/items/2a/tables")
    assert "Table 2 has most room" in words(chosen)
    assert chosen.index("has most room") < chosen.index("tables-grid")


async def test_rounds_are_planned_and_people_moved_over_json(house: House) -> None:
    desk, people = await cafe(house)
    assert (await called(desk, "GET", "/items/2a/rotation", status=409))["code"] == "not_planned"
    wish = {"action": "plan", "rounds": 3, "hosts": 1, "seed": 5}
    told = await called(desk, "POST", "/items/2a/rotation", wish, 201)
    assert (told["round"], told["rounds"], told["seed"], len(told["hosts"])) == (1, 3, 5, 3)
    whole = await called(desk, "GET", "/items/2a/rotation")
    assert [one["round"] for one in whole["plan"]] == [1, 2, 3]
    for one in whole["plan"]:
        seated = [person for table in one["tables"] for person in table["people"]]
        assert len(seated) == len(set(seated)) == 9
    mine = await called(people[3], "GET", "/items/2a/rotation")
    assert "plan" not in mine and len({stop["number"] for stop in mine["mine"]}) == 3
    moved = await called(desk, "POST", "/items/2a/rotation", {"action": "move", "from": 1, "to": 2})
    assert moved["round"] == 2
    stale = await called(desk, "POST", "/items/2a/rotation", {"action": "move", "from": 1, "to": 3}, 409)
    assert (stale["code"], stale["round"]) == ("round_moved", 2)
    assert [stop["when"] for stop in (await called(people[3], "GET", "/items/2a/rotation"))["mine"]] == [
        "past",
        "now",
        "next",
    ]
    assert (await called(desk, "POST", "/items/2a/rotation", {"action": "fold"}, 422))["code"] == "bad_action"
    refused = await called(people[0], "POST", "/items/2a/rotation", {"action": "move", "to": 3}, 403)
    assert refused["code"] == "not_yours"


async def test_a_phone_says_where_to_go_and_the_table_shows_its_answers_by_round(house: House) -> None:
    desk, people = await cafe(house)
    await people[3].post_form("/tables/1/answers", id="3d0d1c5e-8a3f-4c59-9a39-9f9f6a3a5a01", text="In round one")
    await desk.post_form("/items/2a/rotation", action="plan", rounds="3", hosts="1")
    first = words(await people[3].page("/tables/1"))
    assert "Round 1 of 3" in first and "host" not in first
    assert "When the others move on, welcome those who come." in words(await people[0].page("/tables/1"))
    desk_page = words(await desk.post_form("/items/2a/rotation", action="move", to="2", **{"from": "1"}))
    assert "Round 2 of 3" in desk_page and "Back to round 1" in desk_page and "People moved to round 2." in desk_page
    before = await people[3].page("/tables/1")
    goal = re.search(r"Round 2: you move to Table (\d)", words(before))
    assert goal and f'data-place="{house.forum.tables[int(goal[1])]}"' in before
    there = await people[3].page(f"/tables/{goal[1]}")
    assert "Round 2 of 3" in words(there)
    host = words(await people[0].page("/tables/1?view=answers"))
    assert "You stay here as the host. Tell those who come what was said." in host
    assert re.search(r"Round 1 .{0,40}In round one", host)
    await desk.post_form("/items/2a/rotation", action="move", to="1", **{"from": "2"})
    assert "Round 1 of 3" in words(await people[3].page("/tables/1"))


async def test_the_paper_tells_every_table_and_every_person(house: House) -> None:
    desk, people = await cafe(house)
    await desk.page("/items/2a/rounds", 409)
    await desk.post_form("/items/2a/rotation", action="plan", rounds="3")
    paper = await desk.page("/items/2a/rounds")
    assert paper.count('class="sheet-a4 rounds-sheet') == 3
    assert paper.count('class="way-slip"') == 9
    for n in range(9):
        assert words(paper).count(f"Person {n} ") == 4, "in each of three rounds, and on a slip"
    assert words(paper).count("You stay as the host.") == 3
    assert "Ronda 2" in words(await (await house.holder("facilitator", "2a", language="es")).page("/items/2a/rounds"))
    await people[0].page("/items/2a/rounds", 403)


async def test_slips_of_an_earlier_round_are_typed_in_as_such(house: House) -> None:
    desk, _ = await cafe(house)
    assert "Written in round" not in words(await desk.page("/tables/1/clerk"))
    await desk.post_form("/items/2a/rotation", action="plan", rounds="2")
    await desk.post_form("/items/2a/rotation", action="move", to="2")
    slip = {"id": "3d0d1c5e-8a3f-4c59-9a39-9f9f6a3a5a02", "text": "From a slip", "language": "en", "round": "1"}
    page = await desk.post_form("/tables/1/clerk", **slip)
    assert 'value="1" checked' in page, "the next slip is of the same round"
    answers = (await called(desk, "GET", "/tables/1"))["answers"]
    assert [(a["text"], a["round"]) for a in answers] == [("From a slip", 1)]
    await desk.post_form("/tables/1/clerk", 422, **slip | {"id": "3d0d1c5e-8a3f-4c59-9a39-9f9f6a3a5a03", "round": "9"})
