"""A café under way, for tests: people at three tables who write, sign off, report and comment through commands."""

from dataclasses import dataclass, field
from typing import Any

from app.findings.commands.comments import PutComment
from app.findings.commands.findings import Drawn, PutFinding, ReportFinding
from app.findings.commands.signoffs import SignFinding
from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.programme.commands import MovePhase
from app.tables.commands.answers import PutAnswer
from tests.forums import SmallForum, found


@dataclass
class Cafe:
    """Item 2a of a small forum. ``desk`` facilitates; ``at[3]`` sits at table 3 and may write there."""

    forum: SmallForum
    desk: Actor
    at: dict[int, Actor] = field(default_factory=dict)

    @property
    def item(self) -> str:
        return self.forum.items["2a"]

    async def go(self, phase: str) -> None:
        await self.forum.run(MovePhase("2a", phase), self.desk)

    async def answer(self, table: int, text: str = "Joint desks", actor: Actor | None = None) -> str:
        id_ = new_id()
        await self.forum.run(PutAnswer(id_, self.forum.tables[table], text), actor or self.at[table])
        return id_

    async def finding(self, table: int, text: str = "Joint desks work", *sources: str, **fields: Any) -> str:
        id_ = new_id()
        drawn = tuple(Drawn(source) for source in sources)
        put = PutFinding(id_, self.forum.tables[table], text, sources=drawn, **fields)
        await self.forum.run(put, self.at[table])
        return id_

    async def reported(self, table: int, text: str = "Joint desks work", *sources: str) -> str:
        """A finding that was reported; the café is in its report-out then."""
        await self.go("report_out")
        id_ = await self.finding(table, text, *sources)
        await self.forum.run(ReportFinding(id_), self.at[table])
        return id_

    async def comment(self, table: int, finding: str, stance: str = "supports", text: str = "We too") -> str:
        id_ = new_id()
        await self.forum.run(PutComment(id_, finding, stance, text), self.at[table])
        return id_

    async def dissent(self, table: int, finding: str, text: str = "Not for minors") -> str:
        done = await self.forum.run(SignFinding(finding, dissent=text, id=new_id()), self.at[table])
        return str(done.value["dissent"])


async def open_cafe(forum: SmallForum, phase: str = "table_work") -> Cafe:
    """Somebody sits at each of 2a's tables, and the café is in *phase*."""
    cafe = Cafe(forum, await forum.holder("facilitator", "2a"))
    for number in (1, 2, 3):
        cafe.at[number] = await forum.person(number, name=f"Person {number}")
    await cafe.go(phase)
    return cafe


def like(forum: SmallForum, **options: Any) -> SmallForum:
    """Another forum in the same database, with another privacy or another way of writing."""
    return found(forum.engines, forum.lanes, forum.readers, **options)
