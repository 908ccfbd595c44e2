"""One key takes back what one did at the workbench, last first, and nothing of what somebody else did since.

Two rapporteurs act at random. What Ana did is all undone then; what is there must be what the same acts leave when only
Beto's are done — except where his acts rest on hers: these are refused to the undo, and stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete
from sqlmodel import Session

from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.sources.rules import Thing
from app.store.work import Command, Work
from app.synthesis.commands.drawing import LinkSource, LinkSources, Ref
from app.synthesis.commands.key_findings import PutKeyFinding, ReviseKeyFinding, WithdrawKeyFinding
from app.synthesis.commands.notes import PutAside, PutNote, TakeUpAgain, WithdrawNote
from app.synthesis.commands.placing import PlaceKeyFinding, SendKeyFinding, SendToBooth, ShowKeyFinding
from app.synthesis.commands.saving import SaveKeyFinding
from app.synthesis.commands.walls import PutOnWall, StepOnWall
from app.synthesis.models import BenchStep
from app.synthesis.undoing.commands import UndoAct
from app.synthesis.undoing.facts import facts_of
from app.wiring import registered
from tests.forums import SmallForum
from tests.synthesis.desk import Bench, open_bench
from tests.synthesis.play import WORDS

REGISTRY = registered()[0]


@dataclass(frozen=True, slots=True)
class Blunt(UndoAct):
    """The mutant that puts back what there was, whoever changed it since."""

    def _turn(self, work: Work, actor: Actor, item: str, step: BenchStep) -> bool:
        things = [{**one, "after": now} for one, now in zip(step.things, self._now(work, step), strict=True)]
        step.things = things
        return UndoAct._turn(self, work, actor, item, step)

    def _now(self, work: Work, step: BenchStep) -> list[dict[str, Any]]:
        things = [Thing(one["kind"], one["id"]) for one in step.things]
        told = facts_of(work, things)
        return [told[thing] for thing in things]


@dataclass
class Desk:
    """Two rapporteurs, what was reported to them, and what they made."""

    bench: Bench
    rng: Random
    undo: type[UndoAct] = UndoAct
    findings: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    async def state(self) -> dict[str, Any]:
        """All that the workbench and the walls show, without versions, numbers and times."""
        forum, item = self.bench.forum, self.bench.item
        cards = await forum.readers.run(REGISTRY.load, forum.id, Room("work", item))
        screen = await forum.readers.run(REGISTRY.load, forum.id, Room("screen", "main"))
        told: dict[str, Any] = {}
        order = []
        for card in cards:
            data = dict(card.data)
            if card.kind == "key-finding":
                order.append(data["id"])
                told[card.key] = {
                    **{name: data[name] for name in ("texts", "own_state", "state", "shown", "sent", "sent_older")},
                    "links": sorted(f"{s['kind']}:{s['id']}" for s in data["sources"]),
                    "clashes": [clash["texts"] for clash in data["clashes"]],
                }
            elif card.kind in ("work-finding", "note"):
                told[card.key] = {name: data[name] for name in ("text", "used", "set_aside", "reason")}
        told["order"] = order
        told["wall"] = [(card.data.get("kind"), card.data.get("id")) for card in screen if card.kind == "stage"]
        return told

    def act(self) -> Command:
        """Something that a rapporteur does."""
        rng, item = self.rng, self.bench.item
        text = " ".join(rng.choices(WORDS, k=6))
        refs = tuple(Ref("finding", one) for one in rng.sample(self.findings, rng.randrange(3)))
        key = rng.choice(self.made)
        match rng.randrange(16):
            case 0 | 1:
                self.made.append(new_id())
                return PutKeyFinding(self.made[-1], item, {"en": text}, "en", refs)
            case 2 | 3:
                return ReviseKeyFinding(key, rng.randrange(1, 4), {rng.choice(("en", "es")): text})
            case 4:
                return SaveKeyFinding(
                    key, rng.randrange(1, 4), {"en": text}, "open", unlinked=refs[:1], reread=refs[1:]
                )
            case 5:
                return LinkSources(key, refs or (Ref("finding", self.findings[0]),))
            case 6:
                return LinkSource(key, "finding", rng.choice(self.findings), linked=False)
            case 7:
                return WithdrawKeyFinding(key)
            case 8:
                return PlaceKeyFinding(key, rng.choice([None, *self.made]))
            case 9:
                return ShowKeyFinding(key, rng.random() < 0.6)
            case 10:
                return SendKeyFinding(key, rng.random() < 0.6)
            case 11:
                return SendToBooth(item)
            case 12:
                thing = rng.choice(self.findings)
                return rng.choice([PutAside("finding", thing, rng.choice([None, text])), TakeUpAgain("finding", thing)])
            case 13:
                if self.notes and rng.random() < 0.4:
                    return WithdrawNote(rng.choice(self.notes))
                self.notes.append(new_id())
                return PutNote(self.notes[-1], item, text)
            case 14:
                return PutOnWall(REGISTRY, "key-finding", key, item, None, None, item)
            case _:
                return StepOnWall(REGISTRY, rng.choice((1, -1)), item, None, None, item)

    async def does(self, who: str) -> bool:
        """Whether what somebody tried was not refused."""
        try:
            await self.bench.forum.run(self.act(), getattr(self.bench, who))
        except Refusal:
            return False
        return True

    async def undo_all(self, who: str, *, redo: bool = False) -> tuple[int, int]:
        """How many acts were taken back or done again, and how many stay since somebody changed what they did."""
        back = stays = 0
        for _ in range(200):
            try:
                told = (
                    await self.bench.forum.run(self.undo(self.bench.item, None, redo), getattr(self.bench, who))
                ).value
            except Refusal as refusal:
                assert refusal.code == ("nothing_to_redo" if redo else "nothing_to_undo")
                return back, stays
            stays += told["changed_since"]
            back += not told["changed_since"]
        raise AssertionError("there was no end to it")


async def open_desk(forum: SmallForum, seed: int, undo: type[UndoAct] = UndoAct) -> Desk:
    bench = await open_bench(forum)
    desk = Desk(bench, Random(seed), undo)
    desk.findings = [await bench.reported(1 + n % 3, f"Practice {n} of {WORDS[n]}") for n in range(5)]
    for n in range(3):
        desk.made.append(await bench.key(f"Key finding {n} on {WORDS[n]}", ("finding", desk.findings[n])))
    # What was there before is nobody's to undo.
    with Session(forum.engines.writer) as session:
        session.execute(delete(BenchStep))
        session.commit()
    return desk


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
async def test_after_random_acts_of_one_all_undone_everything_is_as_before_and_done_again_as_after(
    forum: SmallForum, seed: int
) -> None:
    desk = await open_desk(forum, seed)
    before = await desk.state()
    for _ in range(30):
        await desk.does("ana")
    after = await desk.state()
    assert after != before
    back, stays = await desk.undo_all("ana")
    assert (await desk.state(), stays) == (before, 0)
    again, stays = await desk.undo_all("ana", redo=True)
    assert (await desk.state(), stays, again) == (after, 0, back)
    assert await desk.undo_all("ana") == (back, 0)
    assert await desk.state() == before


async def interleaved(forum: SmallForum, seed: int, undo: type[UndoAct]) -> None:
    """Ana's acts are undone, and what Beto wrote, linked, set aside, showed and ordered since stands."""
    desk = await open_desk(forum, seed, undo)
    for _ in range(8):
        await desk.does("ana")
    for _ in range(25):
        old = await desk.state()
        who = desk.rng.choice(("ana", "beto", "beto"))
        await desk.does(who)
        new = await desk.state()
        changed = {key: told for key, told in new.items() if old.get(key) != told and key not in ("order", "wall")}
        if who != "beto":
            continue
        await desk.undo_all("ana")
        now = await desk.state()
        for key, told in changed.items():
            assert_kept(old.get(key), told, now.get(key), key)


def assert_kept(
    old: Mapping[str, Any] | None, made: Mapping[str, Any], now: Mapping[str, Any] | None, key: str
) -> None:
    """What a fact was made by the last act of another is so still after the undo."""
    assert now is not None, f"{key} is gone, with what another did to it"
    for name in ("shown", "sent", "own_state", "set_aside", "reason"):
        if name in made and (old is None or old.get(name) != made[name]):
            assert now[name] == made[name], f"{key}: {name} of another was undone"
    if "links" in made:
        linked = set(made["links"]) - set((old or {}).get("links", ()))
        assert linked <= set(now["links"]), f"{key}: what another linked is gone"
        for tag, text in made["texts"].items():
            if old is None or old["texts"].get(tag) != text:
                assert set(text.split()) - set((old or {"texts": {}})["texts"].get(tag, "").split()) <= set(
                    now["texts"].get(tag, "").split()
                ), f"{key}: words of another are gone"


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
async def test_what_another_did_since_stands_whatever_one_undoes(forum: SmallForum, seed: int) -> None:
    await interleaved(forum, seed, UndoAct)


async def test_a_mutant_that_does_not_look_at_what_was_done_since_is_caught(forum: SmallForum) -> None:
    with pytest.raises(AssertionError, match="another"):
        for seed in (1, 2, 3, 4):
            await interleaved(forum, seed, Blunt)
