"""Loads per second of the phone's table page, beside an ASGI application that answers constant bytes.

``python -m bench.pages``. The table has twenty answers; fifty phones ask at once.
"""

import asyncio
import tempfile
import uuid
from pathlib import Path

from bench._load import Timed, call, counterpart, drive, request
from tests.servers import free_port, served, small_forum

CLIENTS, EACH = 50, 20


def ours() -> Timed:
    with tempfile.TemporaryDirectory() as folder, served("sqlite", Path(folder)) as server:
        forum = small_forum(server)
        passes = [call(server.port, "POST", "/join", {"code": forum.code, "table": 1})["pass"] for _ in range(CLIENTS)]
        for number in range(20):
            body = {"table": forum.tables[1], "text": f"Answer {number} that a table wrote", "language": "en"}
            call(server.port, "PUT", f"/answers/{uuid.uuid4()}", body, passes[number])

        def make(client: int, turn: int) -> bytes:
            cookie = f"sobremesa_pass={passes[client]}"
            return request("GET", "/tables/1", {"Cookie": cookie, "Accept-Language": "es"})

        asyncio.run(drive(server.port, 5, 5, make, (200,)))
        return asyncio.run(drive(server.port, CLIENTS, EACH, make, (200,)))


def theirs() -> Timed:
    port = free_port()
    with counterpart("bench._constant", port):
        asyncio.run(drive(port, 5, 5, lambda c, t: request("GET", "/", {}), (200,)))
        return asyncio.run(drive(port, CLIENTS, EACH * 4, lambda c, t: request("GET", "/", {}), (200,)))


def main() -> None:
    plain, full = theirs(), ours()
    for name, run in (("constant bytes", plain), ("the table page", full)):
        times = f"p50 {run.percentile(0.5):6.1f} ms   p99 {run.percentile(0.99):6.1f} ms"
        print(f"{name:<16} {run.rate:8.0f} loads/s   {times}   {run.faults} refused")
    print(f"ratio: {full.rate / plain.rate:.3f}")


if __name__ == "__main__":
    main()
