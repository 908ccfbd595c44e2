"""One stage in a process of its own: ``python -m app.report.pressing STAGE``. An order comes in, steps go out as lines."""

import json
import os
import pickle
import signal
import sys
import threading
import time
from dataclasses import asdict
from importlib import import_module
from typing import Any, Final

from app.report.pressing.order import STAGES, Step

_LOOK_SECONDS: Final = 1.0


def main() -> None:
    """Run the stage that is named."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's to answer
    os.nice(19)
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    module, make = STAGES[sys.argv[1]]
    order: Any = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    # Only what this stage needs is imported: a process that sets pages has no room for the rest.
    getattr(import_module(module), make)(order, _tell)
    _say(None)


def _watch(server: int) -> None:
    """Without the server that started it nobody fetches what it makes."""
    while os.getppid() == server:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _tell(step: Step) -> None:
    _say(asdict(step))


def _say(told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
