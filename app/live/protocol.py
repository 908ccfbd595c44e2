"""The live protocol without a socket: what clients may say, how it is understood, and when a session must end.

What the server says is in :mod:`app.live.frames`. Nothing here reads a clock or a socket: it is tested with neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args

import orjson
from pydantic import Field

FRAME_LIMIT: Final = 16_384
"""Bytes of one frame from a client."""

ROOMS_LIMIT: Final = 32
"""Rooms in one hello. A page has three or four."""

HEAD_LIMIT: Final = 2**53 - 1
"""The largest number that every JSON reader keeps exactly."""

FAULTS_LIMIT: Final = 3
PING_SECONDS: Final = 20.0
SILENCE_SECONDS: Final = 45.0

CLOSE_SILENT: Final = 1001
CLOSE_FAULTY: Final = 1008
CLOSE_ERROR: Final = 1011
CLOSE_RESTART: Final = 1012
CLOSE_SLOW: Final = 1013
CLOSE_PASS_ENDED: Final = 4401
CLOSE_TOO_MANY: Final = 4409

Form: TypeAlias = Literal["html", "json"]
Surface: TypeAlias = Literal["phone", "desk", "workbench", "wall", "booth"]
FaultCode: TypeAlias = Literal["too_large", "not_text", "not_json", "unknown_frame", "bad_hello", "too_many_rooms"]

FORMS: Final[tuple[str, ...]] = get_args(Form)
SURFACES: Final[tuple[str, ...]] = get_args(Surface)
Head: TypeAlias = Annotated[int, Field(ge=0, le=HEAD_LIMIT)]


@dataclass(frozen=True, slots=True)
class Hello:
    """Which rooms the client wants, and what it already has. May be said again at any time, to change rooms."""

    rooms: Annotated[
        Mapping[str, Head | None],
        Field(description="For each room the head the client has, or null for everything.", max_length=ROOMS_LIMIT),
    ]
    epoch: Annotated[str | None, Field(description="The epoch in which those heads were learnt.", max_length=200)] = (
        None
    )
    form: Annotated[Form, Field(alias="as", description="Cards as elements, or as data.")] = "html"
    surface: Annotated[Surface, Field(description="The kind of page; it decides layout only.")] = "phone"
    language: Annotated[
        str | None, Field(description="The reader's language; without it, the pass's.", max_length=35)
    ] = None
    t: Literal["hello"] = "hello"


@dataclass(frozen=True, slots=True)
class Ping:
    """Are you there? Answered with a pong. Either side sends it every 20 s; 45 s of silence ends the socket."""

    t: Literal["ping"] = "ping"


@dataclass(frozen=True, slots=True)
class Pong:
    """I am here."""

    t: Literal["pong"] = "pong"


@dataclass(frozen=True, slots=True)
class Fault:
    """A frame was not understood. The third one of a socket closes it with 1008."""

    code: Annotated[FaultCode, Field(description="Why.")]
    t: Literal["fault"] = "fault"


Heard: TypeAlias = Hello | Ping | Pong | Fault


def parse(data: str | bytes) -> Heard:
    """What a client's frame says; never raises. A :class:`Fault` for whatever is not a frame of this protocol."""
    if isinstance(data, bytes):
        return Fault("not_text")
    # A character has one byte at least: the cheap look comes first, so that a giant is not encoded to be measured.
    if len(data) > FRAME_LIMIT or len(data.encode(errors="replace")) > FRAME_LIMIT:
        return Fault("too_large")
    try:
        said = orjson.loads(data)
    except ValueError:
        return Fault("not_json")
    if not isinstance(said, dict):
        return Fault("unknown_frame")
    match said.get("t"):
        case "hello":
            return _hello(said)
        case "ping":
            return Ping()
        case "pong":
            return Pong()
        case _:
            return Fault("unknown_frame")


def _hello(said: dict[str, Any]) -> Hello | Fault:
    rooms, epoch, language = said.get("rooms"), said.get("epoch"), said.get("language")
    form, surface = said.get("as", "html"), said.get("surface", "phone")
    if not isinstance(rooms, dict) or not all(head is None or _is_head(head) for head in rooms.values()):
        return Fault("bad_hello")
    if len(rooms) > ROOMS_LIMIT:
        return Fault("too_many_rooms")
    if not (_is_word(epoch, 200) and _is_word(language, 35) and form in FORMS and surface in SURFACES):
        return Fault("bad_hello")
    return Hello(rooms, epoch, form, surface, language)


def _is_head(value: object) -> bool:
    # A bool is an int to Python, and `true` is no head.
    return type(value) is int and 0 <= value <= HEAD_LIMIT


def _is_word(value: object, limit: int) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= limit)


@dataclass(slots=True)
class Session:
    """One socket's conversation: its faults and its silence. ``now`` is in seconds of any steady clock."""

    started: float
    heard: float = field(init=False)
    pinged: float = field(init=False)
    faults: int = 0

    def __post_init__(self) -> None:
        self.heard = self.pinged = self.started

    def received(self, data: str | bytes, now: float) -> Heard:
        """A frame came in. Any frame ends the silence, a faulty one too."""
        self.heard = now
        heard = parse(data)
        if isinstance(heard, Fault):
            self.faults += 1
        return heard

    @property
    def must_close(self) -> int | None:
        """The close code when the faults were too many."""
        return CLOSE_FAULTY if self.faults >= FAULTS_LIMIT else None

    def due(self, now: float) -> Ping | int | None:
        """What time asks for: a ping to send, a close code, or nothing."""
        if now - self.heard >= SILENCE_SECONDS:
            return CLOSE_SILENT
        if now - self.pinged >= PING_SECONDS:
            self.pinged = now
            return Ping()
        return None
