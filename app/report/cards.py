"""The way in to the report, for whoever may read it; and what the sheets of practices say of the references they serve."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.kernel.language import N_
from app.kernel.roles import Actor
from app.people import ways
from app.programme.models import Item
from app.report.practices import queries as practices
from app.web.admission import Admissions
from app.web.registry import Registry


def register(registry: Registry, admissions: Admissions) -> None:
    """The report is one for the whole forum."""
    ways.offer(registry, ways.Page("report", N_("The report"), "report:read", 5, _report))
    registry.adds("serves", _serves)


def _serves(session: Session, reader: Actor, item: str) -> Mapping[str, Any]:
    found = practices.serving(session, reader.forum, item)
    return {f"finding:{finding}": references for finding, references in found.items()}


def _report(item: Item | None) -> str:
    return "" if item else "/report"
