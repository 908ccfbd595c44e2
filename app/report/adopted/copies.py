"""Files of adopted texts that anybody may ask for without a pass: each is made once, and one at a time on the whole machine.

A process makes them, and whoever waits holds no thread: so no number of readers stands before anybody's answer.
"""

import asyncio
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.report.adopted.files import Copy, name_of
from app.report.adopted.sheet import Sheet
from app.report.press import not_made
from app.report.pressing.order import STANDS, NotMade
from app.report.pressing.rack import Rack
from app.report.pressing.steps import beside
from app.report.pressing.turns import Turn

PATIENCE_SECONDS: Final = 8.0
MOST_WAITING: Final = 40
"""How long somebody waits for a file that is being made, and how many do; the others are asked to come back."""

RETRY_SECONDS: Final = 5
MOST_KEPT: Final = 24
"""Files of a forum: its texts in each language and all. Beyond that those that nobody asked for longest go."""

_LOOK_SECONDS: Final = 0.1

_log = logging.getLogger(__name__)


class Copies:
    """One per server process."""

    def __init__(self, rack: Rack, patience: float = PATIENCE_SECONDS) -> None:
        self._rack = rack
        self._patience = patience
        self._waiting = 0
        self._at_work: asyncio.Task[Path | None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="copies")
        self._stands: Path | None = None

    async def file(self, sheet: Sheet, format: str) -> Path:
        """*sheet* as a file. Raises ``being_made`` (503, with ``Retry-After``) and ``report_not_made`` (500)."""
        wanted = Copy(sheet, format, self._rack.public(sheet.forum, await asyncio.to_thread(name_of, sheet, format)))
        if await asyncio.to_thread(_used, wanted.path):
            return wanted.path
        if self._waiting >= MOST_WAITING:
            raise being_made()
        self._waiting += 1
        try:
            return await asyncio.wait_for(self._made(wanted), self._patience)
        except TimeoutError:
            raise being_made() from None
        finally:
            self._waiting -= 1

    async def stop(self) -> None:
        """Break off what is being made."""
        if self._stands is not None:
            self._stands.unlink(missing_ok=True)
        if self._at_work is not None:
            await asyncio.wait({self._at_work})
        self._thread.shutdown(cancel_futures=True)

    async def _made(self, wanted: Copy) -> Path:
        while not wanted.path.is_file():
            if self._at_work is None and (turn := self._rack.public_turn()) is not None:
                self._at_work = asyncio.create_task(self._make(wanted, turn))
            if self._at_work is None:
                await asyncio.sleep(_LOOK_SECONDS)  # another process has the turn
                continue
            await asyncio.wait({task := self._at_work})
            if not task.cancelled() and task.result() == wanted.path:
                raise not_made()
        return wanted.path

    async def _make(self, wanted: Copy, turn: Turn) -> Path | None:
        """The path of what could not be made."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._beside, wanted)
        except (NotMade, OSError) as fault:
            _log.error("a file of an adopted text could not be made: %r", fault)
            return wanted.path
        finally:
            turn.release()
            self._at_work = None
        return None

    def _beside(self, wanted: Copy) -> None:
        folder = wanted.path.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._stands = folder / STANDS
        self._stands.touch()
        list(beside("copy", wanted, self._stands))
        kept = sorted((one for one in folder.iterdir() if one.name != STANDS), key=lambda one: -one.stat().st_mtime)
        for old in kept[MOST_KEPT:]:
            old.unlink(missing_ok=True)


def _used(path: Path) -> bool:
    """Whether the file is there; it is noted that somebody asked for it."""
    with suppress(OSError):
        os.utime(path)
        return True
    return False


def being_made() -> Refusal:
    """The file is not there yet."""
    return Refusal(
        "being_made",
        N_("This file is being made right now. Ask for it again in a few seconds."),
        status=503,
        retry_after=RETRY_SECONDS,
    )
