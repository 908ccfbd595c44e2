"""Readers: plain query functions, each in one snapshot, in a small thread pool."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from app.store.engines import READERS, Engines
from app.store.sessions import Snapshot

P = ParamSpec("P")
T = TypeVar("T")


class Readers:
    """Runs queries off the event loop. What a query returns must not need its session any more."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines
        self._pool = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="reader")

    async def run(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """``query(session, *args)`` in a read-only snapshot that ends with the call."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: self.now(query, *args, **kwargs))

    def now(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same in the calling thread: for the command line and start-up, never on the event loop."""
        with self.engines.reader.connect() as connection, connection.begin():
            session = Snapshot(connection)
            try:
                return query(session, *args, **kwargs)
            finally:
                session.close()

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown(wait=True, cancel_futures=True)
