"""The live protocol without a socket."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame as WireFrame
from websockets.frames import Opcode

from app.live.frames import (
    Cards,
    CardState,
    Editing,
    Frame,
    Present,
    Refused,
    Welcome,
    Whole,
    encode,
    encode_card,
    encode_cards,
)
from app.live.protocol import FRAME_LIMIT, HEAD_LIMIT, Fault, Hello, Ping, Pong, Session, parse
from app.live.rooms import KINDS, Room, parse_room


def test_a_hello_is_understood():
    said = '{"t":"hello","rooms":{"table:7":12,"me":null},"epoch":"E","as":"json","surface":"desk","language":"es"}'
    assert parse(said) == Hello({"table:7": 12, "me": None}, "E", "json", "desk", "es")


def test_what_a_hello_leaves_out_has_a_default():
    assert parse('{"t":"hello","rooms":{}}') == Hello({}, None, "html", "phone", None)


def test_ping_and_pong_are_understood():
    assert parse('{"t":"ping"}') == Ping()
    assert parse('{"t":"pong"}') == Pong()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"\x00", "not_text"),
        ("", "not_json"),
        ("{", "not_json"),
        ('{"t":"hello","rooms":{"me":NaN}}', "not_json"),
        ('{"t":"hello","rooms":{"\\ud800":1}}', "not_json"),
        ("[" * 9_000, "not_json"),
        ("[]", "unknown_frame"),
        ("null", "unknown_frame"),
        ("{}", "unknown_frame"),
        ('{"t":"cards"}', "unknown_frame"),
        ('{"t":["hello"]}', "unknown_frame"),
        ('{"t":"hello"}', "bad_hello"),
        ('{"t":"hello","rooms":["me"]}', "bad_hello"),
        ('{"t":"hello","rooms":{"me":-1}}', "bad_hello"),
        ('{"t":"hello","rooms":{"me":true}}', "bad_hello"),
        ('{"t":"hello","rooms":{"me":1.0}}', "bad_hello"),
        ('{"t":"hello","rooms":{"me":"1"}}', "bad_hello"),
        ('{"t":"hello","rooms":{"me":9007199254740992}}', "bad_hello"),
        ('{"t":"hello","rooms":{},"epoch":1}', "bad_hello"),
        ('{"t":"hello","rooms":{},"as":"xml"}', "bad_hello"),
        ('{"t":"hello","rooms":{},"as":[]}', "bad_hello"),
        ('{"t":"hello","rooms":{},"surface":"watch"}', "bad_hello"),
        ('{"t":"hello","rooms":{},"language":"' + "e" * 36 + '"}', "bad_hello"),
        (json.dumps({"t": "hello", "rooms": {f"table:{n}": None for n in range(33)}}), "too_many_rooms"),
        ('{"t":"ping","x":"' + "y" * FRAME_LIMIT + '"}', "too_large"),
        ('{"t":"ping","x":"' + "é" * (FRAME_LIMIT // 2) + '"}', "too_large"),
    ],
)
def test_what_is_no_frame_is_a_fault(said, code):
    assert parse(said) == Fault(code)


def test_a_frame_of_exactly_the_limit_is_heard():
    said = '{"t":"ping","x":"' + "y" * (FRAME_LIMIT - 19) + '"}'
    assert len(said) == FRAME_LIMIT
    assert parse(said) == Ping()


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(st.text() | st.binary() | _json.map(json.dumps))
def test_nothing_that_comes_in_raises(said):
    assert isinstance(parse(said), Hello | Ping | Pong | Fault)


@given(
    st.fixed_dictionaries(
        {"t": st.just("hello")},
        optional={
            "rooms": st.dictionaries(st.sampled_from(["me", "item:1", "x"]), st.none() | st.integers() | _json) | _json,
            "epoch": _json,
            "as": st.sampled_from(["html", "json"]) | _json,
            "surface": st.sampled_from(["phone", "wall"]) | _json,
            "language": st.sampled_from(["es", "pt-BR"]) | _json,
        },
    )
)
def test_a_hello_that_is_understood_holds_only_what_it_may(said):
    heard = parse(json.dumps(said))
    if isinstance(heard, Fault):
        assert heard.code in ("bad_hello", "not_json")
        return
    assert isinstance(heard, Hello)
    assert all(head is None or (type(head) is int and 0 <= head <= HEAD_LIMIT) for head in heard.rooms.values())
    assert heard.form in ("html", "json")
    assert heard.language is None or len(heard.language) <= 35


def test_the_third_fault_closes_with_1008():
    session = Session(0)
    for number in range(3):
        assert session.must_close is None
        assert session.received("?", number) == Fault("not_json")
    assert session.must_close == 1008


def test_a_ping_is_due_every_20_seconds_and_silence_ends_after_45():
    session = Session(100)
    assert session.due(119.9) is None
    assert session.due(120) == Ping()
    assert session.due(121) is None
    assert session.due(140) == Ping()
    assert session.due(144.9) is None
    assert session.due(145) == 1001


def test_any_frame_ends_the_silence():
    session = Session(0)
    session.received("nonsense", 44)
    assert isinstance(session.due(88), Ping)
    assert session.due(89) == 1001


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
def test_a_frame_on_the_wire_is_what_websockets_would_send(size):
    payload = b"x" * size
    assert Frame(payload).wire == WireFrame(Opcode.TEXT, payload).serialize(mask=False)


def test_a_card_that_went_away_has_null_in_its_own_field():
    assert orjson.loads(encode_card(CardState("answer:1", "", "", 3), "json"))["data"] is None
    gone = orjson.loads(encode_card(CardState("answer:1", "", "", 3), "html"))
    assert gone["html"] is None
    assert "data" not in gone


def test_cards_are_the_same_frame_at_once_or_card_by_card():
    cards = (CardState("answer:1", "answers", "a", 3, html="<li>á</li>"), CardState("answer:2", "", "", 4))
    frame = encode(Cards("table:7", 2, 4, 99, cards))
    assert frame.payload == encode_cards("table:7", 2, 4, 99, [encode_card(card) for card in cards]).payload
    assert orjson.loads(frame.payload) == {
        "t": "cards",
        "room": "table:7",
        "since": 2,
        "seq": 4,
        "now": 99,
        "cards": [
            {"key": "answer:1", "list": "answers", "order": "a", "seq": 3, "html": "<li>á</li>"},
            {"key": "answer:2", "list": "", "order": "", "seq": 4, "html": None},
        ],
    }


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (
            Welcome("E", 5, ("me",), (Refused("desk:1", "not_yours"),)),
            {
                "t": "welcome",
                "epoch": "E",
                "now": 5,
                "rooms": ["me"],
                "refused": [{"room": "desk:1", "code": "not_yours"}],
            },
        ),
        (Whole("item:1"), {"t": "whole", "room": "item:1"}),
        (Present("item:1", 7), {"t": "present", "room": "item:1", "count": 7}),
        (Editing("key-finding:1", None), {"t": "editing", "key": "key-finding:1", "by": None}),
        (Fault("not_json"), {"t": "fault", "code": "not_json"}),
        (Ping(), {"t": "ping"}),
        (Pong(), {"t": "pong"}),
    ],
)
def test_a_frame_says_what_the_interface_says(frame, said):
    assert orjson.loads(encode(frame).payload) == said


def test_me_is_the_asker_and_has_no_id_on_the_wire():
    assert parse_room("me", "p1") == Room("me", "p1")
    assert Room("me", "p1").wire == "me"
    assert Room("table", "7").wire == str(Room("table", "7")) == "table:7"


@pytest.mark.parametrize(
    "name", ["", "table", "table:", ":7", "me:p2", "tables:7", "table:a b", "table:" + "x" * 65, "table:\n"]
)
def test_what_is_no_room_is_none(name):
    assert parse_room(name, "p1") is None


@given(st.sampled_from(sorted(KINDS - {"me"})), st.from_regex(r"[\w.~-]{1,64}", fullmatch=True))
def test_a_room_s_name_leads_back_to_it(kind, id_):
    assert parse_room(Room(kind, id_).wire, "p1") == Room(kind, id_)
