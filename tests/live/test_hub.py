"""The hub: hellos, live frames, what is refused, and what a fault costs."""

import asyncio
from dataclasses import replace

from app.live.ports import Variant
from app.live.rooms import Room
from tests.live.cafe import EPOCH, settled
from tests.live.memory import FORUM, Change


async def arrive(hub, store, client, rooms, **more):
    """Say hello, wait for the answer, and look at it."""
    client.hello(rooms, **more)
    await settled(hub, store)
    return client.news()


async def test_null_is_answered_in_full_for_programs_and_pages_alike(hub, store, guest):
    store.answer("a1", "t1", "one")
    store.answer("a2", "t1", "two")
    program, page = guest("desk1"), guest("desk2")
    welcome, full = await arrive(hub, store, program, {"table:t1": None})
    assert (welcome["t"], welcome["epoch"], welcome["rooms"], welcome["refused"]) == (
        "welcome",
        EPOCH,
        ["table:t1"],
        [],
    )
    assert (full["since"], full["seq"]) == (0, 2)
    assert {card["key"]: card["data"] for card in full["cards"]} == {
        "seats:t1": {"people": []},
        "answer:a1": {"text": "one"},
        "answer:a2": {"text": "two"},
    }
    _, full = await arrive(hub, store, page, {"table:t1": None}, form="html")
    assert [card["key"] for card in full["cards"]] == ["seats:t1", "answer:a1", "answer:a2"]
    assert full["cards"][1]["html"] == "<li id=answer:a1 data-seq=1 lang=en>{'text': 'one'}</li>"
    assert full["cards"][1]["seq"] == 1


async def test_a_head_gets_what_changed_since_and_nothing_else(hub, store, guest):
    store.answer("a1", "t1", "one")
    store.answer("a2", "t1", "two")
    store.answer("a3", "t2", "elsewhere")
    _, news = await arrive(hub, store, guest("desk1"), {"table:t1": 1})
    assert (news["since"], news["seq"], [card["key"] for card in news["cards"]]) == (1, 2, ["answer:a2"])


async def test_who_has_everything_gets_a_welcome_and_no_cards(hub, store, guest):
    store.answer("a1", "t1", "one")
    assert [frame["t"] for frame in await arrive(hub, store, guest("desk1"), {"table:t1": 1})] == ["welcome"]


async def test_a_head_between_changes_is_brought_to_the_room_s_own(hub, store, guest):
    """A page may have been rendered at a seq of the forum that never touched this room."""
    store.answer("a1", "t1", "one")
    store.answer("a2", "t2", "elsewhere")
    client = guest("desk1")
    _, news = await arrive(hub, store, client, {"table:t1": 2})
    assert (news["since"], news["seq"], news["cards"]) == (2, 1, [])
    hub.nudged(FORUM, store.answer("a1", "t1", "again"))
    await settled(hub, store)
    [live] = client.news()
    assert (live["since"], live["seq"]) == (1, 3)


async def test_live_frames_carry_the_head_before_and_after(hub, store, guest):
    store.answer("a1", "t1", "one")
    client = guest("desk1")
    await arrive(hub, store, client, {"table:t1": None, "desk:i1": None})
    hub.nudged(FORUM, store.answer("a1", "t2", "moved"))
    await settled(hub, store)
    table, desk = sorted(client.news(), key=lambda frame: frame["room"], reverse=True)
    assert (table["room"], table["since"], table["seq"]) == ("table:t1", 1, 2)
    assert [(card["key"], card["seq"], card["data"]) for card in table["cards"]] == [("answer:a1", 2, None)]
    assert {card["key"]: card["data"]["answers"] for card in desk["cards"]} == {
        "table-state:t1": 0,
        "table-state:t2": 1,
    }


async def test_the_frames_of_one_tick_are_one_write(hub, store, guest):
    client = guest("desk1")
    await arrive(hub, store, client, {"table:t1": None, "table:t2": None, "desk:i1": None})
    client.link.writes.clear()
    store.answer("a1", "t1", "one")
    hub.nudged(FORUM, store.answer("a1", "t2", "moved"))
    await settled(hub, store)
    assert client.link.writes == [3]


async def test_the_same_bytes_go_to_every_listener_and_each_variant_is_drawn_once(hub, store, cards, guest):
    phones = [guest(f"desk{n}") for n in range(5)]
    for phone in phones:
        phone.hello({"table:t1": None}, form="html")
    wall = guest("desk9")
    wall.hello({"table:t1": None}, form="html", surface="wall", language="es-PA")
    programs = [guest(f"desk1{n}") for n in range(2)]
    for surface, program in zip(("phone", "desk"), programs, strict=True):
        program.hello({"table:t1": None}, surface=surface)
    await settled(hub, store)
    cards.drawn.clear()
    hub.nudged(FORUM, store.answer("a1", "t1", "one"))
    await settled(hub, store)
    assert len({id(phone.link.frames[-1]) for phone in phones}) == 1
    assert len({id(program.link.frames[-1]) for program in programs}) == 1
    assert sorted(cards.drawn) == [
        ("answer:a1", Variant("html", "phone", "en")),
        ("answer:a1", Variant("html", "wall", "es")),
        ("answer:a1", Variant("json", "", "en")),
    ]


async def test_cards_are_read_only_where_somebody_listens(hub, store, cards, guest):
    await arrive(hub, store, guest("desk1"), {"table:t1": None})
    cards.loaded.clear()
    hub.nudged(FORUM, store.answer("a1", "t2", "one"))
    await settled(hub, store)
    assert cards.loaded == []


async def test_another_epoch_is_whole_and_null_is_still_answered(hub, store, guest):
    store.answer("a1", "t1", "one")
    client = guest("desk1")
    welcome, *news = await arrive(hub, store, client, {"table:t1": 1, "desk:i1": None}, epoch="before the backup")
    assert welcome["epoch"] == EPOCH
    assert [(frame["t"], frame["room"]) for frame in news] == [("whole", "table:t1"), ("cards", "desk:i1")]


async def test_a_head_without_an_epoch_is_whole(hub, store, guest):
    store.answer("a1", "t1", "one")
    _, news = await arrive(hub, store, guest("desk1"), {"table:t1": 1}, epoch=None)
    assert news["t"] == "whole"


async def test_more_than_500_cards_behind_is_whole(hub, store, guest):
    for number in range(501):
        store.answer(f"a{number}", "t1", "one")
    store.answer("a500", "t1", "two")
    _, whole = await arrive(hub, store, guest("desk1"), {"table:t1": 0})
    assert whole == {"t": "whole", "room": "table:t1"}
    _, news = await arrive(hub, store, guest("desk2"), {"table:t1": 1})
    assert len(news["cards"]) == 500


async def test_a_head_that_this_process_does_not_know_yet_is_read_from_the_database(hub, store, guest):
    client = guest("desk1")
    await arrive(hub, store, client, {"table:t1": None})
    store.answer("a1", "t1", "committed by another process, and its nudge was lost")
    seq = store.answer("a2", "t2", "elsewhere")
    late = guest("desk2")
    _, news = await arrive(hub, store, late, {"table:t1": seq})
    assert (news["t"], news["since"], news["seq"], news["cards"]) == ("cards", seq, 1, [])
    assert [frame["seq"] for frame in client.news("cards")] == [1], (
        "and those who were here have it by the same reading"
    )


async def test_a_head_that_the_database_does_not_know_is_of_another_history(hub, store, guest):
    store.answer("a1", "t1", "one")
    _, news = await arrive(hub, store, guest("desk1"), {"table:t1": 99})
    assert news == {"t": "whole", "room": "table:t1"}


async def test_a_room_that_may_not_be_heard_is_refused_by_name_and_the_others_go_on(hub, store, guest):
    store.sit("p1", "t1")
    client = guest("p1")
    welcome, *news = await arrive(
        hub, store, client, {"table:t2": None, "work:i1": 3, "nonsense": None, "table:t1": None, "me": None}
    )
    assert welcome["rooms"] == ["table:t1", "me"]
    assert sorted((refused["room"], refused["code"]) for refused in welcome["refused"]) == [
        ("nonsense", "no_such_room"),
        ("table:t2", "not_yours"),
        ("work:i1", "no_such_room"),
    ]
    assert [frame["room"] for frame in news] == ["table:t1", "me"]


async def test_me_is_loaded_for_its_own_person_and_no_other_room_is(hub, store, cards, guest):
    store.sit("p1", "t1")
    client = guest("p1")
    client.listener.actor = replace(client.actor, author_key=b"k" * 32)
    await arrive(hub, store, client, {"me": None, "table:t1": None})
    hub.nudged(FORUM, store.sit("p1", "t1"))
    await settled(hub, store)
    owners = dict(cards.owners)
    assert owners[Room("table", "t1")] is None
    assert owners[Room("me", "p1")].author_key == b"k" * 32
    assert "me" in {frame["room"] for frame in client.news("cards")}


async def test_a_later_hello_changes_the_rooms(hub, store, guest):
    client = guest("desk1")
    await arrive(hub, store, client, {"table:t1": None})
    welcome, *_ = await arrive(hub, store, client, {"table:t2": None})
    assert welcome["rooms"] == ["table:t2"]
    store.answer("a1", "t1", "one")
    hub.nudged(FORUM, store.answer("a2", "t2", "two"))
    await settled(hub, store)
    assert [frame["room"] for frame in client.news("cards")] == ["table:t2"]


async def test_of_hellos_said_at_once_the_last_one_counts(hub, store, guest):
    client = guest("desk1")
    for table in ("t1", "t2", "t3"):
        client.hello({f"table:{table}": None})
    await settled(hub, store)
    assert client.news("welcome")[-1]["rooms"] == ["table:t3"]


async def test_a_client_that_never_stops_saying_hello_is_answered_twice_a_second(hub, store, guest, clock):
    client, answers = guest("desk1"), 0
    for _ in range(40):
        client.hello({"table:t1": None})
        await settled(hub, store)
        answers += len(client.news("welcome"))
    assert answers == 9
    clock.pass_(0.5)
    hub.sweep()
    await settled(hub, store)
    assert len(client.news("welcome")) == 1, "the last one is kept until its time has come"


async def test_three_faults_close_that_socket_and_no_other(hub, store, guest):
    clumsy, other = guest("desk1"), guest("desk2")
    await arrive(hub, store, other, {"table:t1": None})
    for said in ("?", "{}", '{"t":"hello"}'):
        hub.heard(clumsy.listener, said)
    assert [frame["code"] for frame in clumsy.news("fault")] == ["not_json", "unknown_frame", "bad_hello"]
    assert clumsy.link.code == 1008
    hub.nudged(FORUM, store.answer("a1", "t1", "one"))
    await settled(hub, store)
    assert other.link.code is None
    assert len(other.news("cards")) == 1


async def test_ping_is_answered(hub, guest):
    client = guest("p1")
    client.say(t="ping")
    assert client.news() == [{"t": "pong"}]


async def test_the_sixth_socket_of_a_pass_is_closed_with_4409(hub, guest):
    assert [guest("p1").refusal for _ in range(6)] == [None] * 5 + [4409]
    assert guest("p2").refusal is None


async def test_a_ghost_gives_its_place_to_a_new_socket_of_its_pass(hub, guest, clock):
    ghosts = [guest("p1") for _ in range(5)]
    clock.pass_(26)
    for alive in ghosts[1:]:
        alive.say(t="pong")
    assert guest("p1").refusal is None
    assert [one.link.code for one in ghosts] == [1001, None, None, None, None]
    assert guest("p1").refusal == 4409


async def test_heartbeats_ping_the_silent_and_end_them_after_45_seconds(hub, guest, clock):
    silent, alive = guest("p1"), guest("p2")
    for _ in range(9):
        clock.pass_(5)
        alive.say(t="pong")
        hub.sweep()
    assert silent.news() == [{"t": "ping"}] * 2
    assert (silent.link.code, alive.link.code) == (1001, None)


async def test_a_pass_that_ended_closes_with_4401(hub, store, guest):
    leaver, other = guest("p1"), guest("p2")
    for client in (leaver, other):
        await arrive(hub, store, client, {"item:i1": None})
    hub.nudged(FORUM, store.end_pass("p1"))
    await settled(hub, store)
    assert (leaver.link.code, other.link.code) == (4401, None)
    assert guest("p1").refusal is None
    again = guest("p1")
    again.hello({"item:i1": None})
    await settled(hub, store)
    assert again.link.code == 4401, "a hello asks the gate too"


async def test_a_pass_that_ends_while_its_hello_waits_hears_nothing(hub, store, guest):
    client = guest("p1")
    client.hello({"item:i1": None})
    store.end_pass("p1")
    await settled(hub, store)
    assert client.link.code == 4401
    assert client.news() == []


async def test_who_loses_a_seat_loses_the_room_and_is_told(hub, store, guest):
    store.sit("p1", "t1")
    client = guest("p1")
    await arrive(hub, store, client, {"table:t1": None, "me": None})
    store.sit("p1", "t2")
    hub.nudged(FORUM, store.answer("a1", "t1", "not for p1 any more"))
    await settled(hub, store)
    welcome, *news = client.news()
    assert (welcome["rooms"], welcome["refused"]) == (["me"], [{"room": "table:t1", "code": "not_yours"}])
    assert [frame["room"] for frame in news] == ["me"]


async def test_who_sits_down_may_hear_the_room_from_the_next_hello_on(hub, store, guest):
    client = guest("p1")
    welcome, *_ = await arrive(hub, store, client, {"table:t1": None})
    assert welcome["refused"][0]["code"] == "not_yours"
    hub.nudged(FORUM, store.sit("p1", "t1"))
    welcome, news = await arrive(hub, store, client, {"table:t1": None})
    assert (welcome["refused"], news["room"]) == ([], "table:t1")


async def test_rights_that_end_without_a_word_in_the_journal_are_found_by_asking_again(hub, store, guest, clock):
    client = guest("p1")
    await arrive(hub, store, client, {"item:i1": None})
    store.state = replace(store.state, ended=frozenset({"p1"}))
    for _ in range(13):
        clock.pass_(10)
        client.say(t="pong")
        hub.sweep()
        await settled(hub, store)
    assert client.link.code == 4401


async def test_a_broken_loader_is_whole_for_its_room_and_the_others_go_on(hub, store, cards, guest):
    client = guest("desk1")
    await arrive(hub, store, client, {"table:t1": None, "desk:i1": None})
    cards.broken_loaders.add("desk")
    hub.nudged(FORUM, store.answer("a1", "t1", "one"))
    await settled(hub, store)
    assert sorted((frame["t"], frame["room"]) for frame in client.news()) == [
        ("cards", "table:t1"),
        ("whole", "desk:i1"),
    ]
    cards.broken_loaders.clear()
    hub.nudged(FORUM, store.answer("a2", "t1", "two"))
    await settled(hub, store)
    assert {frame["room"]: frame["since"] for frame in client.news("cards")} == {"table:t1": 1, "desk:i1": 1}


async def test_a_room_that_cannot_be_loaded_at_all_is_refused_and_the_program_is_not_sent_in_circles(
    hub, store, cards, guest
):
    cards.broken_loaders.add("desk")
    welcome, *news = await arrive(hub, store, guest("desk1"), {"table:t1": None, "desk:i1": None})
    assert (welcome["rooms"], welcome["refused"]) == (["table:t1"], [{"room": "desk:i1", "code": "unavailable"}])
    assert [frame["room"] for frame in news] == ["table:t1"]


async def test_a_broken_template_is_whole_for_pages_and_nothing_to_programs(hub, store, cards, guest):
    page, program = guest("desk1"), guest("desk2")
    await arrive(hub, store, page, {"table:t1": None}, form="html")
    await arrive(hub, store, program, {"table:t1": None})
    cards.broken_templates.add("answer")
    hub.nudged(FORUM, store.answer("a1", "t1", "one"))
    await settled(hub, store)
    assert [frame["t"] for frame in page.news()] == ["whole"]
    assert [frame["t"] for frame in program.news()] == ["cards"]
    store.sit("p1", "t1")
    _, full = await arrive(hub, store, guest("desk3"), {"table:t1": None}, form="html")
    assert [card["key"] for card in full["cards"]] == ["seats:t1"], "what can be drawn is drawn"


async def test_a_broken_expansion_is_whole_for_everyone(hub, store, cards, guest):
    client = guest("desk1")
    await arrive(hub, store, client, {"table:t1": None, "item:i1": None})
    cards.broken_expansions.add("phase")
    store.phase("i1", "table_work")
    hub.nudged(FORUM, store.answer("a1", "t1", "one"))
    await settled(hub, store)
    assert sorted((frame["t"], frame["room"]) for frame in client.news()) == [
        ("whole", "item:i1"),
        ("whole", "table:t1"),
    ]
    _, *news = await arrive(hub, store, client, {"table:t1": 1, "item:i1": None})
    assert [(frame["t"], frame["room"]) for frame in news] == [("whole", "table:t1"), ("cards", "item:i1")]


async def test_a_broken_gate_refuses_and_nothing_stops(hub, store, gate, guest):
    client, other = guest("desk1"), guest("desk2")
    await arrive(hub, store, other, {"table:t1": None})
    gate.broken = True
    welcome = (await arrive(hub, store, client, {"table:t1": None}))[0]
    assert welcome["refused"] == [{"room": "table:t1", "code": "unavailable"}]
    hub.nudged(FORUM, store.answer("a1", "t1", "one"))
    await settled(hub, store)
    assert len(other.news("cards")) == 1


async def test_a_database_that_goes_away_costs_time_only(hub, store, guest):
    client, late = guest("desk1"), guest("desk2")
    await arrive(hub, store, client, {"table:t1": None})
    store.broken = True
    hub.nudged(FORUM, store.answer("a1", "t1", "one"))
    late.hello({"table:t1": None})
    for _ in range(50):
        await asyncio.sleep(0)
    assert client.news() == late.news() == []
    store.broken = False
    await settled(hub, store)
    assert len(client.news("cards")) == len(late.news("cards")) == 1


async def test_a_journal_with_a_hole_sends_everyone_to_start_afresh(hub, store, guest):
    client = guest("desk1")
    store.answer("a1", "t1", "one")
    await arrive(hub, store, client, {"table:t1": None})
    store.answer("a2", "t1", "two")
    store.answer("a3", "t1", "three")
    store.state = replace(store.state, journal=(store.state.journal[0], store.state.journal[2]))
    hub.nudged(FORUM, store.state.seq)
    for _ in range(50):
        await asyncio.sleep(0)
    assert client.link.code == 1012


async def test_a_database_that_went_back_sends_everyone_to_start_afresh(hub, store, guest):
    store.answer("a1", "t1", "one")
    before = store.state
    store.answer("a2", "t1", "two")
    client = guest("desk1")
    await arrive(hub, store, client, {"table:t1": None})
    store.state = before
    await hub.poll()
    assert client.link.code == 1012
    _, full = await arrive(hub, store, guest("desk1"), {"table:t1": None})
    assert (full["seq"], len(full["cards"])) == (1, 2)


async def test_a_journal_whose_beginning_was_purged_is_read_from_where_it_begins(hub, store, guest):
    for number in range(4):
        store.answer(f"a{number}", "t1", "one")
    store.state = replace(store.state, journal=store.state.journal[2:])
    _, news = await arrive(hub, store, guest("desk1"), {"table:t1": 1})
    assert news["t"] == "whole"
    _, news = await arrive(hub, store, guest("desk2"), {"table:t1": 2})
    assert [card["key"] for card in news["cards"]] == ["answer:a3", "answer:a2"]


async def test_a_long_journal_is_read_in_pieces(hub, store, guest):
    for number in range(4_100):
        store.commit(Change("answer", f"a{number % 7}", ("t1",), ("i1",)))
    seq = store.answer("a1", "t1", "last")
    assert await hub.caught_up(FORUM, seq, 5)
    assert await hub.heads(FORUM, [Room("table", "t1"), Room("item", "i2")]) == {
        Room("table", "t1"): seq,
        Room("item", "i2"): 1,
    }


async def test_caught_up_waits_for_a_seq_and_gives_up_in_time(hub, store):
    seq = store.answer("a1", "t1", "one")
    assert await hub.caught_up(FORUM, seq, 1)
    assert not await hub.caught_up(FORUM, seq + 1, 0.01)
    waiting = asyncio.create_task(hub.caught_up(FORUM, seq + 1, 5))
    await asyncio.sleep(0)
    hub.nudged(FORUM, store.answer("a2", "t1", "two"))
    assert await waiting


async def test_heads_that_cannot_be_read_are_zero_which_is_safe(hub, store):
    store.broken = True
    assert await hub.heads(FORUM, [Room("table", "t1")]) == {Room("table", "t1"): 0}


async def test_stopping_closes_everyone_with_1012_and_lets_nobody_in(hub, guest):
    clients = [guest("p1"), guest("p2")]
    await hub.stop()
    assert [client.link.code for client in clients] == [1012, 1012]
    assert guest("p3").refusal == 1012


async def test_a_feed_that_nobody_uses_is_let_go_and_comes_back(hub, store, guest, clock):
    client = guest("desk1")
    await arrive(hub, store, client, {"table:t1": None})
    client.leave()
    clock.pass_(301)
    await hub._sweep_once()
    assert hub._feeds == {}
    store.answer("a1", "t1", "one")
    _, full = await arrive(hub, store, guest("desk1"), {"table:t1": None})
    assert len(full["cards"]) == 2
