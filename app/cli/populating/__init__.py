"""``sobremesa demo --populate``: the reference forum played by invented people, through the commands that people use."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.cli.offline import opened
from app.cli.populating.arriving import Door
from app.cli.populating.playing import Pace, Stage
from app.cli.populating.script import BEGIN, PHASES, PRESENTING, script
from app.cli.populating.words import ITEMS
from app.kernel.clock import utc_now
from app.operations import Operations
from app.programme import file, queries, reference
from app.settings import Settings
from app.tables.queries import tables_of_item
from app.wiring import registered

__all__ = ["PHASES", "founding_time", "populate"]


def founding_time() -> datetime:
    """When a forum must have been founded, so that all of the play fits between then and now."""
    return utc_now() - timedelta(minutes=PRESENTING - BEGIN + 10)


def populate(settings: Settings, facts: Mapping[str, Any], until: str | None = None) -> int | None:
    """Play the forum of *facts* (id and role links) up to the end of a phase, of :data:`PHASES`; all when None.

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
    tables = await operations.readers.run(_tables, door.forum)
    return await Stage(operations, pace, door).play(script(door, registered()[0], tables, until))


def _tables(session: Session, forum: str) -> dict[str, dict[int, str]]:
    items = {number: queries.item_of(session, forum, number).id for number in ITEMS}
    return {n: {table.number: table.id for table in tables_of_item(session, forum, id_)} for n, id_ in items.items()}
