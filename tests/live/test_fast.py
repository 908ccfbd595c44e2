"""The contract with uvicorn, on real sockets: what the fast path leans on, and that it does not break the server's own.

When uvicorn is raised to another version, this is what must hold.
"""

import asyncio
import contextlib
import inspect
import socket
import time
from collections.abc import AsyncIterator, Callable
from random import Random

import orjson
import pytest
import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from app.live.endpoint import LiveEndpoint
from app.live.fast import EXTENSION, FastProtocol
from app.live.frames import Frame, Whole, encode
from app.live.hub import Hub
from app.live.rooms import Room
from tests.live.cafe import EPOCH, make_hub, person
from tests.live.memory import FORUM, Store

HELLO = orjson.dumps({"t": "hello", "rooms": {"table:t1": None}, "epoch": EPOCH, "as": "json"}).decode()


class Served:
    """A uvicorn server in this loop, with the hub's endpoint as its only application."""

    def __init__(self, hub: Hub, ws: object, **config: object) -> None:
        self.scopes: list[dict] = []
        endpoint = LiveEndpoint(hub, authenticate=self._authenticate, origin_allowed=self._origin_allowed)

        async def application(scope, receive, send):
            if scope["type"] == "websocket":
                self.scopes.append(scope)
                await endpoint(scope, receive, send)

        settings = {"log_level": "error", "lifespan": "off", "ws_ping_interval": None, "ws_per_message_deflate": False}
        self.config = uvicorn.Config(application, ws=ws, **{**settings, **config})
        self.server = uvicorn.Server(self.config)
        self.server.install_signal_handlers = lambda: None
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"ws://127.0.0.1:{self.socket.getsockname()[1]}/live"
        self.task: asyncio.Task[None] | None = None

    @staticmethod
    async def _authenticate(scope):
        headers = dict(scope["headers"])
        name = headers.get(b"authorization", b"").decode().removeprefix("Bearer ")
        return person(name) if name else None

    @staticmethod
    def _origin_allowed(scope):
        return dict(scope["headers"]).get(b"origin", b"") != b"http://elsewhere.example"

    async def start(self) -> None:
        self.config.load()
        self.task = asyncio.create_task(self.server._serve([self.socket]))
        await until(lambda: self.server.started)

    async def stop(self) -> None:
        self.server.should_exit = True
        if self.task:
            await asyncio.wait_for(self.task, 10)


@contextlib.asynccontextmanager
async def serve(hub: Hub, ws: object = FastProtocol, **config: object) -> AsyncIterator[Served]:
    served = Served(hub, ws, **config)
    await served.start()
    try:
        yield served
    finally:
        await served.stop()


def bearer(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {name}"}


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what is waited for is the server's, and it has no event for tests
            await asyncio.sleep(0.005)


async def hear(client, *kinds: str) -> dict:
    while True:
        said = orjson.loads(await asyncio.wait_for(client.recv(), 5))
        if said["t"] in kinds:
            return said


@pytest.fixture(params=[FastProtocol, "websockets-sansio"], ids=["fast", "send"])
async def served(request, hub):
    async with serve(hub, request.param) as served:
        yield served


async def test_a_client_says_hello_and_hears_what_changes(served, hub, store):
    async with connect(served.url, additional_headers=bearer("desk1")) as client:
        await client.send(HELLO)
        assert (await hear(client, "welcome"))["rooms"] == ["table:t1"]
        assert len((await hear(client, "cards"))["cards"]) == 1
        for size in (1, 200, 70_000):
            hub.nudged(FORUM, store.answer("a1", "t1", "ñ" * size))
            assert (await hear(client, "cards"))["cards"][0]["data"] == {"text": "ñ" * size}
        await client.send('{"t":"ping"}')
        await hear(client, "pong")


async def test_without_a_pass_the_socket_is_accepted_and_closed_with_4401(served):
    async with connect(served.url) as client:
        with pytest.raises(ConnectionClosed):
            await client.recv()
        assert client.close_code == 4401


async def test_a_foreign_origin_is_refused_before_the_handshake(served):
    with pytest.raises(InvalidStatus) as refused:
        await connect(served.url, origin="http://elsewhere.example", additional_headers=bearer("desk1"))
    assert refused.value.response.status_code == 403


async def test_the_sixth_socket_is_closed_with_4409_and_a_leaver_makes_room(served, hub):
    clients = [await connect(served.url, additional_headers=bearer("desk1")) for _ in range(6)]
    with pytest.raises(ConnectionClosed):
        await clients[5].recv()
    assert clients[5].close_code == 4409
    await clients[0].close()
    await until(lambda: len(hub._listeners) == 4)
    async with connect(served.url, additional_headers=bearer("desk1")) as again:
        await again.send(HELLO)
        await hear(again, "welcome")
    for client in clients:
        await client.close()


async def test_three_faults_close_with_1008_and_binary_is_one(served):
    async with connect(served.url, additional_headers=bearer("desk1")) as client:
        for said, code in ((b"\x00", "not_text"), ("?", "not_json"), ("[]", "unknown_frame")):
            await client.send(said)
            assert (await hear(client, "fault"))["code"] == code
        with pytest.raises(ConnectionClosed):
            await client.recv()
        assert client.close_code == 1008


async def test_a_pass_that_ends_closes_with_4401(served, hub, store):
    async with connect(served.url, additional_headers=bearer("desk1")) as client:
        await client.send(HELLO)
        await hear(client, "cards")
        hub.nudged(FORUM, store.end_pass("desk1"))
        with pytest.raises(ConnectionClosed):
            while True:
                await asyncio.wait_for(client.recv(), 5)
        assert client.close_code == 4401


async def test_stopping_the_hub_closes_with_1012(served, hub):
    async with connect(served.url, additional_headers=bearer("desk1")) as client:
        await client.send(HELLO)
        await hear(client, "welcome")
        await hub.stop()
        with pytest.raises(ConnectionClosed):
            while True:
                await asyncio.wait_for(client.recv(), 5)
        assert client.close_code == 1012


async def test_stopping_the_server_closes_with_1012(hub, store):
    served = Served(hub, FastProtocol)
    await served.start()
    async with connect(served.url, additional_headers=bearer("desk1")) as client:
        await client.send(HELLO)
        await hear(client, "welcome")
        served.server.should_exit = True
        hub.nudged(FORUM, store.answer("a1", "t1", "in the last moment"))
        with pytest.raises(ConnectionClosed):
            while True:
                await asyncio.wait_for(client.recv(), 5)
        assert client.close_code == 1012
    await served.stop()


async def test_a_leaver_is_forgotten(served, hub):
    client = await connect(served.url, additional_headers=bearer("desk1"))
    await client.send(HELLO)
    await hear(client, "welcome")
    client.transport.abort()
    await until(lambda: not hub._listeners)
    assert hub._passes == {}
    assert hub._feeds[FORUM].delivery.channels == {}


# ---- the fast path itself


async def test_the_protocol_stands_in_the_scope_and_the_fast_link_is_taken(hub):
    async with serve(hub) as served, connect(served.url, additional_headers=bearer("desk1")) as client:
        await client.send(HELLO)
        await hear(client, "welcome")
        protocol = served.scopes[0]["extensions"][EXTENSION]["protocol"]
        assert isinstance(protocol, FastProtocol)
        assert protocol.may_write
        [listener] = hub._listeners
        assert type(listener.link).__name__ == "FastLink"


async def test_many_frames_in_one_write_arrive_as_many_frames(hub):
    async with serve(hub) as served, connect(served.url, additional_headers=bearer("desk1")) as client:
        await until(lambda: hub._listeners)
        [listener] = hub._listeners
        frames = [Frame(orjson.dumps({"n": n, "pad": "x" * (n * 37)})) for n in range(50)]
        listener.link.write(frames)
        assert [orjson.loads(await client.recv())["n"] for _ in range(50)] == list(range(50))


async def test_nothing_is_written_after_a_goodbye_of_either_side(hub):
    async with serve(hub) as served:
        client = await connect(served.url, additional_headers=bearer("desk1"))
        await until(lambda: hub._listeners)
        [listener] = hub._listeners
        protocol = served.scopes[0]["extensions"][EXTENSION]["protocol"]
        listener.link.close(1013)
        assert not protocol.may_write
        listener.link.write([encode(Whole("table:t1"))])
        listener.link.close(1012)
        with pytest.raises(ConnectionClosed):
            await client.recv()
        assert client.close_code == 1013

        other = await connect(served.url, additional_headers=bearer("desk2"))
        await until(lambda: len(served.scopes) == 2)
        await other.close()
        protocol = served.scopes[1]["extensions"][EXTENSION]["protocol"]
        await until(lambda: protocol.disconnected)
        assert not protocol.may_write


async def test_nothing_is_written_before_the_handshake_is_complete(hub):
    early = []

    class Watched(FastProtocol):
        async def run_asgi(self):
            early.append(self.may_write)
            await super().run_asgi()

    async with serve(hub, Watched) as served, connect(served.url, additional_headers=bearer("desk1")):
        assert early == [False]


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_a_client_that_does_not_read_delays_nobody_and_is_cut_off_with_1013(loop):
    """On each event loop: the buffer is counted, a drained transport is noticed, a sleeping one holds up nothing."""
    factory = None
    if loop == "uvloop":
        import uvloop

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(_slow_reader())


class Hasty(FastProtocol):
    goodbye_seconds = 0.3


async def _slow_reader():
    store, now = Store(), [1_000.0]
    hub = make_hub(store, clock=lambda: now[0])
    await hub.start()
    served = Served(hub, Hasty)
    await served.start()
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    raw.connect(served.socket.getsockname())
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    handshake = (
        "GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    )
    handshake += "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer desk1\r\n\r\n"
    await loop.sock_sendall(raw, handshake.encode())
    assert b" 101 " in await loop.sock_recv(raw, 4_096)
    mask, hello = b"\x00\x00\x00\x00", HELLO.encode()
    await loop.sock_sendall(raw, bytes((0x81, 0x80 | len(hello))) + mask + hello)
    async with connect(served.url, additional_headers=bearer("desk2")) as quick:
        await quick.send(HELLO)
        await hear(quick, "cards")
        await until(lambda: len(hub._feeds[FORUM].delivery.channels[Room("table", "t1")].members) == 2)
        slow = next(one for one in hub._listeners if one.actor.participant == "desk1")
        rng, worst = Random(1), 0.0
        for number in range(200):
            started = time.perf_counter()
            hub.nudged(FORUM, store.answer("a1", "t1", f"{number} " + "x" * rng.randrange(30_000, 50_000)))
            heard = await hear(quick, "cards")
            assert heard["cards"][0]["data"]["text"].startswith(f"{number} ")
            worst = max(worst, time.perf_counter() - started)
        assert slow.stale_since is not None
        assert slow.link.buffered() < 65_536 + 60_000
        assert worst < 1.0

        # It reads again: what waits for it is the tail of what was sent, then the newest state.
        text = b""
        deadline = time.monotonic() + 10
        while b'"text":"199 ' not in text and time.monotonic() < deadline:
            text = text[-100:] + await asyncio.wait_for(loop.sock_recv(raw, 1 << 20), 5)
        assert b'"text":"199 ' in text
        assert slow.stale_since is None

        # And stops for good: 30 s later it is told to go, and cut off although it does not read that either.
        for number in range(100):
            hub.nudged(FORUM, store.answer("a1", "t1", f"{number} " + "x" * 50_000))
            await hear(quick, "cards")
        assert slow.stale_since is not None
        now[0] += 31
        hub.sweep()
        assert slow.gone
        assert quick.close_code is None
        protocol = served.scopes[0]["extensions"][EXTENSION]["protocol"]
        assert protocol.close_sent
        assert not protocol.may_write
        started = time.monotonic()
    await hub.stop()
    await served.stop()
    assert time.monotonic() - started < 3, "a client that does not read holds up the server's end"
    raw.close()


def test_uvicorn_still_has_what_the_fast_path_leans_on():
    source = inspect.getsource(WebSocketsSansIOProtocol)
    for name in (
        "self.handshake_complete = True",
        "self.close_sent = True",
        "self.disconnected = True",
        "self.close_timer",
        "self.read_paused",
        "self.conn = ServerProtocol(",
        'self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})',
        "def resume_writing(self)",
        "async def run_asgi(self)",
        "def shutdown(self)",
    ):
        assert name in source, f"uvicorn {uvicorn.__version__} has changed: read app/live/fast.py again ({name})"
