"""Deliveries per server CPU-second in a room of 1,000 listeners, beside a plain ``websockets.broadcast`` server.

``python -m bench.deliveries``. A delivery is a card that reached a listener. Ours takes each word by HTTP, commits it, reads
the journal, loads the card and encodes the frame; the counterpart sends the same number of bytes. A room of more than 200
listeners is a digest: several cards travel in one frame, and a card that changed again before it was sent counts once.
"""

import asyncio
import json
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from bench._load import allow_many_files, call, counterpart, cpu_seconds
from tests.servers import free_port, served, small_forum

LISTENERS, CHANGES, PATIENCE = 1_000, 60, 90.0


async def _listeners(
    url: str, headers: list[Mapping[str, str]], hello: str
) -> tuple[list[ClientConnection], list[int]]:
    counts = [0]

    async def one(number: int) -> ClientConnection:
        connection = await connect(
            url,
            additional_headers=headers[number % len(headers)],
            compression=None,
            ping_interval=None,
            open_timeout=60,
        )
        if hello:
            await connection.send(hello)
        return connection

    connections = []
    for start in range(0, LISTENERS, 50):
        connections += await asyncio.gather(*(one(n) for n in range(start, start + 50)))

    async def hear(connection: ClientConnection) -> None:
        async for frame in connection:
            counts[0] += str(frame).count('"key":') if hello else 1

    for connection in connections:
        asyncio.get_running_loop().create_task(hear(connection))
    return connections, counts


async def _quiet(counts: list[int]) -> None:
    before = -1
    while counts[0] != before:
        before = counts[0]
        await asyncio.sleep(1.5)


async def _arrived(counts: list[int], wanted: int) -> None:
    """Until every change has reached every listener: a digest takes its time."""
    for _ in range(int(4 * PATIENCE)):
        if counts[0] >= wanted:
            break
        await asyncio.sleep(0.25)


async def measure(
    url: str, headers: list[Mapping[str, str]], hello: str, pid: int, change: Callable[[int], None]
) -> tuple[int, float]:
    connections, counts = await _listeners(url, headers, hello)
    await _quiet(counts)
    started, cpu = counts[0], cpu_seconds(pid)
    for number in range(CHANGES):
        await asyncio.to_thread(change, number)
        await asyncio.sleep(0.02)
    await _arrived(counts, started + LISTENERS * CHANGES)
    used, delivered = cpu_seconds(pid) - cpu, counts[0] - started
    for connection in connections:
        connection.transport.abort()
    return delivered, used


def ours() -> tuple[int, float]:
    with tempfile.TemporaryDirectory() as folder, served("sqlite", Path(folder)) as server:
        forum = small_forum(server)
        passes = [
            call(server.port, "POST", "/join", {"code": forum.code, "table": 1})["pass"] for _ in range(LISTENERS // 4)
        ]
        headers = [{"Authorization": f"Bearer {token}"} for token in passes]
        hello = {
            "t": "hello",
            "rooms": {f"table:{forum.tables[1]}": None},
            "epoch": None,
            "as": "json",
            "language": "en",
        }

        def change(number: int) -> None:
            body = {"table": forum.tables[1], "text": "x" * 400, "language": "en"}
            call(server.port, "PUT", f"/answers/{uuid.uuid4()}", body, passes[number % 50])

        assert server.process is not None
        url = f"ws://127.0.0.1:{server.port}/live"
        return asyncio.run(measure(url, headers, json.dumps(hello), server.process.pid, change))


def theirs() -> tuple[int, float]:
    port = free_port()
    with counterpart("bench._broadcast", port) as process:

        def change(number: int) -> None:
            async def send() -> None:
                async with connect(f"ws://127.0.0.1:{port}/live", compression=None) as connection:
                    await connection.send("send " + "x" * 1024)

            asyncio.run(send())

        return asyncio.run(measure(f"ws://127.0.0.1:{port}/live", [{}], "", process.pid, change))


def main() -> None:
    allow_many_files()
    started = time.monotonic()
    rates = {}
    for name, run in (("websockets.broadcast", theirs), ("Sobremesa", ours)):
        delivered, used = run()
        rates[name] = delivered / max(used, 0.01)
        print(
            f"{name:<22} {delivered:>7} deliveries   {used:6.2f} s of server CPU   {rates[name]:9.0f} deliveries/CPU-s"
        )
    print(
        f"ratio: {rates['Sobremesa'] / rates['websockets.broadcast']:.2f}   ({time.monotonic() - started:.0f} s in all)"
    )


if __name__ == "__main__":
    main()
