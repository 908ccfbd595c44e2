"""Engines: one that writes and one that only reads, for SQLite and for PostgreSQL."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, make_url

LANES_POSTGRESQL = 4
READERS = 4


class UnsafeStore(Exception):
    """The database would lose an acknowledged word; the message is one line for the operator."""


@dataclass(frozen=True, slots=True)
class Engines:
    """``writer`` serves the lanes, ``reader`` the thread pool of readers."""

    writer: Engine
    reader: Engine

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.writer.dialect.name

    @property
    def lanes(self) -> int:
        """How many lanes may write at once: SQLite has one writer, and a second would only wait for it."""
        return 1 if self.dialect == "sqlite" else LANES_POSTGRESQL

    def dispose(self) -> None:
        """Close every connection, readers first: the last SQLite connection to close checkpoints."""
        self.reader.dispose()
        self.writer.dispose()


def open_engines(url: str) -> Engines:
    """Engines for *url* (``sqlite:///file`` or ``postgresql://…``). Raises :class:`UnsafeStore` for another kind."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise UnsafeStore("An in-memory database keeps no word: give SOBREMESA_DATABASE_URL a file.")
        return _open_sqlite(url)
    if parsed.get_backend_name() == "postgresql":
        return _open_postgresql(parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))
    raise UnsafeStore(f"Sobremesa keeps its words in SQLite or PostgreSQL, not in {parsed.get_backend_name()}.")


def _open_sqlite(url: str) -> Engines:
    writer = sa.create_engine(url, pool_size=1, max_overflow=0, connect_args={"timeout": 10})
    reader = sa.create_engine(url, pool_size=READERS, max_overflow=0, connect_args={"timeout": 10})
    event.listen(writer, "connect", _sqlite_writer)
    event.listen(writer, "begin", _begin_immediate)
    event.listen(reader, "connect", _sqlite_reader)
    event.listen(reader, "begin", _begin_deferred)
    return Engines(writer, reader)


def _sqlite_writer(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "wal_autocheckpoint=1000",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_reader(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    # A reader that checkpoints beside the lane can lose data on SQLite before 3.51.3 (the WAL-reset bug).
    for pragma in ("wal_autocheckpoint=0", "query_only=ON", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _open_postgresql(url: str) -> Engines:
    writer = sa.create_engine(
        url, pool_size=LANES_POSTGRESQL, max_overflow=1, isolation_level="READ COMMITTED", pool_pre_ping=True
    )
    reader = sa.create_engine(
        url, pool_size=READERS, max_overflow=0, isolation_level="REPEATABLE READ", pool_pre_ping=True
    ).execution_options(postgresql_readonly=True)
    return Engines(writer, reader)


def require_durable(engines: Engines) -> None:
    """Raise :class:`UnsafeStore` unless a committed word survives a power cut."""
    with engines.writer.connect() as connection:
        if engines.dialect == "sqlite":
            level = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
            if level < 2:
                raise UnsafeStore("SQLite runs below synchronous=FULL: a power cut would lose acknowledged words.")
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            if mode != "wal":
                raise UnsafeStore(
                    f"SQLite cannot use its write-ahead log here (journal_mode={mode}): use a local disk."
                )
            return
        for setting in ("fsync", "synchronous_commit"):
            value = connection.exec_driver_sql(f"SHOW {setting}").scalar_one()
            if value in ("off", "local") and not (setting == "synchronous_commit" and value == "local"):
                raise UnsafeStore(f"PostgreSQL runs with {setting} = {value}: a crash would lose acknowledged words.")
