"""How initiatives move with their table, when tables are merged, split or swapped."""

from collections.abc import Collection

from app.cooperation import queries
from app.cooperation.recording import record_initiative
from app.store.work import Work
from app.web.registry import Mover, Registry


def _move(work: Work, ids: Collection[str], origin: str, destination: str) -> None:
    for initiative in queries.initiatives_by_id(work.session, work.forum, ids).values():
        if initiative.table == origin:
            initiative.table = destination
            record_initiative(work, initiative, came_from=origin)


def register(registry: Registry) -> None:
    """The mover of initiatives."""
    registry.moves("initiative", Mover(queries.held_at, _move))
