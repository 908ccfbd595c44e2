"""The order of the paragraphs, and how far each is agreed."""

from dataclasses import dataclass
from typing import Any

from app.communique import queries, rules
from app.communique.brackets import count
from app.communique.commands.paragraphs import WRITE
from app.communique.freezing import require_unfrozen
from app.communique.models import Paragraph
from app.communique.recording import record_communique, record_paragraph, record_place, require_open
from app.kernel import roles
from app.programme.queries import item_of
from app.store.work import Work
from app.synthesis import rank


@dataclass(frozen=True, slots=True)
class PlaceParagraph:
    """Put a paragraph right after another of its section, or with ``after=None`` first; or into another section."""

    paragraph: str
    after: str | None = None
    section: str | None = None
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.paragraph_of(work.session, work.forum, self.paragraph)
        roles.require(work.actor, WRITE, found.item)
        item = item_of(work.session, work.forum, found.item)
        require_open(work, item, "draft")
        require_unfrozen(work, item.id, [found.id])
        section = self.section or found.section
        rules.require_section(section)
        all_ = queries.paragraphs(work.session, work.forum, found.item, section=section)
        others = [p for p in all_ if p.id != found.id]
        index = 0
        if self.after is not None:
            ids = [p.id for p in others]
            if self.after not in ids:
                raise rules.no_such_paragraph()
            index = ids.index(self.after) + 1
        if section != found.section or [p.id for p in all_].index(found.id) != index:
            place = between(work, others, index)
            record_place(work, found)
            found.rank, found.section = place, section
            record_paragraph(work, found)
            record_communique(work, found.item)
        return {"id": found.id, "section": found.section, "order": found.rank}


def between(work: Work, others: list[Paragraph], index: int) -> str:
    """A place before ``others[index]`` of a section. Where two places coincide, all are laid out anew."""
    if len({p.rank for p in others}) < len(others):
        for paragraph, place in zip(others, rank.spread(len(others)), strict=True):
            record_place(work, paragraph)
            paragraph.rank = place
            record_paragraph(work, paragraph)
    low = others[index - 1].rank if index else ""
    return rank.between(low, others[index].rank if index < len(others) else None)


@dataclass(frozen=True, slots=True)
class StandParagraph:
    """How far a paragraph is agreed, as the room heard it in ``version``: not over words that came since."""

    paragraph: str
    status: str
    version: int
    id: str | None = None

    def run(self, work: Work) -> dict[str, Any]:
        found = queries.paragraph_of(work.session, work.forum, self.paragraph)
        roles.require(work.actor, "paragraph:agree", found.item)
        item = item_of(work.session, work.forum, found.item)
        require_open(work, item, "position")
        require_unfrozen(work, item.id, [found.id])
        rules.require_status(self.status)
        if not rules.has_read(str(self.version), found.worded, found.version):
            raise rules.moved(found.version)
        if self.status != "open":
            rules.require_no_brackets(count(found.texts[found.language]))
        if found.status != self.status:
            found.status = self.status
            record_paragraph(work, found)
            record_communique(work, found.item)
        return {"id": found.id, "status": found.status, "version": found.version}
