"""Purging a forum so that nothing readable remains in the database's files.

Deleting rows is not enough. SQLite's write-ahead log keeps whole old pages until it is cut, and freed pages keep their
bytes; PostgreSQL keeps dead rows until a table is rewritten.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection

from app.store.engines import Engines

PATIENCE_SECONDS: Final = 20.0
"""How long the log waits for a reader whose snapshot began before the purge."""


class NotScrubbed(RuntimeError):
    """The rows are gone, but a file may still hold their bytes; the message is one line for the operator."""


def purge(
    engines: Engines, tables: Sequence[sa.Table], forum: str, *, scrub: Callable[[Engines], None] | None = None
) -> int:
    """Delete a forum's rows from all *tables* (in the order of their foreign keys), and scrub the files; how many rows.

    Takes the database's one writing connection for as long as it needs, so words that arrive meanwhile wait. Repeated,
    it scrubs again. Raises :class:`NotScrubbed`.
    """
    with engines.writer.connect() as connection, connection.begin():
        rows = sum(_delete(connection, table, forum) for table in reversed(tables))
    (scrub or scrubbed)(engines)
    return rows


def _delete(connection: Connection, table: sa.Table, forum: str) -> int:
    column = table.c.id if table.name == "forum" else table.c.get("forum")
    if column is None:
        return 0
    return connection.execute(sa.delete(table).where(column == forum)).rowcount


def scrubbed(engines: Engines, patience: float = PATIENCE_SECONDS) -> None:
    """Rewrite what is left without the freed bytes. Raises :class:`NotScrubbed` after *patience* seconds."""
    if engines.dialect == "sqlite":
        with engines.writer.connect() as connection:
            # On the driver's own connection: SQLAlchemy would begin a transaction, and in one neither can run.
            _scrub_sqlite(connection.connection.driver_connection, patience)
        return
    with engines.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in sa.inspect(connection).get_table_names():
            quoted = connection.dialect.identifier_preparer.quote(table)
            connection.exec_driver_sql(f"VACUUM FULL {quoted}")


def _scrub_sqlite(connection: Any, patience: float) -> None:
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute("VACUUM")
    deadline = time.monotonic() + patience
    while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > deadline:
            raise NotScrubbed("The rows are deleted, but a reader holds the write-ahead log: run the purge once more.")
        time.sleep(0.05)
