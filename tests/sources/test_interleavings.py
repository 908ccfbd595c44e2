"""Two rapporteurs at one key finding, two drafters at one paragraph: however they interleave, no mark of theirs is lost.

Each edit carries a mark of its own. One that was taken is in the text until somebody who read it takes it out, and then in
the history; one that clashed is shown beside the text.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from sqlmodel import Session

from app.communique import queries as communique
from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph, WithdrawParagraph
from app.communique.models import Paragraph
from app.cooperation import queries as cooperation
from app.cooperation.commands.initiatives import PutInitiative, ReviseInitiative
from app.kernel.changes import together
from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.sources.versions.queries import History
from app.sources.versions.rules import met
from app.store.work import Command, Work
from app.synthesis import queries as synthesis
from app.synthesis.commands.key_findings import PutKeyFinding, ReviseKeyFinding, WithdrawKeyFinding
from app.synthesis.models import KeyFinding
from tests.communique.room import open_drafting
from tests.cooperation.dialogue import open_dialogue
from tests.forums import SmallForum
from tests.synthesis.desk import open_bench

EACH = 5_000
"""Interleavings of the rapporteurs, and as many of the drafters."""

RUNS = 10
AT_ONCE = 40
BEGINNING = "Joint screening desks at the northern border identify more victims of trafficking, and earlier."
MARK = re.compile(r"x\d+x")


@dataclass(frozen=True)
class Pair:
    """Two who write at one text, and the commands by which they do."""

    forum: SmallForum
    both: tuple[Actor, Actor]
    put: Any
    revise: Any
    withdraw: Any
    history: History[Any]
    row: Any

    def make(self, id: str) -> Command:
        where = {"item": "J", "section": "operative"} if self.put is PutParagraph else {"item": "2a"}
        made: Command = self.put(id, **where, texts={"en": BEGINNING, "es": "Mesas conjuntas en la frontera"})
        return made


@dataclass
class Interleaving:
    """One text, what each of the two last read of it, and what they were told of their marks."""

    pair: Pair
    rng: Random
    id: str = field(default_factory=new_id)
    now: tuple[int, Mapping[str, str]] = (1, {})
    read: dict[int, tuple[int, Mapping[str, str]]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    clashed: set[str] = field(default_factory=set)
    joined: int = 0

    async def play(self) -> None:
        made = await self.pair.forum.run(self.pair.make(self.id), self.pair.both[0])
        self.now = (1, made.value["texts"])
        self.read = {0: self.now, 1: self.now}
        for step in range(self.rng.choice((3, 4, 5))):
            who = self.rng.randrange(2)
            if self.rng.random() < 0.3:
                self.read[who] = self.now
            await self.write(who, f"x{step}x")

    async def write(self, who: int, mark: str) -> None:
        version, texts = self.read[who]
        language = self.rng.choice(("en", "en", "en", "es"))
        words = texts[language].split(" ")
        at = self.rng.randrange(len(words) + 1)
        # In before a word, or in the place of one to three: others' marks may be among them.
        words[at : at + self.rng.choice((0, 0, 1, 3))] = [mark]
        text = " ".join(words)
        revise = self.pair.revise(self.id, version, {language: text})
        told = (await self.pair.forum.run(revise, self.pair.both[who])).value
        if told.get("clash"):
            self.clashed.add(mark)
            told = told["current"]
        else:
            gone = set(MARK.findall(texts[language])) - set(MARK.findall(text))
            self.taken = self.taken | {mark} - gone
            self.removed |= gone
            self.joined += bool(told.get("brought_together"))
        self.now = self.read[who] = (told["version"], told["texts"])

    def lost(self, session: Session) -> list[str]:
        """A sentence for every mark that is not where its writer was told it would be."""
        row = session.get(self.pair.row, self.id)
        assert row is not None
        kept = self.pair.history.of(session, self.pair.forum.id, self.id)
        shown = self.pair.history.clashes(session, self.pair.forum.id, [self.id]).get(self.id, [])
        places = {
            "the text": (self.taken - self.removed, [row.texts]),
            "the history": (self.taken | self.removed, [row.texts, *(k.texts for k in kept if not k.clashed)]),
            "a shown clash": (self.clashed, [k.texts for k in shown]),
        }
        return [
            f"{mark} is not in {place} of {self.id}: {row.texts}"
            for place, (marks, texts) in places.items()
            for mark in marks - set(MARK.findall(" ".join(text for each in texts for text in each.values())))
        ]


async def rapporteurs(forum: SmallForum, revise: Any = ReviseKeyFinding) -> Pair:
    bench = await open_bench(forum)
    assert bench.ana is not None
    assert bench.beto is not None
    both = (bench.ana, bench.beto)
    return Pair(forum, both, PutKeyFinding, revise, WithdrawKeyFinding, synthesis.HISTORY, KeyFinding)


async def drafters(forum: SmallForum, revise: Any = ReviseParagraph) -> Pair:
    room = await open_drafting(forum)
    both = (room.ana, room.beto)
    return Pair(forum, both, PutParagraph, revise, WithdrawParagraph, communique.HISTORY, Paragraph)


async def interleaved(pair: Pair, seed: int, count: int) -> tuple[list[Interleaving], list[str]]:
    """*count* interleavings, many under way at once, and what was lost."""
    rng, played, lost = Random(seed), [], []
    for _ in range(0, count, AT_ONCE):
        some = [Interleaving(pair, Random(rng.random())) for _ in range(AT_ONCE)]
        await asyncio.gather(*(one.play() for one in some))
        for one in some:
            lost += await pair.forum.readers.run(one.lost)
        # A text holds only so many paragraphs.
        await asyncio.gather(*(pair.forum.run(pair.withdraw(one.id), pair.both[0]) for one in some))
        played += some
    return played, lost


@pytest.mark.parametrize("engines", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(RUNS))
@pytest.mark.parametrize("who", [rapporteurs, drafters])
async def test_in_ten_thousand_interleavings_every_mark_is_in_the_text_in_the_history_or_in_a_shown_clash(
    forum: SmallForum, who: Any, seed: int
) -> None:
    played, lost = await interleaved(await who(forum), seed, EACH // RUNS)
    assert lost == []
    assert sum(one.joined for one in played) > EACH / RUNS / 10
    assert sum(len(one.clashed) for one in played) > EACH / RUNS / 10
    assert sum(len(one.removed) for one in played) > EACH / RUNS / 20


@dataclass(frozen=True, slots=True)
class HastyRapporteur(ReviseKeyFinding):
    """The mutant that does not look at the version."""

    def _base(self, work: Work, found: KeyFinding) -> Mapping[str, str] | None:
        return found.texts


@dataclass(frozen=True, slots=True)
class HastyDrafter(ReviseParagraph):
    """The mutant that does not look at the version."""

    def _base(self, work: Work, found: Paragraph) -> Mapping[str, str] | None:
        return found.texts


@pytest.mark.parametrize(("who", "mutant"), [(rapporteurs, HastyRapporteur), (drafters, HastyDrafter)])
async def test_a_mutant_without_the_version_check_is_caught(forum: SmallForum, who: Any, mutant: Any) -> None:
    _, lost = await interleaved(await who(forum, mutant), 1, AT_ONCE)
    assert any("is not in the text" in fault for fault in lost)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("a big b c d e", "a b c d e f", "a big b c d e f"),
        ("A b c d e", "a b c D e", "A b c D e"),
        ("a b c d e!", "a b c d e!", "a b c d e!"),
        ("b c d e", "a b c d", "b c d"),
        # At one place, in words that touch, and where all is another text, nobody decides for them.
        ("a b c d e f", "a b c d e g", None),
        ("a B c d e", "a b C d e", None),
        ("quite another text", "a b c d", None),
    ],
)
def test_what_two_made_of_a_text_is_brought_together_where_their_changes_lie_apart(
    one: str, other: str, both: str | None
) -> None:
    assert together("a b c d e", one, other) == both
    assert together("a b c d e", other, one) == both


def test_what_was_left_as_it_was_read_clashes_with_nobody_and_what_would_not_fit_clashes() -> None:
    base, now = {"en": "a b c d", "es": "uno"}, {"en": "a b c d e", "es": "uno"}
    assert met(base, now, {"en": "a b c d", "es": "dos"}) == ({"en": "a b c d e", "es": "dos"}, {}, ())
    assert met(base, now, {"en": "A b c d"}) == ({"en": "A b c d e", "es": "uno"}, {}, ("en",))
    assert met(base, now, {"en": "A b c d"}, lambda name, text: len(text) < 9) == (now, {"en": "A b c d"}, ())
    assert met(base, now, {"en": ""}) == (now, {"en": ""}, ())
    assert met(None, now, {"en": "A b c d"}) == (now, {"en": "A b c d"}, ())


async def test_two_observers_bring_their_words_together_and_their_days_and_choices_clash(forum: SmallForum) -> None:
    dialogue = await open_dialogue(forum)
    id_ = new_id()
    fields = {"title": "Joint desks", "what": "Desks at the border are opened in spring.", "by_when": "2024-01-31"}
    await forum.run(PutInitiative(id_, forum.tables[21], fields), dialogue.ana)
    what = fields["what"]
    await forum.run(ReviseInitiative(id_, 1, {"what": f"Joint {what}", "by_when": "2024-02-28"}), dialogue.ana)
    told = await forum.run(ReviseInitiative(id_, 1, {"what": what.replace("spring", "May")}), dialogue.beto)
    assert told.value["what"] == "Joint Desks at the border are opened in May."
    assert told.value["brought_together"] == ["what"]
    told = await forum.run(ReviseInitiative(id_, 1, {"by_when": "2024-03-31"}), dialogue.beto)
    assert told.value["kept"]["fields"] == {"by_when": "2024-03-31"}
    shown = await forum.readers.run(cooperation.HISTORY.clashes, forum.id, [id_])
    assert [row.texts for row in shown[id_]] == [{"by_when": "2024-03-31"}]
