"""A forum of real servers for the convergence checker: commands by HTTP, frames by WebSocket."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import httpx2
import websockets
from websockets.asyncio.client import ClientConnection, connect

from tests.forums import SmallForum
from tests.live.convergence import Lost
from tests.servers import Served
from tests.spine.calls import Calls

ROLES = (*["seated"] * 6, "facilitator", "rapporteur")


class SocketPipe:
    """One socket, from the client's side."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def send(self, said: Mapping[str, Any]) -> None:
        try:
            await self._connection.send(json.dumps(said))
        except websockets.ConnectionClosed as closed:
            raise Lost from closed

    async def receive(self) -> Mapping[str, Any]:
        try:
            frame: Mapping[str, Any] = json.loads(await self._connection.recv())
        except websockets.ConnectionClosed as closed:
            raise Lost from closed
        return frame

    async def close(self) -> None:
        self._connection.transport.abort()


class ApiWorld:
    """Eight clients: six at tables, a facilitator and a rapporteur of 2a."""

    def __init__(self, server: Served, forum: SmallForum, http: httpx2.AsyncClient) -> None:
        self.server = server
        self.forum = forum
        self.http = http
        self.passes: list[str] = []
        self.people: list[str] = []
        self.calls = Calls(forum, self.people)
        self.accepted: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    async def gather(self, links: Sequence[str]) -> None:
        """Everybody joins; the last ones hold the roles of *links*."""
        for number in range(6):
            joined = await self.http.post(
                "/api/v1/join", json={"code": self.forum.code, "name": f"P{number}", "table": number % 3 + 1}
            )
            joined.raise_for_status()
            self.passes.append(joined.json()["pass"])
            self.people.append(joined.json()["participant"])
        for token in links:
            linked = await self.http.post("/api/v1/links", json={"token": token})
            linked.raise_for_status()
            self.passes.append(linked.json()["pass"])
            self.people.append(linked.json()["participant"])

    def rooms(self, client: int, rng: Random) -> Sequence[str]:
        tables = [f"table:{self.forum.tables[n]}" for n in (1, 2, 3)]
        item = self.forum.items["2a"]
        wished = ["me", f"forum:{self.forum.id}", f"item:{item}", "screen:main", *tables]
        if client >= 6:
            wished.append(f"desk:{item}")
        if client == 7:
            wished.append(f"work:{item}")
        return rng.sample(wished, rng.randrange(1, len(wished) + 1))

    async def connect(self, client: int) -> SocketPipe:
        headers = {"Authorization": f"Bearer {self.passes[client]}"}
        url = f"ws://127.0.0.1:{self.server.port}/live"
        try:
            return SocketPipe(await connect(url, additional_headers=headers, compression=None, ping_interval=None))
        except (OSError, websockets.InvalidHandshake) as fault:
            raise Lost from fault

    async def fresh(self, client: int, room: str) -> Mapping[str, Any]:
        pipe = await self.connect(client)
        await pipe.send({"t": "hello", "rooms": {room: None}, "epoch": None, "as": "json", "language": "en"})
        try:
            while True:
                said = await pipe.receive()
                if said["t"] == "welcome" and room not in said["rooms"]:
                    return {}
                if said["t"] == "cards" and said["room"] == room:
                    return {card["key"]: card["data"] for card in said["cards"] if card["data"] is not None}
        finally:
            await pipe.close()

    async def command(self, rng: Random) -> None:
        """One random call by somebody; sent twice now and then, as a phone does."""
        client = rng.choices(range(len(self.passes)), [3] * 6 + [6, 6])[0]
        # Mostly what one's own role does; now and then what only another's may.
        acting = client if rng.random() < 0.9 else rng.randrange(len(self.passes))
        method, path, body = self.calls.pick(rng, ROLES[acting], client)
        times = 2 if rng.random() < 0.1 else 1
        for _ in range(times):
            headers = {"Authorization": f"Bearer {self.passes[client]}"}
            answer = await self.http.request(method, f"/api/v1{path}", json=body, headers=headers)
            if answer.status_code >= 500:
                raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
        kind = f"{method} /{path.split('/')[1]}"
        if answer.status_code < 300:
            self.accepted[kind] += 1
            self.calls.accepted()
        else:
            self.refused[kind] += 1
