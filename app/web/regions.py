"""The rooms of a page as they are first shown, remembered as long as nothing has touched them.

A hall that scans its cards at once asks for the same rooms hundreds of times. What a room shows changes only by what the
journal says has touched it, so the last such change tells whether what was loaded still stands: what holds the live pages
true, holds these.
"""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final, Protocol

from sqlmodel import Session

from app.kernel.roles import Actor
from app.live.rooms import Room
from app.store.journal import head
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

    def touched(self, forum: str, rooms: list[Room]) -> tuple[int, dict[Room, int]]:
        """How far this process has read the journal, and the seq of the last change that touched each room, as far."""

    def editing(self, forum: str, room: Room, key: str, by: str | None, whose: str = "") -> None:
        """The participant *whose* writes in a card, shown as *by*; None when they have stopped."""

    def drafting(self, forum: str, room: Room, key: str, whose: str, texts: Mapping[str, Any]) -> None:
        """What the writer *whose* types at a card, by language; without texts nothing any more."""


class Regions:
    """Loads the rooms that a page shows. Room ``me`` depends on who asks and is never shared."""

    def __init__(self, registry: Registry, admission: Admissions, readers: Readers, feed: Feed) -> None:
        self._registry = registry
        self._admission = admission
        self._readers = readers
        self._feed = feed
        self._known: OrderedDict[tuple[str, Room], tuple[int, Region]] = OrderedDict()

    async def of(self, actor: Actor, rooms: list[Room]) -> dict[str, Region]:
        """The cards of *rooms*, each with the head that was read before its rows.

        Raises the refusal of the first room that *actor* may not hear: that is asked anew for everybody.
        """
        heads = await self._feed.heads(actor.forum, rooms)
        seq, touched = self._feed.touched(actor.forum, rooms)
        known = {room: region for room in rooms if (region := self._standing(actor.forum, room, touched[room]))}

        def load(session: Session) -> dict[Room, Region]:
            self._admission.require(session, actor, rooms)
            # What was acknowledged a moment ago may not have been read here yet: whoever asks then must see it all the same.
            standing = known if head(session, actor.forum) <= seq else {}
            return {
                room: standing.get(room)
                or Region(heads[room], tuple(self._registry.load(session, actor.forum, room, None, actor)))
                for room in rooms
            }

        loaded = await self._readers.run(load)
        for room, region in loaded.items():
            if room.kind != "me":
                self._remember(actor.forum, room, touched[room], region)
        return {room.wire: region for room, region in loaded.items()}

    def _standing(self, forum: str, room: Room, touched: int) -> Region | None:
        since, region = self._known.get((forum, room), (-1, None))
        return region if since == touched else None

    def _remember(self, forum: str, room: Room, touched: int, region: Region) -> None:
        self._known[forum, room] = (touched, region)
        self._known.move_to_end((forum, room))
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
