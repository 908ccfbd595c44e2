"""A reader's snapshot: what its cards ask again and again is asked once; a command asks each time."""

from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.store.engines import Engines
from app.store.work import Work
from app.tables import queries
from app.tables.commands.seats import TakeSeat
from tests.forums import SmallForum


@pytest.fixture
def asked(engines: Engines) -> list[str]:
    """Every statement that goes to the database."""
    statements: list[str] = []
    for engine in {engines.reader, engines.writer}:
        sa.event.listen(engine, "before_cursor_execute", lambda c, cursor, statement, *_: statements.append(statement))
    return statements


async def test_a_snapshot_asks_the_same_thing_once(forum: SmallForum, asked: list[str]) -> None:
    ana = await forum.person(1)
    await forum.run(TakeSeat(forum.tables[2]), ana)

    def twice(session: Session) -> tuple[list[str], list[str], list[int]]:
        asked.clear()
        ids, counts = list(forum.tables.values()), []
        first = [seat.table for seat in queries.open_seats_of(session, forum.id, ana.participant)]
        queries.tables_by_id(session, forum.id, ids)
        counts.append(len(asked))
        again = [seat.table for seat in queries.open_seats_of(session, forum.id, ana.participant)]
        queries.tables_by_id(session, forum.id, ids[::-1])
        counts.append(len(asked))
        other = queries.tables_by_id(session, forum.id, ids[:1])
        assert set(other) == {ids[0]}
        counts.append(len(asked))
        return first, again, counts

    first, again, (once, still, other) = await forum.readers.run(twice)
    assert first == again == [forum.tables[2]]
    assert (once, still, other) == (2, 2, 3)


async def test_the_next_snapshot_sees_what_changed(forum: SmallForum) -> None:
    ana = await forum.person(1)

    def sits(session: Session) -> list[str]:
        return [seat.table for seat in queries.open_seats_of(session, forum.id, ana.participant)]

    assert await forum.readers.run(sits) == [forum.tables[1]]
    await forum.run(TakeSeat(forum.tables[3]), ana)
    assert await forum.readers.run(sits) == [forum.tables[3]]


@dataclass(frozen=True)
class MoveAndLook:
    """Sits down elsewhere, and tells where one sat before and sits after."""

    table: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        assert work.actor is not None
        of = (work.session, work.forum, work.actor.participant)
        before = [seat.table for seat in queries.open_seats_of(*of)]
        TakeSeat(self.table).run(work)
        work.session.flush()
        return {"before": before, "after": [seat.table for seat in queries.open_seats_of(*of)]}


async def test_a_command_asks_each_time(forum: SmallForum) -> None:
    ana = await forum.person(1)
    done = await forum.run(MoveAndLook(forum.tables[2]), ana)
    assert done.value == {"before": [forum.tables[1]], "after": [forum.tables[2]]}


async def test_what_cannot_be_told_from_others_is_no_argument(forum: SmallForum) -> None:
    class Vague:
        __hash__ = None  # type: ignore[assignment]

    with pytest.raises(TypeError, match="told from others"):
        await forum.readers.run(queries.open_seats_of, forum.id, Vague())  # type: ignore[arg-type]
