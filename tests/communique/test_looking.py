"""The text's versions compared, against a naive record; and the drafting journal, the chair's until released."""

from random import Random

import pytest

from app.communique import looking
from app.communique.commands.adopting import TakePosition
from app.communique.commands.amendments import DecideAmendment
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.correcting import PutCorrection
from app.communique.commands.paragraphs import WithdrawParagraph
from app.communique.commands.placing import PlaceParagraph
from app.communique.commands.releasing import ReleaseJournal
from app.communique.commands.silence import BeginSilence, BreakSilence
from app.communique.commands.zero_draft import OpenCommunique
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from tests.communique.room import open_drafting
from tests.communique.test_adoption import adopt
from tests.communique.test_amendments import propose
from tests.communique.test_paragraphs import refused


async def compare(room, actor=None, since="", until="", language=""):
    actor = actor or room.ana
    return await room.forum.readers.run(looking.comparison, actor, "J", since, until, language)


async def shuffle(room, rng, standing):
    """A paragraph goes somewhere else, perhaps into the other section."""
    id_, section = rng.choice(list(standing)), rng.choice(("preamble", "operative"))
    others = [p.id for p in standing.values() if p.section == section and p.id != id_]
    await room.forum.run(PlaceParagraph(id_, rng.choice([None, *others]), section), room.ana)


def numbered(order):
    """Naive: each with its place in its section."""
    found = {}
    for id_, section in order:
        found[id_] = (section, 1 + sum(other == section for other, _ in found.values()))
    return {(id_, section, number) for id_, (section, number) in found.items()}


def placed(both, moment):
    found = [(p.id, getattr(p, moment)) for p in both.paragraphs]
    return {(id_, at.section, at.number) for id_, at in found if at}


async def test_a_text_is_compared_in_the_order_that_each_version_had(forum):
    room = await open_drafting(forum)
    a, b, c, d = [await room.write(text) for text in ("A", "B", "C", "D")]
    since = looking.exactly((await compare(room)).moments[-1])
    await forum.run(PlaceParagraph(d, None), room.ana)
    await forum.run(WithdrawParagraph(b), room.ana)
    await forum.run(PlaceParagraph(c, None, "preamble"), room.ana)
    e = await room.write("E")
    found = await compare(room, since=since)
    assert [(line.section, line.id, line.left) for line in found.lines] == [
        ("preamble", c, False),
        ("operative", d, False),
        ("operative", a, False),
        ("operative", b, False),
        ("operative", c, True),
        ("operative", d, True),
        ("operative", e, False),
    ]
    told = {p.id: (p.was and p.was.number, p.now and p.now.number, p.moved) for p in found.paragraphs}
    assert told == {a: (1, 2, False), b: (2, None, False), c: (3, 1, True), d: (4, 1, True), e: (None, 3, False)}
    assert found.counts() == {"new": 1, "gone": 1, "changed": 0, "moved": 2}
    await room.revise(b, 1, en="B again")
    [back] = [p for p in (await compare(room, since=since)).paragraphs if p.id == b]
    assert (back.was.number, back.now.number, back.before, back.after) == (2, 3, "B", "B again")
    away = await compare(room, since=since, until=looking.exactly(found.until))
    assert [p.now for p in away.paragraphs if p.id == b] == [None]


async def journal(room, actor):
    return await room.forum.readers.run(looking.drafting_journal, actor, "J")


@pytest.mark.parametrize("seed", [1, 2])
async def test_any_two_versions_compared_say_what_the_text_said_then(forum, seed):
    room, rng = await open_drafting(forum), Random(seed)
    recorded, orders, made = [], [], []
    for step in range(24):
        standing = {p.id: p for p in await room.text()}
        if not standing or rng.random() < 0.35:
            made.append(await room.write(f"Text {step}", rng.choice(("preamble", "operative"))))
        elif rng.random() < 0.2:
            await forum.run(WithdrawParagraph(rng.choice(list(standing))), room.ana)
        elif gone := sorted({*made} - {*standing} if rng.random() < 0.3 else ()):
            id_ = rng.choice(gone)
            await room.revise(id_, (await room.any(id_)).version, en=f"Back {step}")
        elif rng.random() < 0.4:
            await shuffle(room, rng, standing)
        else:
            id_ = rng.choice(list(standing))
            await room.revise(id_, standing[id_].version, en=f"Other {step}", es=f"Otro {step}")
        now = (await compare(room)).moments[-1]
        if not recorded or looking.exactly(now) != recorded[-1][0]:
            recorded.append((looking.exactly(now), {p.id: dict(p.texts) for p in await room.text()}))
            orders.append([(p.id, p.section) for p in await room.text()])
    assert len(recorded) > 15 and len({moment for moment, _ in recorded}) == len(recorded)
    for _ in range(30):
        one, other = rng.randrange(len(recorded)), rng.randrange(len(recorded))
        (since, before), (until, after) = recorded[one], recorded[other]
        both = await compare(room, None, since, until)
        assert placed(both, "was") == numbered(orders[one]) and placed(both, "now") == numbered(orders[other])
        told = [p for p in both.paragraphs if p.was and p.now and not p.moved]
        assert told == sorted(told, key=lambda p: (p.was.section == "operative", p.was.number))
        for language in ("en", "es"):
            found = {p.id: p for p in (await compare(room, None, since, until, language)).paragraphs}
            wanted = {
                id_: (before.get(id_, {}).get(language, ""), after.get(id_, {}).get(language, ""))
                for id_ in {*before, *after}
            }
            assert {id_: (p.before, p.after) for id_, p in found.items()} == {
                id_: both for id_, both in wanted.items() if any(both)
            }
            for one in found.values():
                assert "".join(p.text for p in one.pieces if p.kind != "inserted") == one.before
                assert "".join(p.text for p in one.pieces if p.kind != "deleted") == one.after


async def test_owners_of_brackets_are_not_told_where_the_text_is_open_to_everybody(forum):
    room = await open_drafting(forum)
    id_ = await room.write("We share [PAN: all] desks")
    await room.revise(id_, 1, en="We share [PAN: some] desks")
    [told] = (await compare(room, room.panama)).paragraphs
    assert (told.before, told.after) == ("We share [PAN: all] desks", "We share [PAN: some] desks")
    person = await forum.person()
    with pytest.raises(Refusal):
        await compare(room, person)
    await forum.run(OpenCommunique("J"), room.chair)
    for reader in (person, room.panama):
        [told] = (await compare(room, reader)).paragraphs
        assert (told.before, told.after) == ("We share [all] desks", "We share [some] desks")
    assert "PAN" in (await compare(room)).paragraphs[0].before


async def test_a_moment_that_is_none_is_refused_and_an_empty_text_compares_with_nothing(forum):
    room = await open_drafting(forum)
    assert (await compare(room)).paragraphs == ()
    await room.write("Desks")
    with pytest.raises(Refusal) as caught:
        await compare(room, since="yesterday")
    assert caught.value.code == "no_such_moment"


async def test_the_journal_says_who_proposed_what_and_how_it_was_decided(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work", section="preamble")
    gone = await room.write("Gone")
    await forum.run(WithdrawParagraph(gone), room.ana)
    filed = await propose(room, id_, "replace", "work", "last", reason="Shorter")
    await forum.run(DecideAmendment(filed, True), room.ana)
    await forum.run(AskObjection("J", "2", id_), room.chair)
    await forum.run(TakePosition(id_, "reservation", "2", "As to nights"), room.costa_rica)
    await forum.run(CloseCall("J", "ad_referendum"), room.chair)
    await forum.run(BeginSilence("J", 10), room.chair)
    await forum.run(BreakSilence("J", "Not so fast"), room.panama)
    await forum.run(await adopt(room), room.chair)
    await forum.run(PutCorrection(new_id(), id_, "en", "Desks do last", "A letter", confirmed=True), room.chair)
    told = (await journal(room, room.chair)).entries
    assert [(one.kind, one.key, one.state) for one in told] == [
        ("written", "", ""),
        ("written", "", ""),
        ("taken_away", "", ""),
        ("proposed", "PAN", ""),
        ("changed", "", ""),
        ("decided", "PAN", "accepted"),
        ("asked", "", ""),
        ("position", "CRI", "reservation"),
        ("closed", "", "ad_referendum"),
        ("silence", "", ""),
        ("silence_over", "", "broken"),
        ("broken", "PAN", ""),
        ("adopted", "", "with_reservations"),
        ("corrected", "", "1"),
    ]
    assert (told[0].section, told[0].number, told[2].number) == ("preamble", 1, 0)
    assert [one.text for one in told if one.kind in ("proposed", "position", "broken")] == [
        "Shorter",
        "As to nights",
        "Not so fast",
    ]


async def test_the_journal_is_the_chairs_and_the_drafters_until_the_chair_releases_it(forum):
    room = await open_drafting(forum)
    id_ = await room.write("Desks work")
    await propose(room, id_, "delete", "work")
    person = await forum.person()
    for actor in (room.panama, person):
        with pytest.raises(Refusal):
            await journal(room, actor)
    for actor in (room.ana, room.panama, person):
        await refused("not_yours", forum, ReleaseJournal("J"), actor)
    assert (await forum.run(ReleaseJournal("J"), room.chair)).value["released_at"]
    assert [one.key for one in (await journal(room, room.panama)).entries] == ["", "PAN"]
    with pytest.raises(Refusal):
        await journal(room, person)
    await forum.run(ReleaseJournal("J", False), room.chair)
    with pytest.raises(Refusal):
        await journal(room, room.panama)


@pytest.mark.parametrize("typed", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "yesterday", "\0"])
async def test_a_moment_that_no_clock_shows_is_refused(forum, typed):
    room = await open_drafting(forum)
    await room.write("Desks")
    with pytest.raises(Refusal) as caught:
        await compare(room, since=typed)
    assert caught.value.code == "no_such_moment"
