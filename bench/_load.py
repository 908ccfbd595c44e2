"""Load from this process: raw HTTP over kept connections, bounded in count and time, to loopback only."""

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")
ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Timed:
    """How a run went: answers per second, and the times of single ones in milliseconds."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    faults: int = 0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """An HTTP/1.1 request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lowered = head.lower()
    if b"content-length:" in lowered:
        length = int(lowered.split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
    elif b"transfer-encoding: chunked" in lowered:
        while (size := int(await reader.readline(), 16)) or True:
            await reader.readexactly(size + 2)
            if not size:
                break
    return status


async def drive(
    port: int, clients: int, each: int, make: Callable[[int, int], bytes], expect: tuple[int, ...]
) -> Timed:
    """*clients* connections send *each* requests, one at a time; what ``make(client, number)`` gives."""
    timed = Timed()

    async def client(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for turn in range(each):
            started = time.perf_counter()
            writer.write(make(number, turn))
            status = await _answer(reader)
            if status in expect:
                timed.times.append((time.perf_counter() - started) * 1000)
            else:
                timed.faults += 1
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(client(n) for n in range(clients)))
    timed.seconds = time.perf_counter() - started
    return timed


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and its children so far."""
    total = 0.0
    with suppress(FileNotFoundError):
        for path in [Path(f"/proc/{pid}/stat"), *(Path(f"/proc/{c}/stat") for c in children(pid))]:
            fields = path.read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def children(pid: int) -> list[int]:
    """The direct children of a process, whichever of its threads began them."""
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in listed for child in path.read_text().split()]


@contextmanager
def counterpart(module: str, port: int, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A bare-bones server of ``bench`` in a process of its own, answering on *port*."""
    process = subprocess.Popen([sys.executable, "-m", module, str(port), *arguments], cwd=ROOT)
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1)
                break
            if process.poll() is not None:
                raise RuntimeError(f"{module} did not start")
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(10)


def call(port: int, method: str, path: str, body: Any = None, by: str = "") -> Any:
    """One JSON call."""
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {by}"} if by else {})
    data = json.dumps(body).encode() if body is not None else None
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1{path}", data, headers, method=method)
    with urllib.request.urlopen(asked) as answer:
        return json.load(answer)


def allow_many_files() -> None:
    """A thousand sockets need more files than a shell gives."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))
