"""How findings and comments move with their table: what this slice registers for the hall's steps."""

from collections.abc import Collection

from app.findings import queries
from app.findings.models import Finding
from app.store.work import Work
from app.web.registry import Mover, Registry


def _move_findings(work: Work, ids: Collection[str], origin: str, destination: str) -> None:
    for finding in queries.findings_by_id(work.session, work.forum, ids).values():
        if finding.table == origin:
            finding.table, finding.seq = destination, work.seq
            for kind in kinds_of(finding):
                work.record(kind, finding.id, tables=[origin, destination], items=[finding.item])
            _say_again(work, finding)


def _say_again(work: Work, finding: Finding) -> None:
    # A comment stands in the order of its finding's table, and says whose finding it is of.
    for comment in queries.comments(work.session, work.forum, findings=[finding.id]):
        work.record("comment", comment.id, tables=[finding.table], items=[comment.item])


def _move_comments(work: Work, ids: Collection[str], origin: str, destination: str) -> None:
    for comment in queries.comments_by_id(work.session, work.forum, ids).values():
        if comment.table == origin:
            comment.table, comment.seq = destination, work.seq
            work.record("comment", comment.id, tables=[origin, destination], items=[comment.item])


def kinds_of(finding: Finding, *, content: bool = True, came_or_went: bool = False) -> list[str]:
    """What is recorded of a changed finding. The item's room hears of ``reported-finding`` and ``report`` only."""
    kinds = ["finding"]
    if content:
        kinds.append("finding-content")
    if finding.reported_at is not None or came_or_went:
        kinds.append("reported-finding")
    if came_or_went:
        kinds.append("report")
    return kinds


def register(registry: Registry) -> None:
    """Movers of findings, and of comments by the table they came from. No people are recorded: nobody's marks change."""
    registry.moves("finding", Mover(queries.held_at, _move_findings))
    registry.moves("comment", Mover(queries.said_from, _move_comments))
