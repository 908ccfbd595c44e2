"""What one stage of a run leaves to the next, in the run's folder."""

import pickle
from pathlib import Path
from typing import Any, Final

from app.report.pressing.order import Order, Step

LATER: Final = "later"
"""The folder in the run's folder."""


def finished(order: Order, format: str, name: str, content: bytes) -> Step:
    """Whoever looks for a file finds a whole one or none."""
    half(order, format).write_bytes(content)
    return written(order, format, name)


def half(order: Order, format: str) -> Path:
    """Where a file grows."""
    return order.folder / LATER / f"{format}.half"


def written(order: Order, format: str, name: str) -> Step:
    """A file that grew there is whole."""
    made = half(order, format).replace(order.file(format))
    return Step("made", format, name, made.stat().st_size)


def leave(order: Order, what: str, held: object) -> None:
    """Keep *held* for a later stage."""
    _later(order, what).write_bytes(pickle.dumps(held))


def left(order: Order, what: str) -> Any:
    """What an earlier stage left."""
    return pickle.loads(_later(order, what).read_bytes())  # noqa: S301 - our own file, of a moment ago


def _later(order: Order, what: str) -> Path:
    return order.folder / LATER / f"{what}.pickle"
