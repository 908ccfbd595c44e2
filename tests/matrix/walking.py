"""Everybody makes every call against the same world: what a command writes is undone before the next one."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import contextmanager

from sqlmodel import Session

from app.kernel import roles
from app.kernel.roles import Rule
from app.live.rooms import Room
from app.store.batch import Batch, Outcome
from app.store.lane import Lane
from tests.matrix.calls import Call, filled
from tests.matrix.world import PEOPLE, World

USUAL = {"2a": "table_work", "P2": "presenting", "D1": "table_work"}
"""The phases of the items that calls take elsewhere."""


@contextmanager
def undone() -> Iterator[None]:
    """Whatever commands do in the meantime, the database forgets."""

    def transact(lane: Lane, batch: list) -> list[Outcome]:  # type: ignore[type-arg]
        with lane._engines.writer.connect() as connection, connection.begin() as transaction:
            try:
                jobs = [(job.command, job.actor) for job in batch]
                return Batch(connection, batch[0].forum, lane._now, lane._number).run(jobs)
            finally:
                transaction.rollback()

    real, Lane._transact = Lane._transact, transact  # type: ignore[method-assign]
    try:
        yield
    finally:
        Lane._transact = real  # type: ignore[method-assign]


@contextmanager
def asked() -> Iterator[set[str]]:
    """The acts that anybody asks of the one table meanwhile."""
    found: set[str] = set()

    class Listening(dict[str, Rule]):
        def __getitem__(self, act: str) -> Rule:
            found.add(act)
            return super().__getitem__(act)

    real = roles.ACTS
    roles.ACTS = Listening(real)  # type: ignore[misc]
    try:
        yield found
    finally:
        roles.ACTS = real  # type: ignore[misc]


@contextmanager
def opened(*acts: str) -> Iterator[None]:
    """A mutant: *acts* are anybody's, whoever is barred from them."""
    real = roles.ACTS
    mutants = {act: Rule(real[act].roles, real[act].relations | {"anyone"}) for act in acts}
    roles.ACTS = {**real, **mutants}  # type: ignore[misc]
    try:
        yield
    finally:
        roles.ACTS = real  # type: ignore[misc]


async def walked(
    world: World, lines: Collection[str], people: Collection[str] = PEOPLE
) -> AsyncIterator[tuple[str, dict[str, str], set[str]]]:
    """For each line what everybody got of it, and the acts that were asked on the way."""
    for line in lines:
        cells, acts = await _line(world, line, people)
        yield line, cells, acts


async def _line(world: World, line: str, people: Collection[str]) -> tuple[dict[str, str], set[str]]:
    if line.startswith("ROOM "):
        with asked() as acts:
            cells = {who: await _hears(world, line.removeprefix("ROOM "), who) for who in people}
        return cells, acts
    call = Call.read(line)
    for item, phase in {**USUAL, **({call.item: call.phase or ""} if call.item else {})}.items():
        await world.go(item, phase)
    with undone(), asked() as acts:
        cells = {who: await call.outcome(who, world) for who in people}
    return cells, acts


async def _hears(world: World, name: str, who: str) -> str:
    actor = world.actors[who]
    if actor is None:
        return ""
    kind, _, id_ = filled(name, world).partition(":")
    site = world.house.server.site

    def refused(session: Session) -> str | None:
        return site.admission.refused(session, actor, Room(kind, id_ or actor.participant))

    return "" if await site.readers.run(refused) else "may"


def differences(cells: Mapping[str, str], wished: Mapping[str, str]) -> list[str]:
    """The cells that are not as they are written down."""
    other = {who: found for who, found in cells.items() if found != wished[who]}
    return [f"{who}: {found or 'refused'}, not {wished[who] or 'refused'}" for who, found in other.items()]
