"""All SQL that reads practice sheets. A forum's id is part of every query."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from app.findings.models import Finding
from app.programme.models import Forum
from app.programme.queries import frameworks, references_by_framework
from app.report.practices import rules
from app.report.practices.models import PracticeSheet


def practice_of(session: Session, forum: str, finding: str) -> Finding:
    """A reported finding that is marked a practice. Raises ``no_such_practice`` (404)."""
    found = session.get(Finding, finding)
    if found is None or found.forum != forum or found.kind != "practice" or found.withdrawn_at is not None:
        raise rules.no_practice()
    if found.reported_at is None:
        raise rules.no_practice()
    return found


def sheets(session: Session, forum: str) -> dict[str, PracticeSheet]:
    """Every sheet of a forum, by its finding."""
    return {row.finding: row for row in session.exec(select(PracticeSheet).where(PracticeSheet.forum == forum))}


def serving(session: Session, forum: str, item: str) -> dict[str, list[str]]:
    """What each practice of an item serves by its sheet, by its finding."""
    query = (
        select(PracticeSheet)
        .join(Finding, col(Finding.id) == col(PracticeSheet.finding))
        .where(PracticeSheet.forum == forum, Finding.item == item, Finding.kind == "practice")
    )
    return {row.finding: row.references for row in session.exec(query)}


def known_references(session: Session, forum: str) -> list[str]:
    """The keys of all that the forum's frameworks hold, in order."""
    held = references_by_framework(session, forum)
    return [one.key for framework in frameworks(session, forum) for one in held.get(framework.id, ())]


def principles(session: Session, forum: Forum) -> Collection[str]:
    """Those keys that are principles: their framework's file calls their section so."""
    sections = forum.details.get("sections", {})
    held = references_by_framework(session, forum.id)
    return {
        one.key
        for framework in frameworks(session, forum.id)
        for one in held.get(framework.id, ())
        if one.section and one.section == sections.get(framework.key, {}).get("principles")
    }
