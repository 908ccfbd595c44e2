"""A dialogue on cooperation for tests: three themed tables, the plenary that presents them, a roster, and who acts there."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from app.cooperation.commands.initiatives import PutInitiative, ReviseInitiative
from app.cooperation.commands.presenting import PresentInitiative, SetStanding
from app.kernel.ids import hashed, new_code, new_id, new_secret
from app.kernel.roles import Actor
from app.people import commands as people
from app.people.models import Delegation
from app.programme.commands import MovePhase
from app.programme.models import Framework, Item, Question, Reference
from app.store.engines import Engines
from app.store.work import Done
from app.tables.models import RoundTable
from tests.forums import START, SmallForum

THEMES = {21: "Protection", 22: "Border management", 23: "Regular pathways"}
ROSTER = {"CRI": "Costa Rica", "PAN": "Panama", "COL": "Colombia"}


def add_dialogue(engines: Engines, forum: SmallForum) -> None:
    """D1 with its tables, D2 that presents it, three delegations and one framework, as a programme file would make them."""
    with Session(engines.writer) as session:
        for position, (key, name) in enumerate(ROSTER.items()):
            session.add(
                Delegation(
                    id=f"{forum.id}:{key}", forum=forum.id, key=key, position=position, name={"en": name}, groups=[]
                )
            )
        framework = Framework(
            id=new_id(), forum=forum.id, key="gcm", position=0, title={"en": "The Compact"}, short={"en": "GCM"}
        )
        session.add(framework)
        session.flush()
        for number in ("7", "23"):
            session.add(
                Reference(
                    id=new_id(),
                    forum=forum.id,
                    framework=framework.id,
                    key=f"gcm/{number}",
                    number=number,
                    position=int(number),
                    section={},
                    title={"en": f"Objective {number}"},
                )
            )
        for place, (name, technique) in enumerate((("D1", "dialogue"), ("D2", "plenary"))):
            item = Item(
                id=new_id(),
                forum=forum.id,
                number=name,
                title={"en": f"Item {name}", "es": f"Punto {name}"},
                technique=technique,
                starts=START + timedelta(hours=4 + 20 * place),
                minutes=75,
                day=date(2023, 9, 27) + timedelta(days=place),
                position=10 + place,
                minutes_by_phase={},
                background={},
                references=["gcm/23"],
                presents=["D1"] if name == "D2" else [],
                details={},
                phase_since=START,
                clock_at=START,
            )
            session.add(item)
            session.flush()
            forum.items[name] = item.id
        asked = Question(id=new_id(), forum=forum.id, item=forum.items["D1"], position=0, text={"en": "What together?"})
        session.add(asked)
        for number, theme in THEMES.items():
            table = RoundTable(
                id=new_id(),
                forum=forum.id,
                item=forum.items["D1"],
                number=number,
                code=new_code(5),
                name={"en": theme},
                question=asked.id,
                about="2a" if number == 22 else None,
            )
            session.add(table)
            forum.tables[number] = table.id
        session.commit()


@dataclass
class Dialogue:
    """D1 under way. ``ana`` and ``beto`` observe it, ``desk`` facilitates, ``at[21]`` sits at that table."""

    forum: SmallForum
    desk: Actor
    ana: Actor
    beto: Actor
    at: dict[int, Actor] = field(default_factory=dict)

    @property
    def item(self) -> str:
        return self.forum.items["D1"]

    async def go(self, phase: str, item: str = "D1") -> None:
        desk = self.desk if item == "D1" else await self.forum.holder("moderator")
        await self.forum.run(MovePhase(item, phase), desk)

    async def note(self, table: int = 21, title: str = "Joint desks", by: Actor | None = None, **fields: Any) -> str:
        id_ = new_id()
        put = PutInitiative(id_, self.forum.tables[table], {"title": title, **fields}, language="en")
        await self.forum.run(put, by or self.ana)
        return id_

    async def revise(self, id: str, version: int, by: Actor | None = None, **fields: str) -> Done:
        return await self.forum.run(ReviseInitiative(id, version, fields), by or self.ana)

    async def present(self, id: str, presents: bool = True) -> None:
        await self.forum.run(PresentInitiative(id, presents), self.ana)

    async def stand(self, id: str, delegation: str, standing: str | None, by: Actor) -> Done:
        return await self.forum.run(SetStanding(id, delegation, standing), by)

    async def speaker(self, delegation: str, role: str = "participant", item: str | None = None) -> Actor:
        """Somebody who came by a delegation's own link."""
        token, secret = new_secret(), new_secret()
        await self.forum.run(people.MakeLink(hashed(token), role, item, delegation))
        await self.forum.run(people.ExchangeLink(hashed(token), hashed(secret)))
        return await self.forum._actor(secret)


async def open_dialogue(forum: SmallForum, phase: str = "table_work") -> Dialogue:
    """Somebody sits at each of D1's tables, and it is in *phase*."""
    add_dialogue(forum.engines, forum)
    desk = await forum.holder("facilitator", "D1")
    ana, beto = await forum.holder("observer", "D1"), await forum.holder("observer", "D1")
    dialogue = Dialogue(forum, desk, ana, beto)
    for number in THEMES:
        dialogue.at[number] = await forum.person(number, name=f"Person {number}")
    await dialogue.go(phase)
    return dialogue
