"""The desk's page of the rest of the day, with scripts and without."""

import re

from app.kernel.ids import new_id
from tests.desk.conftest import SITE, House, words


def fields(page: str) -> dict[str, list[str]]:
    """The hidden fields of the form that confirms."""
    form = next(part for part in page.split("<form") if 'name="move"' in part)
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(value.replace("&#43;", "+"))
    return found


async def test_the_plan_is_seen_confirmed_and_taken_back(house: House) -> None:
    chair, guest = await house.holder("moderator"), await house.seated(1)
    page = await chair.page("/items/2a/plan/day?begins=14:20")
    assert "14:00–16:00" in page and "14:20–16:20" in page and "20 min later" in words(page)
    assert "The day ends at 18:20 instead of 18:00." in words(page)
    assert "14:00 – 16:00" in words(await guest.page("/items/2a"))
    after = await chair.post_form("/items/2a/plan/day", action="move", **fields(page))
    assert "3 items have other times" in words(after)
    assert "14:20 – 16:20" in words(await guest.page("/items/2a"))
    assert "16:20" in await guest.page("/programme")
    late = fields(page) | {"id": [new_id()]}
    again = await chair.post_form("/items/2a/plan/day", 409, action="move", **late)
    assert "The programme has changed meanwhile." in words(again)
    after = await chair.post_form("/items/2a/plan/day", action="undo")
    assert "have other times" not in words(after)
    assert "14:00 – 16:00" in words(await guest.page("/items/2a"))


async def test_a_wish_that_cannot_be_is_answered_on_the_page_and_nothing_typed_is_lost(house: House) -> None:
    chair = await house.holder("moderator")
    page = await chair.page("/items/2a/plan/day?until=13:00", 422)
    assert "This plan would end before it begins. Choose a later end." in words(page)
    assert 'value="13:00"' in page and "14:00–16:00" in page
    page = await chair.page("/items/2a/plan/day?begins=half+past", 422)
    assert "Write a time of the day as 14:05." in words(page)


async def test_who_runs_one_item_sees_the_plan_and_who_confirms_it(house: House) -> None:
    desk, guest = await house.holder("facilitator", "2a"), await house.seated(1)
    page = await desk.page("/items/2a/plan/day?begins=14:20")
    assert "Who moderates or organizes the whole forum can confirm this." in words(page)
    assert "Move the programme" not in page
    await desk.post_form("/items/2a/plan/day", 403, action="move", **fields(page))
    await guest.page("/items/2a/plan/day", 403)
    await guest.post_form("/items/2a/plan/day", 403, action="undo")
    answer = await desk.post("/items/2a/plan/day", data={"move": ["x|y", "a|b|9|c|1|"]}, headers={"origin": SITE})
    assert answer.status_code == 422


async def test_a_block_is_brought_to_its_end_by_its_phases(house: House) -> None:
    desk = await house.holder("facilitator", "2a")
    page = await desk.page("/items/2a/plan/day?scope=block&until=15:30")
    assert "14:00–15:30" in page and "30 min shorter" in words(page)
