"""What an operator does from the command line, beside a running server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from app.operations import Operations
from app.store.engines import open_engines
from app.store.lane import Lanes
from app.store.readers import Readers
from app.web.control import ask_server
from tests.servers import Served


def link_token(server: Served, forum: str, role: str, item: str | None = None) -> str:
    """A role link's token: through the server's own door on SQLite, from beside it on PostgreSQL."""
    asked = {"forum": forum, "role": role, "item": item}
    url = server.environment.get("SOBREMESA_DATABASE_URL")
    if url is None:
        made = ask_server(server.folder, "link", asked)
        assert made is not None
        return str(made["token"])
    with ThreadPoolExecutor(1) as aside:
        return str(aside.submit(_beside, url, asked).result()["token"])


def _beside(url: str, asked: dict[str, Any]) -> dict[str, Any]:
    engines = open_engines(url)
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
    lanes.start()
    try:
        return asyncio.run(Operations(lanes, readers).perform("link", asked))
    finally:
        lanes.stop()
        readers.close()
        engines.dispose()
