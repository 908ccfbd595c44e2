"""What the server says: the frames, and their bytes. One frame is encoded once and its bytes go to everyone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeAlias

import orjson
from pydantic import Field

from app.live.protocol import Fault, Head, Ping, Pong

_TEXT_FRAME: Final = 0x81  # FIN and the text opcode (RFC 6455, 5.2)


@dataclass(frozen=True, slots=True)
class Refused:
    """A room that this pass may not hear."""

    room: str
    code: Annotated[str, Field(description="`no_such_room`, `not_yours`, `unavailable`, …")]


@dataclass(frozen=True, slots=True)
class Welcome:
    """The answer to a hello, and said anew when a room was lost."""

    epoch: Annotated[str, Field(description="The id of this database's history; heads of another one mean nothing.")]
    now: Annotated[int, Field(description="Server time in milliseconds since 1970.")]
    rooms: Annotated[tuple[str, ...], Field(description="The rooms that are heard from now on.")]
    refused: Annotated[tuple[Refused, ...], Field(description="The rooms that are not.")] = ()
    t: Literal["welcome"] = "welcome"


@dataclass(frozen=True, slots=True)
class CardState:
    """A card's newest state. `html` in a page's frame, `data` in a program's; null takes the card away."""

    key: Annotated[str, Field(description="`kind:id`.")]
    list: Annotated[str, Field(description="The list it stands in; empty when it goes away.")]
    order: Annotated[str, Field(description="Its place in the list, compared as bytes, then by key.")]
    seq: Annotated[Head, Field(description="When it last changed. An older one than the client has is ignored.")]
    html: Annotated[str | None, Field(description="The card's element, when the hello said html.")] = None
    data: Annotated[Mapping[str, Any] | None, Field(description="The card's data, when the hello said json.")] = None


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards of one room. If `since` is not the head the client has for the room, it says hello again.

    The answer to null has `since` 0 and is the whole room: what is not in it is not there.
    """

    room: str
    since: Annotated[Head, Field(description="The room's head before this frame; 0 when everything was asked for.")]
    seq: Annotated[Head, Field(description="The room's head after it.")]
    now: Annotated[int, Field(description="Server time in milliseconds since 1970.")]
    cards: tuple[CardState, ...]
    t: Literal["cards"] = "cards"


@dataclass(frozen=True, slots=True)
class Whole:
    """Too far behind, or another epoch: a page fetches its region, a program says hello with null."""

    room: str
    t: Literal["whole"] = "whole"


@dataclass(frozen=True, slots=True)
class Present:
    """How many people are in a room. Ephemeral."""

    room: str
    count: Annotated[int, Field(ge=0)]
    t: Literal["present"] = "present"


@dataclass(frozen=True, slots=True)
class Editing:
    """Who is writing in a card; null when nobody is any more. Ephemeral."""

    key: str
    by: str | None
    t: Literal["editing"] = "editing"


Stretch: TypeAlias = tuple[str, list[tuple[str, str, int, int]]]
"""``same``, ``deleted`` or ``inserted``; and its words and brackets: (mark, text, number, depth)."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """Words as they are typed and not saved yet, as changes of what the card says. Ephemeral.

    Said again every few seconds while the writer has not saved, and believed for ten; none when the writing has ended.
    """

    key: str
    whose: Annotated[str, Field(description="Tells the writers at one card apart; it names nobody.")]
    texts: Annotated[Mapping[str, list[Stretch]], Field(description="By language.")]
    t: Literal["drafting"] = "drafting"


Said: TypeAlias = Welcome | Cards | Whole | Present | Editing | Drafting | Fault | Ping | Pong


class Frame:
    """One text frame, ready: ``payload`` is its JSON, ``wire`` its bytes as a server sends them (unmasked)."""

    __slots__ = ("payload", "wire")

    def __init__(self, payload: bytes) -> None:
        self.payload = payload
        size = len(payload)
        if size < 126:
            header = bytes((_TEXT_FRAME, size))
        elif size < 65_536:
            header = bytes((_TEXT_FRAME, 126)) + size.to_bytes(2, "big")
        else:
            header = bytes((_TEXT_FRAME, 127)) + size.to_bytes(8, "big")
        self.wire = header + payload


def encode(said: Said) -> Frame:
    """The bytes of any frame. Cards of a room are quicker through :func:`encode_cards`."""
    if isinstance(said, Cards):
        return encode_cards(said.room, said.since, said.seq, said.now, (encode_card(card) for card in said.cards))
    return Frame(orjson.dumps(said))


def encode_card(card: CardState, form: str = "") -> bytes:
    """One card's JSON. Its *form* names the field that stays when the card goes away; it is read from the card else."""
    out: dict[str, Any] = {"key": card.key, "list": card.list, "order": card.order, "seq": card.seq}
    if form == "json" or (not form and card.data is not None):
        out["data"] = card.data
    else:
        out["html"] = card.html
    return orjson.dumps(out)


def encode_cards(room: str, since: int, seq: int, now: int, cards: Iterable[bytes]) -> Frame:
    """A cards frame from cards that are JSON already: each is encoded once, however many frames hold it."""
    head = orjson.dumps({"t": "cards", "room": room, "since": since, "seq": seq, "now": now})
    return Frame(b'%b,"cards":[%b]}' % (head[:-1], b",".join(cards)))


PING: Final = encode(Ping())
PONG: Final = encode(Pong())
