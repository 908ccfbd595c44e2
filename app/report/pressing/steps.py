"""A run, stage by stage. Each is a process: what the first needed for Word and Excel is gone when the pages are set."""

import json
import os
import pickle
import selectors
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, cast

from app.report.pressing.leaving import LATER
from app.report.pressing.order import NotMade, Order, Step

LOOK_SECONDS: Final = 0.2
"""How often it is looked whether an order still stands: whoever purges its forum takes its folder away."""


def run(order: Order) -> Iterator[Step]:
    """Make an order's files one after the other; each step as it is taken. It blocks: for a thread, or the command line.

    Raises :class:`NotMade`.
    """
    (order.folder / LATER).mkdir(parents=True, exist_ok=True)
    order.stands.touch()
    yield from beside("write", order, order.stands)
    if {"pdf", "evidence"} & set(order.formats):
        yield from beside("set", order, order.stands)
    if "evidence" in order.formats:
        yield from beside("seal", order, order.stands)


def beside(stage: str, order: object, stands: Path) -> Iterator[Step]:
    """One stage in its process, which ends as soon as *stands* is gone. Raises :class:`NotMade`."""
    command = [sys.executable, "-m", "app.report.pressing", stage]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with (
        subprocess.Popen(  # noqa: S603 - this program itself
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        ) as process,
        cast(IO[bytes], process.stdout) as steps,
    ):
        try:
            with cast(IO[bytes], process.stdin) as orders:
                orders.write(pickle.dumps(order))
            for line in _lines(steps, stands):
                told = json.loads(line)
                if told is None:
                    return
                yield Step(**told)
        except BrokenPipeError:
            process.kill()
            raise NotMade("The process that makes the report ended before it was asked.") from None
        except BaseException:
            process.kill()
            raise
    raise NotMade("The process that makes the report ended before it was done.")


def _lines(steps: IO[bytes], stands: Path) -> Iterator[bytes]:
    """The lines as they come. Raises :class:`NotMade` when *stands* is gone."""
    handle, rest = steps.fileno(), b""
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)
        while True:
            if not stands.exists():
                raise NotMade("Nobody wants the report any more.")
            if not selector.select(LOOK_SECONDS):
                continue
            some = os.read(handle, 1 << 16)
            if not some:
                return
            *lines, rest = (rest + some).split(b"\n")
            yield from lines
