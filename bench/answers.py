"""Answers acknowledged per second over HTTP, with 50 and with 500 clients, beside one ORM commit per request.

``python -m bench.answers``. Both servers keep SQLite at synchronous=FULL; ours checks who writes and where, keeps a receipt
and a journal, and nudges the hub; the counterpart writes one row.
"""

import asyncio
import json
import tempfile
import uuid
from pathlib import Path

from bench._load import Timed, allow_many_files, call, counterpart, drive, request
from tests.servers import free_port, served, small_forum

TOTAL = 3_000


def told(name: str, clients: int, run: Timed) -> str:
    return (
        f"{name:<24} {clients:>4} clients  {run.rate:8.0f} answers/s   p50 {run.percentile(0.5):6.1f} ms   "
        f"p99 {run.percentile(0.99):6.1f} ms   {run.faults} refused"
    )


def ours(clients: int) -> Timed:
    with tempfile.TemporaryDirectory() as folder, served("sqlite", Path(folder)) as server:
        forum = small_forum(server)
        passes = []
        for number in range(min(clients, 100)):
            joined = call(server.port, "POST", "/join", {"code": forum.code, "table": number % 3 + 1})
            passes.append((joined["pass"], forum.tables[number % 3 + 1]))

        def make(client: int, turn: int) -> bytes:
            token, table = passes[client % len(passes)]
            body = json.dumps({"table": table, "text": f"Answer {turn} of phone {client}", "language": "es"}).encode()
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            return request("PUT", f"/api/v1/answers/{uuid.uuid4()}", headers, body)

        asyncio.run(drive(server.port, 10, 20, make, (201,)))
        return asyncio.run(drive(server.port, clients, TOTAL // clients, make, (201,)))


def theirs(clients: int) -> Timed:
    port = free_port()
    with counterpart("bench._one_commit", port):

        def make(client: int, turn: int) -> bytes:
            body = json.dumps({"table": "t", "text": f"Answer {turn} of phone {client}"}).encode()
            return request("PUT", f"/answers/{uuid.uuid4()}", {"Content-Type": "application/json"}, body)

        asyncio.run(drive(port, 10, 20, make, (201,)))
        return asyncio.run(drive(port, clients, TOTAL // clients, make, (201,)))


def main() -> None:
    allow_many_files()
    for clients in (50, 500):
        plain, full = theirs(clients), ours(clients)
        print(told("one commit per request", clients, plain))
        print(told("Sobremesa", clients, full))
        print(f"ratio at {clients} clients: {full.rate / plain.rate:.2f}\n")


if __name__ == "__main__":
    main()
