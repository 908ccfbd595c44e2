"""A run at the press: its files and how far it is, for whoever waits."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.report.pressing.order import READING, Step


@dataclass
class Run:
    """``formats`` in their order. ``over``: nothing more comes; ``failed``: not everything came."""

    formats: tuple[str, ...]
    folder: Path | None = None
    steps: dict[str, Step] = field(default_factory=dict)
    now: str = READING
    failed: bool = False
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.over.is_set()

    def take(self, step: Step) -> None:
        """A step was taken."""
        self.steps[step.format] = step
        if step.state == "begun":
            self.now = step.format

    @property
    def made(self) -> list[Step]:
        """The files that are there."""
        return [step for name in self.formats if (step := self.steps.get(name)) is not None and step.state == "made"]

    def document(self) -> dict[str, Any]:
        """As programs read it."""
        return {
            "state": "failed" if self.failed else "made" if self.ended else "running",
            "now": None if self.ended else self.now,
            "made": len(self.made),
            "of": len(self.formats),
            "files": [{"format": step.format, "name": step.name, "bytes": step.bytes} for step in self.made],
        }
