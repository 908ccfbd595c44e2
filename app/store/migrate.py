"""Bring a database to the newest schema, and know whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlmodel import Session, select

from app.kernel.clock import utc_now
from app.kernel.ids import new_id
from app.store.engines import Engines
from app.store.models import DatabaseEpoch


def _config(scripts: Path, connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def migrate(engines: Engines, scripts: Path) -> str:
    """Run what is missing of the migrations in *scripts*, in one transaction; returns the database's epoch.

    Several workers may start at once: on PostgreSQL an advisory lock lets one of them migrate and the others wait.
    """
    with engines.writer.begin() as connection:
        if engines.dialect == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7238173)")
        command.upgrade(_config(scripts, connection), "head")
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            row = session.exec(select(DatabaseEpoch)).one_or_none()
            if row is None:
                row = DatabaseEpoch(epoch=new_id(), since=utc_now())
                session.add(row)
            epoch = row.epoch
            session.commit()
        return epoch


def new_epoch(engines: Engines) -> str:
    """Begin another history: phones that come back send again what this database no longer has."""
    with Session(engines.writer) as session:
        row = session.exec(select(DatabaseEpoch)).one()
        row.epoch, row.since = new_id(), utc_now()
        session.add(row)
        session.commit()
        return row.epoch


def pending(engines: Engines, scripts: Path) -> bool:
    """Whether migrations of *scripts* have not run yet."""
    newest = set(ScriptDirectory.from_config(_config(scripts)).get_heads())
    with engines.reader.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) != newest
