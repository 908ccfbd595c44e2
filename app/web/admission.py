"""Who may hear a room: one answer for a page, a call and a socket."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlmodel import Session

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.web.errors import not_found


class Facts(NamedTuple):
    """What a slice knows of a room: the item it belongs to, and how the actor stands to it."""

    item: str | None = None
    relations: frozenset[str] = frozenset()


Look = Callable[[Session, Actor, Room], Facts | None]
"""``(session, actor, room)``: None when the actor's forum has no such room."""


class Admissions:
    """Filled by the slices at start; asked for every room."""

    def __init__(self) -> None:
        self._looks: dict[str, Look] = {}

    def room(self, kind: str, look: Look) -> None:
        """Register how a kind of room is looked up."""
        self._looks[kind] = look

    def refused(self, session: Session, actor: Actor, room: Room) -> str | None:
        """None when *actor* may hear *room*, else the refusal's code. A room of another forum does not exist."""
        look = self._looks.get(room.kind)
        facts = look(session, actor, room) if look else None
        if facts is None:
            return "no_such_room"
        return None if may(actor, f"hear:{room.kind}", facts.item, facts.relations) else "not_yours"

    def require(self, session: Session, actor: Actor, rooms: Iterable[Room]) -> None:
        """Raise the refusal of the first of *rooms* that *actor* may not hear: ``not_found`` or ``not_yours``."""
        for room in rooms:
            code = self.refused(session, actor, room)
            if code == "no_such_room":
                raise not_found()
            if code:
                raise Refusal(
                    code,
                    N_("This belongs to another role. Ask the facilitator, or open your own role link."),
                    status=403,
                )
