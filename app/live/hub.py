"""The hub: all live sockets of one process.

Its methods are called on the event loop. The lane nudges the bus after each commit; a nudge that is lost heals within a
second, because the hub asks the database once a second how far every forum is.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from app.kernel.clock import milliseconds, utc_now
from app.kernel.language import INTERFACE_LANGUAGES
from app.kernel.roles import Actor
from app.live.bus import Bus
from app.live.census import Census
from app.live.feed import Feed
from app.live.frames import PING, PONG, Drafting, Editing, encode
from app.live.ports import CardSource, Gate, Journal, Meter, NoMeter, Readers
from app.live.presence import Editors, Presence
from app.live.protocol import CLOSE_RESTART, CLOSE_SILENT, CLOSE_SLOW, CLOSE_TOO_MANY, Fault, Hello, Ping
from app.live.reading import Reader
from app.live.rooms import Room
from app.live.sockets import STALE_SECONDS, Link, Listener
from app.live.surroundings import Surroundings

SOCKETS_PER_PASS: Final = 5
SOCKETS: Final = 20_000
UNANSWERED_SECONDS: Final = 25.0
"""A socket that left a ping unanswered gives its place to a new one of the same pass: a phone that changed networks
must not wait for its own ghosts."""

POLL_SECONDS: Final = 1.0
BEAT_SECONDS: Final = 0.03
RETRY_SECONDS: Final = 1.0
HEADS_SECONDS: Final = 2.0
IDLE_SECONDS: Final = 300.0
RECHECK_SECONDS: Final = 120.0
RECHECKS: Final = 50

_log = logging.getLogger(__name__)


def _wall() -> int:
    return milliseconds(utc_now())


class Hub:
    """Everything live in this process; made once by the composition root."""

    def __init__(
        self,
        *,
        journal: Journal,
        readers: Readers,
        cards: CardSource,
        gate: Gate,
        bus: Bus,
        epoch: str,
        meter: Meter | None = None,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], int] = _wall,
        languages: tuple[str, ...] = INTERFACE_LANGUAGES,
        beat: float = BEAT_SECONDS,
        poll: float = POLL_SECONDS,
        retry: float = RETRY_SECONDS,
        patience: float = HEADS_SECONDS,
    ) -> None:
        self._journal = journal
        self._readers = readers
        self._bus = bus
        self._clock = clock
        self._poll_seconds = poll
        self._patience = patience
        self._presence = Presence()
        self._census = Census(self._presence, bus)
        self._editors = Editors()
        self._meter = meter or NoMeter()
        self._around = Surroundings(
            reader=Reader(journal, readers, cards, gate),
            epoch=epoch,
            clock=clock,
            wall=wall,
            meter=self._meter,
            end=self.end,
            crowd=self._presence.total,
            beat=beat,
            retry=retry,
            languages=languages,
        )
        self._feeds: dict[str, Feed] = {}
        self._listeners: set[Listener] = set()
        self._passes: dict[str, list[Listener]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._unsubscribe: Callable[[], None] | None = None
        self._stopping = False

    async def start(self) -> None:
        """Start the bus and the tasks. Does not wait for a database or for Redis."""
        self._unsubscribe = self._bus.subscribe(self)
        await self._bus.start()
        self._tasks = [
            asyncio.create_task(self._again_and_again(self.poll, self._poll_seconds), name="hub: poll"),
            asyncio.create_task(self._again_and_again(self._sweep_once, 1.0), name="hub: sweep"),
        ]

    async def stop(self) -> None:
        """Close every socket with 1012, and end all tasks."""
        self._stopping = True
        for listener in list(self._listeners):
            self.end(listener, CLOSE_RESTART)
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        for feed in self._feeds.values():
            await feed.stop()
        self._feeds.clear()
        if self._unsubscribe:
            self._unsubscribe()
            self._unsubscribe = None
        await self._bus.stop()

    # ---- sockets

    def attach(self, actor: Actor, link: Link) -> Listener | int:
        """A socket of *actor*, which hears nothing before its hello; or the code with which it must be closed."""
        if self._stopping:
            return CLOSE_RESTART
        if len(self._listeners) >= SOCKETS:
            return CLOSE_SLOW
        now = self._clock()
        same = self._passes.setdefault(actor.pass_id or actor.participant, [])
        ghost = min(same, key=lambda one: one.session.heard, default=None)
        if len(same) >= SOCKETS_PER_PASS and ghost and now - ghost.session.heard > UNANSWERED_SECONDS:
            self.end(ghost, CLOSE_SILENT)
        if len(same) >= SOCKETS_PER_PASS:
            return CLOSE_TOO_MANY
        listener = Listener(actor, link, now)
        same.append(listener)
        self._listeners.add(listener)
        feed = self._feed(actor.forum)
        feed.delivery.add(listener)
        link.drained = lambda: self._drained(listener)
        self._meter.set("sockets", len(self._listeners))
        return listener

    def detach(self, listener: Listener) -> None:
        """The socket is gone; saying so twice is fine."""
        if listener.gone:
            return
        listener.gone = True
        listener.link.drained = None
        self._listeners.discard(listener)
        same = self._passes.get(of_pass := listener.actor.pass_id or listener.actor.participant, [])
        if listener in same:
            same.remove(listener)
        if not same:
            self._passes.pop(of_pass, None)
        if feed := self._feeds.get(listener.actor.forum):
            feed.remove(listener)
        self._meter.set("sockets", len(self._listeners))

    def end(self, listener: Listener, code: int) -> None:
        """Close a socket with *code*."""
        if not listener.gone:
            self._meter.add(f"closed_{code}")
            listener.link.close(code)
            self.detach(listener)

    def heard(self, listener: Listener, data: str | bytes) -> None:
        """A frame from a client."""
        if listener.gone:
            return
        said = listener.session.received(data, self._clock())
        if isinstance(said, Hello):
            self._feed(listener.actor.forum).hello(listener, said)
        elif isinstance(said, Ping):
            listener.tell(PONG)
        elif isinstance(said, Fault):
            listener.tell(encode(said))
            if code := listener.session.must_close:
                self.end(listener, code)

    def _drained(self, listener: Listener) -> None:
        if (feed := self._feeds.get(listener.actor.forum)) and not listener.gone:
            feed.delivery.drained(listener)
            feed.wake()

    # ---- what pages and calls ask

    async def heads(self, forum: str, rooms: list[Room]) -> dict[Room, int]:
        """The heads of *rooms* as far as this process has read the journal: ask before reading the cards."""
        return await self._feed(forum).heads(rooms, self._patience)

    def touched(self, forum: str, rooms: list[Room]) -> tuple[int, dict[Room, int]]:
        """How far the journal was read, and what last touched each room. A crowded room's head may be older."""
        return self._feed(forum).touched(rooms)

    async def caught_up(self, forum: str, seq: int, timeout: float) -> bool:  # noqa: ASYNC109 - pages say how long
        """Wait until this process has read *seq*; False when it did not within *timeout* seconds."""
        return await self._feed(forum).caught_up(seq, timeout)

    def editing(self, forum: str, room: Room, key: str, by: str | None, whose: str = "") -> None:
        """Tell *room* that *whose* writes in the card *key*, shown as *by*; None when they have stopped. Cheap to call."""
        if self._editors.is_news(forum, str(room), key, by, self._clock(), whose):
            self._bus.edited(forum, str(room), key, by, whose)

    def drafting(self, forum: str, room: Room, key: str, whose: str, texts: Mapping[str, Any]) -> None:
        """Tell *room* what the writer *whose* types at the card *key*, by language; without texts nothing any more."""
        self._bus.drafted(forum, str(room), key, whose, texts)

    def people(self, forum: str, room: Room) -> int:
        """How many people are in *room*, in all processes."""
        channel = feed.delivery.channels.get(room) if (feed := self._feeds.get(forum)) else None
        return self._presence.total(forum, room, channel.people if channel else 0)

    # ---- what the bus says

    def nudged(self, forum: str, seq: int) -> None:
        if feed := self._feeds.get(forum):
            feed.wake(seq)

    def present(self, process: str, forum: str, counts: Mapping[str, int]) -> None:
        self._presence.heard(process, forum, counts, self._clock())

    def edited(self, forum: str, room: str, key: str, by: str | None, whose: str = "") -> None:
        self._editors.note(forum, room, key, by, self._clock(), whose)
        if feed := self._feeds.get(forum):
            feed.delivery.tell(Room(*room.split(":", 1)), encode(Editing(key, by)), but=whose)

    def drafted(self, forum: str, room: str, key: str, whose: str, texts: Mapping[str, Any]) -> None:
        if feed := self._feeds.get(forum):
            feed.tell(Room(*room.split(":", 1)), encode(Drafting(key, whose, texts)))

    # ---- once a second

    async def poll(self) -> None:
        """Ask the database how far every forum in use is: what no nudge has told."""
        known = {forum: feed.seq for forum, feed in self._feeds.items()}
        if not known:
            return
        heads = await self._readers.run(self._journal.heads, list(known))
        for forum, seq in known.items():
            if (feed := self._feeds.get(forum)) is None:
                continue
            if heads.get(forum, 0) < seq:
                _log.error("forum %s went back from %d to %d: everyone starts afresh", forum, seq, heads.get(forum, 0))
                feed.start_afresh()
            feed.wake(heads.get(forum, 0))

    def sweep(self) -> None:
        """Heartbeats, sockets that are stale too long, counts, and feeds that nobody uses."""
        now = self._clock()
        for listener in list(self._listeners):
            due = listener.session.due(now)
            if isinstance(due, int):
                self.end(listener, due)
            elif listener.stale_since is not None and now - listener.stale_since >= STALE_SECONDS:
                self.end(listener, CLOSE_SLOW)
            elif due is not None:
                listener.tell(PING)
        self._presence.expire(now)
        for forum, room, key in self._editors.expire(now):
            self.edited(forum, room, key, None)
        for forum, feed in list(self._feeds.items()):
            self._recheck(feed, now)
            self._census.take(forum, feed.delivery, now)
            feed.look_around(now)
        self._meter.set("feeds", len(self._feeds))
        self._meter.set("stale_sockets", sum(len(feed.delivery.stale) for feed in self._feeds.values()))

    def _recheck(self, feed: Feed, now: float) -> None:
        # A pass may end without a word in the journal: by its date, or because a role's item is over.
        old = (one for people in feed.delivery.people.values() for one in people if now - one.checked > RECHECK_SECONDS)
        for listener, _ in zip(list(old), range(RECHECKS), strict=False):
            listener.checked = now
            feed.doubt(listener)

    async def _sweep_once(self) -> None:
        self.sweep()
        idle = [f for f, feed in self._feeds.items() if feed.is_idle(self._clock() - IDLE_SECONDS)]
        for forum in idle:
            self._census.forget(forum)
            await self._feeds.pop(forum).stop()

    async def _again_and_again(self, work: Callable[[], Awaitable[None]], pause: float) -> None:
        while True:
            await asyncio.sleep(pause)
            try:
                await work()
            except Exception:
                _log.exception("the hub's %s failed; it is tried again", work.__name__)

    def _feed(self, forum: str) -> Feed:
        if forum not in self._feeds:
            self._feeds[forum] = Feed(forum, self._around)
        return self._feeds[forum]
