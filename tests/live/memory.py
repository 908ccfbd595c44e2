"""A small forum in memory: every part that live asks for, honest and with real snapshots, and no database.

Two items with two tables each. Answers stand at tables and move between them; the desk counts them; a seat decides who may
hear a table. ``Store.commit`` is the only way to change anything: it takes the next seq and leaves one journal entry.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, NamedTuple, TypeVar

from app.kernel.roles import Actor
from app.live.frames import Frame
from app.live.ports import Variant
from app.live.rooms import Room
from app.live.sockets import BUFFER_LIMIT

T = TypeVar("T")

FORUM = "cafe"
TABLES = {"t1": "i1", "t2": "i1", "t3": "i2", "t4": "i2"}
ITEMS = ("i1", "i2")
PHASES = ("waiting", "table_work", "report_out", "done")


class Change(NamedTuple):
    kind: str
    id: str
    tables: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Entry(NamedTuple):
    seq: int
    changes: tuple[Change, ...]


class Card(NamedTuple):
    key: str
    list: str
    order: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """Everything there is, as of one seq. Never changed: a commit makes another."""

    seq: int = 0
    journal: tuple[Entry, ...] = ()
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    phases: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, str] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()


class Store:
    """Readers and journal of one forum. Each read works on the state at its beginning, however long it waits."""

    def __init__(self, rng: Random | None = None) -> None:
        self.state = State()
        self.broken = False
        self.reads = 0
        self._rng = rng

    def commit(self, *changes: Change, **what: Any) -> int:
        now = self.state
        entry = Entry(now.seq + 1, changes)
        self.state = replace(now, seq=entry.seq, journal=(*now.journal, entry), **what)
        return entry.seq

    async def run(self, query: Callable[..., T], *args: Any) -> T:
        await self._dawdle()
        if self.broken:
            raise ConnectionError("the database is away")
        snapshot = self.state
        self.reads += 1
        await self._dawdle()
        result = query(snapshot, *args)
        await self._dawdle()
        return result

    async def _dawdle(self) -> None:
        for _ in range(self._rng.randrange(4) if self._rng else 1):
            await asyncio.sleep(0)

    def since(self, session: State, forum: str, seq: int, limit: int) -> Sequence[Entry]:
        return [entry for entry in session.journal if entry.seq > seq][:limit] if forum == FORUM else []

    def heads(self, session: State, forums: Iterable[str]) -> Mapping[str, int]:
        return {forum: session.seq for forum in forums if forum == FORUM}

    # ---- what people do

    def answer(self, id: str, table: str, text: str) -> int:
        before = self.state.answers.get(id)
        tables = tuple(dict.fromkeys((before[0], table))) if before else (table,)
        answers = {**self.state.answers, id: (table, text)}
        return self.commit(Change("answer", id, tables, _items(tables)), answers=answers)

    def withdraw(self, id: str) -> int:
        table, _ = self.state.answers[id]
        answers = {key: value for key, value in self.state.answers.items() if key != id}
        return self.commit(Change("answer", id, (table,), _items((table,))), answers=answers)

    def phase(self, item: str, name: str) -> int:
        return self.commit(Change("phase", item, (), (item,)), phases={**self.state.phases, item: name})

    def sit(self, person: str, table: str) -> int:
        tables = tuple(dict.fromkeys(t for t in (self.state.seats.get(person), table) if t))
        seats = {**self.state.seats, person: table}
        return self.commit(Change("seat", person, tables, _items(tables), (person,)), seats=seats)

    def end_pass(self, person: str) -> int:
        return self.commit(Change("pass", person, people=(person,)), ended=self.state.ended | {person})

    def something(self, rng: Random, people: Sequence[str] = ()) -> int:
        """One random command."""
        match rng.randrange(10):
            case 0:
                return self.phase(rng.choice(ITEMS), rng.choice(PHASES))
            case 1 if people:
                return self.sit(rng.choice(people), rng.choice(list(TABLES)))
            case 2 if self.state.answers:
                return self.withdraw(rng.choice(list(self.state.answers)))
            case _:
                return self.answer(f"a{rng.randrange(40)}", rng.choice(list(TABLES)), f"words {rng.randrange(10**6)}")


def _items(tables: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(TABLES[table] for table in tables))


class Cards:
    """Which cards there are. ``broken`` names the kinds whose loader, template or expansion fails."""

    def __init__(self) -> None:
        self.broken_loaders: set[str] = set()
        self.broken_templates: set[str] = set()
        self.broken_expansions: set[str] = set()
        self.drawn: list[tuple[str, Variant]] = []
        self.loaded: list[tuple[Room, frozenset[str] | None]] = []
        self.owners: list[tuple[Room, Actor | None]] = []

    def expand(
        self, session: State, forum: str, changes: Iterable[tuple[int, Change]]
    ) -> Mapping[Room, Mapping[str, int]]:
        touched: dict[Room, dict[str, int]] = {}
        for seq, change in changes:
            if change.kind in self.broken_expansions:
                raise LookupError(change.kind)
            for room, key in self.cards_of(change):
                touched.setdefault(room, {})[key] = seq
        return touched

    def cards_of(self, change: Change) -> Iterable[tuple[Room, str]]:
        match change.kind:
            case "answer":
                for table in change.tables:
                    yield Room("table", table), f"answer:{change.id}"
                    yield Room("desk", TABLES[table]), f"table-state:{table}"
            case "phase":
                yield Room("item", change.id), f"phase:{change.id}"
            case "seat":
                yield Room("me", change.id), "mine:self"
                for table in change.tables:
                    yield Room("table", table), f"seats:{table}"

    def load(
        self, session: State, forum: str, room: Room, keys: Collection[str] | None, actor: Actor | None
    ) -> Iterable[Card]:
        self.loaded.append((room, None if keys is None else frozenset(keys)))
        self.owners.append((room, actor))
        if room.kind in self.broken_loaders:
            raise LookupError(str(room))
        return [card for card in self._all(session, room) if keys is None or card.key in keys]

    def _all(self, session: State, room: Room) -> Iterable[Card]:
        if room.kind == "table":
            seated = sorted(person for person, table in session.seats.items() if table == room.id)
            yield Card(f"seats:{room.id}", "seats", "", {"people": seated})
            for id, (table, text) in session.answers.items():
                if table == room.id:
                    yield Card(f"answer:{id}", "answers", id, {"text": text})
        elif room.kind == "desk":
            for table, item in TABLES.items():
                if item == room.id:
                    count = sum(at == table for at, _ in session.answers.values())
                    yield Card(f"table-state:{table}", "tables", table, {"answers": count})
        elif room.kind == "item":
            yield Card(f"phase:{room.id}", "phase", "", {"name": session.phases.get(room.id, "waiting")})
        elif room.kind == "me":
            yield Card("mine:self", "mine", "", {"seat": session.seats.get(room.id)})

    def html(self, card: Card, variant: Variant, seq: int) -> str:
        self.drawn.append((card.key, variant))
        if card.key.partition(":")[0] in self.broken_templates:
            raise LookupError(card.key)
        return f"<li id={card.key} data-seq={seq} lang={variant.language}>{dict(card.data)}</li>"

    def data(self, card: Card, variant: Variant) -> Mapping[str, Any]:
        self.drawn.append((card.key, variant))
        return card.data


class Gate:
    """Tables are for those who sit there now, desks for ``desk…``, and nothing for a pass that ended."""

    def __init__(self) -> None:
        self.broken = False
        self.asked = 0

    def living(self, session: State, actor: Actor) -> Actor | None:
        self.asked += 1
        if self.broken:
            raise LookupError("gate")
        return None if actor.participant in session.ended else actor

    def refused(self, session: State, actor: Actor, room: Room) -> str | None:
        if room.kind == "table" and not actor.participant.startswith("desk"):
            return None if session.seats.get(actor.participant) == room.id else "not_yours"
        if room.kind == "desk" and not actor.participant.startswith("desk"):
            return "not_yours"
        return "no_such_room" if room.kind in ("work", "communique") else None

    def concerns_rights(self, change: Change) -> bool:
        return change.kind in ("seat", "pass")


class MemoryLink:
    """A client's end of a socket: what has arrived, and how much waits. ``reading=False``: it takes nothing."""

    def __init__(self) -> None:
        self.drained: Callable[[], None] | None = None
        self.frames: list[Frame] = []
        self.writes: list[int] = []
        self.code: int | None = None
        self.reading = True
        self.waiting = 0
        self.full = False
        self.arrived: Callable[[Frame], None] | None = None

    def buffered(self) -> int:
        return BUFFER_LIMIT if self.full else self.waiting

    def write(self, frames: Sequence[Frame]) -> None:
        if self.code is not None:
            return
        self.writes.append(len(frames))
        for frame in frames:
            self.frames.append(frame)
            if not self.reading:
                self.waiting += len(frame.wire)
            if self.arrived:
                self.arrived(frame)

    def close(self, code: int) -> None:
        if self.code is None:
            self.code = code

    def drain(self) -> None:
        self.waiting, self.full = 0, False
        if self.drained:
            self.drained()
