"""A pytest plugin: what tests write stands in memory where there is room for it.

Every test has a database of its own, and on a disk half of the suite's time went into waiting for those to be made. That
words survive a killed process is shown as well there; what a power cut does is the database's own promise.
"""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 6 * 2**30
"""Bytes that must be free: two test processes never held a third of it."""

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM:
    folder = MEMORY / f"sobremesa-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    # By the environment too: test processes and the servers that they start inherit it.
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
