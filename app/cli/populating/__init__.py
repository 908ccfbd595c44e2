"""``sobremesa demo --populate``: the reference forum played by invented people, through the commands that people use."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.cli.offline import opened
from app.cli.populating.arriving import Door
from app.cli.populating.cues import House
from app.cli.populating.playing import Pace, Stage
from app.cli.populating.script import script
from app.cli.populating.timetable import BEGIN, END, STOPS, TIMES
from app.kernel.clock import utc_now
from app.operations import Operations
from app.programme import file, queries, reference
from app.settings import Settings
from app.stage.talks import queries as talks
from app.tables.queries import tables_of_item
from app.wiring import registered

__all__ = ["STOPS", "founding_time", "populate"]


def founding_time() -> datetime:
    """When a forum must have been founded, so that all of the play fits between then and now."""
    return utc_now() - timedelta(minutes=END - BEGIN + 10)


def populate(settings: Settings, facts: Mapping[str, Any], until: str | None = None) -> int | None:
    """Play the forum of *facts* (id and role links) up to the end of a phase, of :data:`STOPS`; all when None.

    It continues an earlier play and doubles nothing; how many commands were played. None: people have gone on with this
    forum by themselves, and it was left as it is.
    """
    pace = Pace()
    with opened(settings, now=pace) as operations:
        return asyncio.run(_play(operations, pace, settings.secret, facts, until))


async def _play(
    operations: Operations, pace: Pace, secret: str, facts: Mapping[str, Any], until: str | None
) -> int | None:
    programme = file.read(reference.text())
    if isinstance(programme, list):
        raise RuntimeError(str(programme[0]))
    door = Door(facts["forum"], secret, facts["links"], programme.affiliations)
    house = await operations.readers.run(_house, door.forum)
    return await Stage(operations, pace, door).play(script(door, house, until))


def _house(session: Session, forum: str) -> House:
    items = {number: queries.item_of(session, forum, number) for number in TIMES}
    return House(
        forum,
        registered()[0],
        {number: item.id for number, item in items.items()},
        {n: {table.number: table.id for table in tables_of_item(session, forum, item.id)} for n, item in items.items()},
        {n: tuple(talk.id for talk in talks.talks(session, item)) for n, item in items.items()},
    )
