"""A page that loaded once and heard every change equals one that is loaded now: table, pad, plenary, list, wall, me."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from app.cooperation import queries
from app.cooperation.commands.initiatives import (
    PutInitiative,
    ReviseInitiative,
    SettleInitiative,
    WithdrawInitiative,
)
from app.cooperation.commands.presenting import PresentInitiative, SetStanding
from app.cooperation.commands.topics import MarkInterest
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.programme.commands import MovePhase
from app.stage.commands import Show, Step
from app.store.engines import Engines
from app.store.lane import Lanes
from app.store.readers import Readers
from app.store.work import Command
from app.synthesis.commands.drawing import Ref
from app.tables.commands.answers import PutAnswer
from app.tables.commands.hall.rooms import CloseTable, ReopenTable
from app.tables.commands.hall.undo import UndoStep
from app.tables.commands.hall.words import MergeTables, SwapTables
from app.tables.commands.seats import CallHelp, TakeSeat
from app.wiring import registered
from tests.cooperation.dialogue import ROSTER, THEMES, Dialogue, open_dialogue
from tests.forums import found
from tests.mirror import Mirror

REGISTRY = registered()[0]
STEPS = 110


@dataclass
class Play:
    """Everybody of a dialogue and its plenary, at random, through the commands that people use."""

    dialogue: Dialogue
    rng: Random
    moderator: Actor
    speakers: dict[str, Actor]
    made: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    clashes: list[tuple[str, str]] = field(default_factory=list)
    accepted: int = 0
    refused: set[str] = field(default_factory=set)

    @classmethod
    async def begin(cls, dialogue: Dialogue, seed: int) -> "Play":
        speakers = {key: await dialogue.speaker(key) for key in ("PAN", "CRI")}
        play = cls(dialogue, Random(seed), await dialogue.forum.holder("moderator"), speakers)
        for name in ("note", "note", "note", "answer"):
            await play.step(name)
        return play

    def some(self) -> str:
        return self.rng.choice(self.made or [new_id()])

    def table(self) -> str:
        return self.dialogue.forum.tables[self.rng.choice(list(THEMES))]

    def observer(self) -> Actor:
        return self.rng.choice((self.dialogue.ana, self.dialogue.beto))

    async def step(self, name: str | None = None) -> None:
        names = [*self.acts, "revise", "revise", "note", "standing", "present"]
        fresh, (command, actor) = new_id(), (None, None)
        command, actor = self.acts[name or self.rng.choice(names)](self, fresh)
        try:
            done = await self.dialogue.forum.run(command, actor)
        except Refusal as refusal:
            self.refused.add(refusal.code)
            return
        self.accepted += 1
        if isinstance(command, PutInitiative):
            self.made.append(fresh)
        if isinstance(command, PutAnswer):
            self.answers.append(fresh)
        if done.value.get("clash"):
            self.clashes.append((done.value["current"]["id"], done.value["kept"]["id"]))

    def _fields(self) -> dict[str, str]:
        day = self.rng.choice(("", "2024-01-01", "2025-06-30"))
        wishes = {
            "what": f"What {self.rng.random():.3f}",
            "asks": self.rng.choice(("", "Money", "Officers")),
            "by_when": day,
            "lead": self.rng.choice(("", *ROSTER)),
            "references": self.rng.choice(("", "gcm/7", "gcm/7 gcm/23")),
        }
        return dict(self.rng.sample(sorted(wishes.items()), 3))

    def _revise(self) -> Command:
        refs = (Ref("answer", self.rng.choice(self.answers or [new_id()])),) if self.rng.random() < 0.3 else None
        table = self.table() if self.rng.random() < 0.2 else None
        return ReviseInitiative(self.some(), self.rng.randrange(1, 5), self._fields(), refs, table)

    def _standing(self) -> tuple[Command, Actor]:
        key = self.rng.choice(list(ROSTER))
        wish = SetStanding(self.some(), key, self.rng.choice((None, "interested", "exploring", "confirmed")))
        return wish, self.speakers.get(key, self.observer()) if self.rng.random() < 0.6 else self.observer()

    def _phase(self) -> tuple[Command, Actor]:
        to, item = self.rng.choice(
            (
                ("waiting", "D1"),
                ("table_work", "D1"),
                ("table_work", "D1"),
                ("gathering", "D1"),
                ("presenting", "D2"),
                ("presenting", "D2"),
                ("discussion", "D2"),
            )
        )
        return MovePhase(item, to), self.moderator

    def _hall(self) -> tuple[Command, Actor]:
        one, other = self.table(), self.table()
        wish: Any = self.rng.choice(
            (
                MergeTables("D1", one, other, REGISTRY.movers),
                SwapTables("D1", one, other, REGISTRY.movers),
                CloseTable("D1", one),
                ReopenTable("D1", one),
                UndoStep("D1", REGISTRY.movers),
                UndoStep("D1", REGISTRY.movers),
            )
        )
        return wish, self.moderator

    acts: Any = field(init=False)

    def __post_init__(self) -> None:
        flag = lambda: self.rng.random() < 0.6  # noqa: E731
        self.acts = {
            "note": lambda p, id: (PutInitiative(id, p.table(), {"title": id[:8], **p._fields()}), p.observer()),
            "revise": lambda p, id: (p._revise(), p.observer()),
            "settle": lambda p, id: (SettleInitiative(*(p.clashes or [(id, id)])[-1]), p.observer()),
            "withdraw": lambda p, id: (WithdrawInitiative(p.some()), p.observer()),
            "present": lambda p, id: (PresentInitiative(p.some(), flag()), p.observer()),
            "standing": lambda p, id: p._standing(),
            "interest": lambda p, id: (
                MarkInterest(p.table(), interested=flag()),
                p.rng.choice(list(p.speakers.values())),
            ),
            "help": lambda p, id: (CallHelp(p.table(), flag()), p.rng.choice((*p.dialogue.at.values(), p.observer()))),
            "sit": lambda p, id: (TakeSeat(p.table()), p.rng.choice(list(p.dialogue.at.values()))),
            "answer": lambda p, id: (PutAnswer(id, p.table(), "Said"), p.rng.choice(list(p.dialogue.at.values()))),
            "phase": lambda p, id: p._phase(),
            "hall": lambda p, id: p._hall(),
            "wall": lambda p, id: (
                Show(REGISTRY, "initiative", p.some(), "D2"),
                p.rng.choice((p.observer(), p.moderator)),
            ),
            "next": lambda p, id: (
                Step(REGISTRY, p.rng.choice((1, -1)), "D2"),
                p.rng.choice((p.observer(), p.moderator)),
            ),
        }


@pytest.mark.parametrize("privacy", ["named", "anonymous"])
async def test_whatever_happens_every_page_shows_what_is_there(engines: Engines, privacy: str) -> None:
    lanes, readers = Lanes(engines, committed=lambda forum, seq: None), Readers(engines)
    lanes.start()
    try:
        forum = found(engines, lanes, readers, privacy=privacy)
        play = await Play.begin(await open_dialogue(forum), seed=len(privacy))
        rooms = [Room(kind, forum.items[item]) for item in ("D1", "D2") for kind in ("item", "desk")]
        rooms += [Room("table", forum.tables[number]) for number in THEMES]
        rooms += [Room("forum", forum.id), Room("screen", "main")]
        mine = list(play.speakers.values())
        pages, seen = [], set()
        for step in range(STEPS):
            if step in (0, STEPS // 2):
                pages.append(Mirror(forum, REGISTRY, rooms, mine))
                await pages[-1].start()
            await play.step()
            if step % 8 == 0:
                for page in pages:
                    assert not await page.differences(), f"step {step}"
                seen |= {(room.kind, card.kind) for room in rooms for card in pages[0].of(room).values()}
                seen |= {
                    ("me", card.kind) for actor in mine for card in pages[0].of(Room("me", actor.participant)).values()
                }
        for page in pages:
            assert not await page.differences()
        assert {(kind, "initiative") for kind in ("table", "desk", "item", "forum")} <= seen
        assert {("me", "mine-standings"), ("me", "mine-topics"), ("item", "topic"), ("item", "presented")} <= seen
        assert {("desk", "pad-table"), ("table", "call"), ("forum", "follow-up"), ("item", "dialogue")} <= seen
        assert play.accepted > STEPS / 2, play.refused
        every = await readers.run(queries.initiatives, forum.id)
        assert len(every) > 3
    finally:
        lanes.stop()
        readers.close()
