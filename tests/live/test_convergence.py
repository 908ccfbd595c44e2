"""Every page becomes what a fresh fetch shows; and a hub with a classic fault is caught by the same check."""

import dataclasses
from collections.abc import Iterable
from random import Random
from typing import Any

import pytest

from app.live.bus import Bus, Exchange, InProcessBus
from app.live.delivery import Delivery
from app.live.feed import Feed
from app.live.hub import Hub
from app.live.index import Index
from app.live.reading import Plan, Reader, Reading
from app.live.redis_bus import RedisBus
from app.live.rooms import Room
from app.live.sockets import Listener
from tests.live.cafe import MemoryWorld, make_hub
from tests.live.convergence import Diverged, Outcome, converge
from tests.live.memory import Cards, Change, Store
from tests.live.redis_server import RedisServer


async def run(
    seed: int,
    *,
    processes: int = 1,
    kind: type[Hub] = Hub,
    cards: type[Cards] = Cards,
    lost: float = 0.0,
    stalls: float = 0.0,
    redis: RedisServer | None = None,
    commands: int = 120,
    **more: Any,
) -> Outcome:
    store, exchange = Store(Random(seed)), Exchange()
    buses: list[Bus] = [
        RedisBus(redis.url, f"run {seed}") if redis else InProcessBus(exchange) for _ in range(processes)
    ]
    hubs = [make_hub(store, kind=kind, cards=cards(), bus=bus, poll=0.02) for bus in buses]
    for hub in hubs:
        await hub.start()
    try:
        world = MemoryWorld(store, hubs, buses, lost=lost, stalls=stalls, seed=seed)

        async def between(number: int) -> None:
            if redis and number == commands // 3:
                redis.stop()
            if redis and number == 2 * commands // 3:
                redis.start()
            if number == commands - 1:
                world.drain()

        return await converge(world, seed=seed, commands=commands, between=between, **{"settle": 3.0, **more})
    finally:
        for hub in hubs:
            await hub.stop()


@pytest.mark.parametrize("seed", range(12))
async def test_pages_and_frames_become_what_a_fresh_fetch_shows(seed):
    outcome = await run(seed)
    assert outcome.connections > 8, "nobody came back: the run proves nothing"
    assert outcome.frames > 100


@pytest.mark.parametrize("seed", range(4))
async def test_two_processes_over_one_store_show_the_same(seed):
    await run(seed, processes=2, lost=0.3)


async def test_a_lost_nudge_heals_by_the_poll():
    await run(5, lost=1.0)


async def test_two_processes_over_redis_go_on_while_it_is_away():
    redis = RedisServer()
    redis.start()
    try:
        await run(7, processes=2, redis=redis)
    finally:
        redis.stop()


@pytest.mark.parametrize("seed", range(4))
async def test_slow_readers_miss_versions_and_end_with_the_newest(seed):
    await run(seed, stalls=0.3)


class ReadsCardsFirst(Reader):
    """A fault: cards for those who come are read before the journal, so the head they are told is newer than their cards."""

    async def read(self, plan: Plan, index: Index, *, any_start: bool = False) -> Reading:
        early = await super().read(plan, index, any_start=any_start)
        late = await super().read(plan, index, any_start=any_start)
        wished = {room for wish in plan.wishes for room in wish.rooms}
        late.shelves.update({room: shelf for room, shelf in early.shelves.items() if room in wished})
        return late


class SnapshotBeforeRegistering(Hub):
    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        reader = ReadsCardsFirst(parts["journal"], parts["readers"], parts["cards"], parts["gate"])
        self._around = dataclasses.replace(self._around, reader=reader)


class NeverPolls(Hub):
    async def poll(self) -> None:
        return


class ForgetsTheDesk(Cards):
    """A fault: one derived card is left out of an expansion."""

    def cards_of(self, change: Change) -> Iterable[tuple[Room, str]]:
        return (place for place in super().cards_of(change) if not place[1].startswith("table-state:"))


class ForgetsWhereItWas(Cards):
    """A fault: an answer that moved is told to its new table only."""

    def cards_of(self, change: Change) -> Iterable[tuple[Room, str]]:
        last = {Room("table", change.tables[-1])} if change.tables else set()
        return ((room, key) for room, key in super().cards_of(change) if not key.startswith("answer:") or room in last)


class ForgetsCursors(Delivery):
    """A fault: a socket that goes stale is believed to have what it was not sent."""

    def _go_stale(self, listener: Listener) -> None:
        super()._go_stale(listener)
        listener.rooms.update({room: self._index.head(room) for room in listener.rooms})


class TooTrusting(Hub):
    def _feed(self, forum: str) -> Feed:
        known = forum in self._feeds
        feed = super()._feed(forum)
        if not known:
            feed.delivery = ForgetsCursors(forum, self._around)
        return feed


@pytest.mark.parametrize(
    ("fault", "seeds"),
    [
        ({"kind": SnapshotBeforeRegistering}, range(8)),
        ({"kind": NeverPolls, "lost": 0.5}, range(8)),
        ({"kind": TooTrusting, "stalls": 0.5}, range(8)),
        ({"cards": ForgetsTheDesk}, range(3)),
        ({"cards": ForgetsWhereItWas}, range(3)),
    ],
    ids=["snapshot before registering", "no poll", "no cursor for the stale", "an omitted card", "an omitted place"],
)
async def test_a_classic_fault_is_caught(fault, seeds):
    with pytest.raises(Diverged):
        for seed in seeds:
            await run(seed, **fault, settle=0.3)
