"""The graph of sources after whatever people did: nothing dangles, nothing leads back to itself, nothing written is lost."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import Session

from app.communique.fates import FATES, Fate, fates
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, Grant
from app.sources.models import Source
from app.sources.rules import Thing
from app.sources.walk import Node, walk
from app.store.work import Work
from app.synthesis.commands.drawing import LinkSource, LinkSources, Ref
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.models import KeyFinding
from app.tables.commands.answers import ReviseAnswer, WithdrawAnswer
from app.tables.models import Answer
from app.wiring import registered
from tests.forums import SmallForum
from tests.sources import graph
from tests.sources.gathering import Gathering, played

REGISTRY = registered()[0]

SAID = ("answer", "finding", "comment", "note")
SEEDS = (1, 2, 3, 4)
COUNT = 2_500
"""For each seed: ten thousand commands on each database."""
EVERY_LINK = {
    ("finding", "answer"),
    *(("key-finding", origin) for origin in ("answer", "finding", "comment", "note", "key-finding")),
    *(("initiative", origin) for origin in ("answer", "finding", "key-finding")),
    *(("paragraph", origin) for origin in ("key-finding", "initiative")),
}


def everybodys(forum: SmallForum) -> Actor:
    """A rapporteur of everything, to whom nothing is withheld: what others are not told is the walk's own test."""
    return Actor(forum.id, "nobody", grants=(Grant("rapporteur"),))


@pytest.mark.parametrize("seed", SEEDS)
async def test_after_ten_thousand_random_commands_nothing_dangles_nothing_is_circular_and_nothing_is_lost(
    forum: SmallForum, seed: int
) -> None:
    play = await played(forum, seed, COUNT)
    assert play.accepted > COUNT / 3
    assert "circular_source" in play.refused
    links = await forum.readers.run(graph.links, forum.id)
    assert {(row.made_kind, row.origin_kind) for row in links} == EVERY_LINK
    assert await forum.readers.run(graph.faults, forum.id) == []
    await everything_walks(play)
    await withdrawing_takes_no_text_away(play)
    assert await forum.readers.run(graph.faults, forum.id) == []


async def everything_walks(play: Gathering) -> None:
    """Everything that was said walks up to its fate, every paragraph down to words or to who wrote it."""

    def read(session: Session) -> None:
        reader, rows = everybodys(play.forum), graph.things(session, play.forum.id)
        fate_of = fates(session, play.forum.id, [thing for thing in rows if thing.kind in SAID])
        assert {fate.state for fate in fate_of.values()} == set(FATES)
        for said, fate in fate_of.items():
            agrees(walk(REGISTRY, session, reader, said), fate)
        links = graph.links(session, play.forum.id)
        for paragraph in (thing for thing, row in rows.items() if thing.kind == "paragraph"):
            node = walk(REGISTRY, session, reader, paragraph)
            drawn = [row for row in links if row.made == paragraph.id]
            assert {(below.kind, below.id) for below in node.made_from} == {
                (row.origin_kind, row.origin) for row in drawn
            }
            assert (node.origin == "drafter") == (not drawn)
            for below in graph.below(node):
                changed = below.drawn_version is not None and below.drawn_version < rows[(below.kind, below.id)].version
                assert below.changed == changed
                ends = bool(below.made_from or below.origin or below.kind == "answer")
                assert ends or not below.thing.readable

    await play.forum.readers.run(read)


def agrees(node: Node, fate: Fate) -> None:
    """The walk, which goes up link by link, ends where the fate says that it does."""
    kinds: set[str] = set()
    waiting = list(node.became)
    while waiting:
        above = waiting.pop()
        kinds.add(above.kind)
        waiting += above.became
    assert kinds == {thing.kind for thing in fate.became}
    assert (fate.state == "in_text") == ("paragraph" in kinds)
    assert (fate.state in ("set_aside", "not_drawn_on")) == (not kinds - {"finding"})


async def withdrawing_takes_no_text_away(play: Gathering) -> None:
    """Everybody takes their answers back: what was made of them says what it said, and draws on what it drew on."""
    before = await play.forum.readers.run(graph.written_to, play.forum.id)
    drawn = {graph.ends(row) for row in await play.forum.readers.run(graph.links, play.forum.id)}
    people = {actor.participant: actor for actor in [*play.people, *play.drafting.dialogue.at.values()]}

    def standing(session: Session) -> dict[str, str]:
        rows: dict[Thing, Answer] = graph.things(session, play.forum.id, "answer")
        return {thing.id: row.author for thing, row in rows.items() if row.withdrawn_at is None}

    answers = await play.forum.readers.run(standing)
    assert answers
    for answer, author in answers.items():
        await play.forum.run(WithdrawAnswer(answer), people[author])
    assert await play.forum.readers.run(standing) == {}
    assert await play.forum.readers.run(graph.written_to, play.forum.id) == before
    assert {graph.ends(row) for row in await play.forum.readers.run(graph.links, play.forum.id)} == drawn


@dataclass(frozen=True, slots=True)
class Unchecked(LinkSource):
    """The mutant that draws a key finding from another without looking where that one leads."""

    def run(self, work: Work) -> dict[str, Any]:
        ends = {"made_kind": "key-finding", "made": self.key_finding, "origin_kind": self.kind, "origin": self.thing}
        origins = graph.things(work.session, work.forum, self.kind)
        if Thing(self.kind, self.thing) in origins and work.session.get(Source, tuple(ends.values())) is None:
            work.session.add(Source(**ends, forum=work.forum, origin_version=1, linked_at=work.now))
        return {}


@dataclass(frozen=True, slots=True)
class Erase:
    """The mutant that takes a key finding out of the database, and leaves its links."""

    key_finding: str
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = work.session.get(KeyFinding, self.key_finding)
        if found is not None:
            work.session.delete(found)
        return {}


class Careless(Gathering):
    """Rapporteurs who link by :class:`Unchecked`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.acts["link"] = lambda p: (Unchecked(p.some("key-finding"), *p.thing("key-finding")), p._rapporteur())


class Erasing(Gathering):
    """Rapporteurs who take away by :class:`Erase`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.acts["no key finding"] = lambda p: (Erase(p.some("key-finding")), p._rapporteur())


@pytest.mark.parametrize(("mutant", "said"), [(Careless, "is its own source"), (Erasing, "is not there any more")])
async def test_a_mutant_that_spoils_the_graph_is_caught(forum: SmallForum, mutant: type[Gathering], said: str) -> None:
    await played(forum, 1, 500, mutant)
    found = await forum.readers.run(graph.faults, forum.id)
    assert found
    assert all(said in fault for fault in found)


async def test_a_key_finding_is_not_its_own_source_however_long_the_way_is_and_the_sentence_says_so(
    forum: SmallForum,
) -> None:
    play = await Gathering.open(forum, 1)
    ana, last = play.rapporteurs[0], new_id()
    way = [new_id() for _ in range(5)]
    for key, origin in zip([*way, last], [None, *way], strict=True):
        refs = (Ref("key-finding", origin),) if origin else ()
        await forum.run(PutKeyFinding(key, play.item, {"en": play.text()}, sources=refs), ana)
    for origin in (way[0], *way[1:4]):
        for command in (LinkSource(way[0], "key-finding", last), LinkSources(origin, (Ref("key-finding", last),))):
            with pytest.raises(Refusal) as refused:
                await forum.run(command, ana)
            assert (refused.value.code, refused.value.status) == ("circular_source", 409)
            assert "cannot be its own source" in str(refused.value.fields["sources"])
    assert await forum.readers.run(graph.faults, forum.id) == []


async def test_a_link_says_that_its_origin_was_changed_all_the_way_up_to_the_paragraph(forum: SmallForum) -> None:
    play = await Gathering.open(forum, 1)
    writer = play.people[0]
    answer, finding = play.made["answer"][0], play.made["finding"][0]
    key = await play.drafting.key_finding("Desks work")
    await forum.run(LinkSource(key, "finding", finding), play.rapporteurs[0])
    paragraph = (await play.drafting.zero_draft())[0]["id"]
    await forum.run(ReviseAnswer(answer, "Said in other words", 1), writer)

    def read(session: Session) -> list[tuple[str, bool]]:
        node = walk(REGISTRY, session, everybodys(forum), Thing("paragraph", paragraph))
        return [(below.kind, below.changed) for below in graph.below(node)][1:]

    assert await forum.readers.run(read) == [("key-finding", False), ("finding", False), ("answer", True)]
