"""A whole forum played at random: a café, a dialogue and the drafting room, and every slice that links what it makes."""

import asyncio
from dataclasses import dataclass, field
from random import Random
from typing import Any

from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph, WithdrawParagraph
from app.communique.commands.placing import PlaceParagraph
from app.communique.commands.zero_draft import MakeZeroDraft
from app.cooperation.commands.initiatives import PutInitiative, ReviseInitiative, WithdrawInitiative
from app.cooperation.commands.presenting import PresentInitiative
from app.kernel.roles import Actor
from app.store.work import Command
from app.synthesis.commands.drawing import LinkSources, Ref
from app.tables.commands.answers import PutAnswer
from tests.communique.room import Drafting, open_drafting
from tests.forums import SmallForum
from tests.synthesis.play import Play

RARE = ("no ", "hall", "take", "phase")
AT_ONCE = 25
"""How many people press a button in the same moment: what the lane takes into one transaction."""


@dataclass
class Gathering(Play):
    """The play of the café, with D1's observers and J's drafters in it."""

    room: Any = field(default=None, init=False)

    @classmethod
    async def open(cls, forum: SmallForum, seed: int) -> "Gathering":
        play = await cls.begin(forum, seed)
        assert isinstance(play, cls)
        play.room = await open_drafting(forum)
        play.acts = {**play.acts, **OF_THE_SECOND_DAY}
        return play

    @property
    def drafting(self) -> Drafting:
        assert isinstance(self.room, Drafting)
        return self.room

    async def steps(self, count: int) -> None:
        """*count* random acts, many of them in the same moment."""
        names = sorted(self.acts)
        weights = [1 if name.startswith(RARE) else 4 for name in names]
        for begun in range(0, count, AT_ONCE):
            drawn = self.rng.choices(names, weights, k=min(AT_ONCE, count - begun))
            await asyncio.gather(*(self._act(name) for name in drawn))

    def one_of(self, *people: Actor) -> Actor:
        return self.rng.choice(people)

    def refs(self, *kinds: str) -> tuple[Ref, ...]:
        return tuple(
            Ref(*self.thing(*kinds), self.rng.choice((None, None, 1))) for _ in range(self.rng.choice((0, 1, 2)))
        )

    def drafter(self) -> Actor:
        return self.one_of(self.drafting.ana, self.drafting.beto)

    def observer_at_work(self) -> Actor:
        return self.one_of(self.drafting.dialogue.ana, self.drafting.dialogue.beto)


def _initiative(p: Any) -> tuple[Command, Actor]:
    table, sources = p.forum.tables[p.rng.choice((21, 22, 23))], p.refs("answer", "finding", "note", "key-finding")
    return PutInitiative(p.fresh("initiative"), table, {"title": p.text()}, sources=sources), p.observer_at_work()


def _initiative_again(p: Any) -> tuple[Command, Actor]:
    sources = p.refs("answer", "finding", "key-finding") or None
    words = {p.rng.choice(("title", "what")): p.text()}
    return ReviseInitiative(p.some("initiative"), p.rng.randrange(1, 3), words, sources), p.observer_at_work()


def _paragraph(p: Any) -> tuple[Command, Actor]:
    sources = p.refs("key-finding", "key-finding", "initiative")
    put = PutParagraph(p.fresh("paragraph"), p.drafting.item, "operative", {"en": p.text()}, sources=sources)
    return put, p.drafter()


def _paragraph_again(p: Any) -> tuple[Command, Actor]:
    sources = p.refs("key-finding", "initiative") or None
    return ReviseParagraph(p.some("paragraph"), p.rng.randrange(1, 3), {"en": p.text()}, sources), p.drafter()


def _answer(p: Any) -> tuple[Command, Actor]:
    table = p.rng.choice((21, 22, 23))
    return PutAnswer(p.fresh("answer"), p.forum.tables[table], p.text()), p.drafting.dialogue.at[table]


OF_THE_SECOND_DAY: dict[str, Any] = {
    "answer of the dialogue": _answer,
    "initiative": _initiative,
    "initiative again": _initiative_again,
    "no initiative": lambda p: (WithdrawInitiative(p.some("initiative")), p.observer_at_work()),
    "present": lambda p: (PresentInitiative(p.some("initiative"), p.rng.random() < 0.8), p.observer_at_work()),
    "paragraph": _paragraph,
    "paragraph again": _paragraph_again,
    "no paragraph": lambda p: (WithdrawParagraph(p.some("paragraph")), p.drafter()),
    "no paragraph again": lambda p: (WithdrawParagraph(p.some("paragraph")), p.drafter()),
    "no paragraph any more": lambda p: (WithdrawParagraph(p.some("paragraph")), p.drafter()),
    "no key finding any more": lambda p: p.acts["no key finding"](p),
    "order of the text": lambda p: (PlaceParagraph(p.some("paragraph")), p.drafter()),
    "zero draft": lambda p: (MakeZeroDraft("J"), p.drafter()),
    "link several": lambda p: (
        LinkSources(p.some("key-finding"), p.refs("finding", "comment", "note", "answer", "key-finding")),
        p._rapporteur(),
    ),
}


async def played(forum: SmallForum, seed: int, count: int, kind: type[Gathering] = Gathering) -> Gathering:
    """A gathering after *count* random acts."""
    play = await kind.open(forum, seed)
    play.rng = Random(seed)
    await play.steps(count)
    return play
