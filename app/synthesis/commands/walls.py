"""A rapporteur's hand on the wall: what is put there, one after another, and taken back as any other act of theirs."""

from dataclasses import InitVar, dataclass
from typing import Any

from app.sources.rules import Thing
from app.stage.commands import Show, Step, targets
from app.store.work import Work
from app.synthesis import queries
from app.synthesis.undoing.steps import key_finding, stepping
from app.web.registry import Registry


@dataclass(frozen=True)
class PutOnWall(Show):
    """Put a key finding on the wall, from the ``bench`` of its item."""

    registry: InitVar[Registry]
    bench: str = ""

    def run(self, work: Work) -> dict[str, Any]:
        with stepping(work, self.bench, "wall", *on_walls(work, self.bench, self.screen, self.item)):
            return super().run(work)


@dataclass(frozen=True)
class StepOnWall(Step):
    """The next key finding on the wall or the one before, from the ``bench`` of an item."""

    registry: InitVar[Registry]
    bench: str = ""

    def run(self, work: Work) -> dict[str, Any]:
        with stepping(work, self.bench, "wall", *on_walls(work, self.bench, self.screen, self.item)):
            return super().run(work)


def on_walls(work: Work, bench: str, screen: str | None, item: str | None) -> list[Thing]:
    """What is changed by what a wall shows: the key findings, which are shown to everybody by it, and its screens."""
    found = queries.key_findings(work.session, work.forum, item=bench)
    screens, _ = targets(work, screen, item)
    return [*(key_finding(one.id) for one in found), *(Thing("screen", name) for name in screens)]
