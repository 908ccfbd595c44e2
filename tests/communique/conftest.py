"""The application with a drafting room in its forum."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.communique.room import add_drafting
from tests.cooperation.dialogue import add_dialogue
from tests.desk.conftest import SITE, House, Reader, house

__all__ = ["house"]


@dataclass
class Rooms:
    """The house with J in its drafting; ``ana`` and ``beto`` draft, ``chair`` moderates, ``panama`` came by its own link."""

    house: House
    ana: Reader
    beto: Reader
    chair: Reader
    panama: Reader
    stranger: Reader

    async def go(self, phase: str) -> None:
        await self.chair.htmx("/items/J/phase", to=phase, sure="yes", status=200)

    async def speaker(self, delegation: str) -> Reader:
        made = await self.house.operator.link(forum=self.house.forum.id, role="participant", delegation=delegation)
        joined = await self.house.reader().post("/api/v1/links", json={"token": made["token"]})
        return self.house.reader(joined.json()["pass"])

    async def call(self, reader: Reader, method: str, path: str, expected: int = 200, **body: object) -> dict:
        answer = await reader.request(method, f"/api/v1{path}", json=body, headers={"origin": SITE})
        assert answer.status_code == expected, answer.text
        return answer.json()


@pytest.fixture
async def rooms(house: House) -> AsyncIterator[Rooms]:
    add_dialogue(house.server.engines, house.forum)
    add_drafting(house.server.engines, house.forum)
    ana, beto = await house.holder("rapporteur", "J", "Ana"), await house.holder("rapporteur", "J", "Beto")
    chair = await house.holder("moderator", "J")
    opened = Rooms(house, ana, beto, chair, house.reader(), await house.seated(1, "Luis"))
    opened.panama = await opened.speaker("PAN")
    await opened.go("drafting")
    yield opened
