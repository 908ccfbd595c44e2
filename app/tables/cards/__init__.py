"""The tables' cards."""

from app.tables.cards import answers, hall, mine, readiness, rounds, tables
from app.tables.words import ANSWERS
from app.web.admission import Admissions
from app.web.registry import Registry


def register(registry: Registry, admissions: Admissions) -> None:
    """All of this slice's cards, and how its words move with their table."""
    tables.register(registry, admissions)
    answers.register(registry)
    hall.register(registry)
    mine.register(registry)
    readiness.register(registry)
    rounds.register(registry)
    registry.moves("answer", ANSWERS)
