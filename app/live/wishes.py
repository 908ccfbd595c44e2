"""What a hello means: which rooms, since when, and how their cards are to be written down."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.kernel.language import choose
from app.kernel.roles import Actor
from app.live.index import WHOLE
from app.live.ports import Variant
from app.live.protocol import Hello
from app.live.rooms import Room, parse_room
from app.live.sockets import Cursor


class Wish(NamedTuple):
    """What one socket has of each of its rooms, and how it wants the rest. ``unknown`` are names that are no room at all."""

    actor: Actor
    variant: Variant
    rooms: Mapping[Room, Cursor]
    unknown: Sequence[str] = ()


def understand(hello: Hello, actor: Actor, *, epoch: str, languages: Sequence[str]) -> Wish:
    """What *hello* means for *actor*, in a history named *epoch* and where cards are drawn in *languages*."""
    language = choose([hello.language or "", actor.language], list(languages), languages[0])
    # A program has no page: one frame for all programs of a language.
    variant = Variant(hello.form, "" if hello.form == "json" else hello.surface, language)
    rooms: dict[Room, Cursor] = {}
    unknown = []
    for name, head in hello.rooms.items():
        room = parse_room(name, actor.participant)
        if room is None:
            unknown.append(name)
        else:
            rooms[room] = head if head is None or hello.epoch == epoch else WHOLE
    return Wish(actor, variant, rooms, unknown)
