"""A page that only hears which cards were touched: it must always equal a fresh fetch."""

from sqlmodel import Session

from app.kernel.roles import Actor
from app.live.rooms import Room
from app.store.journal import head, since
from app.web.registry import Card, Registry
from tests.forums import SmallForum


class Mirror:
    """Rooms of a forum as somebody has them who loads once, and then only what each journal entry touches."""

    def __init__(
        self, forum: SmallForum, registry: Registry, rooms: list[Room], people: list[Actor] | None = None
    ) -> None:
        self._forum = forum
        self._registry = registry
        self._owners = {actor.participant: actor for actor in people or []}
        self._rooms = [*rooms, *(Room("me", participant) for participant in self._owners)]
        self._cards: dict[Room, dict[str, Card]] = {}
        self._seq = 0

    async def start(self) -> None:
        self._cards = await self._forum.readers.run(self._fresh)
        self._seq = await self._forum.readers.run(head, self._forum.id)

    async def follow(self) -> None:
        """Hear what happened since, entry by entry, as slowly as a server that lags."""
        await self._forum.readers.run(self._catch_up)

    async def differences(self) -> list[str]:
        """What this page shows that a fresh one would not, and the other way round."""
        await self.follow()
        fresh = await self._forum.readers.run(self._fresh)
        return [
            f"{room} {key}: has {self._cards[room].get(key)}, fresh {fresh[room].get(key)}"
            for room in self._rooms
            for key in sorted(self._cards[room].keys() | fresh[room].keys())
            if self._cards[room].get(key) != fresh[room].get(key)
        ]

    def of(self, room: Room) -> dict[str, Card]:
        return self._cards[room]

    def _load(self, session: Session, room: Room, keys: list[str] | None) -> dict[str, Card]:
        owner = self._owners.get(room.id) if room.kind == "me" else None
        return {card.key: card for card in self._registry.load(session, self._forum.id, room, keys, owner)}

    def _fresh(self, session: Session) -> dict[Room, dict[str, Card]]:
        return {room: self._load(session, room, None) for room in self._rooms}

    def _catch_up(self, session: Session) -> None:
        for entry in since(session, self._forum.id, self._seq):
            touched = self._registry.expand(session, self._forum.id, [(entry.seq, c) for c in entry.changes])
            for room, keys in touched.items():
                if room in self._cards:
                    loaded = self._load(session, room, list(keys))
                    kept = {key: card for key, card in self._cards[room].items() if key not in keys}
                    self._cards[room] = kept | loaded
            self._seq = entry.seq
