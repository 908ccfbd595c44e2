"""The hall, the turn and the stage over JSON, and what an item tells each pass."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.programs import Venue, open_venue


@pytest.fixture
async def venue(database_url: str, tmp_path: Path) -> AsyncIterator[Venue]:
    async with open_venue(database_url, tmp_path) as opened:
        yield opened


async def test_a_hall_is_changed_and_undone_over_json(venue: Venue) -> None:
    desk, ana = await venue.holder("facilitator", "2a"), await venue.seated(1, "Ana")

    async def hall(status: int = 200, **body: Any) -> Any:
        return await desk("POST", "/items/2a/tables", body, status)

    added = await hall(201, action="add", id="0b0e9f6a-54a4-4b9a-9f3f-0d9d5f0a7c11")
    again = await hall(action="add", id="0b0e9f6a-54a4-4b9a-9f3f-0d9d5f0a7c11")
    assert again["tables"] == added["tables"]
    code = added["tables"][0]["code"]
    assert (await ana("PUT", f"/tables/{code}/seat", {}))["number"] == 7
    await hall(action="swap", table=7, **{"with": 2})
    await hall(action="merge", table=2, into="3")
    assert (await ana("GET", "/tables/2"))["id"] == venue.forum.tables[3]
    await hall(action="undo")
    me = (await ana("GET", "/me"))["participant"]
    await hall(action="seat", table=1, participant=me)
    await hall(action="close", table=1, to=3)
    assert (await hall(409, action="merge", table=1, into=1))["code"] == "table_closed"
    assert (await hall(422, action="fold"))["code"] == "bad_action"
    assert (await hall(404, action="close"))["code"] == "no_such_table"
    assert (await ana("POST", "/items/2a/tables", {"action": "add"}, 403))["code"] == "not_yours"
    for _ in range(3):
        last = await hall(action="undo")
    assert last["action"] == "swap"


async def test_an_item_tells_each_pass_what_it_may_do_now(venue: Venue) -> None:
    desk, ana, stranger = await venue.holder("facilitator", "2a"), await venue.seated(1), await venue.holder("observer")
    await desk("POST", "/items/2a/phase", {"to": "table_work"})
    seen = await ana("GET", "/items/2a")
    assert seen["abilities"] == ["agree", "answer", "finding", "signoff", "sit"]
    assert [t["number"] for t in seen["tables"]] == [1, 2, 3]
    assert all("code" not in t for t in seen["tables"])
    assert (seen["technique"], seen["phase"]["name"], len(seen["questions"])) == ("knowledge_cafe", "table_work", 3)
    seen = await desk("GET", f"/items/{venue.forum.items['2a']}")
    assert {"finding", "sit"} <= set(seen["abilities"])
    assert all(t["code"] for t in seen["tables"])
    assert {"answer", "agree"}.isdisjoint((await stranger("GET", "/items/2a"))["abilities"])
    await desk("POST", "/items/2a/phase", {"to": "report_out"})
    assert "follow" in (await ana("GET", "/items/2a"))["abilities"]
    turn = await desk("POST", "/items/2a/turn", {"table": 2})
    assert turn["turn"] == {"table": venue.forum.tables[2], "question": None, "item": None}
    assert (await desk("POST", "/items/2a/turn", {}))["turn"]["table"] is None


async def test_the_stage_is_driven_over_json(venue: Venue) -> None:
    desk, ana = await venue.holder("facilitator", "2a"), await venue.seated(1, "Ana")
    await desk("POST", "/items/2a/phase", {"to": "table_work"})
    shown = await desk("POST", "/stage", {"item": "2a", "show": {"kind": "clock"}})
    assert [one["screen"] for one in shown["screens"]] == ["main"]
    await desk("POST", "/stage", {"item": "2a", "action": "hide"})
    screen = (await ana("GET", "/stage"))["screens"][0]
    assert (screen["kind"], screen["hidden"], screen["chosen"], len(screen["history"])) == ("clock", True, True, 1)
    looked = await desk("GET", "/stage/preview?item=2a&kind=question")
    assert [said["text"] for said in looked["said"]] == [f"Question {n}?" for n in (1, 2, 3)]
    assert (await ana("POST", "/stage", {"item": "2a", "show": {"kind": "join"}}, 403))["code"] == "not_yours"
    assert (await desk("POST", "/stage", {"item": "2a", "action": "next"}, 409))["code"] == "nothing_to_show"
    assert (await desk("POST", "/stage", {"item": "2a"}, 422))["code"] == "bad_action"
    wall = await ana.raw("GET", "/wall?language=es")
    assert 'data-list="stage"' in wall.text
    image = await ana.raw("GET", "/stage/code.svg")
    assert image.headers["content-type"].startswith("image/svg+xml")
    assert "style" not in image.text
