"""Backups of an SQLite database: taken while it serves, restored while nothing does."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from app.store.engines import Engines

_BESIDE: Final = ("", "-wal", "-shm")


class BadBackup(RuntimeError):
    """A file cannot be restored; the message is one line for the operator."""


def back_up(engines: Engines, file: Path) -> int:
    """Copy the database as it is at one moment into *file*, readable by its owner only; its size in bytes.

    One snapshot of a reading connection: writers go on meanwhile. Nothing is at *file* until it is whole and on disk.
    """
    growing = file.with_name(f"{file.name}.part")
    growing.unlink(missing_ok=True)
    growing.touch(mode=0o600)
    with engines.reader.connect() as connection:
        source: Any = connection.connection.driver_connection
        with closing(sqlite3.connect(growing)) as target:
            source.backup(target)
            # The copy is one file: a log beside it would be left behind when somebody carries it away.
            target.execute("PRAGMA journal_mode=DELETE")
            _require_whole(target, file)
    _settle(growing, file)
    return file.stat().st_size


def put_back(file: Path, database: Path) -> list[Path]:
    """Put a backup in *database*'s place; what was there before is kept beside it, and returned.

    The caller owns the data folder, and gives the database a new epoch afterwards. Raises :class:`BadBackup`.
    """
    if not file.is_file():
        raise BadBackup(f"There is no backup at {file}.")
    growing = database.with_name(f"{database.name}.part")
    growing.unlink(missing_ok=True)
    database.parent.mkdir(parents=True, exist_ok=True)
    growing.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as source:
            _require_whole(source, file)
            with closing(sqlite3.connect(growing)) as target:
                source.backup(target)
    except sqlite3.DatabaseError as broken:
        growing.unlink(missing_ok=True)
        raise BadBackup(f"{file} is no whole Sobremesa database: {broken}.") from broken
    except BadBackup:
        growing.unlink(missing_ok=True)
        raise
    kept = []
    for ending in _BESIDE:
        old = database.with_name(database.name + ending)
        if old.exists():
            # A log that stayed beside another database would be read into it.
            kept.append(old.replace(database.with_name(f"{database.name}.replaced{ending}")))
    _settle(growing, database)
    return kept


def _require_whole(connection: sqlite3.Connection, file: Path) -> None:
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise BadBackup(f"{file} is damaged: SQLite's integrity check fails.")
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"forum", "journal", "database_epoch", "alembic_version"} <= names:
        raise BadBackup(f"{file} is no Sobremesa database.")


def _settle(growing: Path, file: Path) -> None:
    """Onto the disk, and only then under its name."""
    for path in (growing, growing.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    growing.replace(file)
