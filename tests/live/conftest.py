"""A hub in memory for each test, with a clock of its own."""

import pytest

from tests.live.cafe import Clock, Guest, make_hub, person
from tests.live.memory import Cards, Gate, MemoryLink, Store


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def cards():
    return Cards()


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
async def hub(store, cards, gate, clock):
    hub = make_hub(store, cards=cards, gate=gate, clock=clock)
    await hub.start()
    yield hub
    await hub.stop()


@pytest.fixture
def guest(hub):
    """Makes a client: ``guest("p1")``."""

    def make(name: str, *, language: str = "en", link: MemoryLink | None = None) -> Guest:
        return Guest(hub, person(name, language), link)

    return make
