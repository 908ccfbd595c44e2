"""The office of an organizer, on each kind of database."""

from collections.abc import AsyncIterator

import pytest

from app.store.engines import Engines
from app.store.lane import Lanes
from app.store.readers import Readers
from tests.desk.conftest import House, house
from tests.organizer.office import Office, open_office

__all__ = ["House", "house"]


@pytest.fixture
async def office(engines: Engines) -> AsyncIterator[Office]:
    """A forum founded from the small programme file, and its organizer."""
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
    lanes.start()
    yield await open_office(engines, lanes, readers)
    lanes.stop()
    readers.close()
