"""A small forum for tests: one block of two cafés with three tables each, a plenary, and people who act through commands."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.kernel.ids import hashed, new_code, new_id, new_secret
from app.kernel.roles import Actor
from app.people import commands as people
from app.people.queries import find_pass
from app.programme.models import Forum, Item, Question
from app.store.engines import Engines
from app.store.lane import Lanes
from app.store.readers import Readers
from app.store.work import Command, Done
from app.tables.commands.seats import TakeSeat
from app.tables.models import RoundTable

START = datetime(2023, 9, 27, 19, 0, tzinfo=UTC)


@dataclass
class SmallForum:
    """Ids by the names that people use: ``items["2a"]``, ``tables[3]``."""

    engines: Engines
    lanes: Lanes
    readers: Readers
    id: str
    code: str
    items: dict[str, str] = field(default_factory=dict)
    tables: dict[int, str] = field(default_factory=dict)
    questions: dict[int, str] = field(default_factory=dict)

    async def run(self, command: Command, actor: Actor | None = None) -> Done:
        return await self.lanes.run(self.id, command, actor)

    async def person(self, table: int | None = None, **fields: Any) -> Actor:
        """Somebody who joined, and sat down at a table."""
        secret = new_secret()
        await self.run(people.Join(hashed(secret), **fields))
        actor = await self._actor(secret)
        if table is not None:
            await self.run(TakeSeat(self.tables[table]), actor)
        return actor

    async def holder(self, role: str, item: str | None = None) -> Actor:
        """Somebody who came by a role link."""
        token, secret = new_secret(), new_secret()
        await self.run(people.MakeLink(hashed(token), role, item))
        await self.run(people.ExchangeLink(hashed(token), hashed(secret)))
        return await self._actor(secret)

    def add(self, number: str, technique: str, starts: datetime, minutes: int, **more: Any) -> str:
        """One item more in the programme; ``more`` are fields of its row."""
        with Session(self.engines.writer) as session:
            fields: dict[str, Any] = {
                "id": new_id(),
                "forum": self.id,
                "title": {"en": f"Item {number}", "es": f"Punto {number}"},
                "day": date(2023, 9, 27),
                "position": len(self.items),
                "minutes_by_phase": {},
                "background": {},
                "references": [],
                "presents": [],
                "details": {},
            }
            row = Item(
                number=number,
                technique=technique,
                starts=starts,
                minutes=minutes,
                phase_since=START,
                clock_at=START,
                **{**fields, **more},
            )
            self.items[number] = row.id
            session.add(row)
            session.commit()
        return self.items[number]

    async def _actor(self, secret: str) -> Actor:
        actor = await self.readers.run(find_pass, hashed(secret))
        assert actor is not None
        return replace(actor, author_key=new_secret().encode())


def found(
    engines: Engines,
    lanes: Lanes,
    readers: Readers,
    *,
    privacy: str = "named",
    writing: str = "every_phone",
    tables: int = 3,
    rotation: dict[str, int] | None = None,
) -> SmallForum:
    """Rows of a small forum, as a programme file would make them."""
    forum = Forum(
        id=new_id(),
        code=new_code(),
        name={"en": "A small forum", "es": "Un foro pequeño"},
        title={"en": "A small forum", "es": "Un foro pequeño"},
        credit={},
        languages=["en", "es"],
        privacy=privacy,
        writing=writing,
        timezone="America/Panama",
        starts_on=date(2023, 9, 27),
        ends_on=date(2023, 9, 27),
        details={},
        created_at=START,
    )
    small = SmallForum(engines, lanes, readers, forum.id, forum.code)
    with Session(engines.writer) as session:
        session.add(forum)
        session.flush()
        number = 0
        for position, (name, technique) in enumerate(
            (("2a", "knowledge_cafe"), ("2b", "knowledge_cafe"), ("P2", "plenary"))
        ):
            item = Item(
                id=new_id(),
                forum=forum.id,
                number=name,
                title={"en": f"Item {name}", "es": f"Punto {name}"},
                technique=technique,
                starts=START + timedelta(hours=2 if name == "P2" else 0),
                minutes=120,
                day=date(2023, 9, 27),
                position=position,
                block="2" if technique == "knowledge_cafe" else None,
                minutes_by_phase={"table_work": 35},
                background={},
                references=[],
                presents=["2a", "2b"] if name == "P2" else [],
                details={"rotation": rotation} if rotation and technique == "knowledge_cafe" else {},
                phase_since=START,
                clock_at=START,
            )
            session.add(item)
            session.flush()
            small.items[name] = item.id
            for index in range(tables if technique == "knowledge_cafe" else 0):
                number += 1
                question = Question(
                    id=new_id(),
                    forum=forum.id,
                    item=item.id,
                    position=index,
                    text={"en": f"Question {number}?", "es": f"¿Pregunta {number}?"},
                )
                table = RoundTable(
                    id=new_id(),
                    forum=forum.id,
                    item=item.id,
                    number=number,
                    code=new_code(5),
                    name={},
                    question=question.id,
                )
                session.add(question)
                session.add(table)
                small.tables[number], small.questions[number] = table.id, question.id
        session.commit()
    return small
