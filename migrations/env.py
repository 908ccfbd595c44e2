"""Alembic's environment: runs on a connection handed in by the server, or on SOBREMESA_DATABASE_URL by hand."""

import os

from alembic import context
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from app.schema import metadata
from app.store.columns import UtcDateTime
from app.store.engines import open_engines


def render_item(kind: str, thing: object, autogen_context: object) -> str | bool:
    """Write column types as the plain ones: a migration must not change when our code or a library does."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return "sa.String()"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_in = context.config.attributes.get("connection")
if handed_in is not None:
    run(handed_in)
else:
    engines = open_engines(os.environ["SOBREMESA_DATABASE_URL"])
    with engines.writer.begin() as connection:
        run(connection)
