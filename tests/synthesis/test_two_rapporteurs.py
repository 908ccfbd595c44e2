"""Two rapporteurs write on the same key findings at once, and neither loses a word.

Each edit carries a mark of its own. An edit that was accepted is in the text for ever; one that clashed is beside the text,
where both see it, until somebody has brought its mark into the text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest

from app.kernel.roles import Actor
from app.live.rooms import Room
from app.store.work import Work
from app.synthesis import queries
from app.synthesis.commands.key_findings import ReviseKeyFinding, SettleClash, WithdrawKeyFinding
from app.synthesis.models import KeyFinding
from app.wiring import registered
from tests.forums import SmallForum
from tests.synthesis.desk import Bench, open_bench

REGISTRY = registered()[0]
MARK = re.compile(r"\[\w+\]")


@dataclass(frozen=True, slots=True)
class Unchecked(ReviseKeyFinding):
    """The mutant that does not look at the version."""

    def _base(self, work: Work, found: KeyFinding) -> Mapping[str, str] | None:
        return found.texts


@dataclass(frozen=True, slots=True)
class Forgetful(ReviseKeyFinding):
    """The mutant that tells of a clash and keeps nothing."""

    def _keep_clash(self, work: Work, actor: Actor, found: KeyFinding, clashing: dict[str, str]) -> dict[str, Any]:
        told = ReviseKeyFinding._keep_clash(self, work, actor, found, clashing)
        work.session.delete(queries.HISTORY.clash(work.session, work.forum, found.id, told["kept"]["id"]))
        return told


@dataclass
class Writing:
    """One key finding, who writes on it, and what each of them last saw."""

    bench: Bench
    id: str
    revise: type[ReviseKeyFinding]
    rng: Random
    seen: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    clashed: set[str] = field(default_factory=set)
    last: tuple[ReviseKeyFinding, Actor, Mapping[str, Any]] | None = None

    def who(self, name: str) -> Actor:
        actor = getattr(self.bench, name)
        assert isinstance(actor, Actor)
        return actor

    async def card(self) -> Mapping[str, Any]:
        room = Room("work", self.bench.item)
        forum = self.bench.forum
        return (await forum.readers.run(REGISTRY.load, forum.id, room, [f"key-finding:{self.id}"]))[0].data

    async def look(self, name: str) -> None:
        card = await self.card()
        self.seen[name] = (card["version"], dict(card["texts"]))

    async def write(self, name: str, words: str | None = None, language: str | None = None) -> bool:
        version, texts = self.seen[name]
        language = language or self.rng.choice(("en", "en", "es"))
        mark = f"[{name}{len(self.accepted) + len(self.clashed)}]"
        written = words or f"{texts.get(language, '')} {mark}".strip()
        command = self.revise(self.id, version, {language: written})
        told = (await self.bench.forum.run(command, self.who(name))).value
        self.last = (command, self.who(name), told)
        if words is None:
            (self.clashed if told.get("clash") else self.accepted).add(mark)
        await self.look(name)
        return not told.get("clash")

    async def merge(self, name: str) -> None:
        """Bring what clashed into the text, and say that it is done."""
        card = await self.card()
        for clash in card["clashes"][:1]:
            await self.look(name)
            for language, text in clash["texts"].items():
                now = self.seen[name][1].get(language, "")
                missing = [mark for mark in MARK.findall(text) if mark not in now]
                if missing and not await self.write(name, " ".join([now, *missing]).strip(), language):
                    return
            await self.bench.forum.run(SettleClash(self.id, clash["id"]), self.who(name))

    async def again(self) -> None:
        """A phone that did not hear the answer sends again."""
        if self.last is not None:
            command, actor, told = self.last
            assert (await self.bench.forum.run(command, actor)).value == told

    async def holds(self) -> None:
        card = await self.card()
        text = " ".join(card["texts"].values())
        beside = " ".join(text for clash in card["clashes"] for text in clash["texts"].values())
        missing = {mark for mark in self.accepted if mark not in text}
        assert not missing, f"told that it was saved, and gone from the text: {missing}"
        missing = {mark for mark in self.clashed if mark not in text + beside}
        assert not missing, f"told that it was kept, and nowhere to be seen: {missing}"


async def interleave(forum: SmallForum, seed: int, revise: type[ReviseKeyFinding], steps: int = 40) -> Writing:
    bench = await open_bench(forum)
    writing = Writing(bench, await bench.key("Beginning"), revise, Random(seed))
    for name in ("ana", "beto"):
        await writing.look(name)
    for _ in range(steps):
        name = writing.rng.choice(("ana", "beto"))
        act = writing.rng.choice(("look", "write", "write", "write", "merge", "again", "away"))
        if act == "again":
            await writing.again()
        elif act == "away":
            if writing.rng.random() < 0.3:
                await forum.run(WithdrawKeyFinding(writing.id), writing.who(name))
                await writing.write(name)
        else:
            await getattr(writing, act)(name)
        await writing.holds()
    return writing


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_however_two_rapporteurs_interleave_no_mark_is_lost(forum: SmallForum, seed: int) -> None:
    writing = await interleave(forum, seed, ReviseKeyFinding)
    assert writing.accepted
    assert writing.clashed
    kept = await forum.readers.run(queries.HISTORY.of, forum.id, writing.id)
    every = " ".join(text for row in kept for text in row.texts.values())
    now = " ".join((await writing.card())["texts"].values())
    assert all(mark in every + now for mark in writing.accepted | writing.clashed)


@pytest.mark.parametrize(("mutant", "said"), [(Unchecked, "gone from the text"), (Forgetful, "nowhere to be seen")])
async def test_a_mutant_that_loses_a_mark_is_caught(
    forum: SmallForum, mutant: type[ReviseKeyFinding], said: str
) -> None:
    with pytest.raises(AssertionError, match=said):
        await interleave(forum, 1, mutant)
