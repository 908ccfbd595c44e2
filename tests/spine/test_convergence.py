"""Page + frames = fresh fetch, in every room, over real servers on both stacks; and the journal has no gap."""

import asyncio
from pathlib import Path

import httpx2
import pytest

from app.kernel.ids import hashed, new_secret
from app.people.commands import MakeLink
from app.store import journal
from app.store.engines import open_engines
from app.store.lane import Lanes
from app.store.readers import Readers
from tests.live.convergence import converge
from tests.servers import STACKS, Served, served, small_forum
from tests.spine.api_world import ApiWorld

KINDS_OF_CALL = (
    *("PUT /answers", "POST /answers", "DELETE /answers", "PUT /tables", "POST /tables", "DELETE /tables", "PATCH /me"),
    *("PUT /findings", "POST /findings", "DELETE /findings", "PUT /comments", "DELETE /comments"),
    *("POST /items", "POST /stage", "PUT /notes", "DELETE /notes", "PUT /set-aside", "DELETE /set-aside"),
    *("PUT /key-findings", "POST /key-findings", "DELETE /key-findings"),
)


async def role_links(server: Served, forum: str) -> list[str]:
    """Tokens of a facilitator's and a rapporteur's link of 2a, made beside the server."""
    url = server.environment.get("SOBREMESA_DATABASE_URL", f"sqlite:///{server.folder / 'sobremesa.sqlite3'}")
    engines = open_engines(url)
    lanes = Lanes(engines, committed=lambda forum, seq: None)
    lanes.start()
    tokens = [new_secret(), new_secret()]
    for token, role in zip(tokens, ("facilitator", "rapporteur"), strict=True):
        await lanes.run(forum, MakeLink(hashed(token), role, "2a"))
    lanes.stop()
    engines.dispose()
    return tokens


def seqs(server: Served, forum: str) -> list[int]:
    url = server.environment.get("SOBREMESA_DATABASE_URL", f"sqlite:///{server.folder / 'sobremesa.sqlite3'}")
    engines = open_engines(url)
    readers = Readers(engines)
    found = [entry.seq for entry in readers.now(journal.since, forum, 0, 100_000)]
    readers.close()
    engines.dispose()
    return found


async def breathe() -> None:
    await asyncio.sleep(0.002)


@pytest.mark.serial
@pytest.mark.timeout(600)
@pytest.mark.parametrize("stack", STACKS)
async def test_two_thousand_random_commands_by_eight_clients_converge(stack: str, tmp_path: Path) -> None:
    with served(stack, tmp_path) as server:
        forum = small_forum(server, writing="one_pen")
        links = await role_links(server, forum.id)
        async with httpx2.AsyncClient(base_url=server.url, timeout=30) as http:
            world = ApiWorld(server, forum, http)
            await world.gather(links)
            outcome = await converge(world, seed=20230927, commands=2000, settle=15.0, pause=breathe)
        numbers = seqs(server, forum.id)
        assert numbers == list(range(1, len(numbers) + 1)), "the journal has a gap"
        assert world.accepted.total() > 800
        assert world.refused.total() > 100
        never = {kind for kind in KINDS_OF_CALL if not world.accepted[kind]}
        assert not never, f"never accepted, so never tested: {never}"
        assert outcome.connections > 100, "nobody came back: the run proves nothing"
        told = f"{world.accepted.total()} accepted, {world.refused.total()} refused"
        print(f"\n{stack}: {told}, {outcome}, head {numbers[-1]}; accepted: {dict(world.accepted)}")
