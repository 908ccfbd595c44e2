"""Slow readers, crowded rooms, and what is ephemeral."""

import asyncio

import orjson

from app.live.rooms import Room
from app.live.sockets import BUFFER_LIMIT, Listener, SendLink
from tests.live.cafe import Guest, person, settled
from tests.live.memory import FORUM, MemoryLink

TABLE = {"table:t1": None}


async def arrive(hub, store, client, rooms=TABLE, **more):
    client.hello(rooms, **more)
    await settled(hub, store)
    client.news()


async def say(hub, store, id, text, table="t1"):
    hub.nudged(FORUM, store.answer(id, table, text))
    await settled(hub, store)


async def test_a_full_socket_gets_nothing_and_makes_nobody_wait(hub, store, guest):
    slow, quick = guest("desk1"), guest("desk2")
    for client in (slow, quick):
        await arrive(hub, store, client)
    slow.link.waiting = BUFFER_LIMIT
    for number in range(5):
        await say(hub, store, f"a{number}", "words")
    assert slow.news() == []
    assert len(quick.news("cards")) == 5


async def test_a_socket_that_has_drained_gets_the_newest_state_once(hub, store, guest):
    slow = guest("desk1")
    await arrive(hub, store, slow, {"table:t1": None, "desk:i1": None})
    await say(hub, store, "a1", "one")
    slow.news()
    slow.link.waiting = BUFFER_LIMIT
    for text in ("two", "three", "four"):
        await say(hub, store, "a1", text)
    await say(hub, store, "a2", "other")
    slow.link.drain()
    await settled(hub, store)
    table, desk = sorted(slow.news("cards"), key=lambda frame: frame["room"], reverse=True)
    assert (table["since"], table["seq"]) == (1, 5)
    assert {card["key"]: card["data"]["text"] for card in table["cards"]} == {"answer:a1": "four", "answer:a2": "other"}
    assert (desk["since"], desk["seq"]) == (1, 5)
    await say(hub, store, "a3", "live again")
    assert {frame["room"]: frame["since"] for frame in slow.news("cards")} == {"table:t1": 5, "desk:i1": 5}


async def test_a_socket_that_fills_within_a_tick_gets_the_tick_whole_and_is_stale_at_the_next(hub, store, guest):
    slow = guest("desk1", link=MemoryLink())
    await arrive(hub, store, slow, {"table:t1": None, "desk:i1": None})
    slow.link.reading = False
    await say(hub, store, "a1", "x" * BUFFER_LIMIT)
    assert len(slow.news("cards")) == 2
    await say(hub, store, "a2", "two")
    assert slow.news() == []
    slow.link.reading = True
    slow.link.drain()
    await settled(hub, store)
    assert {frame["room"]: frame["since"] for frame in slow.news("cards")} == {"table:t1": 1, "desk:i1": 1}


async def test_a_drained_socket_is_seen_even_when_its_transport_says_nothing(hub, store, guest):
    slow = guest("desk1")
    await arrive(hub, store, slow)
    slow.link.waiting = BUFFER_LIMIT
    await say(hub, store, "a1", "one")
    slow.link.waiting = 0
    hub.sweep()
    await settled(hub, store)
    assert len(slow.news("cards")) == 1


async def test_thirty_seconds_stale_is_closed_with_1013(hub, store, guest, clock):
    slow = guest("desk1")
    await arrive(hub, store, slow)
    slow.link.waiting = BUFFER_LIMIT
    await say(hub, store, "a1", "one")
    for _ in range(2):
        clock.pass_(14.9)
        slow.say(t="pong")
        hub.sweep()
    assert slow.link.code is None
    clock.pass_(0.2)
    hub.sweep()
    assert slow.link.code == 1013


async def test_a_hello_of_a_full_socket_is_answered_when_it_has_drained(hub, store, guest, clock):
    slow = guest("p1")
    store.sit("p1", "t1")
    slow.link.waiting = BUFFER_LIMIT
    slow.hello({"table:t1": None, "table:t2": None})
    await settled(hub, store)
    assert slow.news() == []
    await say(hub, store, "a1", "meanwhile")
    slow.link.drain()
    await settled(hub, store)
    welcome, full = slow.news()
    assert (welcome["rooms"], [refused["room"] for refused in welcome["refused"]]) == (["table:t1"], ["table:t2"])
    assert {card["key"] for card in full["cards"]} == {"seats:t1", "answer:a1"}


async def test_hellos_do_not_keep_a_stale_socket_alive(hub, store, guest, clock):
    slow = guest("desk1")
    slow.link.waiting = BUFFER_LIMIT
    for _ in range(7):
        slow.hello(TABLE)
        await settled(hub, store)
        clock.pass_(5)
        hub.sweep()
    assert slow.link.code == 1013


async def test_a_room_lost_while_stale_is_told_on_coming_back(hub, store, guest):
    store.sit("p1", "t1")
    slow = guest("p1")
    await arrive(hub, store, slow, {"table:t1": None, "me": None})
    slow.link.waiting = BUFFER_LIMIT
    await say(hub, store, "a1", "one")
    hub.nudged(FORUM, store.sit("p1", "t2"))
    await say(hub, store, "a2", "two")
    slow.link.drain()
    await settled(hub, store)
    welcome, me = slow.news()
    assert (welcome["rooms"], welcome["refused"]) == (["me"], [{"room": "table:t1", "code": "not_yours"}])
    assert me["cards"][0]["data"] == {"seat": "t2"}


async def test_a_room_lost_while_full_is_told_even_when_nothing_else_happens(hub, store, guest):
    store.sit("p1", "t1")
    slow = guest("p1")
    await arrive(hub, store, slow, {"table:t1": None})
    slow.link.waiting = BUFFER_LIMIT
    hub.nudged(FORUM, store.sit("p1", "t2"))
    await settled(hub, store)
    slow.link.drain()
    await settled(hub, store)
    [welcome] = slow.news()
    assert (welcome["rooms"], welcome["refused"]) == ([], [{"room": "table:t1", "code": "not_yours"}])


async def test_a_socket_that_cannot_be_written_to_is_closed_and_hurts_nobody(hub, store, guest):
    class BadLink(MemoryLink):
        bad = False

        def write(self, frames):
            if self.bad:
                raise ValueError("a transport in an impossible state")
            super().write(frames)

    link = BadLink()
    broken, other = guest("desk1", link=link), guest("desk2")
    for client in (broken, other):
        await arrive(hub, store, client)
    link.bad = True
    await say(hub, store, "a1", "one")
    assert link.code == 1011
    assert len(other.news("cards")) == 1


# ---- crowded rooms


async def crowd(hub, store, count=201, rooms=TABLE):
    people = [Guest(hub, person(f"desk{n}")) for n in range(count)]
    for client in people:
        client.hello(rooms)
    for _ in range(10):
        await settled(hub, store)
    for client in people:
        client.news()
    return people


async def test_a_crowded_room_gets_a_bounded_rate_and_ends_with_the_newest_state(hub, store, clock):
    people = await crowd(hub, store)
    first, start = people[0], len(people[0].link.frames)
    for number in range(300):
        clock.pass_(0.1)
        hub.nudged(FORUM, store.answer(f"a{number % 30}", "t1", f"version {number} " + "x" * 200))
        await settled(hub, store)
        if number % 10 == 0:
            hub.sweep()
            for client in people:
                client.say(t="pong")
    during = sum(len(frame.wire) for frame in first.link.frames[start:])
    assert during <= 2_048 * 30 + 12_000
    assert during > 2_048 * 15
    for _ in range(30):
        clock.pass_(1.0)
        hub.sweep()
        for client in people:
            client.say(t="pong")
        await settled(hub, store)
    shown, head = {}, None
    for frame in first.news("cards"):
        assert head is None or frame["since"] == head
        head = frame["seq"]
        shown.update({card["key"]: card["data"] for card in frame["cards"]})
    assert head == store.state.seq
    assert shown == {f"answer:{id}": {"text": text} for id, (_, text) in store.state.answers.items()}
    assert {id(client.link.frames[-1]) for client in people} == {id(first.link.frames[-1])}


async def test_who_leaves_a_crowded_room_in_the_middle_misses_nothing(hub, store, clock):
    people = await crowd(hub, store)
    first = people[0]
    for number in range(60):
        clock.pass_(0.05)
        await say(hub, store, f"a{number}", "x" * 300)
    head = [frame["seq"] for frame in first.news("cards")][-1]
    seen = {card["key"] for frame in people[1].news("cards") for card in frame["cards"]}
    assert head < store.state.seq, "the room is not held back: this proves nothing"
    first.leave()
    back = Guest(hub, first.actor)
    back.hello({"table:t1": head})
    await settled(hub, store)
    [news] = back.news("cards")
    assert news["since"] == head
    assert {card["key"] for card in news["cards"]} | seen >= {f"answer:a{n}" for n in range(60)}
    clock.pass_(5)
    hub.sweep()
    await settled(hub, store)
    [live] = back.news("cards")
    assert live["since"] == news["seq"], "it goes on with what everyone gets"


async def test_the_phase_goes_out_at_once_in_a_crowded_room(hub, store, clock):
    people = await crowd(hub, store, rooms={"table:t1": None, "item:i1": None})
    for number in range(30):
        await say(hub, store, f"a{number}", "x" * 400)
    for client in people:
        client.news()
    hub.nudged(FORUM, store.phase("i1", "report_out"))
    await settled(hub, store)
    assert [frame["cards"][0]["data"] for frame in people[-1].news("cards")] == [{"name": "report_out"}]


async def test_a_room_that_empties_is_no_digest_any_more(hub, store, clock):
    people = await crowd(hub, store)
    for client in people[100:]:
        client.leave()
    for number in range(5):
        await say(hub, store, f"a{number}", "x" * 3_000)
    for _ in range(20):
        clock.pass_(1)
        hub.sweep()
        await settled(hub, store)
    people[0].news()
    for number in range(5):
        await say(hub, store, f"b{number}", "x" * 3_000)
    assert len(people[0].news("cards")) == 5


# ---- ephemeral


async def test_a_newcomer_is_told_the_count_and_the_room_within_a_second(hub, store, guest, clock):
    first = guest("desk1")
    first.hello(TABLE)
    await settled(hub, store)
    assert first.news("present") == [{"t": "present", "room": "table:t1", "count": 1}]
    for name in ("desk2", "desk2", "desk3"):
        await arrive(hub, store, guest(name))
    clock.pass_(1)
    hub.sweep()
    assert first.news("present") == [{"t": "present", "room": "table:t1", "count": 3}]
    clock.pass_(1)
    hub.sweep()
    assert first.news("present") == []


async def test_counts_are_told_at_most_once_a_second(hub, store, guest, clock):
    first = guest("desk1")
    await arrive(hub, store, first)
    told = 0
    for number in range(20):
        clock.pass_(0.1)
        await arrive(hub, store, guest(f"desk{number + 2}"))
        hub.sweep()
        told += len(first.news("present"))
    assert told <= 3


async def test_nobody_is_counted_in_me(hub, store, guest):
    client = guest("p1")
    client.hello({"me": None})
    await settled(hub, store)
    assert client.news("present") == []


async def test_editing_is_told_to_the_room_once_until_it_gets_old_and_ends_by_itself(hub, store, guest, clock):
    client = guest("desk1")
    await arrive(hub, store, client)
    for _ in range(5):
        hub.editing(FORUM, Room("table", "t1"), "answer:a1", "Ana")
        await settled(hub, store)
    assert client.news("editing") == [{"t": "editing", "key": "answer:a1", "by": "Ana"}]
    clock.pass_(9)
    hub.sweep()
    assert client.news("editing") == [{"t": "editing", "key": "answer:a1", "by": None}]


async def test_who_writes_is_told_of_the_others_and_not_of_themselves(hub, store, guest):
    ana, luis = guest("desk1"), guest("desk2")
    await arrive(hub, store, ana)
    await arrive(hub, store, luis)
    hub.editing(FORUM, Room("table", "t1"), "answer:a1", "Ana", "desk1")
    hub.editing(FORUM, Room("table", "t1"), "answer:a1", "Luis", "desk2")
    await settled(hub, store)
    assert [frame["by"] for frame in ana.news("editing")] == ["Luis"]
    assert [frame["by"] for frame in luis.news("editing")] == ["Ana"]


async def test_people_of_all_processes_are_counted(hub, store, guest, clock):
    await arrive(hub, store, guest("desk1"))
    hub.present("another process", FORUM, {"table:t1": 4})
    assert hub.people(FORUM, Room("table", "t1")) == 5


# ---- the way through ASGI's send


class Sent:
    """An ASGI ``send`` that takes a frame only when it is let."""

    def __init__(self) -> None:
        self.messages: list[dict] = []
        self.free = asyncio.Event()
        self.free.set()

    async def __call__(self, message):
        await self.free.wait()
        self.messages.append(message)


async def test_without_the_fast_path_frames_go_through_send_in_order_and_the_buffer_is_counted(hub, store):
    send = Sent()
    link = SendLink(send)
    listener = hub.attach(person("desk1"), link)
    assert isinstance(listener, Listener)
    hub.heard(listener, '{"t":"hello","rooms":{"table:t1":null},"as":"json"}')
    await settled(hub, store)
    assert [orjson.loads(message["text"])["t"] for message in send.messages] == ["welcome", "cards", "present"]
    send.free.clear()
    await say(hub, store, "a1", "x" * BUFFER_LIMIT)
    assert link.buffered() > BUFFER_LIMIT
    await say(hub, store, "a2", "not queued")
    waiting = link.buffered()
    await say(hub, store, "a3", "not queued either")
    assert link.buffered() == waiting
    send.free.set()
    await settled(hub, store)
    assert link.buffered() == 0
    [back] = [said for message in send.messages[4:] if (said := orjson.loads(message["text"]))["t"] == "cards"]
    assert {card["key"] for card in back["cards"]} == {"answer:a2", "answer:a3"}
    hub.end(listener, 1012)
    await settled(hub, store)
    assert send.messages[-1] == {"type": "websocket.close", "code": 1012}
    await link.finish()
