"""Who speaks, in order; who does now; and what a wall shows while people listen, rest or arrive."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme.commands import MovePhase
from app.programme.floor_commands import GiveFloor
from app.stage.views import SceneView
from app.wiring import registered
from tests.forums import START, SmallForum
from tests.mirror import Mirror
from tests.programs import Venue, open_venue

REGISTRY, _ = registered()
DETAILS = {
    "speakers": [
        {"name": {"en": "Ana Ruiz"}, "function": {"en": "Minister", "es": "Ministra"}, "topic": {}, "minutes": 5},
        {"name": {"en": "Luis Mora"}, "function": {}, "topic": {"en": "What the sea keeps"}},
        {"name": {}, "function": {}, "topic": {"en": "The last word"}},
    ],
    "documents": [
        {"title": {"en": "The note"}, "url": "https://example.org/note.pdf", "file": None, "language": "en"},
        {"title": {"en": "A trap"}, "url": "javascript:alert(1)", "file": None, "language": None},
        {"title": {"en": "On paper"}, "url": None, "file": "paper.pdf", "language": None},
    ],
    "roles": [{"role": "moderator", "name": {"en": "The Secretariat"}, "task": {}}],
}


@pytest.fixture
def opening(forum: SmallForum) -> SmallForum:
    """Remarks, a pause, and two cafés after it."""
    forum.add("O", "remarks", START - timedelta(hours=1), 30, details=DETAILS)
    forum.add("B", "pause", START - timedelta(minutes=30), 30, minutes_by_phase={"open": 30})
    forum.add("R", "registration", START - timedelta(hours=2), 30)
    return forum


async def scene(forum: SmallForum) -> SceneView:
    cards = await forum.readers.run(REGISTRY.load, forum.id, Room("screen", "main"))
    found = cards[0].view.scene  # type: ignore[attr-defined]
    assert isinstance(found, SceneView)
    return found


async def refused(forum: SmallForum, command: Any, actor: Actor | None) -> str:
    with pytest.raises(Refusal) as found:
        await forum.run(command, actor)
    return found.value.code


async def test_a_moderator_steps_through_the_order_and_back(opening: SmallForum) -> None:
    chair = await opening.holder("moderator", "O")
    await opening.run(MovePhase("O", "open"), chair)
    seen = []
    for action in ("next", "next", "previous", "next", "next", "next", "none", "next"):
        seen.append((await opening.run(GiveFloor("O", action), chair)).value["speaking"])
    assert seen == [0, 1, 0, 1, 2, 2, None, 0]
    assert (await opening.run(GiveFloor("O", "give", 2), chair)).value["speaking"] == 2


async def test_of_two_desks_that_step_at_once_one_steps(opening: SmallForum) -> None:
    chair, other = await opening.holder("moderator", "O"), await opening.holder("facilitator", "O")
    await opening.run(MovePhase("O", "open"), chair)
    await opening.run(GiveFloor("O", "next", came_from=-1), chair)
    again = await opening.run(GiveFloor("O", "next", came_from=-1), other)
    assert again.value["speaking"] == 0
    assert await refused(opening, GiveFloor("O", "give", 2, came_from=-1), other) == "speaker_moved"


async def test_the_floor_is_given_while_it_is_open_and_goes_with_the_phase(opening: SmallForum) -> None:
    chair, guest = await opening.holder("moderator"), await opening.person()
    assert await refused(opening, GiveFloor("O", "next"), chair) == "not_now"
    await opening.run(MovePhase("O", "open"), chair)
    for command, code in (
        (GiveFloor("O", "give", 3), "no_such_speaker"),
        (GiveFloor("O", "give", -1), "no_such_speaker"),
        (GiveFloor("O", "give"), "no_such_speaker"),
        (GiveFloor("O", "sing"), "bad_action"),
        (GiveFloor("2a", "next"), "no_such_speaker"),
    ):
        assert await refused(opening, command, chair) == code
    assert await refused(opening, GiveFloor("O", "next"), guest) == "not_yours"
    await opening.run(GiveFloor("O", "next"), chair)
    await opening.run(MovePhase("O", "done"), chair)
    await opening.run(MovePhase("O", "open"), chair)
    assert (await scene(opening)).order.on is None  # type: ignore[union-attr]


async def test_every_screen_follows_the_floor(opening: SmallForum) -> None:
    chair = await opening.holder("moderator")
    rooms = [Room("item", opening.items["O"]), Room("desk", opening.items["O"]), Room("screen", "main")]
    mirror = Mirror(opening, REGISTRY, [*rooms, Room("forum", opening.id)], [chair])
    await mirror.start()
    for command in (
        MovePhase("O", "open"),
        GiveFloor("O", "next"),
        GiveFloor("O", "next"),
        MovePhase("O", "done"),
        MovePhase("B", "open"),
        MovePhase("B", "done"),
        MovePhase("R", "open"),
    ):
        await opening.run(command, chair)
        assert await mirror.differences() == []


async def test_the_wall_shows_who_speaks_then_how_long_one_rests_and_then_how_to_join(opening: SmallForum) -> None:
    chair = await opening.holder("moderator")
    await opening.run(MovePhase("O", "open"), chair)
    shown = await scene(opening)
    assert shown.kind == "running-order" and shown.order is not None and shown.order.on is None
    await opening.run(GiveFloor("O", "next"), chair)
    order = (await scene(opening)).order
    assert order is not None and order.on is not None and order.following is not None
    assert (order.on.known["en"], order.following.known["en"]) == ("Ana Ruiz", "Luis Mora")
    await opening.run(MovePhase("O", "done"), chair)
    await opening.run(MovePhase("B", "open"), chair)
    shown = await scene(opening)
    assert (shown.kind, [row.number for row in shown.agenda]) == ("pause", ["2a", "2b"])
    assert shown.clock is not None and shown.goes_on == shown.clock.ends
    await opening.run(MovePhase("B", "done"), chair)
    await opening.run(MovePhase("R", "open"), chair)
    assert (await scene(opening)).kind == "join"


async def test_the_order_what_there_is_to_read_and_the_floor_over_json(database_url: str, tmp_path: Path) -> None:
    async with open_venue(database_url, tmp_path) as venue:
        venue.forum.add("O", "remarks", START, 30, details=DETAILS)
        await steps(venue)


async def steps(venue: Venue) -> None:
    chair, ana = await venue.holder("moderator"), await venue.seated(1)
    item = await ana("GET", "/items/O")
    assert [one["name"] for one in item["speakers"]] == ["Ana Ruiz", "Luis Mora", ""]
    assert (item["speaking"], item["speakers"][0]["function"]) == (None, "Minister")
    assert [(one["title"], one["url"]) for one in item["documents"]] == [
        ("The note", "https://example.org/note.pdf"),
        ("A trap", None),
        ("On paper", None),
    ]
    await chair("POST", "/items/O/phase", {"to": "open"})
    assert (await chair("POST", "/items/O/running-order", {"action": "next", "from": -1}))["speaking"] == 0
    assert (await ana("GET", "/items/O"))["speaking"] == 0
    assert "remarks" in (await chair("GET", "/items/O"))["abilities"]
    assert "remarks" not in (await ana("GET", "/items/O"))["abilities"]
    assert (await ana("POST", "/items/O/running-order", {"action": "next"}, 403))["code"] == "not_yours"
