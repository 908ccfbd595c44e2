"""The command line in this process, and a data folder in which a café was played."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.resources import root
from app.store.engines import Engines, open_engines
from app.store.lane import Lanes
from app.store.migrate import migrate
from app.store.readers import Readers
from tests import forums
from tests.databases import KINDS, fresh_database
from tests.report.afterwards import second_day
from tests.report.played import Played, play
from tests.servers import SECRET

RUNNER = CliRunner()


@contextmanager
def opened(url: str) -> Iterator[tuple[Engines, Lanes, Readers]]:
    """A migrated database's parts, closed afterwards: nothing of it stays open."""
    engines = open_engines(url)
    migrate(engines, root("migrations"))
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
    lanes.start()
    try:
        yield engines, lanes, readers
    finally:
        lanes.stop()
        readers.close()
        engines.dispose()


def played_into(url: str) -> Played:
    """A whole café, from answers to key findings, and its second day to the adopted text."""

    async def playing() -> Played:
        with opened(url) as (engines, lanes, readers):
            made = await play(forums.found(engines, lanes, readers))
            await second_day(made)
            return made

    return asyncio.run(playing())


@dataclass
class Desk:
    """The operator's desk: a data folder and the command line. ``made`` was played there."""

    folder: Path
    kind: str
    url: str
    made: Played

    @property
    def database(self) -> Path:
        return self.folder / "sobremesa.sqlite3"

    def run(self, *words: str, status: int = 0) -> str:
        """What a command says on standard output."""
        done = RUNNER.invoke(cli, [*words, "--data", str(self.folder)])
        assert done.exit_code == status, (done.output, done.exception)
        return done.stdout if status == 0 else done.output

    def facts(self, *words: str, status: int = 0) -> dict[str, Any]:
        """The same as facts."""
        told: dict[str, Any] = json.loads(self.run(*words, "--json", status=status).splitlines()[0])
        return told


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on each kind of database."""
    yield from _desk(request.param, tmp_path, monkeypatch)


@pytest.fixture
def file_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk whose words are in a file of its own data folder."""
    yield from _desk("sqlite", tmp_path, monkeypatch)


def _desk(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.delenv("SOBREMESA_REDIS_URL", raising=False)
    monkeypatch.delenv("SOBREMESA_DATABASE_URL", raising=False)
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'sobremesa.sqlite3'}"
        yield Desk(folder, kind, url, played_into(url))
        return
    with fresh_database(kind, folder) as url:
        monkeypatch.setenv("SOBREMESA_DATABASE_URL", url)
        monkeypatch.setenv("SOBREMESA_SECRET", SECRET)
        yield Desk(folder, kind, url, played_into(url))
