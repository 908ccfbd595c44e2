"""The application with a dialogue in its forum."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.cooperation.dialogue import add_dialogue
from tests.desk.conftest import House, Reader, house

__all__ = ["house"]


@dataclass
class Talk:
    """The house with D1 in table work; ``ana`` and ``beto`` observe, ``desk`` facilitates, ``seated`` sits at table 21."""

    house: House
    ana: Reader
    beto: Reader
    desk: Reader
    seated: Reader

    async def go(self, phase: str, item: str = "D1") -> None:
        desk = self.desk if item == "D1" else await self.house.holder("moderator")
        await desk.htmx(f"/items/{item}/phase", to=phase, sure="yes", status=200)

    async def speaker(self, delegation: str, role: str = "participant") -> Reader:
        made = await self.house.operator.link(forum=self.house.forum.id, role=role, delegation=delegation)
        joined = await self.house.reader().post("/api/v1/links", json={"token": made["token"]})
        return self.house.reader(joined.json()["pass"])


@pytest.fixture
async def talk(house: House) -> AsyncIterator[Talk]:
    add_dialogue(house.server.engines, house.forum)
    ana, beto = await house.holder("observer", "D1", "Ana"), await house.holder("observer", "D1", "Beto")
    desk = await house.holder("facilitator", "D1")
    opened = Talk(house, ana, beto, desk, await house.seated(21, "Luis"))
    await opened.go("table_work")
    yield opened
