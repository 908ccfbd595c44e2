"""The lane: the one door for writing.

A lane is a thread with one synchronous connection. It takes all commands of one forum that wait at that moment into one
transaction, a savepoint each, commits durably, and only then answers. Why one thread: 64 commands in one transaction cost
1.2-2.0 ms here and 58-72 ms through an async driver, and on SQLite a second writer would only wait for the first.
"""

import asyncio
import logging
import threading
import zlib
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final, NamedTuple

from sqlmodel import Session

from app.kernel.clock import Now, utc_now
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.store import outages
from app.store.batch import Batch, Outcome
from app.store.engines import Engines
from app.store.journal import take_number
from app.store.work import Command, Done, require_keepable

BATCH: Final = 32
QUEUE: Final = 4_096
AWAY: Final = 2
"""So many tries in a row that the database refused, and a batch is given back as it is."""

_log = logging.getLogger(__name__)


class _Job(NamedTuple):
    forum: str
    command: Command
    actor: Actor | None
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Done]"


class Lane:
    """One thread, one connection, many forums; a forum is always on the same lane of a process."""

    def __init__(
        self,
        engines: Engines,
        *,
        committed: Callable[[str, int], None],
        now: Now = utc_now,
        number: Callable[[Session, str], int] = take_number,
        name: str = "lane",
    ) -> None:
        self._engines = engines
        self._committed = committed
        self._now = now
        self._number = number
        self._waiting: OrderedDict[str, deque[_Job]] = OrderedDict()
        self._count = 0
        self._away = 0
        self._condition = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what waits, then end the thread."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
        self._thread.join()

    @property
    def waiting(self) -> int:
        """How many commands wait."""
        return self._count

    def submit(self, job: _Job) -> None:
        """Queue a job. Raises the refusal ``busy`` (503) when the queue is full or the lane is stopping."""
        with self._condition:
            if self._count >= QUEUE or self._stopping:
                raise Refusal(
                    "busy",
                    N_("The server is busy for a moment. Your text is safe on this device and goes out by itself."),
                    status=503,
                    retry_after=2,
                )
            self._waiting.setdefault(job.forum, deque()).append(job)
            self._count += 1
            self._condition.notify()

    def _next_batch(self) -> list[_Job]:
        with self._condition:
            while not self._waiting:
                if self._stopping:
                    return []
                self._condition.wait()
            forum, jobs = self._waiting.popitem(last=False)
            batch = [jobs.popleft() for _ in range(min(BATCH, len(jobs)))]
            if jobs:
                self._waiting[forum] = jobs  # behind the other forums: none of them starves
            self._count -= len(batch)
            return batch

    def _serve(self) -> None:
        while batch := self._next_batch():
            self._answer(batch, self._outcomes(batch))

    def _outcomes(self, batch: list[_Job]) -> list[Outcome]:
        try:
            outcomes = self._transact(batch)
            self._is_away(None)
            return outcomes
        except Exception as fault:
            if len(batch) == 1:
                return [self._failed(fault)]
            if not outages.is_outage(fault):
                _log.warning("a batch of %d failed and runs again one by one: %s", len(batch), type(fault).__name__)
        outcomes = []
        for place, job in enumerate(batch):
            outcomes.append(self._alone(job))
            if self._away >= AWAY:
                # Each try may wait for a database that does not answer, and those behind would wait for all of them.
                return outcomes + [outages.cannot_write() for _ in batch[place + 1 :]]
        return outcomes

    def _alone(self, job: _Job) -> Outcome:
        try:
            outcome = self._transact([job])[0]
        except Exception as fault:
            return self._failed(fault)
        self._is_away(None)
        return outcome

    def _failed(self, fault: Exception) -> BaseException:
        self._is_away(fault if outages.is_outage(fault) else None)
        return outages.told(fault)

    def _is_away(self, fault: Exception | None) -> None:
        """Count the tries that the database refused, one after the other; say so once, when it begins and when it ends."""
        if fault is None and self._away:
            _log.warning("the database takes words again")
        elif fault is not None and not self._away:
            _log.error("the database takes no words; whoever sends one is asked to keep it: %s", fault)
        self._away = self._away + 1 if fault is not None else 0

    def _transact(self, batch: list[_Job]) -> list[Outcome]:
        with self._engines.writer.connect() as connection, connection.begin():
            return Batch(connection, batch[0].forum, self._now, self._number).run([(j.command, j.actor) for j in batch])

    def _answer(self, batch: list[_Job], outcomes: list[Outcome]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Done], Outcome]]] = {}
        for job, outcome in zip(batch, outcomes, strict=True):
            by_loop.setdefault(job.loop, []).append((job.future, outcome))
        for loop, answers in by_loop.items():
            try:
                loop.call_soon_threadsafe(_resolve, answers)
            except RuntimeError:  # that loop has closed: nobody waits any more
                continue
        last = max((o.seq for o in outcomes if isinstance(o, Done) and not o.repeated), default=0)
        if last:
            self._committed(batch[0].forum, last)


def _resolve(answers: list[tuple["asyncio.Future[Done]", Outcome]]) -> None:
    for future, outcome in answers:
        if future.done():
            continue
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)


class Lanes:
    """The lanes of one process: one on SQLite, a few on PostgreSQL."""

    def __init__(
        self,
        engines: Engines,
        *,
        committed: Callable[[str, int], None],
        now: Now = utc_now,
        number: Callable[[Session, str], int] = take_number,
    ) -> None:
        self._lanes = [
            Lane(engines, committed=committed, now=now, number=number, name=f"lane-{i}") for i in range(engines.lanes)
        ]

    def start(self) -> None:
        """Start every lane."""
        for lane in self._lanes:
            lane.start()

    def stop(self) -> None:
        """Finish what waits, and end."""
        for lane in self._lanes:
            lane.stop()

    @property
    def waiting(self) -> int:
        """How many commands wait in all lanes."""
        return sum(lane.waiting for lane in self._lanes)

    async def run(self, forum: str, command: Command, actor: Actor | None = None) -> Done:
        """Run *command* in *forum*; returns after the durable commit. Raises :class:`Refusal`.

        Cancelling the caller does not undo the command: it may have been committed already.
        """
        require_keepable(command)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Done] = loop.create_future()
        lane = self._lanes[zlib.crc32(forum.encode()) % len(self._lanes)]
        lane.submit(_Job(forum, command, actor, loop, future))
        return await future
