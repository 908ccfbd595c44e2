"""Any sequence of hall steps, with people sitting, writing and leaving in between."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme.commands import MovePhase
from app.store.engines import Engines
from app.store.journal import head, since
from app.store.lane import Lanes
from app.store.readers import Readers
from app.store.work import Command, Done
from app.tables import queries
from app.tables.commands import answers, seats
from app.tables.commands.hall.balance import BalanceSeats
from app.tables.commands.hall.people import SeatPeople, SplitTable
from app.tables.commands.hall.rooms import AddTable, CloseTable, ReopenTable
from app.tables.commands.hall.rounds import MoveRound, PlanRounds
from app.tables.commands.hall.undo import UndoStep
from app.tables.commands.hall.words import MergeTables, SwapTables
from app.tables.models import Answer, RoundTable, Seat
from app.tables.round_queries import draw, round_now
from app.wiring import registered
from tests.forums import SmallForum, found
from tests.mirror import Mirror

REGISTRY = registered()[0]
MOVERS = REGISTRY.movers
PEOPLE = 5
PICK = st.integers(min_value=0, max_value=11)
HALL = ("add", "close", "reopen", "split", "merge", "swap", "seat", "balance", "plan", "on", "back")
LIFE = ("undo", "sit", "stand", "write", "withdraw", "agree")


def moves(*names: str) -> st.SearchStrategy[list[tuple[str, int, int]]]:
    return st.lists(st.tuples(st.sampled_from(names), PICK, PICK), min_size=1, max_size=14)


@dataclass
class Play:
    """A forum that is played; what was accepted is remembered outside of it."""

    forum: SmallForum
    desk: Actor
    people: list[Actor]
    written: dict[str, str] = field(default_factory=dict)
    pages: set[tuple[int, str]] = field(default_factory=set)

    @classmethod
    async def begin(cls, forum: SmallForum) -> "Play":
        desk = await forum.holder("facilitator", "2a")
        await forum.run(MovePhase("2a", "table_work"), desk)
        people = [await forum.person(1 + n % 3, name=f"P{n}", affiliation="AAAAB"[n % 5]) for n in range(PEOPLE)]
        play = cls(forum, desk, people)
        for n in range(PEOPLE):
            await play.write(n, 0)
        await play.look()
        return play

    def all(self, model: type[Any]) -> list[Any]:
        def read(session: Session) -> list[Any]:
            rows = session.exec(select(model).where(model.forum == self.forum.id)).all()
            return [row for row in rows if model is not RoundTable or row.item == self.forum.items["2a"]]

        return self.forum.readers.now(read)

    def tables(self) -> list[RoundTable]:
        return sorted(self.all(RoundTable), key=lambda t: t.number)

    async def look(self) -> None:
        """Every phone shows the page of the table where its person sits: words may be addressed to it for ever after."""
        now = {seat.participant: seat.table for seat in self.all(Seat) if seat.until is None}
        self.pages |= {(n, now[p.participant]) for n, p in enumerate(self.people) if p.participant in now}

    async def write(self, who: int, page: int) -> None:
        mine = sorted(table for n, table in self.pages if n == who % PEOPLE) or [self.forum.tables[1 + who % 3]]
        id_, text = new_id(), f"words {len(self.written)}"
        await self.forum.run(answers.PutAnswer(id_, mine[page % len(mine)], text), self.people[who % PEOPLE])
        self.written[id_] = text

    async def step(self, name: str, one: int, two: int) -> Done | None:
        tables = self.tables()
        a, b = tables[one % len(tables)], tables[two % len(tables)]
        person = self.people[one % PEOPLE]
        everything = sorted(self.written)
        answer = everything[one % len(everything)]
        hall: dict[str, Callable[[], Command]] = {
            "add": lambda: AddTable("2a"),
            "close": lambda: CloseTable("2a", a.id),
            "reopen": lambda: ReopenTable("2a", a.id),
            "split": lambda: SplitTable("2a", a.id),
            "merge": lambda: MergeTables("2a", a.id, b.id, MOVERS),
            "swap": lambda: SwapTables("2a", a.id, b.id, MOVERS),
            "seat": lambda: SeatPeople("2a", b.id, (person.participant,)),
            "balance": lambda: BalanceSeats("2a", one),
            "plan": lambda: PlanRounds("2a", self.forum.readers.now(draw, self.forum.id, "2a", 3, two % 2, one)),
            "on": lambda: MoveRound("2a", self.round() + 1),
            "back": lambda: MoveRound("2a", self.round() - 1),
            "undo": lambda: UndoStep("2a", MOVERS),
        }
        life: dict[str, Callable[[], Coroutine[Any, Any, Any]]] = {
            "sit": lambda: self.forum.run(seats.TakeSeat(b.id), person),
            "stand": lambda: self.forum.run(seats.StandUp(b.id), person),
            "write": lambda: self.write(one, two),
            "withdraw": lambda: self.forum.run(answers.WithdrawAnswer(answer), self.people[two % PEOPLE]),
            "agree": lambda: self.forum.run(answers.Agree(answer), self.people[two % PEOPLE]),
        }
        try:
            if name in hall:
                return await self.forum.run(hall[name](), self.desk)
            await life[name]()
        except Refusal as refusal:
            assert name != "write", f"words were refused: {refusal.code}"
        return None

    def round(self) -> int:
        return self.forum.readers.now(round_now, self.forum.id, self.forum.items["2a"])

    def rooms(self) -> list[Room]:
        item = self.forum.items["2a"]
        return [Room("item", item), Room("desk", item), *(Room("table", t.id) for t in self.tables())]

    def open_seats(self) -> dict[str, str]:
        here = [s for s in self.all(Seat) if s.until is None]
        assert len({s.participant for s in here}) == len(here), "somebody sits at two tables of an item"
        return {s.participant: s.table for s in here}

    def words(self) -> dict[str, tuple[str, str]]:
        return {a.id: (a.table, a.text) for a in self.all(Answer)}

    def holds(self) -> None:
        sits = self.open_seats()
        assert {id_: text for id_, (_, text) in self.words().items()} == self.written, "words were lost"
        for table in self.tables():
            for holder in (table.pen, table.reporter):
                assert holder is None or sits.get(holder) == table.id, "who does not sit there writes or reports"
            if table.closed_at is not None:
                assert table.id not in sits.values(), "somebody sits at a closed table"


@contextmanager
def playing(engines: Engines) -> Iterator[Callable[[str], SmallForum]]:
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
    lanes.start()
    try:
        yield lambda privacy: found(engines, lanes, readers, privacy=privacy)
    finally:
        lanes.stop()
        readers.close()


FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def test_no_sequence_loses_words_or_doubles_a_seat_and_every_page_stays_true(engines: Engines) -> None:
    with playing(engines) as fresh:

        @FEW
        @given(moves(*HALL, *LIFE, "undo", "write"), st.sampled_from(("by_table", "named")))
        def any_sequence(steps: list[tuple[str, int, int]], privacy: str) -> None:
            asyncio.run(play(steps, privacy))

        async def play(steps: list[tuple[str, int, int]], privacy: str) -> None:
            game = await Play.begin(fresh(privacy))
            pages = []
            for n, step in enumerate(steps):
                if n in (0, len(steps) // 2):  # one page from before, and one that knows the tables made meanwhile
                    pages.append(Mirror(game.forum, REGISTRY, game.rooms(), game.people))
                    await pages[-1].start()
                await game.step(*step)
                await game.look()
                game.holds()
            for page in pages:
                assert not await page.differences()
            # A phone that was away the whole time sends what it holds, to whichever table its page was of.
            for who, table in sorted(game.pages):
                await game.write(who, sorted(t for n, t in game.pages if n == who).index(table))
            game.holds()

        any_sequence()


def test_undoing_every_step_brings_seats_and_words_back(engines: Engines) -> None:
    with playing(engines) as fresh:

        @FEW
        @given(moves(*HALL))
        def any_sequence(steps: list[tuple[str, int, int]]) -> None:
            asyncio.run(play(steps))

        async def play(steps: list[tuple[str, int, int]]) -> None:
            game = await Play.begin(fresh("named"))
            before = game.open_seats(), game.words(), await open_tables(game)
            done = [await game.step(*step) for step in steps]
            for made in reversed([d.value["step"] for d in done if d is not None and "step" in d.value]):
                await game.forum.run(UndoStep("2a", MOVERS, made), game.desk)
            assert (game.open_seats(), game.words(), await open_tables(game)) == before
            with pytest.raises(Refusal, match="nothing_to_undo"):
                await game.forum.run(UndoStep("2a", MOVERS), game.desk)

        any_sequence()


async def open_tables(game: Play) -> set[tuple[int, str | None, str | None]]:
    return {(t.number, t.question, t.merged_into) for t in game.tables() if t.closed_at is None}


def test_numbers_stay_unique_in_a_block_of_two_halls(engines: Engines) -> None:
    with playing(engines) as fresh:

        @FEW
        @given(
            st.lists(st.tuples(st.sampled_from(("2a", "2b")), st.sampled_from(("add", "split", "undo"))), max_size=9)
        )
        def any_sequence(steps: list[tuple[str, str]]) -> None:
            asyncio.run(play(steps))

        async def play(steps: list[tuple[str, str]]) -> None:
            forum = fresh("named")
            desk = await forum.holder("facilitator")
            await asyncio.gather(*(forum.person(n) for n in (1, 1, 4, 4)))
            for item, name in steps:
                first = forum.tables[1 if item == "2a" else 4]
                command = {"add": AddTable(item), "split": SplitTable(item, first), "undo": UndoStep(item, MOVERS)}[
                    name
                ]
                try:
                    await forum.run(command, desk)
                except Refusal as refusal:
                    assert refusal.code in ("too_few", "nothing_to_undo")
            numbers = [
                t.number
                for item in ("2a", "2b")
                for t in await forum.readers.run(queries.tables_of_item, forum.id, forum.items[item])
            ]
            assert len(numbers) == len(set(numbers))

        any_sequence()


async def test_who_goes_to_and_fro_between_tables_makes_nobody_read_their_words_again(forum: SmallForum) -> None:
    """In a by-table forum an affiliation is shown or not by how many of it sit or sat there: coming back changes nothing."""
    by_table = found(forum.engines, forum.lanes, forum.readers, privacy="by_table")
    restless = await by_table.person(1, affiliation="A")
    for table in (1, 2):
        for n in range(3):
            writer = await by_table.person(table, affiliation="A")
            await by_table.run(answers.PutAnswer(new_id(), by_table.tables[table], f"words {n}"), writer)
    page = Mirror(by_table, REGISTRY, [Room("table", by_table.tables[n]) for n in (1, 2)])
    await page.start()
    for wandered, touched in ((2, {"answer"}), (1, set()), (2, set()), (1, set())):
        seen = await by_table.readers.run(head, by_table.id)
        await by_table.run(seats.TakeSeat(by_table.tables[wandered]), restless)
        assert await by_table.readers.run(_touched_kinds, by_table.id, seen) & {"answer"} == touched
    assert not await page.differences()


def _touched_kinds(session: Session, forum: str, seen: int) -> set[str]:
    changes = [(entry.seq, change) for entry in since(session, forum, seen) for change in entry.changes]
    touched = REGISTRY.expand(session, forum, changes)
    return {key.partition(":")[0] for room, keys in touched.items() if room.kind == "table" for key in keys}
