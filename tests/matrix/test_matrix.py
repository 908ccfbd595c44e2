"""Roles x routes x rooms x items x forums: who may do what, each cell asserted on the running application.

``matrix.txt`` says for every call and room who may; whom it does not name is refused. Everybody makes every call against the
same world, in a transaction that is undone afterwards. ``python -m tests.matrix`` writes the file anew.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from app.kernel import roles
from app.live.rooms import KINDS
from app.main import application
from app.wiring import Server
from tests.databases import migrated_database
from tests.desk.conftest import House, house
from tests.matrix.calls import GROUPS, expected, members, read, undeclared, written
from tests.matrix.walking import differences, opened, walked
from tests.matrix.world import PEOPLE, World, made

__all__ = ["house"]

pytestmark = pytest.mark.timeout(900)

ANYBODY = ("joined", "observer here", "delegation observing")
"""Who would get in when an act were anybody's."""

ELSEWHERE: frozenset[str] = frozenset()
"""What no call asks."""

INSIDE = {"note:read", "partner:stand", "open:desk", "open:slides", "open:wall", "open:workbench"}
"""What decides on words within a page, and not whether it opens: whose notes, for whom a standing is, which ways on."""


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """One kind is enough: no rule of the table looks at the database, and every command runs on both elsewhere."""
    with migrated_database("sqlite", tmp_path) as url:
        yield url


def api(server: Server) -> FastAPI:
    """The application without the layers around it."""
    found: Any = application(server)
    while not isinstance(found, FastAPI):
        found = found._app
    return found


async def test_every_cell_is_as_it_is_written_down_and_every_opened_act_is_caught(house: House, capsys) -> None:
    says, world = read(), await made(house)
    wrong: dict[str, list[str]] = {}
    asked: dict[str, set[str]] = {}
    cells = 0
    async for line, found, asked[line] in walked(world, says):
        cells += len(found)
        if told := differences(found, expected(says[line])):
            wrong[line] = told
    assert not wrong, "\n".join(f"{line}: {told}" for line, told in wrong.items())
    never = set(roles.ACTS).difference(ELSEWHERE, *asked.values())
    assert not never, f"nothing in the matrix asks {sorted(never)}"
    closed = (
        {act for act, rule in roles.ACTS.items() if "anyone" not in rule.relations or rule.barred} - ELSEWHERE - INSIDE
    )
    survived = []
    for act in sorted(closed):
        # First the calls that ask the fewest acts: there no other rule stands in the way.
        tried = sorted((line for line, acts in asked.items() if act in acts), key=lambda line: len(asked[line]))
        if not await _caught(world, tried, act, closed):
            survived.append(act)
    assert not survived, f"opened to anybody, and no cell changed: {survived}"
    with capsys.disabled():
        print(f"\n{cells} cells: {len(says)} calls and rooms by {len(PEOPLE)} people; {len(closed)} opened acts caught")


async def _caught(world: World, lines: list[str], act: str, closed: set[str]) -> bool:
    """Whether some cell of *lines* tells that *act* is anybody's."""
    for line in lines:
        if await _changes(world, line, {act}, set()) or await _changes(world, line, closed, closed - {act}):
            return True
    return False


async def _changes(world: World, line: str, one: set[str], other: set[str]) -> bool:
    """Whether some cell of *line* is another one, when the acts of *one* are anybody's than when those of *other* are.

    Where two rules stand before the same thing, opening either changes nothing: what tells is the last closed one.
    """
    found = []
    for acts in (one, other):
        with opened(*acts):
            found += [cells async for _, cells, _ in walked(world, [line], ANYBODY)]
    return found[0] != found[1]


async def test_every_route_and_every_kind_of_room_is_in_the_matrix(house: House) -> None:
    lines = read()
    calls = [line for line in lines if not line.startswith("ROOM ")]
    assert undeclared(api(house.server), calls) == []
    rooms = {line.removeprefix("ROOM ").partition(":")[0] for line in lines if line.startswith("ROOM ")}
    assert rooms == KINDS


async def test_a_route_that_nobody_declared_is_found(house: House) -> None:
    app = api(house.server)

    @app.delete("/api/v1/everything")
    async def everything() -> None:
        """Do away with it all."""

    calls = [line for line in read() if not line.startswith("ROOM ")]
    assert undeclared(app, calls) == ["DELETE /api/v1/everything"]


def test_every_line_can_be_done_by_somebody() -> None:
    for line, says in read().items():
        assert set(says) & {"may", "not now", "led on"}, f"nobody may: {line}"


def test_who_is_written_down_is_who_is_read() -> None:
    for people in (GROUPS["members"], GROUPS["table 1"] | {"organizer"}, GROUPS["members"] - {"observer here", "pen"}):
        assert members(written(people)) == people
    with pytest.raises(ValueError, match="not in tuple"):
        members("everybodi")
