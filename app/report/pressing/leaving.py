"""What one stage of a run leaves to the next, in the run's folder."""

import pickle
from pathlib import Path
from typing import Any, Final

from app.report.pressing.order import Order, Step

LATER: Final = "later"
"""The folder in the run's folder."""


def finished(order: Order, format: str, name: str, content: bytes) -> Step:
    """Whoever looks for a file finds a whole one or none."""
    half = order.folder / LATER / f"{format}.half"
    half.write_bytes(content)
    half.replace(order.file(format))
    return Step("made", format, name, len(content))


def leave(order: Order, what: str, held: object) -> None:
    """Keep *held* for a later stage."""
    _later(order, what).write_bytes(pickle.dumps(held))


def left(order: Order, what: str) -> Any:
    """What an earlier stage left."""
    return pickle.loads(_later(order, what).read_bytes())  # noqa: S301 - our own file, of a moment ago


def _later(order: Order, what: str) -> Path:
    return order.folder / LATER / f"{what}.pickle"
