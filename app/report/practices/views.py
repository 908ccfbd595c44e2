"""Practices with their sheets, for the page on which they are described and for programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.findings.queries import findings
from app.kernel.roles import Actor, may, require
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme.citations import CitedFramework, by_framework
from app.programme.models import Item
from app.programme.queries import items
from app.report.practices import queries
from app.report.practices.models import PracticeSheet
from app.tables.queries import table_of
from app.web.registry import Texts


@dataclass(frozen=True, slots=True)
class PracticeView:
    """A practice and its sheet; ``version`` is 0 before anybody saved one. ``refers`` are keys; ``writes``: may say it."""

    finding: str
    item: Item
    table: int
    text: str
    language: str
    delegation: str
    implementer: str
    contact: str
    status: str
    refers: tuple[str, ...]
    version: int
    writes: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """All practices of a forum, in the programme's order, and what their sheets choose from."""

    practices: tuple[PracticeView, ...]
    roster: tuple[Delegation, ...]
    frameworks: tuple[CitedFramework, ...]


def shelf(session: Session, actor: Actor) -> Shelf:
    """The practices that *actor* may read: whoever reads the report of their item. Raises ``not_yours`` (403)."""
    by_id = {item.id: item for item in items(session, actor.forum)}
    allowed = {id_ for id_ in by_id if may(actor, "report:read", id_)}
    if not allowed:
        require(actor, "report:read")
    roster = tuple(delegations(session, actor.forum))
    keys = {one.id: one.key for one in roster}
    sheets = queries.sheets(session, actor.forum)
    found = [f for f in findings(session, actor.forum, reported=True) if f.kind == "practice" and f.item in allowed]
    place = list(by_id)
    views = []
    for finding in sorted(found, key=lambda f: (place.index(f.item), f.first_seq)):
        item, sheet = by_id[finding.item], sheets.get(finding.id)
        views.append(
            PracticeView(
                finding.id,
                item,
                table_of(session, actor.forum, finding.table).number,
                finding.text,
                finding.language,
                keys.get(sheet.delegation or "", "") if sheet else "",
                *_written(sheet),
                tuple(sheet.references if sheet else item.references),
                sheet.version if sheet else 0,
                may(actor, "practice:describe", item.id),
            )
        )
    known = queries.known_references(session, actor.forum)
    return Shelf(tuple(views), roster, tuple(by_framework(session, actor.forum, known)))


def _written(sheet: PracticeSheet | None) -> tuple[str, str, str]:
    return (sheet.implementer, sheet.contact, sheet.status) if sheet else ("", "", "")


def practice_document(view: PracticeView, roster: Mapping[str, Delegation]) -> dict[str, Any]:
    """A practice as programs receive it."""
    delegation = roster.get(view.delegation)
    return {
        "finding": view.finding,
        "item": view.item.id,
        "table": view.table,
        "text": view.text,
        "language": view.language,
        "delegation": view.delegation or None,
        "country": Texts(delegation.name) if delegation else None,
        "implementer": view.implementer,
        "contact": view.contact,
        "status": view.status or None,
        "references": list(view.refers),
        "version": view.version,
    }
