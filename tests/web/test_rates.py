"""How often one pass may write: a runaway program is slowed down, nobody else is, and no word is lost."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from app.main import application
from app.settings import Settings
from app.web.rates import Rates
from app.wiring import build
from tests.desk.conftest import SITE, House
from tests.forums import found
from tests.servers import SECRET


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    server = build(Settings(data=tmp_path, secret=SECRET), rates=Rates(5))
    await server.start()
    forum = found(server.engines, server.lanes, server.readers)
    yield House(server, forum, httpx2.ASGITransport(app=application(server)))
    await server.stop()


async def test_a_pass_that_writes_too_fast_is_told_when_to_come_back_and_nobody_else_is(house: House) -> None:
    hasty, calm = await house.seated(1), await house.seated(1)
    desk = await house.holder("facilitator", "2a")
    went = await desk.post("/api/v1/items/2a/phase", json={"to": "table_work"}, headers={"origin": SITE})
    assert went.status_code == 200

    async def write(client: httpx2.AsyncClient, id_: str) -> httpx2.Response:
        body = {"table": house.forum.tables[1], "text": "One more", "language": "en"}
        return await client.put(f"/api/v1/answers/{id_}", json=body, headers={"origin": SITE})

    answers = [await write(hasty, str(uuid.uuid4())) for _ in range(7)]
    statuses = [answer.status_code for answer in answers]
    assert statuses[0] == 201
    assert statuses[-1] == 429
    slowed = answers[-1]
    assert slowed.json()["code"] == "too_many_writes"
    assert 1 <= int(slowed.headers["retry-after"]) <= 60
    assert (await write(calm, str(uuid.uuid4()))).status_code == 201
    read = await hasty.get("/api/v1/tables/1")
    assert len(read.json()["answers"]) == statuses.count(201) + 1, "what was refused left a trace"


async def test_telling_that_one_types_and_opening_role_links_count_as_writing_too(house: House) -> None:
    written = str(uuid.uuid4())
    for calls in ("drafts", "links"):
        person = await house.seated(1)
        body = {"table": house.forum.tables[1], "text": "One more", "language": "en"}
        await person.put(f"/api/v1/answers/{written}", json=body, headers={"origin": SITE})
        link = {"token": await house.link("observer", "2a")}
        tries = [
            await person.put(f"/api/v1/drafts/answer/{written}", headers={"origin": SITE})
            if calls == "drafts"
            else await person.post("/api/v1/links", json=link, headers={"origin": SITE})
            for _ in range(7)
        ]
        statuses = [answer.status_code for answer in tries]
        assert statuses[0] < 300, tries[0].text
        assert statuses[-1] == 429
        assert 1 <= int(tries[-1].headers["retry-after"]) <= 60
