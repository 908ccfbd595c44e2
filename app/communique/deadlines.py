"""Deadlines take effect by themselves. Each server looks which have passed, first of all when it starts: nothing depends on
a timer, and what passed while no server ran has passed all the same.
"""

import asyncio
import logging
from contextlib import suppress
from typing import Final

from app.communique import standing
from app.communique.commands.silence import KeepSilence
from app.kernel.clock import Now, utc_now
from app.kernel.refusals import Refusal
from app.store.lane import Lanes
from app.store.readers import Readers

_log = logging.getLogger(__name__)

BEAT_SECONDS: Final = 1.0


class Deadlines:
    """Watches the silences of all forums. Several servers at one database watch the same ones: the command is refused to
    all but the first.
    """

    def __init__(self, lanes: Lanes, readers: Readers, now: Now = utc_now) -> None:
        self._lanes = lanes
        self._readers = readers
        self._now = now
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Let take effect what has passed, then watch."""
        await self.settle()
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Watch no more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def settle(self) -> float:
        """Let take effect what has passed; in how many seconds to look again."""
        for forum, silence, ends in await self._readers.run(standing.deadlines):
            left = (ends - self._now()).total_seconds()
            if left > 0:
                return min(left, BEAT_SECONDS)
            with suppress(Refusal):
                await self._lanes.run(forum, KeepSilence(silence))
        return BEAT_SECONDS

    async def _watch(self) -> None:
        while True:
            pause = BEAT_SECONDS
            try:
                pause = await self.settle()
            except Exception as fault:
                _log.error("the deadlines could not be looked at, and are again in a second: %r", fault)
            await asyncio.sleep(pause)
