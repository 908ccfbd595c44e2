"""Key findings: written by rapporteurs, private until shown, in an order, in several languages, withdrawn and back."""

import pytest
from sqlmodel import Session

from app.findings.commands.findings import WithdrawFinding
from app.findings.commands.signoffs import WithdrawDissent
from app.kernel.ids import new_id
from app.kernel.refusals import Refusal
from app.live.rooms import Room
from app.store import journal
from app.synthesis import queries
from app.synthesis.cards.key_findings import KeyFindingView
from app.synthesis.commands.drawing import LinkSource, Ref
from app.synthesis.commands.key_findings import PutKeyFinding, ReviseKeyFinding, SettleClash, WithdrawKeyFinding
from app.synthesis.commands.placing import PlaceKeyFinding, SendKeyFinding, SendToBooth, ShowKeyFinding
from app.wiring import registered
from tests.forums import SmallForum
from tests.synthesis.desk import Bench, open_bench

REGISTRY = registered()[0]


async def views(bench: Bench, room: str = "work") -> list[KeyFindingView]:
    cards = await bench.forum.readers.run(REGISTRY.load, bench.forum.id, Room(room, bench.item))
    return [card.view for card in cards if isinstance(card.view, KeyFindingView)]


async def test_only_a_rapporteur_writes_key_findings_and_only_once_each(forum: SmallForum) -> None:
    bench = await open_bench(forum, "waiting")
    put = PutKeyFinding(new_id(), "2a", {"es": "Ventanillas", "en": "Desks"}, "es")
    first, again = await forum.run(put, bench.ana), await forum.run(put, bench.beto)
    assert (first.created, again.created) == (True, False)
    assert first.value["texts"] == {"es": "Ventanillas", "en": "Desks"}
    assert first.value["text"] == "Ventanillas"
    elsewhere = await forum.holder("rapporteur", "2b")
    for actor in (bench.desk, bench.at[1], elsewhere):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(PutKeyFinding(new_id(), "2a", {"en": "Mine"}), actor)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"texts": {"en": " "}}, "empty"),
        ({"texts": {}}, "empty"),
        ({"texts": {"xx": "Words"}}, "no_such_language"),
        ({"texts": {"en": "x" * 4001}}, "too_long"),
        ({"state": "certain"}, "no_such_state"),
        ({"order": "a0"}, "bad_order"),
        ({"item": "9z"}, "no_such_item"),
    ],
)
async def test_what_cannot_be_kept_is_refused_with_a_sentence(
    forum: SmallForum, fields: dict[str, object], code: str
) -> None:
    bench = await open_bench(forum)
    wish: dict[str, object] = {"item": "2a", "texts": {"en": "Words"}, **fields}
    with pytest.raises(Refusal) as refused:
        await forum.run(PutKeyFinding(new_id(), **wish), bench.ana)  # type: ignore[arg-type]
    assert refused.value.code == code


async def test_another_text_is_another_version_and_the_earlier_one_is_kept(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    key = await bench.key("One")
    await bench.revise(key, 1, "Two")
    same = await bench.revise(key, 2, "Two")
    assert (same.value["version"], same.value["text"]) == (2, "Two")
    kept = await forum.readers.run(queries.HISTORY.of, forum.id, key)
    assert [(row.version, row.texts, row.clashed) for row in kept] == [(1, {"en": "One"}, False)]


async def test_two_languages_stand_side_by_side_and_do_not_clash(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    key = await bench.key("One")
    await forum.run(ReviseKeyFinding(key, 1, {"es": "Uno"}), bench.ana)
    done = await forum.run(ReviseKeyFinding(key, 1, {"": "One, and more"}), bench.beto)
    assert done.value["texts"] == {"en": "One, and more", "es": "Uno"}
    with pytest.raises(Refusal, match="empty"):
        await forum.run(ReviseKeyFinding(key, 3, {"en": ""}), bench.beto)
    done = await forum.run(ReviseKeyFinding(key, 3, {"es": ""}), bench.beto)
    assert done.value["texts"] == {"en": "One, and more"}


async def test_a_clash_is_kept_shown_and_settled_and_told_the_same_when_sent_again(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    key = await bench.key("One")
    await bench.revise(key, 1, "Ana's")
    told = [(await bench.revise(key, 1, "Beto's", bench.beto)).value for _ in range(2)]
    assert told[0] == told[1]
    assert (told[0]["clash"], told[0]["current"]["text"], told[0]["kept"]["texts"]) == (True, "Ana's", {"en": "Beto's"})
    shown = (await views(bench))[0]
    assert (shown.texts, [clash.texts for clash in shown.clashes]) == ({"en": "Ana's"}, [{"en": "Beto's"}])
    for _ in range(2):
        await forum.run(SettleClash(key, told[0]["kept"]["id"]), bench.ana)
    assert (await views(bench))[0].clashes == ()
    kept = await forum.readers.run(queries.HISTORY.of, forum.id, key)
    assert sorted((row.version, row.clashed) for row in kept) == [(1, False), (1, True)]
    with pytest.raises(Refusal, match="no_such_clash"):
        await forum.run(SettleClash(key, new_id()), bench.ana)


async def test_links_meet_without_one_undoing_another(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    one, two, three = [await bench.finding(n, f"Finding {n}") for n in (1, 2, 3)]
    key = await bench.key("Made", ("finding", one))
    await forum.run(LinkSource(key, "finding", two), bench.beto)
    # Written from a version that knew of one source only: what came meanwhile stays.
    await bench.revise(key, 1, "Made", sources=(Ref("finding", one), Ref("finding", three)))
    assert {s.id for s in (await views(bench))[0].sources} == {one, two, three}
    now = (await views(bench))[0].version
    await bench.revise(key, now, "Made", sources=(Ref("finding", three),))
    assert {s.id for s in (await views(bench))[0].sources} == {three}
    await forum.run(LinkSource(key, "finding", three, linked=False), bench.ana)
    assert (await views(bench))[0].sources == ()


async def test_the_state_is_what_the_sources_say_unless_the_rapporteur_says_otherwise(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    one, two = await bench.reported(1), await bench.reported(2)
    key = await bench.key("Made", ("note", await bench.note()))

    async def state() -> tuple[str, tuple[int, ...]]:
        view = (await views(bench))[0]
        return view.state, view.tables

    assert await state() == ("open", ())
    await forum.run(LinkSource(key, "finding", one), bench.ana)
    assert await state() == ("single-table", (1,))
    await forum.run(LinkSource(key, "finding", two), bench.ana)
    assert await state() == ("shared", (1, 2))
    dissent = await bench.dissent(1, one)
    assert (await state())[0] == "contested"
    await forum.run(WithdrawDissent(one, dissent), bench.at[1])
    await bench.comment(3, two, "disagrees")
    assert (await state())[0] == "contested"
    version = (await views(bench))[0].version
    await bench.revise(key, version, "Made", state="shared")
    assert (await state())[0] == "shared"
    await bench.revise(key, version, "Made", state="")
    assert (await state())[0] == "contested"
    await forum.run(WithdrawFinding(two), bench.at[2])
    assert await state() == ("single-table", (1,))
    assert (await views(bench))[0].texts == {"en": "Made"}


async def test_a_draft_is_the_rapporteurs_until_it_is_shown_and_again_when_hidden(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    key = await bench.key("Draft")
    assert [len(await views(bench, room)) for room in ("work", "desk", "item")] == [1, 0, 0]
    with pytest.raises(Refusal, match="no_such_key_finding"):
        await forum.run(ShowKeyFinding(key), bench.desk)
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(ShowKeyFinding(key), bench.at[1])
    for _ in range(2):
        assert (await forum.run(ShowKeyFinding(key), bench.ana)).value["shown"]
    item = (await views(bench, "item"))[0]
    assert (item.texts, item.sources, item.clashes) == ({"en": "Draft"}, (), ())
    await forum.run(ShowKeyFinding(key, shows=False), bench.desk)
    assert [len(await views(bench, room)) for room in ("work", "desk", "item")] == [1, 0, 0]


async def test_what_the_booth_was_sent_stands_still_while_the_rapporteur_writes_on(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    booth = await forum.holder("interpreter", "2a")
    other_booth = await forum.holder("translator", "2b")
    key = await bench.key("As sent")
    for wish, actor in ((SendKeyFinding(key), bench.desk), (SendToBooth("2a"), bench.at[1])):
        with pytest.raises(Refusal, match="not_yours"):
            await forum.run(wish, actor)
    await forum.run(SendToBooth("2a"), bench.ana)
    await bench.revise(key, 1, "Written on")

    async def heard(who: object) -> list[str]:
        me = Room("me", who.participant)  # type: ignore[attr-defined]
        cards = await forum.readers.run(REGISTRY.load, forum.id, me, None, who)
        return [card.data["texts"]["en"] for card in cards if card.kind == "sent-key-finding"]

    assert (await heard(booth), await heard(other_booth)) == (["As sent"], [])
    assert [view.texts["en"] for view in await views(bench, "desk")] == ["As sent"]
    work = (await views(bench))[0]
    assert (work.sent, work.sent_older, work.texts["en"]) == (True, True, "Written on")
    await forum.run(SendKeyFinding(key), bench.ana)
    assert await heard(booth) == ["Written on"]
    # What was shared may be shown by the facilitator.
    await forum.run(ShowKeyFinding(key), bench.desk)
    await forum.run(SendKeyFinding(key, sends=False), bench.ana)
    assert await heard(booth) == []


async def test_who_comes_to_the_booth_later_is_told_what_it_was_sent(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    key = await bench.key("As sent")
    await forum.run(SendKeyFinding(key), bench.ana)
    before = await forum.readers.run(journal.head, forum.id)
    booth = await forum.holder("interpreter", "2a")

    def touched(session: Session) -> set[str]:
        entries = journal.since(session, forum.id, before)
        changes = [(entry.seq, change) for entry in entries for change in entry.changes]
        return set(REGISTRY.expand(session, forum.id, changes).get(Room("me", booth.participant), {}))

    assert f"sent-key-finding:{key}" in await forum.readers.run(touched)


async def test_moving_one_touches_no_other_place(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    one, two, three = [await bench.key(text) for text in ("One", "Two", "Three")]
    before = {k.id: k.rank for k in await forum.readers.run(queries.key_findings, forum.id, item=bench.item)}
    await forum.run(PlaceKeyFinding(three, after=one), bench.ana)
    await forum.run(PlaceKeyFinding(two), bench.beto)
    found = await forum.readers.run(queries.key_findings, forum.id, item=bench.item)
    assert [k.id for k in found] == [two, one, three]
    assert {k.id: k.rank for k in found}[one] == before[one]
    with pytest.raises(Refusal, match="no_such_key_finding"):
        await forum.run(PlaceKeyFinding(two, after=new_id()), bench.ana)
    # A program that wishes a place that is taken gets the one right after it.
    four = await bench.key("Four", order=before[one])
    found = await forum.readers.run(queries.key_findings, forum.id, item=bench.item)
    assert [k.id for k in found] == [two, one, four, three]


async def test_what_was_taken_away_comes_back_when_somebody_writes_on_it(forum: SmallForum) -> None:
    bench = await open_bench(forum)
    key = await bench.key("One")
    await bench.revise(key, 1, "Two", bench.beto)
    with pytest.raises(Refusal, match="version_moved"):
        await forum.run(WithdrawKeyFinding(key, version=1), bench.ana)
    for _ in range(2):
        await forum.run(WithdrawKeyFinding(key, version=2), bench.ana)
    assert await views(bench) == []
    await bench.revise(key, 2, "Three", bench.beto)
    assert [view.texts["en"] for view in await views(bench)] == ["Three"]
    with pytest.raises(Refusal, match="not_yours"):
        await forum.run(WithdrawKeyFinding(key), bench.desk)
