"""Reads somebody's file in a process of its own that may take only so much: a file can be made to hang a parser.

``told`` asks such a process, ``tell`` is what it runs. It prints one line: what the parser says of the file, or ``broken``.
"""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

BROKEN: Final = "broken"
SECONDS: Final = 15
MEMORY: Final = 1024 * 1024 * 1024
_AT_ONCE: Final = 2
_asked = asyncio.Semaphore(_AT_ONCE)


async def told(module: str, file: Path) -> str:
    """What ``python -m MODULE FILE`` says; ``broken`` also when it takes longer than anybody waits."""
    async with _asked:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, str(file)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            stdin=asyncio.subprocess.DEVNULL,
        )
        try:
            said, _ = await asyncio.wait_for(process.communicate(), SECONDS * 2)
        except TimeoutError:
            process.kill()
            await process.wait()
            return BROKEN
    return said.decode(errors="replace").strip() or BROKEN


def tell(judge: Callable[[str], int | str], file: str) -> None:
    """Print what *judge* says of *file*, within the bounds."""
    _bound()
    import logging

    logging.disable(logging.CRITICAL)
    try:
        said: int | str = judge(file)
    except Exception:  # a parser fails in as many ways as there are broken files
        said = BROKEN
    sys.stdout.write(f"{said}\n")


def _bound() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
