"""Where does this come from: down to the tables' words and up to what became of them, as each reader may see it."""

import pytest

from app.findings.commands.comments import WithdrawComment
from app.findings.commands.findings import ReportFinding
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.sources.rules import MOST, Thing, reaches
from app.sources.walk import Node, everyone, walk
from app.synthesis.commands.drawing import LinkSource, Ref
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.placing import SendKeyFinding, ShowKeyFinding
from app.tables.commands.answers import PutAnswer, ReviseAnswer, WithdrawAnswer
from app.wiring import registered
from tests.findings.cafe import like
from tests.forums import SmallForum
from tests.synthesis.desk import Bench, open_bench

REGISTRY = registered()[0]


async def tree(bench: Bench, reader: Actor, kind: str, id: str) -> Node:
    return await bench.forum.readers.run(lambda session: walk(REGISTRY, session, reader, Thing(kind, id)))


def told(node: Node) -> tuple[object, ...]:
    """What a reader learns below a node."""
    return (node.kind, node.thing.text or node.thing.texts.get("en", ""), *(told(below) for below in node.made_from))


async def whole(forum: SmallForum) -> tuple[Bench, dict[str, str]]:
    bench = await open_bench(forum)
    answer = await bench.answer(1, "Joint desks")
    finding = await bench.reported(1, "Desks work", answer)
    comment = await bench.comment(2, finding, "supports", "With us too")
    note = await bench.note("A minister nods")
    sources = (("finding", finding), ("comment", comment), ("note", note))
    key = await bench.key("Desks identify victims", *sources)
    return bench, {"answer": answer, "finding": finding, "comment": comment, "note": note, "key-finding": key}


async def test_the_rapporteur_walks_down_to_the_words_and_every_reader_as_far_as_may_be(forum: SmallForum) -> None:
    bench, ids = await whole(forum)
    everything = (
        "key-finding",
        "Desks identify victims",
        ("comment", "With us too"),
        ("finding", "Desks work", ("answer", "Joint desks")),
        ("note", "A minister nods"),
    )
    assert bench.ana is not None
    assert told(await tree(bench, bench.ana, "key-finding", ids["key-finding"])) == everything
    # Nobody else reads a draft; once it is shown, a note is only ever something that was said in the room.
    for reader in (bench.desk, bench.at[1], everyone(forum.id)):
        with pytest.raises(Refusal, match="not_found"):
            await tree(bench, reader, "key-finding", ids["key-finding"])
    await forum.run(ShowKeyFinding(ids["key-finding"]), bench.ana)
    shown = await tree(bench, everyone(forum.id), "key-finding", ids["key-finding"])
    assert told(shown) == (*everything[:-1], ("note", ""))
    said = {node.kind: (node.origin, node.thing.readable) for node in shown.made_from}
    assert said == {"finding": ("", True), "comment": ("room", True), "note": ("room", False)}
    # What was taken back is told of without its words, and what lies below it is not told at all.
    await forum.run(ReportFinding(ids["finding"], reports=False), bench.at[1])
    back = await tree(bench, everyone(forum.id), "key-finding", ids["key-finding"])
    assert told(back) == ("key-finding", "Desks identify victims", ("comment", ""), ("finding", ""), ("note", ""))


async def test_who_wrote_an_answer_sees_what_became_of_it(forum: SmallForum) -> None:
    bench, ids = await whole(forum)

    def risen(node: Node) -> tuple[object, ...]:
        return (node.kind, *(risen(above) for above in node.became))

    at_table = await tree(bench, bench.at[1], "answer", ids["answer"])
    assert risen(at_table) == ("answer", ("finding",))
    await forum.run(ShowKeyFinding(ids["key-finding"]), bench.ana)
    assert risen(await tree(bench, bench.at[1], "answer", ids["answer"])) == ("answer", ("finding", ("key-finding",)))
    await forum.run(ReportFinding(ids["finding"], reports=False), bench.at[1])
    with pytest.raises(Refusal, match="not_found"):
        await tree(bench, bench.at[3], "answer", ids["answer"])


async def test_a_link_says_when_its_origin_has_other_words_since_and_never_shows_withdrawn_ones(
    forum: SmallForum,
) -> None:
    bench, ids = await whole(forum)
    assert bench.ana is not None
    await forum.run(ReviseAnswer(ids["answer"], "Joint desks, at night", 1), bench.at[1])
    node = await tree(bench, bench.ana, "finding", ids["finding"])
    below = node.made_from[0]
    assert (below.drawn_version, below.thing.version, below.changed) == (1, 2, True)
    await forum.run(WithdrawAnswer(ids["answer"]), bench.at[1])
    await forum.run(WithdrawComment(ids["comment"]), bench.at[2])
    node = await tree(bench, bench.ana, "key-finding", ids["key-finding"])
    assert told(node)[:4] == (
        "key-finding",
        "Desks identify victims",
        ("comment", ""),
        ("finding", "Desks work", ("answer", "")),
    )
    assert {one.kind: one.thing.withdrawn for one in node.made_from} == {
        "comment": True,
        "finding": False,
        "note": False,
    }


async def test_what_has_no_sources_says_who_wrote_it(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    assert bench.ana is not None
    key, finding = await bench.key(), await bench.finding(1)
    origins = [(await tree(bench, bench.ana, *thing)).origin for thing in (("key-finding", key), ("finding", finding))]
    assert origins == ["rapporteur", "table"]


@pytest.mark.parametrize(("privacy", "by"), [("named", "Person 1"), ("by_table", ""), ("anonymous", "")])
async def test_a_tree_names_writers_as_the_forums_privacy_allows(forum: SmallForum, privacy: str, by: str) -> None:
    bench, ids = await whole(like(forum, privacy=privacy))
    assert bench.ana is not None
    node = await tree(bench, bench.ana, "answer", ids["answer"])
    assert (node.thing.by, node.thing.table) == (by, 1)


async def test_nothing_is_its_own_source_directly_or_by_way_of_another(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    one = await bench.key("One")
    two = await bench.key("Two", ("key-finding", one))
    for key, origin in ((one, one), (one, two)):
        with pytest.raises(Refusal) as refused:
            await forum.run(LinkSource(key, "key-finding", origin), bench.ana)
        assert (refused.value.code, refused.value.status) == ("circular_source", 409)


async def test_sources_that_are_not_there_or_of_another_item_or_too_many_are_refused(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    elsewhere = await forum.person(4)
    other = new_id()
    await forum.run(PutAnswer(other, forum.tables[4], "Said in 2b"), elsewhere)
    for ref in (Ref("finding", new_id()), Ref("answer", other), Ref("table", forum.tables[1])):
        with pytest.raises(Refusal, match="no_such_source"):
            await forum.run(PutKeyFinding(new_id(), bench.item, {"en": "Made"}, sources=(ref,)), bench.ana)
    notes = tuple([Ref("note", await bench.note(f"Note {n}")) for n in range(MOST + 1)])
    with pytest.raises(Refusal, match="too_many_sources"):
        await forum.run(PutKeyFinding(new_id(), bench.item, {"en": "Made"}, sources=notes), bench.ana)


def test_reaching_ends_even_where_the_links_are_circular() -> None:
    one, two, far = Thing("key-finding", "1"), Thing("key-finding", "2"), Thing("finding", "3")
    links = {one: [two], two: [one]}
    assert reaches([one], two, lambda thing: links.get(thing, []))
    assert not reaches([one], far, lambda thing: links.get(thing, []))


async def test_a_key_finding_that_was_shared_and_not_shown_is_described_as_it_was_shared(forum: SmallForum) -> None:
    bench, ids = await whole(forum)
    key = ids["key-finding"]
    await forum.run(SendKeyFinding(key), bench.ana)
    await bench.revise(key, 1, "Written on in private")
    assert (await tree(bench, bench.desk, "key-finding", key)).thing.texts == {"en": "Desks identify victims"}
    assert bench.ana is not None
    assert (await tree(bench, bench.ana, "key-finding", key)).thing.texts == {"en": "Written on in private"}
    await forum.run(ShowKeyFinding(key), bench.ana)
    assert (await tree(bench, bench.desk, "key-finding", key)).thing.texts == {"en": "Written on in private"}
