"""Doing an operation: through the running server when there is one, else alone with the data folder."""

import asyncio
from typing import Any

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


def alone(settings: Settings, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Do it in this process, which must own the data folder."""
    engines = open_engines(settings.database)
    require_durable(engines)
    migrate(engines, root("migrations"))
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
    lanes.start()
    try:
        return asyncio.run(Operations(lanes, readers).perform(operation, arguments))
    finally:
        lanes.stop()
        readers.close()
        engines.dispose()
