"""A silence comes to its deadline on real servers: with two workers, and while no server runs at all."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.operations import Operations
from app.store.engines import open_engines
from app.store.lane import Lanes
from app.store.readers import Readers
from tests.communique.room import add_drafting
from tests.cooperation.dialogue import add_dialogue
from tests.servers import STACKS, served, small_forum

SHORT = 3.0
LONG = 12.0


async def drafted(server, forum):
    """J with its chair, a drafter, and what each may call; made beside the running server."""
    url = server.environment.get("SOBREMESA_DATABASE_URL", f"sqlite:///{server.folder / 'sobremesa.sqlite3'}")
    engines = open_engines(url)
    forum.engines, forum.readers = engines, Readers(engines)
    add_dialogue(engines, forum)
    add_drafting(engines, forum)
    lanes = Lanes(engines, committed=lambda forum, seq: None)
    lanes.start()
    tokens = [
        (await Operations(lanes, forum.readers).link(forum=forum.id, role=role, item="J"))["token"]
        for role in ("moderator", "rapporteur")
    ]
    lanes.stop()
    forum.readers.close()
    engines.dispose()
    async with httpx2.AsyncClient(base_url=server.url) as client:
        return [(await client.post("/api/v1/links", json={"token": token})).json()["pass"] for token in tokens]


@pytest.mark.parametrize("stack", STACKS)
async def test_a_deadline_takes_effect_on_every_worker_and_also_when_no_server_ran(stack, tmp_path):
    with served(stack, tmp_path) as server:
        forum = small_forum(server)
        chair, drafter = await drafted(server, forum)

        async def call(token, method, path, **body):
            async with httpx2.AsyncClient(base_url=server.url, timeout=20) as client:
                headers = {"authorization": f"Bearer {token}"}
                answer = await client.request(method, f"/api/v1{path}", json=body, headers=headers)
            assert answer.status_code in (200, 201), answer.text
            return answer.json()

        async def begin(text, seconds):
            id_ = new_id()
            await call(drafter, "PUT", f"/paragraphs/{id_}", item="J", text=text, language="en")
            until = rfc3339(datetime.now(UTC) + timedelta(seconds=seconds))
            return id_, await call(chair, "POST", "/communique/silence", until=until, paragraphs=[id_])

        await call(chair, "POST", "/items/J/phase", to="drafting")
        first, _ = await begin("Desks work", SHORT)
        for _ in range(100):
            if (await call(drafter, "GET", f"/paragraphs/{first}"))["status"] == "agreed":
                break
            await asyncio.sleep(0.2)
        told = [(await call(drafter, "GET", f"/paragraphs/{first}"))["status"] for _ in range(8)]
        assert told == ["agreed"] * 8

        second, begun = await begin("Teams stay", LONG)
        # Several workers are asked to end: those of a killed one would go on without it, and look at the clock.
        server.stop(kill=server.workers == 1)
        left = datetime.fromisoformat(begun["until"]) - datetime.now(UTC)
        assert left > timedelta(0)
        await asyncio.sleep(left.total_seconds() + 0.1)
        server.start()
        assert (await call(drafter, "GET", f"/paragraphs/{second}"))["status"] == "agreed"
        silence = (await call(chair, "GET", "/communique"))["silence"]
        assert (silence["result"], silence["ended_at"]) == ("agreed", begun["until"])
        assert [p["status"] for p in (await call(chair, "GET", "/communique"))["sections"]["operative"]] == [
            "agreed"
        ] * 2
