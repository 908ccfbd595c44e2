"""The description of the live protocol says what the server says."""

import jsonschema
import orjson
import pytest
import yaml

from app.live import asyncapi
from app.live.frames import Cards, CardState, Drafting, Editing, Present, Refused, Welcome, Whole, encode
from app.live.protocol import Fault, Hello, Ping, Pong, parse
from tests.live.cafe import settled

FRAMES = [
    Welcome("E", 5, ("me",), (Refused("desk:1", "not_yours"),)),
    Cards("me", 0, 4, 99, (CardState("mine:self", "mine", "", 3, data={"seat": None}), CardState("mine:x", "", "", 4))),
    Whole("item:1"),
    Present("item:1", 7),
    Editing("note:1", "Ana"),
    Editing("note:1", None),
    Drafting("paragraph:1", "w1", {"es": [("same", [("open", "[", 1, 1)])]}),
    Drafting("paragraph:1", "w1", {}),
    Fault("not_json"),
    Ping(),
    Pong(),
]


def check(said, name):
    components = {"components": {"schemas": asyncapi.schemas()}}
    jsonschema.validate(said, {"$ref": f"#/components/schemas/{name}", **components})


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: type(frame).__name__)
def test_every_frame_is_as_described(frame):
    check(orjson.loads(encode(frame).payload), type(frame).__name__)


async def test_what_a_hub_says_is_as_described(hub, store, guest):
    client = guest("p1")
    client.hello({"me": None, "table:t1": None, "item:i1": 0}, form="html")
    client.say(t="nonsense")
    await settled(hub, store)
    client.hello({"me": 0}, epoch=None)
    await settled(hub, store)
    heard = client.news("welcome", "cards", "whole", "present", "fault")
    assert {said["t"] for said in heard} == {"welcome", "cards", "whole", "present", "fault"}
    for said in heard:
        check(said, said["t"].capitalize())


@pytest.mark.parametrize(
    "said",
    [
        {
            "t": "hello",
            "rooms": {"me": None, "item:1": 3},
            "epoch": None,
            "as": "json",
            "surface": "desk",
            "language": "es",
        },
        {"t": "hello", "rooms": {}},
    ],
)
def test_a_hello_that_fits_the_description_is_understood(said):
    check(said, "Hello")
    assert isinstance(parse(orjson.dumps(said).decode()), Hello)


@pytest.mark.parametrize(
    "said",
    [
        {"t": "hello"},
        {"t": "hello", "rooms": {"me": -1}},
        {"t": "hello", "rooms": {"me": "1"}},
        {"t": "hello", "rooms": {str(n): None for n in range(33)}},
        {"t": "hello", "rooms": {}, "as": "xml"},
        {"t": "hello", "rooms": {}, "surface": "watch"},
        {"t": "hello", "rooms": {}, "language": "x" * 36},
        {"t": "hullo", "rooms": {}},
    ],
)
def test_a_hello_that_does_not_fit_is_a_fault(said):
    with pytest.raises(jsonschema.ValidationError):
        check(said, "Hello")
    assert isinstance(parse(orjson.dumps(said).decode()), Fault)


def test_every_reference_leads_somewhere():
    document = yaml.safe_load(asyncapi.text("1.0"))

    def references(part):
        if isinstance(part, dict):
            yield from ([part["$ref"]] if "$ref" in part else [])
            for inner in part.values():
                yield from references(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from references(inner)

    found = list(references(document))
    assert len(found) > 20
    for reference in found:
        place = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_the_document_is_asyncapi_3_and_names_every_close_code():
    document = asyncapi.document("1.2.3")
    assert (document["asyncapi"], document["info"]["version"]) == ("3.0.0", "1.2.3")
    for code in (1001, 1008, 1011, 1012, 1013, 4401, 4409):
        assert f"`{code}`" in document["info"]["description"]
    said = {message["$ref"].rsplit("/", 1)[1] for message in document["operations"]["say"]["messages"]}
    assert said == {"welcome", "cards", "whole", "present", "editing", "drafting", "fault", "ping", "pong"}
