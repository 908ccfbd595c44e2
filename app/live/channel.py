"""One room's listeners in this process, and how far its frames have been published."""

from collections import Counter
from collections.abc import Iterator

from app.live.digest import CALM, CROWD, Digest
from app.live.ports import Variant
from app.live.presence import TELL_CROWD_SECONDS, TELL_SECONDS
from app.live.rooms import Room
from app.live.sockets import LIVE, Listener


class Channel:
    """``members`` hear the room; ``audience`` are those of them that are live and have everything up to ``published``."""

    def __init__(self, room: Room, published: int) -> None:
        self.room = room
        self.wire = room.wire
        self.published = published
        self.members: set[Listener] = set()
        self.audience: dict[Variant, set[Listener]] = {}
        self.digest: Digest | None = None
        self.told = (0, 0.0)
        self._people: Counter[str] = Counter()

    @property
    def people(self) -> int:
        """How many participants hear the room through this process, however many sockets each has."""
        return len(self._people)

    def enter(self, listener: Listener) -> None:
        """A listener of the room, with a cursor of its own so far."""
        if listener not in self.members:
            self.members.add(listener)
            self._people[listener.actor.participant] += 1

    def leave(self, listener: Listener) -> None:
        """It hears the room no more."""
        self.detach(listener)
        if listener in self.members:
            self.members.discard(listener)
            participant = listener.actor.participant
            self._people[participant] -= 1
            if self._people[participant] <= 0:
                del self._people[participant]

    def attach(self, listener: Listener) -> None:
        """It has everything that was published: from now on it gets what everyone gets."""
        listener.rooms[self.room] = LIVE
        self.audience.setdefault(listener.variant, set()).add(listener)

    def detach(self, listener: Listener) -> None:
        """It gets nothing for now; its cursor is what was published so far."""
        if listener.rooms.get(self.room) == LIVE:
            listener.rooms[self.room] = self.published
        live = self.audience.get(listener.variant)
        if live is not None:
            live.discard(listener)
            if not live:
                del self.audience[listener.variant]

    def everyone(self) -> Iterator[Listener]:
        """The live listeners of all variants."""
        for live in self.audience.values():
            yield from live

    def must_tell(self, count: int, now: float) -> bool:
        """Whether the room should hear now that *count* people are in it: at most once a second, a crowd every ten."""
        known, at = self.told
        if count == known or now - at < (TELL_CROWD_SECONDS if count > CROWD else TELL_SECONDS):
            return False
        self.told = (count, now)
        return True

    def settle_pace(self, now: float, crowd: int) -> None:
        """Become a digest, or stop being one when all debts are paid; *crowd* counts the room in every process."""
        crowd = max(crowd, len(self.members))
        if self.digest is None and crowd > CROWD:
            self.digest = Digest(now)
        elif self.digest is not None and crowd < CALM and self.digest.oldest() is None:
            self.digest = None
