"""Does every page become what a fresh fetch shows? A checker for any store, any bus and any number of processes.

Clients of a :class:`World` connect, hear, lose their sockets, change rooms and come back with what they have, while random
commands are run. When all is quiet, what each client has put together from frames must equal a fresh fetch of each of its
rooms, and it must do so within ``settle`` seconds; :class:`Diverged` tells where it does not.

Over real servers: a ``World`` whose ``connect`` opens ``/live`` with one of the passes on one of the processes, whose
``command`` calls the API, and whose ``fresh`` says hello with null on a new socket, or reads the API, as that client.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

from app.live.rooms import Room


class Diverged(AssertionError):
    """A client shows something else than a fresh fetch."""


class Lost(Exception):
    """The socket is closed."""

    def __init__(self, code: int = 1006) -> None:
        super().__init__(code)
        self.code = code


class Pipe(Protocol):
    """One socket, from the client's side."""

    async def send(self, said: Mapping[str, Any]) -> None:
        """Send a frame. Raises :class:`Lost`."""

    async def receive(self) -> Mapping[str, Any]:
        """The next frame. Raises :class:`Lost` when the socket is closed."""

    async def close(self) -> None:
        """Drop the socket without a word; what was not read is lost."""


class World(Protocol):
    """What is tested."""

    async def command(self, rng: Random) -> None:
        """Run one random command; a refusal is fine."""

    def rooms(self, client: int, rng: Random) -> Sequence[str]:
        """Some rooms, by their wire names, that this client may ask for now."""

    async def connect(self, client: int) -> Pipe:
        """A socket of this client, on any process."""

    async def fresh(self, client: int, room: str) -> Mapping[str, Any]:
        """The room as this client may see it: card key → data. Empty for a room that it may not hear."""


@dataclass
class Shown:
    """One room on a client's page."""

    head: int | None = None
    cards: dict[str, tuple[int, Any]] = field(default_factory=dict)


class Client:
    """What ``live.js`` does, for a program: put frames together, and say hello again when one does not fit."""

    def __init__(self) -> None:
        self.epoch: str | None = None
        self.rooms: dict[str, Shown] = {}
        self.heard: set[str] = set()
        self.misfits = 0
        self.wholes = 0
        self.frames = 0

    def hello(self) -> dict[str, Any]:
        rooms = {name: shown.head for name, shown in self.rooms.items()}
        return {"t": "hello", "rooms": rooms, "epoch": self.epoch, "as": "json", "language": "en"}

    def turn_to(self, names: Sequence[str]) -> None:
        self.rooms = {name: self.rooms.get(name, Shown()) for name in names}

    def take(self, said: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Understand one frame; what to answer, if anything."""
        self.frames += 1
        match said["t"]:
            case "ping":
                return {"t": "pong"}
            case "welcome":
                self.epoch = said["epoch"]
                self.heard = set(said["rooms"])
                for refused in said["refused"]:
                    if refused["room"] in self.rooms:
                        self.rooms[refused["room"]] = Shown()
            case "whole" if said["room"] in self.rooms:
                self.wholes += 1
                self.rooms[said["room"]] = Shown()
                return self.hello()
            case "cards" if said["room"] in self.rooms:
                return self._cards(said)
        return None

    def _cards(self, said: Mapping[str, Any]) -> Mapping[str, Any] | None:
        shown = self.rooms[said["room"]]
        if shown.head is None:
            if said["since"] != 0:
                return None  # an older answer: ours to everything is still to come
            shown.cards = {}
        elif said["since"] != shown.head:
            self.misfits += 1
            return self.hello()
        for card in said["cards"]:
            known, _ = shown.cards.get(card["key"], (0, None))
            if card["seq"] < known:
                continue
            if card["data"] is None:
                shown.cards.pop(card["key"], None)
            else:
                shown.cards[card["key"]] = (card["seq"], card["data"])
        shown.head = said["seq"]
        return None

    def shows(self, room: str) -> dict[str, Any]:
        return {key: data for key, (_, data) in self.rooms[room].cards.items()}


@dataclass
class Outcome:
    """How a run went, when it converged."""

    frames: int = 0
    misfits: int = 0
    wholes: int = 0
    connections: int = 0


class _Visitor:
    """A client with its sockets."""

    def __init__(self, world: World, number: int, rng: Random, pause: Callable[[], Awaitable[None]]) -> None:
        self.client = Client()
        self.number = number
        self.connections = 0
        self._world = world
        self._rng = rng
        self._pause = pause
        self.quiet = False
        self._pipe: Pipe | None = None

    async def run(self) -> None:
        while True:
            if not self.client.rooms or self._rng.random() < 0.5:
                self.client.turn_to(self._world.rooms(self.number, self._rng))
            try:
                self._pipe = await self._world.connect(self.number)
                self.connections += 1
                await self._hear(self._pipe)
            except Lost:
                pass
            finally:
                if self._pipe is not None:
                    await self._pipe.close()
                    self._pipe = None
            await self._pause()

    async def _hear(self, pipe: Pipe) -> None:
        await pipe.send(self.client.hello())
        while True:
            said = await pipe.receive()
            if not self.quiet:
                dice = self._rng.random()
                if dice < 0.05:
                    return  # the network went away before this frame came
                if dice < 0.10:
                    self.client.turn_to(self._world.rooms(self.number, self._rng))
                    await pipe.send(self.client.hello())
                    continue  # and this frame was lost with it, as far as the page can tell
                if dice < 0.15:
                    await self._pause()
            if answer := self.client.take(said):
                await pipe.send(answer)

    def calm_down(self) -> None:
        """No more changes of mind, and no more lost frames."""
        self.quiet = True

    async def ask_anew(self) -> None:
        """Say hello once more, for the rooms that it may have by now."""
        self.client.turn_to(self._world.rooms(self.number, self._rng))
        if self._pipe is not None:
            with suppress(Lost):
                await self._pipe.send(self.client.hello())

    async def differences(self, *, heard_only: bool) -> list[str]:
        found = []
        for room in list(self.client.rooms):
            if heard_only and room not in self.client.heard:
                continue
            expected = dict(await self._world.fresh(self.number, room))
            shown = self.client.shows(room) if room in self.client.rooms else {}
            if expected != shown:
                wrong = sorted(k for k in {*expected, *shown} if expected.get(k) != shown.get(k))
                told = {key: (shown.get(key), expected.get(key)) for key in wrong[:5]}
                found.append(f"client {self.number} in {room}: {len(wrong)} cards (shown, fresh): {told}")
        return found


async def _breathe() -> None:
    await asyncio.sleep(0)


async def converge(
    world: World,
    *,
    seed: int,
    commands: int,
    clients: int = 8,
    settle: float = 5.0,
    pause: Callable[[], Awaitable[None]] = _breathe,
    between: Callable[[int], Awaitable[None]] | None = None,
) -> Outcome:
    """Run it; *pause* is what clients do while they wait, *between* what happens after each command (its number is given).

    Raises :class:`Diverged` when some client does not show, within *settle* seconds after the last command, what is there.
    """
    rng = Random(seed)
    visitors = [_Visitor(world, n, Random(rng.random()), pause) for n in range(clients)]
    tasks = [asyncio.create_task(visitor.run()) for visitor in visitors]
    try:
        for number in range(commands):
            await world.command(rng)
            if between:
                await between(number)
            for _ in range(rng.randrange(6)):
                await pause()
        for visitor in visitors:
            visitor.calm_down()
        # First without another word: a hello would heal what a server had lost. Then with one, for rooms that were refused.
        await _until_equal(visitors, tasks, settle, heard_only=True)
        for visitor in visitors:
            await visitor.ask_anew()
        await _until_equal(visitors, tasks, settle, heard_only=False)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return Outcome(
        frames=sum(v.client.frames for v in visitors),
        misfits=sum(v.client.misfits for v in visitors),
        wholes=sum(v.client.wholes for v in visitors),
        connections=sum(v.connections for v in visitors),
    )


async def _until_equal(
    visitors: Sequence[_Visitor], tasks: Sequence[asyncio.Task[None]], settle: float, *, heard_only: bool
) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + settle
    while True:
        for task in tasks:
            if task.done():
                task.result()
        differences = [line for visitor in visitors for line in await visitor.differences(heard_only=heard_only)]
        if not differences:
            return
        if loop.time() > deadline:
            raise Diverged("\n".join(differences))
        await asyncio.sleep(0.01)


def named(room: str, participant: str) -> Room:
    """A room by its wire name, for worlds in memory."""
    return Room("me", participant) if room == "me" else Room(*room.split(":", 1))
