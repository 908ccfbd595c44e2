"""A café with a rapporteur, for tests."""

from dataclasses import dataclass
from typing import Any

from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.store.work import Done
from app.synthesis.commands.drawing import Ref
from app.synthesis.commands.key_findings import PutKeyFinding, ReviseKeyFinding
from app.synthesis.commands.notes import PutNote
from tests.findings.cafe import Cafe, open_cafe
from tests.forums import SmallForum


@dataclass
class Bench(Cafe):
    """The café, and ``ana`` and ``beto``, who are its rapporteurs."""

    ana: Actor | None = None
    beto: Actor | None = None

    async def key(self, text: str = "Desks identify victims", *sources: tuple[str, str], **fields: Any) -> str:
        id_, refs = new_id(), tuple(Ref(*source) for source in sources)
        await self.forum.run(PutKeyFinding(id_, self.item, {"en": text}, "en", refs, **fields), self.ana)
        return id_

    async def revise(self, id: str, version: int, text: str, by: Actor | None = None, **fields: Any) -> Done:
        return await self.forum.run(ReviseKeyFinding(id, version, {"en": text}, **fields), by or self.ana)

    async def note(self, text: str = "A minister nods", by: Actor | None = None) -> str:
        id_ = new_id()
        await self.forum.run(PutNote(id_, self.item, text, "Panama"), by or self.ana)
        return id_


async def open_bench(forum: SmallForum, phase: str = "report_out") -> Bench:
    """A café in its report-out, with two rapporteurs."""
    cafe = await open_cafe(forum, phase)
    ana, beto = await forum.holder("rapporteur", "2a"), await forum.holder("rapporteur", "2a")
    return Bench(forum, cafe.desk, cafe.at, ana, beto)
