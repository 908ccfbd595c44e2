"""The way in to the report, for whoever may read it."""

from app.kernel.language import N_
from app.people import ways
from app.programme.models import Item
from app.web.admission import Admissions
from app.web.registry import Registry


def register(registry: Registry, admissions: Admissions) -> None:
    """The report is one for the whole forum."""
    ways.offer(registry, ways.Page("report", N_("The report"), "report:read", 5, _report))


def _report(item: Item | None) -> str:
    return "" if item else "/report"
