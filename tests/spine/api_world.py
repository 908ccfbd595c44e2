"""A forum of real servers for the convergence checker: commands by HTTP, frames by WebSocket."""

import json
import uuid
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import httpx2
import websockets
from websockets.asyncio.client import ClientConnection, connect

from tests.forums import SmallForum
from tests.live.convergence import Lost
from tests.servers import Served

WORDS = ("Ventanillas conjuntas", "Joint desks", "Formação comum", "Un seul numéro", "🤝 señal", "Línea\nnueva")
PHASES = ("briefing", "table_work", "report_out", "commenting", "consolidating")


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
        self.answers: list[str] = []
        self.accepted = 0
        self.refused = 0

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
        wished = ["me", f"forum:{self.forum.id}", f"item:{item}", *tables]
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
        client = rng.randrange(len(self.passes))
        method, path, body = rng.choice(self._calls(client, rng))()
        times = 2 if rng.random() < 0.1 else 1
        for _ in range(times):
            headers = {"Authorization": f"Bearer {self.passes[client]}"}
            answer = await self.http.request(method, f"/api/v1{path}", json=body, headers=headers)
            if answer.status_code >= 500:
                raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
        if answer.status_code < 300:
            self.accepted += 1
        else:
            self.refused += 1

    def _calls(self, client: int, rng: Random) -> list[Any]:
        table = self.forum.tables[rng.randrange(1, 4)]
        item = self.forum.items["2a"]
        known = rng.choice(self.answers[-40:]) if self.answers else str(uuid.UUID(int=rng.getrandbits(128), version=4))
        text = f"{rng.choice(WORDS)} {rng.randrange(1000)}"

        def answer() -> tuple[str, str, Any]:
            id_ = str(uuid.UUID(int=rng.getrandbits(128), version=4))
            self.answers.append(id_)
            return "PUT", f"/answers/{id_}", {"table": table, "text": text, "language": "es"}

        def call(method: str, path: str, body: Any = None) -> Any:
            return lambda: (method, path, body)

        calls = [answer] * 6
        calls += [call("PUT", f"/answers/{known}/agreement"), call("DELETE", f"/answers/{known}/agreement")] * 2
        calls += [
            call("POST", f"/answers/{known}/revisions", {"text": text, "version": rng.randrange(1, 3)}),
            call("DELETE", f"/answers/{known}"),
            call("PUT", f"/tables/{table}/seat"),
            call("DELETE", f"/tables/{table}/seat"),
            call("PUT", f"/tables/{table}/pen"),
            call("PUT", f"/tables/{table}/reporter"),
            call("POST", f"/tables/{table}/help"),
            call("PUT", f"/tables/{table}/ready"),
            call("PATCH", "/me", {"name": f"P{client} {rng.choice(WORDS)}"}),
            call("POST", f"/items/{item}/phase", {"to": rng.choice(PHASES)}),
            call("POST", f"/items/{item}/clock", {"action": rng.choice(["start", "pause", "add"]), "seconds": 60}),
            call("POST", f"/items/{item}/announcement", {"text": text}),
        ]
        return calls
