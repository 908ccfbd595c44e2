"""The tables' cards."""

from app.tables.cards import answers, tables
from app.web.admission import Admissions
from app.web.registry import Registry


def register(registry: Registry, admissions: Admissions) -> None:
    """All of this slice's cards."""
    tables.register(registry, admissions)
    answers.register(registry)
