"""Once a second: how many people are in which room here, told to the rooms and to the other processes."""

from collections.abc import Mapping

from app.live.bus import Bus
from app.live.delivery import Delivery
from app.live.frames import Present, encode
from app.live.presence import SAY_SECONDS, Presence


class Census:
    """Tells counts when they are news, and no more often than anybody reads them."""

    def __init__(self, presence: Presence, bus: Bus) -> None:
        self._presence = presence
        self._bus = bus
        self._said: dict[str, tuple[float, Mapping[str, int]]] = {}

    def take(self, forum: str, delivery: Delivery, now: float) -> None:
        """Count the rooms of *forum*."""
        counts = delivery.counts()
        for room, here in counts.items():
            total = self._presence.total(forum, room, here)
            channel = delivery.channels[room]
            if channel.must_tell(total, now):
                delivery.tell(room, encode(Present(channel.wire, total)))
        named = {str(room): here for room, here in counts.items()}
        said_at, said = self._said.get(forum, (0.0, {}))
        if named != said or (named and now - said_at >= SAY_SECONDS):
            self._said[forum] = (now, named)
            self._bus.present(forum, named)

    def forget(self, forum: str) -> None:
        """Nobody uses the forum's feed any more."""
        self._said.pop(forum, None)
