"""The lane: one transaction for what waits, a savepoint each, gapless numbers, receipts."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.programme.models import Announcement, Forum
from app.store import journal
from app.store.engines import Engines
from app.store.lane import BATCH, QUEUE, Lanes
from app.store.readers import Readers
from app.store.work import Work


@dataclass(frozen=True)
class Say:
    """Keeps a line; the text decides what goes wrong."""

    text: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        line = Announcement(id=self.id or new_id(), forum=work.forum, text=self.text, sent_at=work.now, seq=work.seq)
        work.session.add(line)
        work.record("announcement", line.id)
        if self.text == "refused":
            work.session.flush()
            raise Refusal("no", "No.")
        if self.text == "broken":
            raise RuntimeError("a bug in a command")
        if self.text == "constraint":
            work.session.add(Announcement(id=new_id(), forum="no such forum", text="", sent_at=work.now, seq=0))
        work.created = True
        return {"id": line.id, "text": self.text}


def found(engines: Engines) -> str:
    with Session(engines.writer) as session:
        now = datetime(2023, 9, 27, tzinfo=UTC)
        forum = Forum(
            id=new_id(),
            code=new_id()[:8],
            name={},
            title={},
            credit={},
            languages=["en"],
            privacy="named",
            writing="one_pen",
            timezone="UTC",
            starts_on=date(2023, 9, 27),
            ends_on=date(2023, 9, 28),
            details={},
            created_at=now,
        )
        session.add(forum)
        session.commit()
        return forum.id


class Ground:
    """Lanes and readers over a database, and the nudges that came."""

    def __init__(self, engines: Engines, **options: Any) -> None:
        self.nudges: list[tuple[str, int]] = []
        self.engines = engines
        self.lanes = Lanes(engines, committed=lambda f, s: self.nudges.append((f, s)), **options)
        self.readers = Readers(engines)
        self.forum = found(engines)

    async def texts(self) -> list[str]:
        def read(session: Session) -> list[str]:
            return list(session.exec(select(Announcement.text).order_by(sa.text("seq"))))

        return await self.readers.run(read)

    async def seqs(self) -> list[int]:
        return [e.seq for e in await self.readers.run(journal.since, self.forum, 0)]


@pytest.fixture
async def ground(engines: Engines) -> AsyncIterator[Ground]:
    ground = Ground(engines)
    ground.lanes.start()
    yield ground
    ground.lanes.stop()
    ground.readers.close()


async def settle(ground: Ground, *commands: Say) -> list[Any]:
    return await asyncio.gather(*(ground.lanes.run(ground.forum, c) for c in commands), return_exceptions=True)


async def test_commands_that_wait_together_are_numbered_without_a_gap(ground: Ground) -> None:
    done = await settle(ground, *(Say(f"line {i}") for i in range(100)))
    assert sorted(d.seq for d in done) == list(range(1, 101))
    assert await ground.seqs() == list(range(1, 101))
    assert all(d.created and not d.repeated for d in done)


async def test_a_refused_command_leaves_no_trace_and_its_neighbours_stand(ground: Ground) -> None:
    outcomes = await settle(ground, Say("before"), Say("refused"), Say("after"))
    assert isinstance(outcomes[1], Refusal)
    assert await ground.texts() == ["before", "after"]
    assert await ground.seqs() == [1, 2]


async def test_a_command_with_a_bug_hurts_only_itself(ground: Ground) -> None:
    outcomes = await settle(ground, Say("before"), Say("broken"), Say("after"))
    assert isinstance(outcomes[1], RuntimeError)
    assert await ground.texts() == ["before", "after"]
    assert await ground.seqs() == [1, 2]


async def test_when_the_batch_fails_its_commands_run_one_by_one(ground: Ground) -> None:
    outcomes = await settle(ground, Say("before"), Say("constraint"), Say("after"))
    assert isinstance(outcomes[1], sa.exc.IntegrityError)
    assert await ground.texts() == ["before", "after"]
    assert await ground.seqs() == [1, 2]


async def test_the_same_id_sent_again_has_its_effect_once(ground: Ground) -> None:
    said = Say("once", new_id())
    first, second, third = await settle(ground, said, said, said)
    assert (first.created, second.created, third.created) == (True, False, False)
    assert second.repeated
    assert second.value == first.value
    assert second.seq == first.seq
    assert await ground.texts() == ["once"]
    assert await ground.seqs() == [1]


async def test_the_same_text_composed_otherwise_is_the_same_body(ground: Ground) -> None:
    sent = new_id()
    first = (await settle(ground, Say("canción", sent)))[0]
    again = (await settle(ground, Say("cancio\u0301n", sent)))[0]
    assert again.repeated
    assert again.value == first.value


async def test_the_same_id_with_another_body_is_refused_and_changes_nothing(ground: Ground) -> None:
    sent = new_id()
    await settle(ground, Say("first", sent))
    refusal = (await settle(ground, Say("second", sent)))[0]
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.status) == ("id_reused", 409)
    assert await ground.texts() == ["first"]


async def test_an_id_that_another_forum_has_used_is_refused_and_the_neighbours_stand(ground: Ground) -> None:
    sent, other = new_id(), found(ground.engines)
    await ground.lanes.run(other, Say("first", sent))
    outcomes = await settle(ground, Say("before"), Say("second", sent), Say("after"))
    assert isinstance(outcomes[1], Refusal)
    assert (outcomes[1].code, outcomes[1].status) == ("id_reused", 409)
    assert "second" not in await ground.texts()
    assert await ground.seqs() == [1, 2]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
async def test_what_no_database_can_take_is_refused_before_it_can_hurt_a_neighbour(ground: Ground, text: str) -> None:
    outcomes = await settle(ground, Say("before"), Say(text), Say("line", f"id{text}"), Say("after"))
    assert [o.code for o in outcomes[1:3]] == ["bad_character", "bad_character"]
    assert [list(o.fields) for o in outcomes[1:3]] == [["text"], ["id"]]
    assert await ground.texts() == ["before", "after"]


def _let_write(engines: Engines, allowed: bool) -> None:
    """Let the database take words, or none: SQLite's disk is full then, PostgreSQL follows another server."""
    with engines.writer.connect() as connection:
        if engines.dialect == "sqlite":
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={1_000_000 if allowed else pages}")
            return
        connection.exec_driver_sql("SET default_transaction_read_only = off")
        connection.commit()
        database = engines.writer.url.database  # its own: the server and its role are shared with other tests
        role = f'ALTER ROLE CURRENT_USER IN DATABASE "{database}"'
        connection.exec_driver_sql(f"{role} SET default_transaction_read_only = {not allowed}")
        connection.commit()
    engines.writer.dispose()


async def test_while_nothing_can_be_written_senders_are_asked_to_keep_their_words(
    engines: Engines, caplog: pytest.LogCaptureFixture
) -> None:
    ground = Ground(engines)
    ground.lanes.start()
    await settle(ground, Say("before"))
    _let_write(engines, False)
    long = [Say("word " * 500, new_id()) for _ in range(40)]
    refused = await settle(ground, *long)
    _let_write(engines, True)
    done = await settle(ground, *long)
    ground.lanes.stop()
    texts, seqs = await ground.texts(), await ground.seqs()
    ground.readers.close()
    outages = [one for one in refused if isinstance(one, Refusal)]
    assert {(one.code, one.status, one.retry_after) for one in outages} == {("cannot_write", 503, 5)}
    assert len(outages) >= 30, "SQLite may have had room for a few on pages it held already"
    assert not any(isinstance(one, Exception) for one in done)
    assert len(texts) == len(seqs) == 41
    assert sum("takes no words" in line for line in caplog.messages) == 1
    assert sum("takes words again" in line for line in caplog.messages) == 1


async def test_the_bus_is_nudged_after_the_commit_with_the_last_number(ground: Ground) -> None:
    done = (await settle(ground, Say("a")))[0]
    for _ in range(200):
        if ground.nudges:
            break
        await asyncio.sleep(0.005)
    assert ground.nudges == [(ground.forum, done.seq)]


async def test_an_unknown_forum_is_refused(ground: Ground) -> None:
    with pytest.raises(Refusal, match="no_such_forum"):
        await ground.lanes.run("nowhere", Say("a"))


async def test_a_full_queue_refuses_with_a_time_to_come_back(engines: Engines) -> None:
    ground = Ground(engines)
    waiting = [asyncio.ensure_future(ground.lanes.run(ground.forum, Say(f"{i}"))) for i in range(QUEUE)]
    await asyncio.sleep(0)
    with pytest.raises(Refusal) as refused:
        await ground.lanes.run(ground.forum, Say("one too many"))
    assert (refused.value.status, refused.value.retry_after) == (503, 2)
    ground.lanes.start()
    done = await asyncio.gather(*waiting)
    ground.lanes.stop()
    ground.readers.close()
    assert [d.seq for d in done] == list(range(1, QUEUE + 1))
    assert len(ground.nudges) == QUEUE // BATCH


def number_from_a_sequence(session: Session, forum: str) -> int:
    """The mutant: a database sequence never gives a number back."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("CREATE SEQUENCE IF NOT EXISTS mutant"))
        return int(session.execute(sa.text("SELECT nextval('mutant')")).scalar_one())
    _counter[forum] = _counter.get(forum, 0) + 1
    return _counter[forum]


_counter: dict[str, int] = {}


async def test_the_gap_of_a_number_from_a_database_sequence_is_caught(engines: Engines) -> None:
    ground = Ground(engines, number=number_from_a_sequence)
    ground.lanes.start()
    await settle(ground, Say("first"))
    await settle(ground, Say("a"), Say("refused"), Say("b"))
    ground.lanes.stop()
    seqs = await ground.seqs()
    ground.readers.close()
    with pytest.raises(AssertionError):
        assert seqs == list(range(1, len(seqs) + 1))
