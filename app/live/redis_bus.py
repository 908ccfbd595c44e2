"""The bus over Redis, for several server processes. It reconnects by itself; without Redis the process goes on alone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final

import orjson
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.live.bus import Ears, Message

CONNECT_SECONDS: Final = 2.0
PING_SECONDS: Final = 10.0
SILENCE_SECONDS: Final = 25.0
"""A connection on which not even an own ping comes back is dead, whatever TCP says."""

BACKOFF_SECONDS: Final = (0.2, 0.5, 1.0, 2.0, 5.0)
EDITS_LIMIT: Final = 1_000
DRAFTS_LIMIT: Final = 100
TOGETHER: Final = 64
"""Messages in one publish."""

_log = logging.getLogger(__name__)


class RedisBus(Ears):
    """Publishes on one channel, and listens on it. *channel* must be the deployment's own."""

    def __init__(self, url: str, channel: str) -> None:
        super().__init__()
        self._channel = channel
        self._redis: Redis = Redis.from_url(
            url,
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=CONNECT_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        # What waits to be said is the newest of its kind: bounded by the forums in use, however long Redis is away.
        self._nudges: dict[str, int] = {}
        self._counts: dict[str, Mapping[str, int]] = {}
        self._edits: dict[tuple[str, str, str, str], str | None] = {}
        self._drafts: dict[tuple[str, str, str, str], Mapping[str, Any]] = {}
        self._waiting = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._listening = False

    @property
    def healthy(self) -> bool:
        return self._listening

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._tasks = [
            asyncio.create_task(self._persist(self._speak), name="bus: speak"),
            asyncio.create_task(self._persist(self._listen), name="bus: listen"),
        ]

    async def stop(self) -> None:
        self._loop = None
        # A cancellation that meets a timeout inside the client can be lost, and the task would live on: ask until it ends.
        while pending := [task for task in self._tasks if not task.done()]:
            for task in pending:
                task.cancel()
            await asyncio.wait(pending, timeout=0.5)
        with suppress(RedisError, OSError, TimeoutError):
            await asyncio.wait_for(self._redis.aclose(), CONNECT_SECONDS)

    def nudge(self, forum: str, seq: int) -> None:
        # Our own sockets do not wait for a network, nor depend on one.
        self.soon(self._nudge, forum, seq)

    def _nudge(self, forum: str, seq: int) -> None:
        self.hear(self.process, ["n", forum, seq])
        self._nudges[forum] = max(seq, self._nudges.get(forum, 0))
        self._waiting.set()

    def present(self, forum: str, counts: Mapping[str, int]) -> None:
        self._counts[forum] = dict(counts)
        self._waiting.set()

    def edited(self, forum: str, room: str, key: str, by: str | None, whose: str = "") -> None:
        self.soon(self.hear, self.process, ["e", forum, room, key, by, whose])
        self._edits[forum, room, key, whose] = by
        while len(self._edits) > EDITS_LIMIT:
            del self._edits[next(iter(self._edits))]
        self._waiting.set()

    def drafted(self, forum: str, room: str, key: str, whose: str, texts: Mapping[str, Any]) -> None:
        self.soon(self.hear, self.process, ["d", forum, room, key, whose, dict(texts)])
        self._drafts[forum, room, key, whose] = texts
        while len(self._drafts) > DRAFTS_LIMIT:
            del self._drafts[next(iter(self._drafts))]
        self._waiting.set()

    async def _persist(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do *work* again and again, with growing pauses while Redis is away."""
        failures = 0
        while True:
            started = asyncio.get_running_loop().time()
            try:
                await work()
            except (RedisError, OSError, TimeoutError) as fault:
                if asyncio.get_running_loop().time() - started > BACKOFF_SECONDS[-1]:
                    failures = 0
                if failures == 0:
                    _log.warning("the bus has lost Redis and goes on without: %s", type(fault).__name__)
                await asyncio.sleep(BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)])
                failures += 1

    async def _speak(self) -> None:
        while True:
            await self._waiting.wait()
            self._waiting.clear()
            nudges, self._nudges = self._nudges, {}
            counts, self._counts = self._counts, {}
            edits, self._edits = self._edits, {}
            drafts, self._drafts = self._drafts, {}
            messages: list[Message] = [["n", forum, seq] for forum, seq in nudges.items()]
            messages += [["p", forum, said] for forum, said in counts.items()]
            messages += [["e", forum, room, key, by, whose] for (forum, room, key, whose), by in edits.items()]
            messages += [["d", *place, dict(texts)] for place, texts in drafts.items()]
            try:
                async with self._redis.pipeline(transaction=False) as pipe:
                    for start in range(0, len(messages), TOGETHER):
                        pipe.publish(self._channel, orjson.dumps([self.process, *messages[start : start + TOGETHER]]))
                    await pipe.execute()
            except (RedisError, OSError, TimeoutError):
                # Counts and edits are old when Redis comes back, and are said again; the newest nudge is still true.
                for forum, seq in nudges.items():
                    self._nudges[forum] = max(seq, self._nudges.get(forum, 0))
                self._waiting.set()
                raise

    async def _listen(self) -> None:
        clock = asyncio.get_running_loop().time
        pubsub = self._redis.pubsub(ignore_subscribe_messages=True)
        try:
            await pubsub.subscribe(self._channel)
            self._listening = True
            heard = pinged = clock()
            while True:
                message = await pubsub.get_message(timeout=PING_SECONDS / 2)
                now = clock()
                if message is not None:
                    heard = now
                    if message["type"] == "message":
                        self._understand(message["data"])
                elif now - heard > SILENCE_SECONDS:
                    raise TimeoutError
                if now - pinged >= PING_SECONDS:
                    pinged = now
                    await pubsub.ping()
        finally:
            self._listening = False
            with suppress(RedisError, OSError):
                await pubsub.aclose()  # type: ignore[no-untyped-call]

    def _understand(self, data: bytes) -> None:
        try:
            process, *messages = orjson.loads(data)
        except (ValueError, TypeError):
            _log.warning("something that is not ours came over the bus")
            return
        if process != self.process:
            for message in messages:
                self.hear(process, message)
