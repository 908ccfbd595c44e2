"""Brackets: nesting, owners and alternatives are read as they were written, counted right throughout, and never half."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.communique.brackets import (
    Bracket,
    balanced,
    bracketed,
    count,
    fault_of,
    parse,
    require_balanced,
    touches_owners,
    without_owners,
)
from app.communique.changes import Change
from app.communique.commands.amendments import DecideAmendment, PutAmendment
from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph
from app.communique.commands.placing import StandParagraph
from app.communique.commands.zero_draft import OpenCommunique
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.wiring import registered
from tests.communique.room import open_drafting
from tests.communique.test_amendments import decide, propose
from tests.communique.test_paragraphs import refused

REGISTRY = registered()[0]
KEYS = {"CRI", "PAN"}
WORDS = st.text("ab ,:", min_size=1, max_size=6).filter(str.strip).map(str.strip)


def written(nodes):
    """Naive: a tree as somebody types it."""
    out = ""
    for node in nodes:
        if isinstance(node, str):
            out += node
            continue
        inside = written(node.alternatives[0])
        if len(node.alternatives) > 1:
            inside = " / ".join(f"Alt {n}: {written(one)}" for n, one in enumerate(node.alternatives, 1))
        out += f"[{', '.join(node.owners)}: {inside}]" if node.owners else f"[{inside}]"
    return out


def counted(nodes):
    """Naive: every bracket, and those within it."""
    found = [node for node in nodes if isinstance(node, Bracket)]
    return len(found) + sum(counted(one) for node in found for one in node.alternatives)


def trees(depth):
    if not depth:
        return st.tuples(WORDS)
    owners = st.sampled_from([(), ("CRI",), ("several",), ("CRI", "PAN")])
    inside = trees(depth - 1)
    bracket = st.builds(Bracket, owners, st.lists(inside, min_size=1, max_size=3).map(tuple))
    return st.tuples(WORDS, bracket, WORDS) | st.tuples(bracket) | st.tuples(WORDS)


@given(trees(3))
def test_what_is_written_is_read_with_its_nesting_owners_and_alternatives(tree):
    text = written(tree)
    assert fault_of(text) is None
    assert parse(text, KEYS) == tree
    assert count(text) == counted(tree)
    stripped = without_owners(text, KEYS | {"several"})
    assert count(stripped) == counted(tree) and not {"CRI", "PAN", "several"} & set(stripped.replace(":", " ").split())


@given(st.text("a[]", max_size=12))
def test_a_text_is_balanced_or_refused_and_words_of_others_become_round(text):
    naive, before = text, None
    while naive != before:
        naive, before = naive.replace("a", "").replace("[]", ""), naive
    assert (fault_of(text) is None) is (naive == "")
    if naive:
        with pytest.raises(Refusal) as caught:
            require_balanced(text)
        assert (caught.value.code, list(caught.value.fields)) == ("unbalanced", ["text"])
    assert fault_of(balanced(text)) is None


def test_a_colon_after_words_is_no_owner_and_a_place_in_the_name_tells_nothing():
    assert parse("[Recalling: that]", KEYS) == (Bracket((), (("Recalling: that",),)),)
    assert bracketed("well", ["PAN"], "best") == "[PAN: Alt 1: well / Alt 2: best]"
    assert touches_owners("a [CRI: b]", Change(5, 7, ""), KEYS) and not touches_owners(
        "a [CRI: b]", Change(0, 1, ""), KEYS
    )


async def test_a_text_with_half_a_bracket_is_refused_wherever_it_comes_from(forum):
    room = await open_drafting(forum)
    put = PutParagraph(new_id(), room.item, "operative", {"en": "We [share"}, "en")
    told = await refused("unbalanced", forum, put, room.ana)
    assert told.sentence.params == {"words": "[share"}
    id_ = await room.write("We [CRI: share] officers")
    await refused("unbalanced", forum, ReviseParagraph(id_, 1, {"es": "Nosotros]"}), room.ana)
    await refused("unbalanced", forum, PutAmendment(new_id(), id_, 1, "delete", "share]"), room.panama)
    await refused("unbalanced", forum, PutAmendment(new_id(), id_, 1, "insert", "officers", "] ["), room.panama)
    await room.key_finding("Found [sic")
    await room.zero_draft()
    assert await room.said() == ["We [CRI: share] officers", "Found (sic"]


async def test_a_delegation_puts_words_in_brackets_and_nothing_in_brackets_is_agreed(forum):
    room = await open_drafting(forum)
    id_ = await room.write("We share officers at the border.")
    await decide(room, await propose(room, id_, "bracket", "officers"))
    await decide(room, await propose(room, id_, "bracket", "the border", "the ports", by=room.ana, version=2))
    said = "We share [PAN: officers] at [Alt 1: the border / Alt 2: the ports]."
    assert await room.said() == [said]
    whole = (await forum.readers.run(REGISTRY.load, forum.id, Room("communique", room.item)))[0]
    assert whole.data["brackets"] == 2
    left = await refused("brackets_left", forum, StandParagraph(id_, "agreed", 3), room.chair)
    assert left.sentence.params == {"count": 2}
    out = await propose(room, id_, "replace", "[PAN: officers]", "officers", version=3)
    await forum.run(DecideAmendment(out, True), room.ana)
    await room.revise(id_, 4, en="We share officers at the border.")
    await forum.run(StandParagraph(id_, "agreed", 5), room.chair)


async def test_once_everybody_reads_the_text_no_card_says_whose_a_bracket_is(forum):
    room = await open_drafting(forum)
    id_ = await room.write("We [CRI: share] officers at [several: the border].")
    await propose(room, id_, "bracket", "officers")
    await propose(room, id_, "replace", "[CRI: share]", "share", by=room.costa_rica)

    async def told(kind):
        return str(await forum.readers.run(REGISTRY.load, forum.id, Room(kind, room.item), [f"paragraph:{id_}"]))

    assert "CRI" in await told("communique")
    await forum.run(OpenCommunique("J"), room.chair)
    shown = await told("communique")
    assert not [name for name in ("CRI", "PAN", "several", "Costa Rica", "Panama") if name in shown]
    assert "CRI" in await told("drafting")


async def test_brackets_deeper_than_anybody_reads_are_refused_wherever_they_come_from_and_the_room_is_read_still(forum):
    room = await open_drafting(forum)
    deep, most = "[" * 1500 + "x" + "]" * 1500, "[" * 20 + "x" + "]" * 20
    await refused("too_deep", forum, PutParagraph(new_id(), room.item, "operative", {"en": deep}, "en"), room.ana)
    id_ = await room.write(most)
    await refused("too_deep", forum, PutAmendment(new_id(), id_, 1, "bracket", most), room.panama)
    await refused("too_deep", forum, PutAmendment(new_id(), id_, 1, "paragraph", text=deep), room.panama)
    await refused("too_deep", forum, ReviseParagraph(id_, 1, {"en": deep}), room.ana)
    await room.key_finding(f"Found {deep}")
    await room.zero_draft()
    assert [count(text) for text in await room.said()] == [20, 0]
    assert await forum.readers.run(REGISTRY.load, forum.id, Room("drafting", room.item))


def test_a_bracket_of_nothing_but_blanks_between_two_words_is_read_at_once():
    wide = "[x" + " " * 3900 + "y]"
    began = process_time()
    assert parse(wide, KEYS) == (Bracket((), ((wide[1:-1],),)),)
    assert process_time() - began < 1


async def test_what_changes_make_of_a_paragraph_stays_a_paragraph_long(forum):
    room = await open_drafting(forum)
    id_ = await room.write("x" * 1200 + " and " + "w" * 1200)
    first = await propose(room, id_, "insert", text="y" * 1400)
    second = await propose(room, id_, "insert", "x" * 1200, "z" * 1400)
    await decide(room, first)
    await refused("too_long", forum, DecideAmendment(second, True), room.ana)
    await refused("too_long", forum, PutAmendment(new_id(), id_, 2, "insert", text="z" * 1400), room.panama)
    assert [len(text) for text in await room.said()] == [3806]


@pytest.mark.parametrize(
    "written", ["[PAN: CRI: share]", "[PAN / CRI: share]", "[PAN;CRI : share]", "[PAN:CRI, PAN: share]"]
)
def test_owners_that_stand_before_one_another_or_with_another_mark_between_them_are_owners_all(written):
    (found,) = parse(written, KEYS)
    assert found == Bracket(("PAN", "CRI"), (("share",),))
    assert without_owners(written, KEYS) == "[share]"


async def test_a_bracket_put_around_words_with_their_owner_tells_neither_once_everybody_reads_the_text(forum):
    room = await open_drafting(forum)
    id_ = await room.write("We [CRI: share] officers.")
    await decide(room, await propose(room, id_, "bracket", "CRI: share"))
    assert await room.said() == ["We [[PAN: CRI: share]] officers."]
    await forum.run(OpenCommunique("J"), room.chair)
    shown = str(await forum.readers.run(REGISTRY.load, forum.id, Room("communique", room.item), [f"paragraph:{id_}"]))
    assert not [name for name in ("CRI", "PAN") if name in shown]


@pytest.mark.parametrize(
    ("text", "kind", "quote", "words"),
    [
        ("We [CRI: share] officers.", "replace", "CRI: share", "exchange"),
        ("We [CRI: share] officers.", "replace", "RI: share", "RI, PAN: share"),
        ("We [CRI: share] officers.", "delete", "CRI: share", ""),
        ("We [share] officers.", "replace", "share", "CRI: share"),
        ("We [share] officers.", "replace", "[share", "[CRI: share"),
        ("We [share] officers.", "insert", "[", "CRI:"),
        (f"[CRI, PAN: {'words ' * 9}share] officers.", "replace", "share", "exchange"),
    ],
)
async def test_a_change_of_whose_a_bracket_is_tells_nobody_whose_once_everybody_reads_the_text(
    forum, text, kind, quote, words
):
    room = await open_drafting(forum)
    id_ = await room.write(text)
    await propose(room, id_, kind, quote, words)
    await forum.run(OpenCommunique("J"), room.chair)
    shown = str(await forum.readers.run(REGISTRY.load, forum.id, Room("communique", room.item), [f"paragraph:{id_}"]))
    told = [name for name in ("CRI", "PAN", "RI:", "AN:") if name in shown]
    assert not told, shown


async def test_words_that_were_overtaken_tell_no_owner_either_once_everybody_reads_the_text(forum):
    room = await open_drafting(forum)
    id_ = await room.write("We [CRI: share] officers.")
    await propose(room, id_, "replace", "CRI: share", "PAN: share", by=room.costa_rica)
    await room.revise(id_, 1, en="We exchange people.")
    await forum.run(OpenCommunique("J"), room.chair)
    shown = str(await forum.readers.run(REGISTRY.load, forum.id, Room("communique", room.item), [f"paragraph:{id_}"]))
    assert "overtaken" in shown and "CRI" not in shown and "PAN" not in shown
