"""Where reports are made: beside the event loop, never on it, and one at a time per forum.

Word, PDF and Excel are seconds of pure Python: a thread would hold the interpreter's lock in everybody's answers, so each
of them is made in a process of its own, which also gives its memory back.
"""

import asyncio
import multiprocessing
import signal
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from typing import Final, ParamSpec, TypeVar

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.report.formats import build
from app.report.model import ForumReport
from app.report.privacy import Audience
from app.resources import root
from app.web.catalogue import Catalogues

P = ParamSpec("P")
T = TypeVar("T")

HEAVY: Final = frozenset({"docx", "pdf", "xlsx", "evidence", "review"})
MOST: Final = 3
"""Forums whose reports a process makes at once."""

RETRY_SECONDS: Final = 5


class Press:
    """One per server process."""

    def __init__(self) -> None:
        self._busy: set[str] = set()

    @asynccontextmanager
    async def turn(self, forum: str) -> AsyncIterator[None]:
        """The forum's only turn at the press. Raises the refusal ``report_busy`` (503, with ``Retry-After``)."""
        if forum in self._busy or len(self._busy) >= MOST:
            raise Refusal(
                "report_busy",
                N_("Another report is being made right now. Try again in a few seconds."),
                status=503,
                retry_after=RETRY_SECONDS,
            )
        self._busy.add(forum)
        try:
            yield
        finally:
            self._busy.discard(forum)

    async def light(self, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """In a thread: what takes milliseconds."""
        return await asyncio.to_thread(make, *args, **kwargs)

    async def file(self, report: ForumReport, format: str, language: str, audience: Audience) -> bytes:
        """The report as a file. Raises the refusal ``no_such_format``."""
        if format not in HEAVY:
            return await self.light(pressed, report, format, language, audience)
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(1, mp_context=context, initializer=_leave_signals_to_the_server)
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(pool, pressed, report, format, language, audience)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def pressed(report: ForumReport, format: str, language: str, audience: Audience) -> bytes:
    """The same in the calling thread, in *language*'s own sentences: for the command line and for the process beside."""
    translations = Catalogues(root("locale")).of(language)
    return build(report, format, language=language, translations=translations, audience=audience)


def _leave_signals_to_the_server() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
