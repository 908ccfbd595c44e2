"""A forum's feed in one process: one task that reads the journal and the cards, and hands out frames.

Everything that concerns who has what happens in this task's ticks: a hello, a return from staleness and a commit all
wait for the next tick, which reads the journal first. So a socket is registered before its cards are read, its cards are
as new as the seq it is told, and what comes later comes in the next tick: nothing falls between.
"""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import Final, NamedTuple

from app.kernel.roles import Actor
from app.live.delivery import Delivery
from app.live.frames import Frame
from app.live.index import Index
from app.live.protocol import CLOSE_RESTART, Hello
from app.live.reading import Admission, JournalGap, Plan, Reading
from app.live.rooms import Room
from app.live.sockets import DRAINED, Listener
from app.live.surroundings import Surroundings
from app.live.wishes import Wish, understand

HELLOS_PER_TICK: Final = 32
"""More wait for the next tick, so that a thousand phones coming back together do not hold up what is live."""

RETURNS_PER_TICK: Final = 64

_log = logging.getLogger(__name__)


class Joining(NamedTuple):
    """A hello that this tick answers."""

    listener: Listener
    hello: Hello
    wish: Wish


class Feed:
    """One forum's listeners in this process, fed by one task."""

    def __init__(self, forum: str, around: Surroundings) -> None:
        self.forum = forum
        self.delivery = Delivery(forum, around)
        self._used = around.clock()
        self._around = around
        self._index: Index | None = None
        self._hellos: dict[Listener, Hello] = {}
        self._doubted: set[Listener] = set()
        self._wake = asyncio.Event()
        self._ready = asyncio.Event()
        self._waiters: list[tuple[int, asyncio.Future[None]]] = []
        self._task = asyncio.create_task(self._run(), name=f"feed {forum}")

    # ---- from the event loop, at any time

    @property
    def seq(self) -> int:
        """How far this process has read the forum's journal."""
        return self._index.seq if self._index is not None else 0

    def wake(self, seq: int | None = None) -> None:
        """There may be something to do; with *seq*, only if the journal was not read that far."""
        if seq is None or seq > self.seq:
            self._wake.set()

    def hello(self, listener: Listener, hello: Hello) -> None:
        """A client says what it wants; answered by the next tick. A later hello takes the place of one that waits."""
        self._hellos[listener] = hello
        self.wake()

    def doubt(self, listener: Listener) -> None:
        """Its rights were not asked for in a long time: the next tick does."""
        self._doubted.add(listener)
        self.wake()

    def remove(self, listener: Listener) -> None:
        """The socket is gone."""
        self._hellos.pop(listener, None)
        self._doubted.discard(listener)
        self.delivery.remove(listener)
        self._used = self._around.clock()

    def tell(self, room: Room, frame: Frame) -> None:
        """An ephemeral frame to everyone who is live in *room*."""
        self.delivery.tell(room, frame)

    async def heads(self, rooms: Iterable[Room], seconds: float) -> dict[Room, int]:
        """The rooms' heads as they are published here; 0, which is always safe, when the journal was not read in time."""
        self._used = self._around.clock()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ready.wait(), seconds)
        index = self._index
        return {room: self.delivery.head(room, index) if index is not None else 0 for room in rooms}

    def touched(self, rooms: Iterable[Room]) -> tuple[int, dict[Room, int]]:
        """The seq that was read, and when each room was last touched up to there."""
        index = self._index
        return self.seq, {room: index.head(room) if index is not None else 0 for room in rooms}

    async def caught_up(self, seq: int, seconds: float) -> bool:
        """Whether this process has read the journal up to *seq* within *seconds*."""
        self._used = self._around.clock()
        if self.seq < seq:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.append((seq, waiter))
            self.wake()
            with suppress(TimeoutError):
                await asyncio.wait_for(waiter, seconds)
        return self.seq >= seq

    def look_around(self, now: float) -> None:
        """Once a second: see who has drained, and whether a crowded room or a hello has waited long enough."""
        for listener in [one for one in self.delivery.stale if one.link.buffered() <= DRAINED]:
            self.delivery.drained(listener)
        digests = (channel.digest for channel in self.delivery.channels.values())
        if self._hellos or self.delivery.returning or any(digest and digest.ready(now) for digest in digests):
            self.wake()

    def is_idle(self, since: float) -> bool:
        """Whether nobody is here, and nobody has asked for anything since that time."""
        return not self.delivery.people and self._used < since

    async def stop(self) -> None:
        """End the task."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    # ---- the task

    async def _run(self) -> None:
        failures = 0
        while True:
            started = self._around.clock()
            self._wake.clear()
            try:
                if self._index is None:
                    self._index = await self._around.reader.build(self.forum)
                    self._ready.set()
                await self.tick()
                self._around.meter.took("tick", self._around.clock() - started)
                failures = 0
            except JournalGap as gap:
                _log.error("%s; everyone of this forum starts afresh", gap)
                self.start_afresh()
            except Exception as fault:
                _log.error(
                    "a tick of forum %s failed and is tried again: %r", self.forum, fault, exc_info=failures == 0
                )
                failures += 1
                self._around.meter.add("failed_ticks")
                await asyncio.sleep(self._around.retry)
                continue
            await self._wake.wait()
            # One commit after a quiet second goes out at once; under load, what changes within a beat goes out as one frame.
            await asyncio.sleep(max(0.0, started + self._around.beat - self._around.clock()))

    async def tick(self) -> None:
        """Read what is new and what is asked for, and hand it out."""
        index = self._index
        if index is None:
            return
        reader, now = self._around.reader, self._around.clock()
        joining = self._due(now)
        admissions = await self._admit((j.wish.actor, j.wish.rooms) for j in joining)
        returning = [(one, dict(one.rooms)) for one in list(self.delivery.returning)[:RETURNS_PER_TICK]]
        wishes = [j.wish for j in joining]
        wishes += [Wish(listener.actor, listener.variant, rooms) for listener, rooms in returning]
        plan = self._plan(index, wishes, now)
        reading = await reader.read(plan, index)

        concerned = list(self._doubted.union(*(self.delivery.people.get(who, ()) for who in reading.people)))
        self._doubted.clear()
        verdicts = await self._admit((one.actor, tuple(one.rooms)) for one in concerned)
        if any(j.wish.actor.participant in reading.people for j in joining):
            admissions = await self._admit((j.wish.actor, j.wish.rooms) for j in joining)

        if self._index is not index:
            return  # everyone was sent away meanwhile
        # From here to the end nothing is awaited: a tick is handed out whole.
        try:
            self._index = index = self._fold(index, reading)
            self.delivery.begin(reading, index)
            for listener, verdict in zip(concerned, verdicts, strict=True):
                self.delivery.enforce(listener, verdict)
            self._publish(plan, reading, index, now)
            for j, admission in zip(joining, admissions, strict=True):
                if not j.listener.gone:
                    if self._hellos.get(j.listener) is j.hello:
                        del self._hellos[j.listener]
                    j.listener.hello_answered(now)
                    self.delivery.join(j.listener, j.wish, admission)
            for listener, rooms in returning:
                if listener in self.delivery.returning:
                    self.delivery.bring_up(listener, rooms)
            self.delivery.flush()
        except Exception:
            # A fault of ours in the middle of a tick: nobody knows any more who has what.
            _log.exception("a tick of forum %s could not be handed out; everyone starts afresh", self.forum)
            self.start_afresh()
            return
        self._settle_waiters()
        if reading.more or self.delivery.returning:
            self.wake()

    def start_afresh(self) -> None:
        """Send everyone away to come back with what they have, and read the journal anew."""
        for listeners in list(self.delivery.people.values()):
            for listener in list(listeners):
                self._around.end(listener, CLOSE_RESTART)
        self._hellos.clear()
        self._index = None
        self._ready.clear()
        self.delivery = Delivery(self.forum, self._around)
        self.wake()

    # ---- its parts

    def _due(self, now: float) -> list[Joining]:
        due: list[Joining] = []
        for listener, hello in list(self._hellos.items()):
            if len(due) == HELLOS_PER_TICK:
                self.wake()
                break
            if listener.may_hello(now):
                wish = understand(hello, listener.actor, epoch=self._around.epoch, languages=self._around.languages)
                due.append(Joining(listener, hello, wish))
        return due

    async def _admit(self, asks: Iterable[tuple[Actor, Iterable[Room]]]) -> list[Admission]:
        listed = [(actor, tuple(rooms)) for actor, rooms in asks]
        return await self._around.reader.admit(listed) if listed else []

    def _plan(self, index: Index, wishes: list[Wish], now: float) -> Plan:
        owed = {}
        for room, channel in self.delivery.channels.items():
            if room.kind == "me":
                continue
            channel.settle_pace(now, self._around.crowd(self.forum, room, channel.people))
            if channel.digest and (keys := channel.digest.take(now)):
                owed[room] = (keys, tuple(channel.audience))
        return Plan(self.forum, index.seq, self.delivery.heard, owed, wishes, self._owner)

    def _owner(self, room: Room) -> Actor | None:
        """Whose ``me`` a room is; asked from a reader's thread."""
        if room.kind != "me":
            return None
        return next((listener.actor for listener in tuple(self.delivery.people.get(room.id, ()))), None)

    def _fold(self, index: Index, reading: Reading) -> Index:
        if reading.lost:
            return Index(seq=reading.seq)
        index.fold(reading.touched, reading.seq)
        return index

    def _publish(self, plan: Plan, reading: Reading, index: Index, now: float) -> None:
        channels = self.delivery.channels
        if reading.lost:
            self.delivery.whole()
            return
        for room, (keys, _) in plan.owed.items():
            channel = channels.get(room)
            if channel and channel.digest:
                channel.digest.owe(reading.touched.get(room, {}))
                owed_from = channel.digest.oldest(but=keys)
                # The head must not pass a change that is still owed, or a phone that leaves now would never get it.
                head = index.head(room) if owed_from is None else owed_from - 1
                channel.digest.sent(keys, self.delivery.publish(room, keys, head), now)
        for room, touched in reading.touched.items():
            if (channel := channels.get(room)) is None or room in plan.owed:
                continue
            if channel.digest:
                channel.digest.owe(touched)
                if channel.digest.pressing:
                    self.wake()
            else:
                self.delivery.publish(room, touched, index.head(room))

    def _settle_waiters(self) -> None:
        waiting, self._waiters = self._waiters, []
        for seq, waiter in waiting:
            if waiter.done():
                continue
            if seq <= self.seq:
                waiter.set_result(None)
            else:
                self._waiters.append((seq, waiter))
