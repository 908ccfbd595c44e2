"""How often one pass may write. Never counted per address: a whole venue shares one."""

import math
import time
from typing import Final

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from app.kernel.language import N_
from app.kernel.refusals import Refusal

WRITES_PER_MINUTE: Final = 1_200
"""Twenty a second, all day long: more than any person or table types, less than a runaway program does. Every process counts
for itself.
"""


class Rates:
    """Counts what each pass writes, over a sliding minute."""

    def __init__(self, writes_per_minute: int = WRITES_PER_MINUTE) -> None:
        self._most = RateLimitItemPerMinute(writes_per_minute)
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def take(self, pass_id: str) -> None:
        """One more write. Raises ``too_many_writes`` (429) that says in how many seconds the next one may come."""
        if await self._counter.hit(self._most, pass_id):
            return
        resets, _ = await self._counter.get_window_stats(self._most, pass_id)
        raise Refusal(
            "too_many_writes",
            N_("That was a great deal in one minute. Wait a little, then send it again; your words are kept."),
            status=429,
            retry_after=max(1, math.ceil(resets - time.time())),
        )
