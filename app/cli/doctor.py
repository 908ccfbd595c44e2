"""``sobremesa doctor``: what must hold for words to be safe, one line each."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
import typer
from sqlalchemy.engine import make_url

from app.cli.console import AsJson, Data, say, settings_for, tell
from app.kernel.clock import rfc3339, utc_now
from app.resources import root
from app.settings import Settings
from app.store.engines import Engines, open_engines, require_durable
from app.store.migrate import pending
from app.store.models import JournalRow

FREE_BYTES: Final = 512 * 1024 * 1024
"""A two-day forum writes a few tens of megabytes; a backup doubles it, a purge rewrites it."""

SKEW_SECONDS: Final = 2.0


class Unwell(Exception):
    """A check that fails; the message is its line."""


def doctor(data: Data = None, as_json: AsJson = False) -> None:
    """Check database, migrations, durability settings, bus, disk and clock; exit status 1 if any fails."""
    settings = settings_for(data)
    checks = [_looked_at(name, look, settings) for name, look in CHECKS.items()]
    if as_json:
        tell({"ok": all(c["ok"] for c in checks), "checks": checks}, as_json, "")
    else:
        for check in checks:
            say(f"{'ok  ' if check['ok'] else 'FAIL'}  {check['name']:<11} {check['detail']}")
    if not all(check["ok"] for check in checks):
        raise typer.Exit(1)


def _looked_at(name: str, look: Callable[[Settings], str], settings: Settings) -> dict[str, Any]:
    try:
        return {"name": name, "ok": True, "detail": look(settings)}
    except Exception as fault:  # whatever a driver raises is this check's finding, and the next check still runs
        return {"name": name, "ok": False, "detail": (str(fault) or type(fault).__name__).splitlines()[0]}


@contextmanager
def _engines(settings: Settings) -> Iterator[Engines]:
    if settings.on_sqlite and not Path(make_url(settings.database).database or "").is_file():
        raise Unwell(f"There is no database at {settings.database}: start the server once.")
    engines = open_engines(settings.database)
    try:
        yield engines
    finally:
        engines.dispose()


def _database(settings: Settings) -> str:
    settings.checked()
    with _engines(settings) as engines, engines.reader.connect() as connection:
        version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
        forums = connection.exec_driver_sql("SELECT count(*) FROM forum").scalar_one()
        if engines.dialect == "sqlite" and connection.exec_driver_sql("PRAGMA quick_check").scalar_one() != "ok":
            raise Unwell("SQLite finds the file damaged: restore a backup.")
        return f"{engines.dialect} {version}, forums: {forums}"


def _migrations(settings: Settings) -> str:
    with _engines(settings) as engines:
        if pending(engines, root("migrations")):
            raise Unwell("The database has an older form: start the server once, which migrates it.")
    return "all have run"


def _durability(settings: Settings) -> str:
    with _engines(settings) as engines:
        require_durable(engines)
        return "synchronous=FULL, WAL" if engines.dialect == "sqlite" else "fsync and synchronous_commit are on"


def _bus(settings: Settings) -> str:
    if not settings.redis_url:
        return "in the process, for one worker"
    return asyncio.run(_ask_redis(settings.redis_url))


async def _ask_redis(url: str) -> str:
    from redis.asyncio import Redis  # an extra: who runs one worker needs none of it

    redis = Redis.from_url(url, socket_connect_timeout=3, socket_timeout=3)
    try:
        await redis.ping()
        return f"redis {(await redis.info('server'))['redis_version']}"
    finally:
        await redis.aclose()


def disk(settings: Settings, wanted: int = FREE_BYTES) -> str:
    """Whether the data folder can be written, with *wanted* bytes to spare. Raises :class:`Unwell`."""
    folder = settings.data
    if not folder.is_dir():
        raise Unwell(f"There is no data folder at {folder}.")
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"\0" * 4096)
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise Unwell(f"{folder}: {free // 2**20:,} MiB free; {wanted // 2**20:,} are wanted.")
    return f"{folder}: writable, {free // 2**20:,} MiB free"


def _clock(settings: Settings) -> str:
    with _engines(settings) as engines, engines.reader.connect() as connection:
        now = utc_now()
        newest: datetime | None = connection.execute(sa.select(sa.func.max(JournalRow.at))).scalar_one()
        if engines.dialect == "postgresql":
            theirs: datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
            if abs((theirs - now).total_seconds()) > SKEW_SECONDS:
                raise Unwell(f"The database's clock says {rfc3339(theirs)}, this machine's {rfc3339(now)}.")
    if newest is not None and (newest.astimezone(UTC) - now).total_seconds() > SKEW_SECONDS:
        raise Unwell(f"It is {rfc3339(now)} here, and the newest entry was written at {rfc3339(newest)}.")
    return f"{rfc3339(now)}, not before the newest entry"


CHECKS: Final[dict[str, Callable[[Settings], str]]] = {
    "database": _database,
    "migrations": _migrations,
    "durability": _durability,
    "bus": _bus,
    "disk": disk,
    "clock": _clock,
}
