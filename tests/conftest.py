"""Fixtures that every test may ask for."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.store.engines import Engines
from app.store.lane import Lanes
from app.store.readers import Readers
from tests import forums
from tests.databases import KINDS, migrated, migrated_database


@pytest.fixture(params=KINDS)
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engines]:
    """A fresh migrated database, once of each kind."""
    with migrated(request.param, tmp_path) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh migrated database, once of each kind."""
    with migrated_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
async def forum(engines: Engines) -> AsyncIterator[forums.SmallForum]:
    """A small forum whose lanes run, on each kind of database."""
    lanes = Lanes(engines, committed=lambda forum, seq: None)
    lanes.start()
    readers = Readers(engines)
    yield forums.found(engines, lanes, readers)
    lanes.stop()
    readers.close()
