"""Where reports are made: beside the event loop, never on it, and one at a time per forum.

Word, PDF and Excel are seconds of pure Python: a thread would hold the interpreter's lock in everybody's answers. So they,
and everything of a forum that wrote much, are made in processes of low priority that read the database for themselves.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.report.formats import build
from app.report.model import ForumReport
from app.report.pressing.order import STANDS, NotMade, Order, Step
from app.report.pressing.rack import Rack
from app.report.pressing.run import Run, State
from app.report.pressing.steps import run
from app.report.pressing.turns import Turn
from app.report.privacy import Audience
from app.report.queries import forum_ids, read_until, taken_back
from app.report.reach import Reach
from app.resources import root
from app.store.readers import Readers
from app.web.catalogue import Catalogues

P = ParamSpec("P")
T = TypeVar("T")

HEAVY: Final = frozenset({"docx", "pdf", "xlsx", "evidence", "review"})
MOST: Final = 3
"""Forums whose reports a process makes at once."""

RETRY_SECONDS: Final = 5

TIDY_SECONDS: Final = 30.0
"""How often files go that nobody may have any more."""

_log = logging.getLogger(__name__)


class Press:
    """One per server process. What it makes lies on a rack that all processes of a data folder share."""

    def __init__(self, database: str, data: Path, readers: Readers) -> None:
        self.rack = Rack(data)
        self._database = database
        self._data = data
        self._readers = readers
        self._busy: set[str] = set()
        self._folders: set[Path] = set()
        self._threads = ThreadPoolExecutor(MOST, thread_name_prefix="press")
        self._tidying: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take away what earlier processes left, then tidy up from time to time."""
        self._tidying = asyncio.create_task(self._tidy())
        await self.tidy()

    async def stop(self) -> None:
        """Break off what is being made, and let go of everything."""
        if self._tidying is not None:
            self._tidying.cancel()
            with suppress(asyncio.CancelledError):
                await self._tidying
        for folder in list(self._folders):
            (folder / STANDS).unlink(missing_ok=True)
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    @asynccontextmanager
    async def turn(self, forum: str) -> AsyncIterator[None]:
        """The forum's only turn at the press, of all workers. Raises ``report_busy`` (503, with ``Retry-After``)."""
        turn = await self._take(forum)
        try:
            yield
        finally:
            self._free(forum, turn)

    async def light(self, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """In a thread: what takes milliseconds."""
        return await asyncio.to_thread(make, *args, **kwargs)

    async def file(self, reach: Reach, forum: str, format: str, language: str, made_at: datetime) -> tuple[bytes, str]:
        """One file with its name, in the turn that the caller has. Raises ``report_not_made`` (500)."""
        folder, held = await asyncio.to_thread(self.rack.one, forum)
        order = Order(self._database, forum, reach, language, (format,), made_at, folder, self._data)
        try:
            made = [step for step in await self.beside(folder, run, order) if step.state == "made"]
            return await asyncio.to_thread(order.file(format).read_bytes), made[-1].name
        except (NotMade, OSError):
            raise not_made() from None
        finally:
            held.release()
            await asyncio.to_thread(self.rack.discard, folder)

    async def beside(
        self, folder: Path, make: Callable[P, Iterable[Step]], *args: P.args, **kwargs: P.kwargs
    ) -> list[Step]:
        """All steps of something that is made in *folder*, in a thread that waits for its process."""
        self._folders.add(folder)
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, lambda: list(make(*args, **kwargs)))
        finally:
            self._folders.discard(folder)

    async def begin(
        self, key: tuple[str, ...], reach: Reach, forum: str, made_at: datetime, formats: tuple[str, ...]
    ) -> Run:
        """Begin to make all files for *key* (a person, an audience, …, a language), or the run that is under way.

        Raises ``report_busy``, and ``report_not_made`` (500) on a full disk.
        """
        before = await self.run_of(forum, key)
        if before is not None and not before.ended:
            return before
        try:
            turn = await self._take(forum)
        except Refusal:
            # A second press of the button, or the same person at another worker.
            meanwhile = await self.run_of(forum, key)
            if meanwhile is not None and not meanwhile.ended:
                return meanwhile
            raise
        try:
            seq = await self._readers.run(read_until, forum)
            going, held = await asyncio.to_thread(self.rack.begin, forum, key, formats, seq)
        except BaseException as fault:
            self._free(forum, turn)
            if isinstance(fault, OSError):
                _log.error("the files of a report could not be written: %r", fault)
                raise not_made() from None
            raise
        order = Order(self._database, forum, reach, key[-1], formats, made_at, going.folder, self._data)
        self._folders.add(going.folder)
        self._threads.submit(self._make, order, going, held, turn)
        return going

    async def run_of(self, forum: str, key: tuple[str, ...]) -> Run | None:
        """What was ordered by that key and is under way or waits to be fetched, in whichever process."""
        found = await asyncio.to_thread(self.rack.run_of, forum, key)
        return await self._checked(found) if found is not None else None

    async def tidy(self) -> None:
        """Take away what nobody may have any more."""
        for found in await asyncio.to_thread(self.rack.runs):
            await self._checked(found)
        await asyncio.to_thread(self.rack.sweep, await self._readers.run(forum_ids))

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(TIDY_SECONDS)
            try:
                await self.tidy()
            except Exception as fault:
                _log.error("old files of reports could not be looked at, and are again in half a minute: %r", fault)

    async def _checked(self, found: Run) -> Run:
        """A run whose files may still be handed out, or the same without them."""
        if found.state == "made" and await self._readers.run(taken_back, found.forum, found.seq):
            await asyncio.to_thread(self.rack.end, found, "outdated")
        return found

    async def _take(self, forum: str) -> Turn:
        if forum in self._busy or len(self._busy) >= MOST:
            raise busy()
        self._busy.add(forum)
        try:
            turn = await asyncio.to_thread(self.rack.turn, forum)
            if turn is None:
                raise busy()
        except BaseException:
            self._busy.discard(forum)
            raise
        return turn

    def _free(self, forum: str, turn: Turn) -> None:
        turn.release()
        self._busy.discard(forum)

    def _make(self, order: Order, going: Run, held: Turn, turn: Turn) -> None:
        """In a thread of its own: all files of a run, and how far they are."""
        state: State = "failed"
        try:
            for step in run(order):
                going.take(step)
                going.keep()
            state = "made"
        except NotMade:
            state = "failed" if going.standing.exists() else "broken_off"
        except OSError as fault:
            _log.error("the files of a report could not be written: %r", fault)
        except Exception:
            _log.exception("the files of a report could not be made")
        finally:
            self.rack.end(going, state)
            self._folders.discard(going.folder)
            held.release()
            self._free(order.forum, turn)


def busy() -> Refusal:
    """The forum's turn is another's, or the process makes enough at once."""
    return Refusal(
        "report_busy",
        N_("Another report is being made right now. Try again in a few seconds."),
        status=503,
        retry_after=RETRY_SECONDS,
    )


def not_made() -> Refusal:
    """The process that makes the report ended before it was done."""
    return Refusal("report_not_made", N_("The report could not be made. Try again."), status=500)


def pressed(report: ForumReport, format: str, language: str, audience: Audience) -> bytes:
    """A loaded report as a file in the calling thread, in *language*'s own sentences."""
    translations = Catalogues(root("locale")).of(language)
    return build(report, format, language=language, translations=translations, audience=audience)
