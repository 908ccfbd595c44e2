"""A run, stage by stage. Each is a process: what the first needed for Word and Excel is gone when the pages are set."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from typing import IO, cast

from app.report.pressing.leaving import LATER
from app.report.pressing.order import NotMade, Order, Step


def run(order: Order) -> Iterator[Step]:
    """Make an order's files one after the other; each step as it is taken. It blocks: for a thread, or the command line.

    Raises :class:`NotMade`.
    """
    (order.folder / LATER).mkdir(parents=True, exist_ok=True)
    yield from _beside("write", order)
    if {"pdf", "evidence"} & set(order.formats):
        yield from _beside("set", order)
    if "evidence" in order.formats:
        yield from _beside("seal", order)


def _beside(stage: str, order: Order) -> Iterator[Step]:
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
            for line in steps:
                told = json.loads(line)
                if told is None:
                    return
                yield Step(**told)
        except BaseException:
            process.kill()
            raise
    raise NotMade("The process that makes the report ended before it was done.")
