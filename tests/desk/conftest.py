"""The application in this process, and people who hold its pages in hand without a browser's scripts."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.main import application
from app.operations import Operations
from app.settings import Settings
from app.wiring import Server, build
from tests.browser.conftest import open_cafe, venue
from tests.forums import SmallForum, found
from tests.servers import SECRET

__all__ = ["House", "Reader", "house", "open_cafe", "venue"]

SITE = "http://testserver"


class Reader(httpx2.AsyncClient):
    """A browser without JavaScript: it keeps its cookie, posts forms, and follows where they lead."""

    async def page(self, address: str, status: int = 200) -> str:
        answer = await self.get(address)
        assert answer.status_code == status, answer.text
        return answer.text

    async def post_form(self, address: str, status: int = 200, **fields: str | list[str]) -> str:
        answer = await self.post(address, data=fields, headers={"origin": SITE})
        assert answer.status_code == status, answer.text
        return answer.text

    async def htmx(self, address: str, status: int = 204, **fields: str) -> str:
        """The same form as htmx sends it: the answer is nothing, or a fragment."""
        answer = await self.post(address, data=fields, headers={"origin": SITE, "hx-request": "true"})
        assert answer.status_code == status, answer.text
        return answer.text


@dataclass
class House:
    """A running application with a small forum in it."""

    server: Server
    forum: SmallForum
    transport: httpx2.ASGITransport

    def reader(self, token: str = "", language: str = "en") -> Reader:
        cookies = {"sobremesa_pass": token} if token else {}
        headers = {"accept-language": language}
        return Reader(transport=self.transport, base_url=SITE, cookies=cookies, headers=headers, follow_redirects=True)

    @property
    def operator(self) -> Operations:
        """Who runs the server."""
        return Operations(self.server.lanes, self.server.readers)

    async def made_link(self, role: str, item: str | None = None) -> dict[str, Any]:
        """A new role link, as the command line prints it."""
        return await self.operator.link(forum=self.forum.id, role=role, item=item)

    async def link(self, role: str, item: str | None = None) -> str:
        """A new role link's token."""
        return str((await self.made_link(role, item))["token"])

    async def holder(self, role: str, item: str | None = None, name: str = "", language: str = "en") -> Reader:
        """Somebody who came by a role link."""
        joined = await self.reader().post("/api/v1/links", json={"token": await self.link(role, item)})
        person = self.reader(joined.json()["pass"], language)
        named = await person.patch("/api/v1/me", json={"name": name, "language": language}, headers={"origin": SITE})
        assert named.status_code == 200, named.text
        return person

    async def seated(self, table: int, name: str = "") -> Reader:
        """Somebody who joined and sat down."""
        body = {"code": self.forum.code, "name": name, "table": self.forum.tables[table]}
        joined = await self.reader().post("/api/v1/join", json=body)
        assert joined.status_code == 201, joined.text
        return self.reader(joined.json()["pass"])


@pytest.fixture
async def house(database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """The application on each kind of database."""
    server = build(Settings(data=tmp_path, database_url=database_url, secret=SECRET))
    await server.start()
    forum = found(server.engines, server.lanes, server.readers)
    yield House(server, forum, httpx2.ASGITransport(app=application(server)))
    await server.stop()


def words(html: str) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
