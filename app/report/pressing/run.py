"""A run at the press: its files and how far it is, kept beside the files, so that every worker can say so."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, get_args

from app.report.pressing.order import READING, STANDS, Step

State = Literal["running", "made", "failed", "broken_off", "outdated"]
"""``broken_off``: the server that made it ended. ``outdated``: something in it was withdrawn or is kept back since."""

KEPT: Final = "run.json"


@dataclass
class Run:
    """``formats`` in their order. ``seq``: up to where the forum's journal had gone before it was read."""

    formats: tuple[str, ...]
    folder: Path
    seq: int = 0
    steps: dict[str, Step] = field(default_factory=dict)
    now: str = READING
    state: State = "running"
    ended_at: float | None = None

    @property
    def forum(self) -> str:
        """Whose files they are."""
        return self.folder.parent.name

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.state != "running"

    @property
    def standing(self) -> Path:
        """What whoever makes the files holds."""
        return self.folder / STANDS

    @property
    def bytes(self) -> int:
        """What its files take."""
        return sum(step.bytes for step in self.made)

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
            "state": self.state,
            "now": None if self.ended else self.now,
            "made": len(self.made),
            "of": len(self.formats),
            "files": [{"format": step.format, "name": step.name, "bytes": step.bytes} for step in self.made],
        }

    def keep(self) -> None:
        """Write down how it stands: whoever reads it finds the whole of it."""
        told = {
            "formats": self.formats,
            "seq": self.seq,
            "steps": [asdict(step) for step in self.steps.values()],
            "now": self.now,
            "state": self.state,
            "ended_at": self.ended_at,
        }
        growing = self.folder / f"{KEPT}.{os.getpid()}"
        growing.write_text(json.dumps(told))
        growing.replace(self.folder / KEPT)


def kept(folder: Path) -> Run | None:
    """The run in *folder* as it was written down last."""
    try:
        told: Mapping[str, Any] = json.loads((folder / KEPT).read_bytes())
        if told["state"] not in get_args(State):
            return None
        steps = {step["format"]: Step(**step) for step in told["steps"]}
        return Run(tuple(told["formats"]), folder, told["seq"], steps, told["now"], told["state"], told["ended_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
