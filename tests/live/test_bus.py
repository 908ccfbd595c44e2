"""One contract for every bus; and what losing Redis costs."""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping

import pytest
from redis.asyncio import Redis

from app.live.bus import Exchange, InProcessBus
from app.live.redis_bus import RedisBus
from app.live.rooms import Room
from tests.live.cafe import Guest, make_hub, person, settled
from tests.live.memory import FORUM, Store
from tests.live.redis_server import RedisServer


class Heard:
    """An ear that keeps what it hears."""

    def __init__(self) -> None:
        self.nudges: list[tuple[str, int]] = []
        self.counts: list[tuple[str, str, dict[str, int]]] = []
        self.edits: list[tuple[str, str, str, str | None, str]] = []
        self.drafts: list[tuple[str, str, str, str, dict[str, object]]] = []

    def nudged(self, forum: str, seq: int) -> None:
        self.nudges.append((forum, seq))

    def present(self, process: str, forum: str, counts: Mapping[str, int]) -> None:
        self.counts.append((process, forum, dict(counts)))

    def edited(self, forum: str, room: str, key: str, by: str | None, whose: str) -> None:
        self.edits.append((forum, room, key, by, whose))

    def drafted(self, forum: str, room: str, key: str, whose: str, texts: Mapping[str, object]) -> None:
        self.drafts.append((forum, room, key, whose, dict(texts)))


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.005)


@pytest.fixture(scope="module")
def redis():
    server = RedisServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["in-process", "redis"])
async def buses(request):
    """Two buses that hear each other, as two processes would have."""
    if request.param == "in-process":
        exchange = Exchange()
        pair = [InProcessBus(exchange), InProcessBus(exchange)]
    else:
        url = request.getfixturevalue("redis").url
        pair = [RedisBus(url, request.node.name), RedisBus(url, request.node.name)]
    for bus in pair:
        await bus.start()
    await until(lambda: all(bus.healthy for bus in pair))
    yield pair
    for bus in pair:
        await bus.stop()


@pytest.fixture
def ears(buses):
    ears = [Heard(), Heard()]
    for bus, ear in zip(buses, ears, strict=True):
        bus.subscribe(ear)
    return ears


async def test_a_nudge_reaches_its_own_process_and_the_others(buses, ears):
    buses[0].nudge("cafe", 7)
    await until(lambda: all(("cafe", 7) in ear.nudges for ear in ears))


async def test_a_nudge_may_come_from_any_thread(buses, ears):
    thread = threading.Thread(target=buses[0].nudge, args=("cafe", 7))
    thread.start()
    await asyncio.to_thread(thread.join)
    await until(lambda: all(("cafe", 7) in ear.nudges for ear in ears))


async def test_the_last_of_many_nudges_arrives(buses, ears):
    for seq in range(1, 2_001):
        buses[0].nudge("cafe", seq)
        buses[0].nudge("other", seq)
    await until(lambda: all({("cafe", 2_000), ("other", 2_000)} <= set(ear.nudges) for ear in ears))


async def test_counts_reach_the_other_processes_and_name_theirs(buses, ears):
    buses[0].present("cafe", {"table:t1": 3})
    await until(lambda: ears[1].counts)
    assert ears[1].counts == [(buses[0].process, "cafe", {"table:t1": 3})]
    assert ears[0].counts == []


async def test_editing_reaches_every_process(buses, ears):
    buses[1].edited("cafe", "work:i1", "key-finding:1", "Ana ✎", "p1")
    await until(lambda: all(ear.edits for ear in ears))
    buses[1].edited("cafe", "work:i1", "key-finding:1", None)
    await until(lambda: all(len(ear.edits) == 2 for ear in ears))
    assert ears[0].edits == ears[1].edits
    assert [edit[3:] for edit in ears[0].edits] == [("Ana ✎", "p1"), (None, "")]


async def test_what_is_typed_reaches_every_process(buses, ears):
    text = {"es": [["same", [["", "Acordamos ✎", 0, 0]]]]}
    buses[1].drafted("cafe", "communique:i1", "paragraph:1", "w1", text)
    await until(lambda: all(ear.drafts for ear in ears))
    buses[0].drafted("cafe", "communique:i1", "paragraph:1", "w1", {})
    await until(lambda: all(len(ear.drafts) == 2 for ear in ears))
    assert ears[0].drafts == ears[1].drafts
    assert [draft[4] for draft in ears[0].drafts] == [text, {}]


async def test_who_unsubscribes_hears_no_more(buses):
    gone, there = Heard(), Heard()
    leave = buses[0].subscribe(gone)
    buses[0].subscribe(there)
    leave()
    buses[1].nudge("cafe", 1)
    await until(lambda: there.nudges)
    assert gone.nudges == []


async def test_an_ear_that_fails_does_not_deafen_the_others(buses):
    class Bad(Heard):
        def nudged(self, forum: str, seq: int) -> None:
            raise LookupError("a fault of an ear")

    good = Heard()
    buses[0].subscribe(Bad())
    buses[0].subscribe(good)
    for seq in (1, 2):
        buses[1].nudge("cafe", seq)
        await until(lambda seq=seq: ("cafe", seq) in good.nudges)


async def test_nothing_can_be_said_after_the_end_and_nothing_raises(buses, ears):
    await buses[0].stop()
    buses[0].nudge("cafe", 9)
    buses[0].present("cafe", {"table:t1": 1})
    buses[0].edited("cafe", "table:t1", "answer:1", "Ana")
    buses[1].nudge("cafe", 10)
    await until(lambda: ("cafe", 10) in ears[1].nudges)
    assert ("cafe", 9) not in ears[1].nudges
    assert ears[0].nudges == []


async def test_a_process_that_dies_is_no_longer_counted(buses, clock):
    store = Store()
    hubs = [make_hub(store, bus=bus, clock=clock) for bus in buses]
    for hub in hubs:
        await hub.start()
    for number, hub in enumerate(hubs):
        guest = Guest(hub, person(f"desk{number}"))
        guest.hello({"table:t1": None})
        await settled(hub, store)
        hub.sweep()
    table = Room("table", "t1")
    await until(lambda: [hub.people(FORUM, table) for hub in hubs] == [2, 2])
    await hubs[1].stop()
    clock.pass_(16)
    hubs[0].sweep()
    assert hubs[0].people(FORUM, table) == 1
    await hubs[0].stop()


async def test_what_is_not_ours_on_the_channel_is_passed_over(redis):
    bus, ear = RedisBus(redis.url, "ours"), Heard()
    bus.subscribe(ear)
    await bus.start()
    await until(lambda: bus.healthy)
    stranger = Redis.from_url(redis.url)
    for said in (
        b"\xff",
        b"[]",
        b"7",
        b'["p",["n"]]',
        b'["p",["n","cafe","x"]]',
        b'["p",["p","cafe",{"a":"b"}]]',
        b'["p",7]',
    ):
        await stranger.publish("ours", said)
    await stranger.publish("ours", b'["p",["n","cafe",3]]')
    await until(lambda: ear.nudges == [("cafe", 3)])
    assert ear.counts == []
    await stranger.aclose()
    await bus.stop()


async def test_losing_redis_costs_no_write_and_no_own_nudge_and_heals_by_itself():
    server = RedisServer()
    buses, ears = [RedisBus(server.url, "ours"), RedisBus(server.url, "ours")], [Heard(), Heard()]
    for bus, ear in zip(buses, ears, strict=True):
        bus.subscribe(ear)
        await bus.start()  # with no server at all
    started = time.monotonic()
    buses[0].nudge("cafe", 1)
    assert time.monotonic() - started < 0.1
    await until(lambda: ears[0].nudges == [("cafe", 1)])
    assert not buses[0].healthy
    server.start()
    try:
        await until(lambda: all(bus.healthy for bus in buses))
        await until(lambda: ("cafe", 1) in ears[1].nudges or buses[0].nudge("cafe", 2) or ("cafe", 2) in ears[1].nudges)
        server.stop()
        await until(lambda: not any(bus.healthy for bus in buses))
        for seq in range(3, 100):
            buses[0].nudge("cafe", seq)
            buses[0].edited("cafe", "table:t1", f"answer:{seq}", "Ana")
        await until(lambda: ("cafe", 99) in ears[0].nudges)
        server.start()
        await until(lambda: all(bus.healthy for bus in buses))
        await until(lambda: ("cafe", 99) in ears[1].nudges or buses[0].nudge("cafe", 99))
    finally:
        for bus in buses:
            await bus.stop()
        server.stop()


async def test_stopping_does_not_wait_for_a_redis_that_is_away():
    bus = RedisBus(RedisServer().url, "ours")
    await bus.start()
    bus.nudge("cafe", 1)
    await asyncio.sleep(0.05)
    started = time.monotonic()
    await bus.stop()
    assert time.monotonic() - started < 1.0
