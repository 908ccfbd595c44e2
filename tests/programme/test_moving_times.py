"""New times confirmed and undone: on every screen at once, and only as far as they were seen."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme import queries
from app.programme.commands import MovePhase, Replan
from app.programme.plan_commands import MoveTimes, UndoTimes, Wished
from app.wiring import registered
from tests.forums import SmallForum
from tests.mirror import Mirror
from tests.programs import Venue, open_venue

REGISTRY, _ = registered()
NOW = datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture(autouse=True)
def now() -> None:
    """Every test has its own now: the last one may run long after this file was read."""
    global NOW
    NOW = datetime.now(UTC).replace(second=0, microsecond=0)


def at(minutes: int) -> datetime:
    """So many minutes from now."""
    return NOW + timedelta(minutes=minutes)


def noon() -> str:
    """A time zone in which it is about noon now: a day that begins an hour ago and goes on for some ends before midnight."""
    return f"Etc/GMT{NOW.hour - 12:+d}"


def put_on_a_day(session: Session, forum: str, items: Iterable[tuple[str, int, int]]) -> None:
    """The forum's items, today: (number, begins in so many minutes, lasts)."""
    queries.forum_of(session, forum).timezone = noon()
    for number, begins, lasts in items:
        row = queries.item_of(session, forum, number)
        row.starts, row.minutes, row.day = at(begins), lasts, NOW.astimezone(ZoneInfo(noon())).date()
    session.commit()


@pytest.fixture
def today(forum: SmallForum) -> SmallForum:
    """Two cafés that began an hour ago, their plenary in half an hour, and a pause after it."""
    with Session(forum.engines.writer) as session:
        put_on_a_day(session, forum.id, [("2a", -60, 90), ("2b", -60, 90), ("P2", 30, 30)])
    today = NOW.astimezone(ZoneInfo(noon())).date()
    forum.add("B2", "pause", at(60), 20, day=today, minutes_by_phase={"open": 20})
    return forum


async def times(forum: SmallForum) -> dict[str, tuple[int, int]]:
    def read(session: Session) -> dict[str, tuple[int, int]]:
        rows = queries.items(session, forum.id)
        return {row.number: (round((row.starts - NOW).total_seconds() / 60), row.minutes) for row in rows}

    return await forum.readers.run(read)


def wish(number: str, begins: int, minutes: int, **more: Any) -> Wished:
    return Wished(number, rfc3339(at(begins)), minutes, **more)


async def refused(forum: SmallForum, command: Any, actor: Actor | None) -> str:
    with pytest.raises(Refusal) as found:
        await forum.run(command, actor)
    return found.value.code


async def test_new_times_are_confirmed_at_once_and_can_be_taken_back(today: SmallForum) -> None:
    chair = await today.holder("moderator")
    before = await times(today)
    done = await today.run(MoveTimes("2a", (wish("P2", 40, 30), wish("B2", 70, 10))), chair)
    assert [row["number"] for row in done.value["moved"]] == ["P2", "B2"]
    assert await times(today) == before | {"P2": (40, 30), "B2": (70, 10)}
    undone = await today.run(UndoTimes("P2"), chair)
    assert len(undone.value["moved"]) == 2
    assert await times(today) == before
    assert await refused(today, UndoTimes("P2"), chair) == "nothing_to_undo"


async def test_every_screen_hears_of_it(today: SmallForum) -> None:
    chair = await today.holder("moderator")
    rooms = [Room("forum", today.id), *(Room(kind, today.items[n]) for n in today.items for kind in ("item", "desk"))]
    mirror = Mirror(today, REGISTRY, [*rooms, Room("screen", "main")], [chair])
    await mirror.start()
    moves = (wish("2a", -60, 100), wish("2b", -60, 100), wish("P2", 40, 25), wish("B2", 65, 15))
    for command in (
        MovePhase("2a", "table_work"),
        MoveTimes("2a", moves),
        UndoTimes("2a"),
        Replan("2a", (("commenting", 9),)),
    ):
        await today.run(command, chair)
        assert await mirror.differences() == []
    hours = mirror.of(Room("item", today.items["P2"]))[f"hours:{today.items['P2']}"]
    assert hours.data["minutes"] == 30 and hours.data["moved"]


async def test_phases_follow_their_item(today: SmallForum) -> None:
    chair = await today.holder("moderator")
    await today.run(MoveTimes("P2", (wish("P2", 30, 20),)), chair)
    with Session(today.engines.writer) as session:
        row = queries.item_of(session, today.id, "P2")
        assert row.minutes_by_phase == {"waiting": 0, "presenting": 10, "discussion": 10, "done": 0}


async def test_what_is_on_takes_its_minutes_in_the_phase_of_now(today: SmallForum) -> None:
    chair = await today.holder("moderator")
    await today.run(Replan("2a", (("briefing", 10), ("table_work", 35), ("report_out", 20), ("commenting", 15))), chair)
    await today.run(MovePhase("2a", "table_work"), chair)
    await today.run(MoveTimes("2a", (wish("2a", -60, 100), wish("P2", 40, 20))), chair)
    with Session(today.engines.writer) as session:
        row = queries.item_of(session, today.id, "2a")
        assert (row.minutes_by_phase["table_work"], sum(row.minutes_by_phase.values())) == (45, 100)


async def test_a_plan_is_confirmed_only_as_it_was_seen(today: SmallForum) -> None:
    chair = await today.holder("organizer")
    seen = wish("P2", 40, 20, was=(rfc3339(at(30)), 30))
    await today.run(MoveTimes("2a", (seen,)), chair)
    assert await refused(today, MoveTimes("2a", (seen,)), chair) == "plan_moved"
    assert (await times(today))["P2"] == (40, 20)


async def test_an_undo_never_takes_back_what_somebody_changed_since(today: SmallForum) -> None:
    chair = await today.holder("moderator")
    await today.run(MoveTimes("2a", (wish("P2", 40, 30), wish("B2", 70, 20))), chair)
    await today.run(Replan("P2", (("discussion", 5),)), chair)
    assert await refused(today, UndoTimes("2a"), chair) == "plan_moved"
    assert (await times(today))["P2"] == (40, 30)


@pytest.mark.parametrize(
    ("code", "moves"),
    [
        ("ends_before_it_begins", lambda: (wish("P2", 40, -20),)),
        ("in_the_past", lambda: (wish("P2", -5, 30),)),
        ("pause_too_short", lambda: (wish("B2", 60, 5),)),
        ("out_of_order", lambda: (wish("P2", 65, 30),)),
        ("not_of_this_day", lambda: (wish("9", 40, 30),)),
        ("bad_plan", lambda: (wish("P2", 40, 30), wish("P2", 45, 30))),
        ("bad_time", lambda: (Wished("P2", "soon", 30),)),
        ("bad_time", lambda: (Wished("P2", "0001-01-01T00:00:00+10:00", 30),)),
        ("past_midnight", lambda: (Wished("P2", "9999-12-31T23:59:00Z", 30),)),
        ("past_midnight", lambda: (wish("B2", 60 * 24 * 2, 30),)),
        ("no_such_phase", lambda: (wish("P2", 30, 30, phases=(("table_work", 5),)),)),
    ],
)
async def test_what_is_no_plan_changes_nothing(
    today: SmallForum, code: str, moves: Callable[[], tuple[Wished, ...]]
) -> None:
    chair = await today.holder("moderator")
    before = await times(today)
    assert await refused(today, MoveTimes("2a", moves()), chair) == code
    assert await times(today) == before


async def test_who_runs_one_item_moves_no_others(today: SmallForum) -> None:
    desk, guest = await today.holder("facilitator", "2a"), await today.person()
    for actor in (desk, guest):
        assert await refused(today, MoveTimes("2a", (wish("P2", 40, 30),)), actor) == "not_yours"
        assert await refused(today, UndoTimes("2a"), actor) == "not_yours"
    assert await refused(today, MoveTimes("2a", (wish("P2", 40, 30),)), None) == "no_pass"
    done = await today.run(MoveTimes("2a", (wish("2a", -60, 90, phases=(("commenting", 5),)),)), desk)
    assert [row["number"] for row in done.value["moved"]] == ["2a"]
    assert (
        await refused(today, MoveTimes("2b", (wish("2b", -60, 90, phases=(("commenting", 5),)),)), desk) == "not_yours"
    )


@pytest.fixture
async def venue(database_url: str, tmp_path: Path) -> Any:
    async with open_venue(database_url, tmp_path) as opened:
        with Session(opened.forum.engines.writer) as session:
            put_on_a_day(session, opened.forum.id, [("2a", -90, 90), ("2b", -90, 90), ("P2", 0, 30)])
        yield opened


async def test_a_plan_is_proposed_confirmed_and_undone_over_json(venue: Venue) -> None:
    chair, desk = await venue.holder("moderator"), await venue.holder("facilitator", "2a")
    await chair("POST", "/items/2a/phase", {"to": "commenting", "minutes": 12})
    plan = await desk("GET", "/items/2a/plan")
    assert 21 <= plan["behind"] <= 30  # and as long as this file has been running
    rows = {row["number"]: row for row in plan["items"]}
    assert (rows["2a"]["standing"], rows["P2"]["standing"]) == ("on", "coming")
    moved = [row for row in plan["items"] if row["changed"]]
    assert {row["number"] for row in moved} >= {"2a", "P2"}
    body = {"moves": [{"item": row["id"], **row["after"], "was": row["before"]} for row in moved], "id": new_id()}
    assert (await desk("POST", "/items/2a/plan", body, 403))["code"] == "not_yours"
    done = await chair("POST", "/items/2a/plan", body, 201)
    assert await chair("POST", "/items/2a/plan", body) == done
    after = {i["number"]: i for day in (await desk("GET", "/forum"))["programme"]["days"] for i in day["items"]}
    assert after["P2"]["starts"] == rows["P2"]["after"]["starts"]
    assert (await chair("GET", "/items/2a/plan"))["behind"] <= 1
    await chair("POST", "/items/2a/plan", {"action": "undo"})
    after = {i["number"]: i for day in (await desk("GET", "/forum"))["programme"]["days"] for i in day["items"]}
    assert after["P2"]["starts"] == rows["P2"]["before"]["starts"]


async def test_the_block_can_be_brought_to_its_end_by_its_phases(venue: Venue) -> None:
    desk = await venue.holder("facilitator", "2a")
    with Session(venue.forum.engines.writer) as session:
        put_on_a_day(session, venue.forum.id, [("2a", -60, 90), ("2b", -60, 90), ("P2", 30, 30)])
    await desk("POST", "/items/2a/phase", {"to": "report_out", "minutes": 12})
    plan = await desk("GET", "/items/2a/plan?scope=block")
    row = next(row for row in plan["items"] if row["number"] == "2a")
    assert row["before"] == row["after"]
    assert 14 <= sum(row["phases"][name] for name in ("commenting", "consolidating")) <= 18
    body = {"moves": [{"item": "2a", **row["after"], "phases": row["phases"]}]}
    await desk("POST", "/items/2a/plan", body, 201)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("begins=25:00", "bad_time"),
        ("until=noon", "bad_time"),
        ("scope=week", "bad_scope"),
    ],
)
async def test_a_wish_that_is_none_is_refused(venue: Venue, query: str, code: str) -> None:
    chair, guest = await venue.holder("moderator"), await venue.seated(1)
    assert (await chair("GET", f"/items/2a/plan?{query}", None, 422))["code"] == code
    assert (await chair("POST", "/items/2a/plan", {"action": "fold"}, 422))["code"] == "bad_action"
    assert (await guest("GET", "/items/2a/plan", None, 403))["code"] == "not_yours"
