"""Turns between processes: a locked file. Whoever ends, however it ends, lets go of it."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path


class Turn:
    """A turn that was taken."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        """Let the next one have it."""
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1


def take(path: Path) -> Turn | None:
    """The turn at *path*; None when another has it, in this process or in any other."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if _still(handle, path):
            return Turn(handle)
    except BlockingIOError:
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def taken(path: Path) -> bool:
    """Whether anybody has the turn at *path*."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _still(handle: int, path: Path) -> bool:
    """A file that was taken away while one waited for it is nobody's turn."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(handle), path.stat())
    return False
