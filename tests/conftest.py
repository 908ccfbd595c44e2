"""Fixtures that every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.engines import Engines
from tests.databases import KINDS, fresh_database, migrated


@pytest.fixture(params=KINDS)
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engines]:
    """A fresh migrated database, once of each kind."""
    with migrated(request.param, tmp_path) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, once of each kind."""
    with fresh_database(request.param, tmp_path) as url:
        yield url
