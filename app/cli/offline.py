"""Doing an operation: through the running server when there is one, else alone with the data folder."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.kernel.clock import Now, utc_now
from app.operations import Operations
from app.resources import root
from app.settings import Settings
from app.store.engines import open_engines, require_durable
from app.store.lane import Lanes
from app.store.migrate import migrate
from app.store.ownership import owned
from app.store.readers import Readers
from app.web.control import ask_server


def perform(settings: Settings, operation: str, **arguments: Any) -> dict[str, Any]:
    """Do *operation*. Raises ``Refusal``, ``RuntimeError`` (a server's refusal), ``UnsafeStore`` or ``FolderInUse``."""
    if settings.on_sqlite:
        answer = ask_server(settings.data, operation, arguments)
        if answer is not None:
            return answer
        with owned(settings.data):
            return alone(settings, operation, arguments)
    return alone(settings, operation, arguments)


def alone(settings: Settings, operation: str, arguments: dict[str, Any], now: Now = utc_now) -> dict[str, Any]:
    """Do it in this process, which must own the data folder."""
    with opened(settings, now) as operations:
        return asyncio.run(operations.perform(operation, arguments))


@contextmanager
def opened(settings: Settings, now: Now = utc_now) -> Iterator[Operations]:
    """The operations of this process alone, on a migrated database; ``now`` is the clock of its lanes."""
    engines = open_engines(settings.database)
    require_durable(engines)
    migrate(engines, root("migrations"))
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None, now=now), Readers(engines)
    lanes.start()
    try:
        yield Operations(lanes, readers, settings.data)
    finally:
        lanes.stop()
        readers.close()
        engines.dispose()
