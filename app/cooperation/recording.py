"""What is recorded of a changed initiative, when everybody reads it, and what whoever changed it is told."""

from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from app.cooperation import queries
from app.cooperation.models import Initiative
from app.kernel import roles
from app.kernel.clock import rfc3339
from app.people.queries import delegations
from app.programme.queries import presenting
from app.programme.rules import relations_by
from app.sources import queries as sources
from app.sources.rules import Thing
from app.store.work import Work

PRESENT: Final = "initiative:present"


def record_initiative(
    work: Work, initiative: Initiative, *, was_presented: bool = False, came_from: str | None = None
) -> None:
    """Record that an initiative changed. ``was_presented``: it was before, and is not any more; ``came_from``: its table."""
    initiative.seq = work.seq
    kinds = ["initiative"]
    if was_presented or initiative.presented_at is not None:
        kinds.append("presented-initiative")
    for kind in kinds:
        work.record(kind, initiative.id, tables=_places(initiative, came_from), items=[initiative.item])


def _places(initiative: Initiative, came_from: str | None) -> list[str]:
    return [initiative.table, *([came_from] if came_from else [])]


def present(work: Work, initiative: str, *, presents: bool = True) -> Initiative:
    """Let everybody read an initiative, or no more. Raises ``not_yours`` (403)."""
    found = queries.initiative_of(work.session, work.forum, initiative)
    plenaries = [item.id for item in presenting(work.session, work.forum, found.item)]
    relations = relations_by(work.actor, plenaries, PRESENT) if work.actor is not None else frozenset()
    roles.require(work.actor, PRESENT, found.item, relations)
    was = found.presented_at is not None
    if presents != was:
        found.presented_at = work.now if presents else None
        record_initiative(work, found, was_presented=was)
    return found


def reveal(work: Work, initiative: str) -> None:
    """What is put on a wall is presented to everybody."""
    present(work, initiative)


def initiative_document(work: Work, initiative: Initiative) -> dict[str, Any]:
    """An initiative as who changed it is told of it."""
    roster = {d.id: d.key for d in delegations(work.session, work.forum)}
    made = Thing("initiative", initiative.id)
    links = sources.origins_of(work.session, work.forum, [made]).get(made, [])
    standings = queries.partners(work.session, work.forum, [initiative.id]).get(initiative.id, {})
    return {
        "id": initiative.id,
        "item": initiative.item,
        "table": initiative.table,
        "language": initiative.language,
        **dict.fromkeys(("what", "offers", "asks", "first_step"), ""),
        **initiative.words,
        "by_when": initiative.by_when.isoformat() if initiative.by_when else None,
        "references": initiative.references,
        "lead": roster.get(initiative.lead or ""),
        "partners": {roster[d]: row.standing for d, row in standings.items() if d in roster},
        "sources": [{"kind": s.thing.kind, "id": s.thing.id, "version": s.version} for s in links],
        "version": initiative.version,
        "presented": initiative.presented_at is not None,
        "written_at": rfc3339(initiative.written_at),
        "seq": initiative.seq,
    }


def roster_named(session: Session, forum: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Fields as programs read them: the lead by its key."""
    roster = {d.id: d.key for d in delegations(session, forum)}
    return {**fields, **({"lead": roster.get(fields["lead"], "")} if "lead" in fields else {})}
