"""The findings' cards."""

from app.findings import moving, queries, things
from app.findings.cards import comments, desk, findings, marks, touches
from app.web.admission import Admissions
from app.web.registry import Registry


def register(registry: Registry, admissions: Admissions) -> None:
    """All of this slice's cards, what touches them, what opens answers, and how its things move and are described."""
    for part in (findings, comments, desk, marks, touches, things, moving):
        part.register(registry)
    registry.opens("answer", queries.opened_answers)
