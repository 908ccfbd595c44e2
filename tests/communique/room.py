"""A drafting room for tests: J drafts from what a café found and a dialogue came to; everybody acts through commands."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from app.communique import queries
from app.communique.commands.paragraphs import PutParagraph, ReviseParagraph
from app.communique.commands.zero_draft import MakeZeroDraft
from app.communique.models import Paragraph
from app.kernel.ids import new_id
from app.kernel.roles import Actor
from app.people.models import Delegation
from app.programme.commands import MovePhase
from app.store.engines import Engines
from app.store.work import Done
from app.synthesis.commands.key_findings import PutKeyFinding
from app.synthesis.commands.placing import ShowKeyFinding
from tests.cooperation.dialogue import Dialogue, open_dialogue
from tests.forums import START, SmallForum

STANDINGS = {"CRI": "adopts", "PAN": "adopts", "COL": "observes"}


def add_drafting(engines: Engines, forum: SmallForum) -> None:
    """J, which presents 2a and D1; and what the delegations of the roster are in it."""
    forum.add("J", "drafting", START, 60, presents=["2a", "D1"])
    with Session(engines.writer) as session:
        for row in session.exec(select(Delegation).where(Delegation.forum == forum.id)):
            row.standing = STANDINGS[row.key]
        session.commit()


@dataclass
class Drafting:
    """J in its drafting. ``ana`` and ``beto`` draft, ``chair`` moderates, the delegations came by their own links."""

    forum: SmallForum
    dialogue: Dialogue
    ana: Actor
    beto: Actor
    chair: Actor
    costa_rica: Actor
    panama: Actor
    colombia: Actor

    @property
    def item(self) -> str:
        return self.forum.items["J"]

    async def go(self, phase: str) -> None:
        await self.forum.run(MovePhase("J", phase), self.chair)

    async def write(self, text: str, section: str = "operative", by: Actor | None = None, **fields: Any) -> str:
        id_ = new_id()
        put = PutParagraph(id_, self.item, section, {"en": text, **fields.pop("texts", {})}, "en", **fields)
        await self.forum.run(put, by or self.ana)
        return id_

    async def revise(self, id: str, version: int, by: Actor | None = None, **texts: str) -> Done:
        return await self.forum.run(ReviseParagraph(id, version, texts), by or self.ana)

    async def key_finding(self, text: str, shows: bool = True, **texts: str) -> str:
        rapporteur, id_ = await self.forum.holder("rapporteur", "2a"), new_id()
        await self.forum.run(PutKeyFinding(id_, "2a", {"en": text, **texts}, "en"), rapporteur)
        if shows:
            await self.forum.run(ShowKeyFinding(id_), rapporteur)
        return id_

    async def zero_draft(self) -> list[dict[str, Any]]:
        return list((await self.forum.run(MakeZeroDraft("J"), self.ana)).value["paragraphs"])

    async def text(self) -> list[Paragraph]:
        return await self.forum.readers.run(queries.paragraphs, self.forum.id, self.item)

    async def said(self) -> list[str]:
        return [p.texts[p.language] for p in await self.text()]

    async def any(self, id: str) -> Paragraph:
        """A paragraph, taken away or not."""
        return await self.forum.readers.run(
            lambda session: queries.paragraph_of(session, self.forum.id, id, withdrawn=True)
        )

    async def paragraph(self, id: str) -> Paragraph:
        return await self.forum.readers.run(queries.paragraph_of, self.forum.id, id)


async def open_drafting(forum: SmallForum, phase: str = "drafting") -> Drafting:
    """J in *phase*."""
    dialogue = await open_dialogue(forum)
    add_drafting(forum.engines, forum)
    people = [await forum.holder(role, "J") for role in ("rapporteur", "rapporteur", "moderator")]
    room = Drafting(forum, dialogue, *people, *[await dialogue.speaker(key) for key in STANDINGS])
    await room.go(phase)
    return room
