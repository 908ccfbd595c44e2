"""Who may write to a data folder: one process at a time holds its lock file.

SQLite before 3.51.3 can lose data when two connections write or checkpoint, so a command line beside a running server
goes through the server, and one without a server holds this lock, which a server respects.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderInUse(Exception):
    """Another process writes to the folder."""


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises :class:`FolderInUse` at once when another process has it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise FolderInUse(f"Another Sobremesa process uses {folder}.") from taken
        yield
    finally:
        os.close(handle)
