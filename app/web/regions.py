"""The rooms of a page as they are first shown, remembered as long as nothing has touched them.

A hall that scans its cards at once asks for the same rooms hundreds of times. What a room shows changes only by what the
journal says has touched it, so its head tells whether what was loaded still stands: what holds the live pages true, holds
these.
"""

from collections import OrderedDict
from typing import Final, Protocol

from sqlmodel import Session

from app.kernel.roles import Actor
from app.live.rooms import Room
from app.store.readers import Readers
from app.web.admission import Admissions
from app.web.registry import Registry
from app.web.render import Region

REMEMBERED: Final = 128
"""Rooms; with what was drawn of them, some ten megabytes."""


class Feed(Protocol):
    """What pages need of the hub."""

    async def caught_up(self, forum: str, seq: int, within: float) -> bool:
        """Wait until this process has seen *seq*; False when it did not within *within* seconds."""

    async def heads(self, forum: str, rooms: list[Room]) -> dict[Room, int]:
        """The rooms' heads as far as this process has read the journal."""

    def editing(self, forum: str, room: Room, key: str, by: str | None, whose: str = "") -> None:
        """The participant *whose* writes in a card, shown as *by*; None when they have stopped."""


class Regions:
    """Loads the rooms that a page shows. Room ``me`` depends on who asks and is never shared."""

    def __init__(self, registry: Registry, admission: Admissions, readers: Readers, feed: Feed) -> None:
        self._registry = registry
        self._admission = admission
        self._readers = readers
        self._feed = feed
        self._known: OrderedDict[tuple[str, Room], Region] = OrderedDict()

    async def of(self, actor: Actor, rooms: list[Room]) -> dict[str, Region]:
        """The cards of *rooms*, each with the head that was read before its rows.

        Raises the refusal of the first room that *actor* may not hear: that is asked anew for everybody.
        """
        heads = await self._feed.heads(actor.forum, rooms)
        known = {room: region for room in rooms if (region := self._standing(actor.forum, room, heads[room]))}

        def load(session: Session) -> dict[Room, Region]:
            self._admission.require(session, actor, rooms)
            return {
                room: Region(heads[room], tuple(self._registry.load(session, actor.forum, room, None, actor)))
                for room in rooms
                if room not in known
            }

        loaded = await self._readers.run(load)
        for room, region in loaded.items():
            if room.kind != "me":
                self._remember(actor.forum, room, region)
        return {room.wire: known.get(room) or loaded[room] for room in rooms}

    def _standing(self, forum: str, room: Room, head: int) -> Region | None:
        region = self._known.get((forum, room))
        if region is None or region.head != head:
            return None
        self._known.move_to_end((forum, room))
        return region

    def _remember(self, forum: str, room: Room, region: Region) -> None:
        self._known[forum, room] = region
        self._known.move_to_end((forum, room))
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
