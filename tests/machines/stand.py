"""A forum that machines play in: prepared once, and copied for each run."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from sqlmodel import Session, select

from app.kernel.ids import new_id
from app.kernel.roles import ROLES, Actor
from app.people.models import Participant
from app.programme.commands import MovePhase
from app.programme.models import Item
from app.stage.talks.views import panel_view
from app.store.engines import Engines, open_engines
from app.store.journal import take_number
from app.store.lane import Lanes
from app.store.readers import Readers
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.placing import ShowKeyFinding
from app.tables.commands.seats import TakeSeat
from tests.communique.room import add_drafting
from tests.cooperation.dialogue import ROSTER, THEMES, Dialogue, add_dialogue
from tests.databases import migrated
from tests.forums import START, SmallForum, found
from tests.stage.podium import add_podium
from tests.survey.asking import found_survey

T = TypeVar("T")

SEATS = {"ana": (1, 21), "beto": (2, 22), "cara": (3, 23)}
"""At which tables people sit, in the café and in the dialogue."""

ITEMS = ("2a", "D1", "1", "5", "P2", "S", "O", "B", "R", "J")


@dataclass
class Prepared:
    """A database file, who is in its forum, and what was made there beforehand, by the item's number and its kind."""

    file: Path
    id: str
    code: str
    items: dict[str, str]
    tables: dict[int, str]
    actors: dict[str, Actor]
    made: dict[str, dict[str, list[str]]]


@dataclass
class Stand:
    """A copy of the prepared forum whose lanes run."""

    forum: SmallForum
    actors: dict[str, Actor]
    made: dict[str, list[str]]
    loop: asyncio.AbstractEventLoop = field(repr=False)

    def wait(self, work: Awaitable[T]) -> T:
        """The result of *work*, on this stand's own loop."""

        async def waited() -> T:
            return await work

        return self.loop.run_until_complete(waited())


def _running(engines: Engines) -> tuple[Lanes, Readers]:
    lanes = Lanes(engines, committed=lambda *_: None, number=lambda session, forum: take_number(session, forum))
    lanes.start()
    return lanes, Readers(engines)


@cache
def prepared() -> Prepared:
    """The forum with every technique, everybody in it, and a key finding that was shown."""
    folder = Path(tempfile.mkdtemp(prefix="sobremesa-machines-"))
    with migrated("sqlite", folder) as engines:
        lanes, readers = _running(engines)
        forum = found(engines, lanes, readers)
        add_dialogue(engines, forum)
        add_drafting(engines, forum)
        add_podium(forum)
        forum.add("R", "registration", START, 30)
        forum.add("B", "pause", START, 30)
        forum.add(
            "O", "remarks", START, 30, details={"speakers": [{"name": {"en": name}} for name in ("Ana", "Luis", "Eva")]}
        )
        with Session(engines.writer) as session:
            survey = found_survey(session, forum)
            session.commit()
        actors, made = asyncio.run(_peopled(forum))
        with Session(engines.writer) as session:
            panel = panel_view(session, session.get_one(Item, forum.items["1"]))
            made["1"]["talk"] = [talk.id for talk in panel.talks] if panel else []
            made["R"]["person"] = [person.id for person in session.exec(select(Participant)).all()]
        made["S"]["survey"] = [survey]
        lanes.stop()
        readers.close()
        file = Path(str(engines.writer.url.database))
    return Prepared(file, forum.id, forum.code, forum.items, forum.tables, actors, made)


async def _peopled(forum: SmallForum) -> tuple[dict[str, Actor], dict[str, dict[str, list[str]]]]:
    actors = {role: await forum.holder(role) for role in ROLES if role != "participant"}
    actors["joined"] = await forum.person(name="Joined")
    actors["delegation"] = await Dialogue(forum, *[actors["organizer"]] * 3).speaker(next(iter(ROSTER)))
    for name, (cafe, dialogue) in SEATS.items():
        actors[name] = await forum.person(cafe, name=name, affiliation="A")
        await forum.run(TakeSeat(forum.tables[dialogue]), actors[name])
    made: dict[str, dict[str, list[str]]] = {item: {} for item in ITEMS}
    shown = new_id()
    await forum.run(MovePhase("2b", "consolidating"), actors["moderator"])
    await forum.run(PutKeyFinding(shown, "2b", {"en": "Shown"}), actors["rapporteur"])
    await forum.run(ShowKeyFinding(shown), actors["rapporteur"])
    made["P2"] = {"shown": [shown], "presented": [forum.items["2a"], forum.items["2b"]]}
    return actors, made


@contextmanager
def stand(item: str) -> Iterator[Stand]:
    """A forum of its own for one run; ``made`` is what its item has."""
    kept, loop = prepared(), asyncio.new_event_loop()
    with tempfile.TemporaryDirectory(prefix="sobremesa-machine-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        shutil.copy(kept.file, copy)
        engines = open_engines(f"sqlite:///{copy}")
        lanes, readers = _running(engines)
        forum = SmallForum(engines, lanes, readers, kept.id, kept.code, dict(kept.items), dict(kept.tables))
        try:
            yield Stand(forum, kept.actors, {kind: list(ids) for kind, ids in kept.made[item].items()}, loop)
        finally:
            lanes.stop()
            readers.close()
            engines.dispose()
            loop.close()


def tables_of(forum: SmallForum, item: str) -> list[str]:
    """The tables of an item with which a run begins."""
    numbers = {"2a": (1, 2, 3), "D1": tuple(THEMES)}.get(item, ())
    return [forum.tables[number] for number in numbers]
