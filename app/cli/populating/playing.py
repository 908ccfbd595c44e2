"""Playing: cue after cue through the lane, each at its minute of the script, so that clocks and times look right."""

import asyncio
from collections import deque
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from app.cli.populating.arriving import Door
from app.cli.populating.cues import Cue
from app.cli.populating.people import cast
from app.cli.populating.standing import of_now, reads
from app.communique.commands.silence import BeginSilence
from app.kernel.clock import utc_now
from app.kernel.ids import hashed
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.operations import Operations
from app.people.checking_in import CheckIn
from app.people.commands import ExchangeLink
from app.people.queries import find_pass
from app.store import journal, receipts
from app.store.work import Command
from app.survey.commands import PutResponse
from app.survey.queries import response_ids

ARRIVING: Final = frozenset(
    {"FoundForum", "MakeLink", "RevokeLink", "ExchangeLink", "Join", "ChangeMe", "Leave", "TakeSeat", "StandUp"}
    | {"PutResponse"}
)
"""Commands by which people come, look and go: a forum where others did no more than that has not been played on. Whose a
response to a survey is the journal does not say.
"""

MOST: Final = 1_000_000


AT_ONCE: Final = 24
"""So many cues go to the lane together, which takes them in their order into one transaction."""


@dataclass
class Pace:
    """The lane's clock: the instants of the cues that are played, one after the other, else the time that it is."""

    instants: deque[datetime] = field(default_factory=deque)

    def __call__(self) -> datetime:
        # The lane asks once for each command. Were it to ask again, the last one stands.
        return (self.instants.popleft() if len(self.instants) > 1 else self.instants[0]) if self.instants else utc_now()


@dataclass
class Stage:
    """Where it is played: the forum's lane, its clock, and the people as they are let in."""

    operations: Operations
    pace: Pace
    door: Door
    actors: dict[str, Actor] = field(default_factory=dict)
    haste: float = 1.0

    async def play(self, cues: Sequence[Cue]) -> int | None:
        """Play what has not been played yet; how many cues that were. None: others have gone on, and it is left as it is."""
        keys = [_key_of(cue.command) for cue in cues]
        known, entries = await self.operations.readers.run(_so_far, self.door.forum, keys)
        wanted = [cue for cue, key in zip(cues, keys, strict=True) if key not in known]
        if not wanted:
            return 0
        if known:
            await self._let_in()
        ours = {actor.participant for actor in self.actors.values()}
        if any(entry.command not in ARRIVING and entry.actor not in ours for entry in entries):
            return None
        when = instants(wanted, entries[-1].at, utc_now())
        self.haste = (when[-1] - when[0]).total_seconds() / 60 / max(wanted[-1].minute - wanted[0].minute, 0.1)
        try:
            sent: list[tuple[Cue, datetime]] = []
            for cue, instant in zip(wanted, when, strict=True):
                if len(sent) == AT_ONCE or not self._is_known(cue):
                    await self._send(sent)
                    sent = []
                sent.append((cue, instant))
                if isinstance(cue.command, ExchangeLink):
                    await self._send(sent)
                    sent = []
                    self.actors.pop(cue.who, None)  # whoever opens a link may do more than before
            await self._send(sent)
        finally:
            self.pace.instants.clear()
        return len(wanted)

    def _is_known(self, cue: Cue) -> bool:
        """Whether a cue can be played with those before it: whoever it is about came in earlier, and it reads nothing."""
        if reads(cue.command):
            return False
        names = {cue.who, cue.command.participant if isinstance(cue.command, CheckIn) else ""} - {""}
        return names <= self.actors.keys()

    async def _send(self, cues: Sequence[tuple[Cue, datetime]]) -> None:
        played = []
        for cue, _ in cues:
            actor = await self._actor(cue.who) if cue.who else None
            played.append(self._play(cue, await self._meant(cue.command), actor))
        self.pace.instants = deque(instant for _, instant in cues)
        await asyncio.gather(*played)

    async def _play(self, cue: Cue, command: Command, actor: Actor | None) -> None:
        try:
            await self.operations.lanes.run(self.door.forum, command, actor)
        except Refusal as refused:
            refused.add_note(str(cue))
            raise

    async def _let_in(self) -> None:
        """Know the people whom an earlier play let in."""
        for person in cast().everyone:
            with suppress(Refusal):
                await self._actor(person.name)

    async def _meant(self, command: Command) -> Command:
        """A command that names one of our people, by their id: nobody has one before they come in. What was read is what
        stands; a silence is as short as the play is.
        """
        if isinstance(command, CheckIn):
            return replace(command, participant=(await self._actor(command.participant)).participant)
        if isinstance(command, BeginSilence) and command.minutes is not None:
            return replace(command, minutes=command.minutes * self.haste)
        if reads(command):
            return await self.operations.readers.run(of_now, self.door.forum, command)
        return command

    async def _actor(self, name: str) -> Actor:
        if name not in self.actors:
            token = self.door.token(next(person for person in cast().everyone if person.name == name))
            found = await self.operations.readers.run(find_pass, hashed(token.secret))
            if found is None:
                raise Refusal("no_pass", N_("This pass has ended. Join the forum again."), status=401)
            self.actors[name] = replace(found, author_key=token.author_key.encode())
        return self.actors[name]


def _key_of(command: Command) -> str:
    """By what it is known that a command was played: by its receipt, and a response to a survey by itself."""
    return command.response if isinstance(command, PutResponse) else receipts.key_of(command) or ""


def _so_far(session: Session, forum: str, keys: Collection[str]) -> tuple[set[str], list[journal.Entry]]:
    known = {*receipts.find(session, forum, keys), *response_ids(session, forum)}
    return known, journal.since(session, forum, 0, limit=MOST)


def instants(cues: Sequence[Cue], earliest: datetime, now: datetime) -> list[datetime]:
    """When each of *cues* is played, so that the last was a minute ago; closer together where *earliest* wants it."""
    first, minutes = cues[0].minute, cues[-1].minute + 1 - cues[0].minute
    begin = max(min(earliest, now), now - timedelta(minutes=minutes))
    return [begin + (now - begin) * ((cue.minute - first) / minutes) for cue in cues]
