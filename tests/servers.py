"""Real servers for tests: `sobremesa serve` in a process of its own, on SQLite, or on PostgreSQL and Redis with two
workers.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.store.engines import open_engines
from app.store.lane import Lanes
from app.store.readers import Readers
from tests.databases import migrated
from tests.forums import SmallForum, found

STACKS = ("sqlite", "postgresql")
SECRET = "a secret that only tests know, of forty characters"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@dataclass
class Served:
    """A running server: where it is, and its parts, so that a test may kill it and start it again."""

    folder: Path
    port: int
    environment: dict[str, str]
    workers: int
    process: subprocess.Popen[bytes] | None = None
    log: Path = field(default_factory=Path)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "app.cli", "serve", "--data", str(self.folder), "--port", str(self.port)]
        command += ["--workers", str(self.workers)]
        self.log = self.folder / "server.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-4000:]}")

    def stop(self, *, kill: bool = False) -> None:
        if self.process is None:
            return
        self.process.kill() if kill else self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(5)
        self.process = None


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The URL of a real Redis that keeps nothing."""
    program = shutil.which("redis-server")
    if program is None:
        raise RuntimeError("redis-server is missing: `make test` installs it")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def environment(stack: str, folder: Path) -> Iterator[tuple[dict[str, str], int]]:
    """The environment of a stack on fresh databases, and its number of workers."""
    base = {k: v for k, v in os.environ.items() if not k.startswith("SOBREMESA_")}
    base |= {"SOBREMESA_SECRET": SECRET, "SOBREMESA_DATA": str(folder), "PYTHONPATH": str(Path(__file__).parents[1])}
    if stack == "sqlite":
        yield base, 1
        return
    with migrated("postgresql", folder) as engines, redis_server(folder) as redis:
        url = engines.writer.url.render_as_string(hide_password=False)
        yield {**base, "SOBREMESA_DATABASE_URL": url, "SOBREMESA_REDIS_URL": redis}, 2


@contextmanager
def served(stack: str, folder: Path) -> Iterator[Served]:
    """A running server on fresh databases."""
    with environment(stack, folder) as (variables, workers):
        server = Served(folder, free_port(), variables, workers)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def small_forum(server: Served, **options: object) -> SmallForum:
    """A small forum in a running server's database, made beside it. Only its ids and code are for use afterwards."""
    url = server.environment.get("SOBREMESA_DATABASE_URL", f"sqlite:///{server.folder / 'sobremesa.sqlite3'}")
    engines = open_engines(url)
    readers = Readers(engines)
    try:
        return found(engines, Lanes(engines, committed=lambda forum, seq: None), readers, **options)  # type: ignore[arg-type]
    finally:
        readers.close()
        engines.dispose()
