"""The workbench's cards."""

from app.kernel.language import N_
from app.people import ways
from app.programme.models import Item
from app.synthesis import things
from app.synthesis.cards import booth, coverage, findings, hints, key_findings, notes, touches
from app.synthesis.disclosure import reveal
from app.synthesis.translating import cards as translating
from app.web.admission import Admissions
from app.web.registry import Registry


def register(registry: Registry, admissions: Admissions) -> None:
    """All of this slice's cards, what touches them, how its things are described, and what showing one on a wall does."""
    for part in (findings, notes, key_findings, coverage, hints, booth, touches, things, translating):
        part.register(registry)
    registry.reveals("key-finding", reveal)
    ways.offer(registry, ways.Page("workbench", N_("Your workbench"), "open:workbench", 2, _workbench, "note"))
    ways.offer(registry, ways.Page("booth", N_("The booth"), "open:booth", 3, _booth, "note"))


def _workbench(item: Item | None) -> str:
    return f"/items/{item.number}/workbench" if item else ""


def _booth(item: Item | None) -> str:
    return f"/items/{item.number}/booth" if item else ""
