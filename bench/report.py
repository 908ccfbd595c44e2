"""The report of a forum of 5,000 people, 500 tables and 30,000 answers, in every format, while its server takes answers.

``python -m bench.report``. A hundred answers a second come all the time. While the files are made, the processes that make
them are held and let go in turns of three seconds: so both kinds of seconds lie side by side, and whatever else the machine
does falls on both. What matters is the ratio of their 99th percentiles. Time is that in which they were not held; memory is
theirs together at its highest.
"""

import asyncio
import json
import os
import signal
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

from bench._big_forum import ANSWERS, PEOPLE, TABLES, BigForum, seeded
from bench._load import Timed, _answer, call, children, request
from tests.servers import Served, served

ROUNDS, CLIENTS, PAUSE, TURN_SECONDS, PATIENCE = 3, 10, 0.1, 3.0, 400.0
WRITERS = 200
"""How many passes write, in turn."""


class Presses:
    """The processes of a server that make its report."""

    def __init__(self, server: int) -> None:
        self._server = server
        self.held = False
        self.peak = 0

    def look(self) -> None:
        """Note their memory; a new one is held if the others are."""
        pages = 0
        for press in self._found():
            with suppress(OSError):
                pages += int(Path(f"/proc/{press}/statm").read_text().split()[1])
                os.kill(press, signal.SIGSTOP if self.held else signal.SIGCONT)
        self.peak = max(self.peak, pages * os.sysconf("SC_PAGESIZE"))

    def _found(self) -> list[int]:
        found = []
        for child in children(self._server):
            with suppress(OSError):
                if b"app.report.pressing" in Path(f"/proc/{child}/cmdline").read_bytes():
                    found.append(child)
        return found


class Writers:
    """People who write at a steady pace; ``times`` are sorted by whether the presses were held when they wrote."""

    def __init__(self, server: Served, forum: BigForum, presses: Presses) -> None:
        self._server, self._forum, self._presses = server, forum, presses
        self.over = asyncio.Event()
        self.idle, self.busy = Timed(), Timed()

    async def write(self) -> None:
        await asyncio.gather(*(self._client(place) for place in range(CLIENTS)))

    async def _client(self, place: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._server.port)
        await asyncio.sleep(PAUSE * place / CLIENTS)
        number = place
        while not self.over.is_set():
            token, table = self._forum.passes[number % WRITERS]
            number += CLIENTS
            body = json.dumps({"table": table, "text": f"Answer {uuid.uuid4()}", "language": "en"}).encode()
            headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
            held, began = self._presses.held, time.perf_counter()
            writer.write(request("PUT", f"/api/v1/answers/{uuid.uuid4()}", headers, body))
            status, took = await _answer(reader), time.perf_counter() - began
            timed = self.idle if held else self.busy
            if status != 201:
                timed.faults += 1
            elif held == self._presses.held:
                timed.times.append(took * 1000)
            await asyncio.sleep(max(0.0, PAUSE - took))
        writer.close()


async def making(server: Served, forum: BigForum, presses: Presses) -> tuple[float, Any]:
    """Order every file and wait until all are there; for how long they were made, and what the server says then."""

    async def ask(method: str) -> Any:
        return await asyncio.to_thread(call, server.port, method, "/report/files", None, forum.organizer)

    said, told, worked, began = await ask("POST"), "", 0.0, time.perf_counter()
    turned = looked = began
    while said["state"] == "running" and time.perf_counter() - began < PATIENCE:
        await asyncio.sleep(0.1)
        now = time.perf_counter()
        worked += 0.0 if presses.held else now - looked
        looked = now
        if now - turned > TURN_SECONDS:
            presses.held, turned = not presses.held, now
        presses.look()
        if not presses.held and int(now * 10) % 10 == 0:
            said = await ask("GET")
            line = f"{said['made']} of {said['of']}, now {said['now']}"
            if said["now"] and line != told:
                print(f"    {worked:5.1f} s  {line}", flush=True)
                told = line
    presses.held = False
    presses.look()
    return worked, said


async def rounds(server: Served, forum: BigForum) -> None:
    presses = Presses(server.process.pid if server.process else 0)
    ratios, spans, idle, busy = [], [], Timed(), Timed()
    for turn in range(ROUNDS + 1):
        writers = Writers(server, forum, presses)
        task = asyncio.create_task(writers.write())
        if turn == 0:
            await asyncio.sleep(5)  # until the server knows every pass
            writers.over.set()
            await task
            continue
        seconds, said = await making(server, forum, presses)
        writers.over.set()
        await task
        if said["state"] != "made":
            raise RuntimeError(f"the files were not made: {said}")
        spans.append(seconds)
        ratios.append(writers.busy.percentile(0.99) / writers.idle.percentile(0.99))
        idle.times += writers.idle.times
        busy.times += writers.busy.times
        sizes = ", ".join(f"{file['format']} {file['bytes'] / 1e6:.1f} MB" for file in said["files"])
        print(
            f"round {turn}: all {said['of']} files in {seconds:.1f} s ({sizes})\n"
            f"    p99 of an answer {writers.idle.percentile(0.99):.1f} ms while they are held, "
            f"{writers.busy.percentile(0.99):.1f} ms while they are made: ratio {ratios[-1]:.2f}; "
            f"{writers.idle.faults + writers.busy.faults} refused",
            flush=True,
        )
    print(f"all formats: {max(spans):.1f} s at most (under 60), {presses.peak / 1e6:.0f} MB at most (under 600)")
    told = "  ".join(f"p{int(q * 100)} {busy.percentile(q) / idle.percentile(q):.2f}" for q in (0.5, 0.9, 0.99))
    print(f"made / held, all rounds: {told}; median of the rounds' p99 ratios {median(ratios):.2f} (1.5 at most)")


def main() -> None:
    with tempfile.TemporaryDirectory() as name, served("sqlite", Path(name)) as server:
        server.stop()
        print(f"a forum of {PEOPLE:,} people, {TABLES} tables, {ANSWERS:,} answers is played …", flush=True)
        forum = seeded(f"sqlite:///{Path(name) / 'sobremesa.sqlite3'}")
        server.start()
        asyncio.run(rounds(server, forum))


if __name__ == "__main__":
    main()
