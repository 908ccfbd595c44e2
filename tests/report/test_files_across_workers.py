"""Two real servers that share a database and the folder of reports, and one with two workers: a report ordered at one of
them is known at the other, and made once.
"""

import asyncio
from contextlib import contextmanager

import httpx2
import pytest

from app.operations import Operations
from app.report.formats import FORMATS
from app.store.engines import open_engines
from app.store.lane import Lanes
from app.store.readers import Readers
from tests.servers import Served, environment, free_port, served, small_forum

pytestmark = pytest.mark.xdist_group("two servers")


@contextmanager
def two(folder):
    """Two servers of one worker each, as on two machines: so that a test chooses which is asked, and which is killed."""
    shared = folder / "shared"
    shared.mkdir()
    with environment("postgresql", folder) as (variables, _):
        servers = []
        for name in ("first", "second"):
            data = folder / name
            data.mkdir()
            (data / "reports").symlink_to(shared)
            servers.append(Served(data, free_port(), variables, 1))
        try:
            for server in servers:
                server.start()
            yield servers
        finally:
            for server in servers:
                server.stop()


@contextmanager
def operated(server):
    """What the command line does beside running servers."""
    engines = open_engines(server.environment["SOBREMESA_DATABASE_URL"])
    readers, lanes = Readers(engines), Lanes(engines, committed=lambda forum, seq: None)
    lanes.start()
    try:
        yield Operations(lanes, readers, server.folder)
    finally:
        lanes.stop()
        readers.close()
        engines.dispose()


async def holder(server, operations, forum, role):
    """The pass of somebody who came by a role link."""
    token = (await operations.link(forum=forum.id, role=role))["token"]
    async with httpx2.AsyncClient(base_url=server.url, timeout=30) as client:
        return (await client.post("/api/v1/links", json={"token": token})).json()["pass"]


async def call(server, token, method, path):
    async with httpx2.AsyncClient(base_url=server.url, timeout=60) as client:
        return await client.request(method, f"/api/v1{path}", headers={"authorization": f"Bearer {token}"})


async def ended(server, token):
    """What the run's document says when it runs no more; bounded."""
    for _ in range(400):
        answer = await call(server, token, "GET", "/report/files")
        assert answer.status_code == 200, answer.text
        if answer.json()["state"] != "running":
            return answer.json()
        await asyncio.sleep(0.25)
    raise AssertionError(answer.json())


@pytest.mark.timeout(400)
async def test_a_report_ordered_at_one_server_is_made_once_known_at_both_and_survives_either(tmp_path):
    with two(tmp_path) as (first, second), operated(first) as operations:
        forum = small_forum(first)
        organizer, moderator = [await holder(first, operations, forum, role) for role in ("organizer", "moderator")]

        begun = await call(first, organizer, "POST", "/report/files")
        assert begun.status_code == 202, begun.text
        seen = (await call(second, organizer, "GET", "/report/files")).json()
        assert (seen["state"], seen["of"]) == ("running", len(FORMATS))
        again = await call(second, organizer, "POST", "/report/files")
        assert (again.status_code, again.json()["state"]) == (202, "running")
        busy = await call(second, moderator, "POST", "/report/files")
        assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
        assert (await call(second, moderator, "GET", "/report.md")).status_code == 503
        runs = [folder for folder in (tmp_path / "shared" / forum.id).iterdir() if folder.is_dir()]
        assert len(runs) == 1

        assert (await ended(second, organizer))["made"] == len(FORMATS)
        files = [await call(server, organizer, "GET", "/report/files/md") for server in (first, second)]
        assert [file.status_code for file in files] == [200, 200] and files[0].content == files[1].content
        assert (await call(second, moderator, "GET", "/report/files/md")).status_code == 404

        # The one that makes it is killed: the other says so at once, and makes it anew.
        assert (await call(first, moderator, "POST", "/report/files")).status_code == 202
        first.stop(kill=True)
        told = (await call(second, moderator, "GET", "/report/files")).json()
        assert (told["state"], told["files"]) == ("broken_off", [])
        assert (await call(second, moderator, "POST", "/report/files")).status_code == 202
        assert (await ended(second, moderator))["state"] == "made"
        assert (await call(second, organizer, "GET", "/report/files/pdf")).status_code == 200

        # A server that starts again leaves alone what the other keeps.
        first.start()
        assert (await call(first, organizer, "GET", "/report/files/pdf")).status_code == 200

        # A purge beside them ends what either makes, and nothing of the forum lies there afterwards.
        assert (await call(second, organizer, "POST", "/report/files")).status_code == 202
        assert (await operations.purge(forum=forum.id))["purged"]
        for _ in range(10):
            assert not [path for path in (tmp_path / "shared").rglob("*") if forum.id in str(path)]
            await asyncio.sleep(0.2)


@pytest.mark.timeout(300)
async def test_whichever_of_two_workers_is_asked_knows_the_files(tmp_path):
    with served("postgresql", tmp_path) as server, operated(server) as operations:
        forum = small_forum(server)
        organizer = await holder(server, operations, forum, "organizer")
        assert (await call(server, organizer, "POST", "/report/files")).status_code == 202
        asked = await asyncio.gather(*(call(server, organizer, "GET", "/report/files") for _ in range(24)))
        assert {answer.status_code for answer in asked} == {200}
        assert (await ended(server, organizer))["state"] == "made"
        files = await asyncio.gather(*(call(server, organizer, "GET", "/report/files/evidence") for _ in range(24)))
        assert {file.status_code for file in files} == {200} and len({file.content for file in files}) == 1
