"""What is to be made, and how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from app.report.reach import Reach

READING: Final = "reading"
"""The step before the first file."""

STANDS: Final = "stands"
"""The file in an order's folder without which nobody wants it any more."""


@dataclass(frozen=True, slots=True)
class Order:
    """The files of ``formats`` for one reader, into ``folder``, from the database at ``database`` and the pictures in the
    folder ``data``.
    """

    database: str
    forum: str
    reach: Reach
    language: str
    formats: tuple[str, ...]
    made_at: datetime
    folder: Path
    data: Path | None = None

    def file(self, format: str) -> Path:
        """Where a finished file stands."""
        return self.folder / format

    @property
    def stands(self) -> Path:
        """What is there as long as the order stands."""
        return self.folder / STANDS


@dataclass(frozen=True, slots=True)
class Step:
    """A step began (``READING``, or a format), or a format's file is there: with its ``name`` and its size in ``bytes``."""

    state: Literal["begun", "made"]
    format: str
    name: str = ""
    bytes: int = 0


Tell = Callable[[Step], None]
"""How a stage says what it does."""

STAGES: Final = {
    "write": ("app.report.pressing.writing", "write"),
    "set": ("app.report.pressing.setting", "set_pages"),
    "seal": ("app.report.pressing.sealing", "seal"),
    "copy": ("app.report.adopted.files", "copy"),
}
"""The module and the function of each."""


class NotMade(RuntimeError):
    """A process ended before its files were there; the message is one line for the operator."""
