"""The workbench's cards."""

from app.synthesis import things
from app.synthesis.cards import booth, coverage, findings, hints, key_findings, notes, touches
from app.synthesis.disclosure import reveal
from app.web.admission import Admissions
from app.web.registry import Registry


def register(registry: Registry, admissions: Admissions) -> None:
    """All of this slice's cards, what touches them, how its things are described, and what showing one on a wall does."""
    for part in (findings, notes, key_findings, coverage, hints, booth, touches, things):
        part.register(registry)
    registry.reveals("key-finding", reveal)
