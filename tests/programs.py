"""The application in this process, and programs that speak its JSON interface with a bearer pass."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from app.kernel.ids import hashed, new_secret
from app.main import application
from app.people.commands import MakeLink
from app.settings import Settings
from app.wiring import build
from tests.forums import SmallForum, found
from tests.servers import SECRET


@dataclass(frozen=True)
class Program:
    """Somebody's program. Every answer is checked for its status."""

    client: httpx2.AsyncClient
    token: str = ""

    async def __call__(self, method: str, path: str, body: dict[str, Any] | None = None, status: int = 200) -> Any:
        answer = await self.raw(method, f"/api/v1{path}", body)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def raw(self, method: str, address: str, body: dict[str, Any] | None = None) -> httpx2.Response:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return await self.client.request(method, address, json=body, headers=headers)


@dataclass(frozen=True)
class Venue:
    """A running application with a small forum in it."""

    forum: SmallForum
    client: httpx2.AsyncClient

    async def holder(self, role: str, item: str | None = None) -> Program:
        token = new_secret()
        await self.forum.run(MakeLink(hashed(token), role, item))
        joined = await Program(self.client)("POST", "/links", {"token": token}, 201)
        return Program(self.client, joined["pass"])

    async def seated(self, table: int, name: str = "") -> Program:
        body = {"code": self.forum.code, "name": name, "table": self.forum.tables[table]}
        joined = await Program(self.client)("POST", "/join", body, 201)
        return Program(self.client, joined["pass"])


@asynccontextmanager
async def open_venue(database_url: str, data: Path) -> AsyncIterator[Venue]:
    """The whole application on a database of its own, without a socket to the outside."""
    server = build(Settings(data=data, database_url=database_url, secret=SECRET))
    await server.start()
    transport = httpx2.ASGITransport(app=application(server))
    async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield Venue(found(server.engines, server.lanes, server.readers), client)
    await server.stop()
