"""Where reports are made: beside the event loop, never on it, and one at a time per forum.

Word, PDF and Excel are seconds of pure Python: a thread would hold the interpreter's lock in everybody's answers. So they,
and everything of a forum that wrote much, are made in processes of low priority that read the database for themselves.
"""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.report.formats import build
from app.report.model import ForumReport
from app.report.pressing.order import NotMade, Order
from app.report.pressing.run import Run
from app.report.pressing.steps import run
from app.report.privacy import Audience
from app.report.reach import Reach
from app.resources import root
from app.web.catalogue import Catalogues

P = ParamSpec("P")
T = TypeVar("T")

HEAVY: Final = frozenset({"docx", "pdf", "xlsx", "evidence", "review"})
MOST: Final = 3
"""Forums whose reports a process makes at once."""

RETRY_SECONDS: Final = 5

KEPT_SECONDS: Final = 1_800
"""How long finished files wait for whoever ordered them."""


class Press:
    """One per server process. Files wait in a folder of its own, which goes when it stops."""

    def __init__(self, database: str, data: Path | None = None) -> None:
        self._database = database
        self._data = data
        self._busy: set[str] = set()
        self._runs: dict[tuple[str, ...], Run] = {}
        self._at_work: set[asyncio.Task[None]] = set()
        self._threads = ThreadPoolExecutor(MOST, thread_name_prefix="press")
        self._folder: Path | None = None

    @asynccontextmanager
    async def turn(self, forum: str) -> AsyncIterator[None]:
        """The forum's only turn at the press. Raises the refusal ``report_busy`` (503, with ``Retry-After``)."""
        self._take(forum)
        try:
            yield
        finally:
            self._busy.discard(forum)

    def _take(self, forum: str) -> None:
        if forum in self._busy or len(self._busy) >= MOST:
            raise Refusal(
                "report_busy",
                N_("Another report is being made right now. Try again in a few seconds."),
                status=503,
                retry_after=RETRY_SECONDS,
            )
        self._busy.add(forum)

    async def light(self, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """In a thread: what takes milliseconds."""
        return await asyncio.to_thread(make, *args, **kwargs)

    async def file(self, reach: Reach, forum: str, format: str, language: str, made_at: datetime) -> tuple[bytes, str]:
        """One file with its name, in the turn that the caller has. Raises ``report_not_made`` (500)."""
        folder = self._new_folder()
        order = Order(self._database, forum, reach, language, (format,), made_at, folder, self._data)
        going = Run((format,))
        try:
            await self._follow(order, going)
            if going.failed:
                raise not_made()
            return await asyncio.to_thread(order.file(format).read_bytes), going.steps[format].name
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def begin(self, key: tuple[str, ...], reach: Reach, forum: str, made_at: datetime, formats: tuple[str, ...]) -> Run:
        """Begin to make all files for *key* (a person, an audience, a language), or the run that is under way.

        Raises ``report_busy``.
        """
        before = self._runs.get(key)
        if before is not None and not before.ended:
            return before
        self._take(forum)
        self._forget(key)
        try:
            folder = self._new_folder()
        except OSError:
            self._busy.discard(forum)
            raise
        going = self._runs[key] = Run(formats, folder)
        order = Order(self._database, forum, reach, key[-1], formats, made_at, folder, self._data)
        task = asyncio.create_task(self._follow(order, going, lambda: self._busy.discard(forum)))
        self._at_work.add(task)
        task.add_done_callback(lambda done: self._ended(done, key))
        return going

    def run_of(self, key: tuple[str, ...]) -> Run | None:
        """What was ordered by that key and is under way or waits to be fetched."""
        return self._runs.get(key)

    def close(self) -> None:
        """Let go of everything."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    async def _follow(self, order: Order, going: Run, free: Callable[[], None] = lambda: None) -> None:
        loop = asyncio.get_running_loop()

        def make() -> None:
            for step in run(order):
                loop.call_soon_threadsafe(going.take, step)

        try:
            await loop.run_in_executor(self._threads, make)
        except NotMade:
            going.failed = True
        finally:
            free()
            going.over.set()

    def _ended(self, task: asyncio.Task[None], key: tuple[str, ...]) -> None:
        self._at_work.discard(task)
        kept = self._runs.get(key)

        def let_go() -> None:
            if self._runs.get(key) is kept:
                self._forget(key)

        with suppress(RuntimeError):  # the loop has ended with the server
            asyncio.get_running_loop().call_later(KEPT_SECONDS, let_go)

    def _forget(self, key: tuple[str, ...]) -> None:
        gone = self._runs.pop(key, None)
        if gone is not None and gone.folder is not None:
            shutil.rmtree(gone.folder, ignore_errors=True)

    def _new_folder(self) -> Path:
        # A server stands longer than many a system leaves an old folder among temporary ones.
        if self._folder is None or not self._folder.is_dir():
            self._folder = Path(tempfile.mkdtemp(prefix="sobremesa-press-"))
        return Path(tempfile.mkdtemp(dir=self._folder))


def not_made() -> Refusal:
    """The process that makes the report ended before it was done."""
    return Refusal("report_not_made", N_("The report could not be made. Try again."), status=500)


def pressed(report: ForumReport, format: str, language: str, audience: Audience) -> bytes:
    """A loaded report as a file in the calling thread, in *language*'s own sentences."""
    translations = Catalogues(root("locale")).of(language)
    return build(report, format, language=language, translations=translations, audience=audience)
