"""The forum in memory behind real hubs: one per process, over any bus."""

import asyncio
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import orjson

from app.kernel.roles import Actor
from app.live.bus import Bus, InProcessBus
from app.live.hub import Hub
from app.live.sockets import Listener
from tests.live.convergence import Lost, named
from tests.live.memory import FORUM, ITEMS, TABLES, Cards, Gate, MemoryLink, Store

EPOCH = "epoch-1"


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += seconds


def person(name: str, language: str = "en") -> Actor:
    return Actor(FORUM, name, language=language, pass_id=f"pass-{name}")


def make_hub(
    store: Store,
    *,
    cards: Cards | None = None,
    gate: Gate | None = None,
    bus: Bus | None = None,
    kind: type[Hub] = Hub,
    **settings: Any,
) -> Hub:
    return kind(
        journal=store,
        readers=store,
        cards=cards or Cards(),
        gate=gate or Gate(),
        bus=bus or InProcessBus(),
        epoch=EPOCH,
        **{"beat": 0.0, "poll": 3600.0, "retry": 0.0, "patience": 0.05, **settings},
    )


class Guest:
    """A client of a hub in memory: says frames, and looks at what came."""

    def __init__(self, hub: Hub, actor: Actor, link: MemoryLink | None = None) -> None:
        self.hub = hub
        self.actor = actor
        self.link = link or MemoryLink()
        listener = hub.attach(actor, self.link)
        self.refusal = listener if isinstance(listener, int) else None
        self.listener = listener if isinstance(listener, Listener) else None
        self._read = 0

    def say(self, **said: Any) -> None:
        if self.listener:
            self.hub.heard(self.listener, orjson.dumps(said).decode())

    def hello(
        self, rooms: Mapping[str, int | None], *, epoch: str | None = EPOCH, form: str = "json", **more: Any
    ) -> None:
        self.say(t="hello", rooms=rooms, epoch=epoch, **{"as": form, "language": "en", **more})

    def news(self, *kinds: str) -> list[dict[str, Any]]:
        """The frames that came since the last look, of these kinds (all but counts when none is named)."""
        frames = [orjson.loads(frame.payload) for frame in self.link.frames[self._read :]]
        self._read = len(self.link.frames)
        return [frame for frame in frames if (frame["t"] in kinds if kinds else frame["t"] != "present")]

    def leave(self) -> None:
        if self.listener:
            self.hub.detach(self.listener)


async def settled(hub: Hub, store: Store) -> None:
    """Wait until *hub* has read and handed out all that is in *store*, and every hello is answered."""
    await hub.caught_up(FORUM, store.state.seq, 5)
    for _ in range(100):
        await asyncio.sleep(0)


class MemoryPipe:
    """A guest's socket as the convergence checker sees it."""

    def __init__(self, guest: Guest) -> None:
        self._guest = guest
        self._frames: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        guest.link.arrived = lambda frame: self._frames.put_nowait(orjson.loads(frame.payload))

    async def send(self, said: Mapping[str, Any]) -> None:
        if self._guest.link.code is not None:
            raise Lost(self._guest.link.code)
        self._guest.say(**said)

    async def receive(self) -> Mapping[str, Any]:
        while self._frames.empty():
            if self._guest.link.code is not None:
                raise Lost(self._guest.link.code)
            try:
                async with asyncio.timeout(0.02):
                    return await self._frames.get() or {}
            except TimeoutError:
                continue
        return self._frames.get_nowait() or {}

    async def close(self) -> None:
        self._guest.leave()


class MemoryWorld:
    """The forum in memory, for the convergence checker. Clients 0 and 1 are desks; the others sit and are moved about."""

    def __init__(
        self,
        store: Store,
        hubs: Sequence[Hub],
        buses: Sequence[Bus],
        *,
        lost: float = 0.0,
        stalls: float = 0.0,
        seed: int = 0,
    ) -> None:
        """``lost`` is the share of nudges that are lost, ``stalls`` that of commands after which some socket is full."""
        self.store = store
        self._hubs = hubs
        self._buses = buses
        self._lost = lost
        self._stalls = stalls
        self._links: list[MemoryLink] = []
        self._rng = Random(seed)
        self._cards = Cards()
        self._gate = Gate()
        self.people = [f"p{n}" for n in range(2, 8)]

    def _name(self, client: int) -> str:
        return f"desk{client}" if client < 2 else f"p{client}"

    async def command(self, rng: Random) -> None:
        seq = self.store.something(rng, self.people)
        if self._rng.random() >= self._lost:
            self._rng.choice(self._buses).nudge(FORUM, seq)
        if self._rng.random() < self._stalls and self._links:
            self._rng.choice(self._links).full = True
        for link in self._links:
            if link.full and self._rng.random() < 0.2:
                link.drain()

    def drain(self) -> None:
        """Nobody is full any more."""
        for link in self._links:
            link.drain()

    def rooms(self, client: int, rng: Random) -> Sequence[str]:
        every = ["me", *(f"item:{i}" for i in ITEMS), *(f"table:{t}" for t in TABLES)]
        every += [f"desk:{i}" for i in ITEMS] if client < 2 else []
        return rng.sample(every, rng.randrange(1, len(every)))

    async def connect(self, client: int) -> MemoryPipe:
        guest = Guest(self._rng.choice(self._hubs), person(self._name(client)))
        self._links = [link for link in self._links if link.drained] + [guest.link]
        return MemoryPipe(guest)

    async def fresh(self, client: int, room: str) -> Mapping[str, Any]:
        name, state = self._name(client), self.store.state
        if self._gate.refused(state, person(name), named(room, name)):
            return {}
        return {card.key: card.data for card in self._cards.load(state, FORUM, named(room, name), None, None)}
