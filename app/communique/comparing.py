"""The text as it stood at a moment, and two such texts compared. A text has as many versions as its paragraphs together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.communique import rules
from app.communique.brackets import SEVERAL, without_owners
from app.communique.changes import Piece, hunks, pieces
from app.communique.models import Paragraph, ParagraphVersion
from app.people.queries import delegations
from app.programme.models import Item


@dataclass(frozen=True, slots=True)
class Compared:
    """A paragraph in two versions of the text, in its ``language``; ``pieces`` are what became of the one in the other."""

    id: str
    section: str
    language: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The earlier words with the changes that make the later ones."""
        return tuple(pieces(self.before, hunks(self.before, self.after)))


def everything(session: Session, forum: str, item: str) -> list[Paragraph]:
    """The paragraphs of a text in its order, those that were taken away too."""
    query = select(Paragraph).where(Paragraph.forum == forum, Paragraph.item == item)
    order = {name: place for place, name in enumerate(rules.SECTIONS)}
    return sorted(session.exec(query), key=lambda p: (order[p.section], p.rank.encode(), p.first_seq, p.id))


def histories(session: Session, forum: str, ids: Collection[str]) -> dict[str, list[ParagraphVersion]]:
    """What each of *ids* said before, the first first; not what clashed."""
    query = select(ParagraphVersion).where(
        ParagraphVersion.forum == forum,
        col(ParagraphVersion.thing).in_(list(ids)),
        col(ParagraphVersion.clashed).is_(False),
    )
    found: dict[str, list[ParagraphVersion]] = {id_: [] for id_ in ids}
    for row in session.exec(query.order_by(col(ParagraphVersion.version))):
        found[row.thing].append(row)
    return found


def texts_at(paragraph: Paragraph, history: Sequence[ParagraphVersion], moment: datetime) -> Mapping[str, str]:
    """What a paragraph said at *moment*; nothing before it was written, and since it was taken away."""
    if paragraph.written_at > moment or (paragraph.withdrawn_at is not None and paragraph.withdrawn_at <= moment):
        return {}
    return next((row.texts for row in history if row.kept_at > moment), paragraph.texts)


def moments(session: Session, forum: str, item: str) -> list[datetime]:
    """When the text changed, the first first: after each it said something else."""
    found = everything(session, forum, item)
    kept = histories(session, forum, [p.id for p in found])
    times = {p.written_at for p in found} | {p.withdrawn_at for p in found if p.withdrawn_at is not None}
    return sorted(times | {row.kept_at for rows in kept.values() for row in rows})


def compared(
    session: Session, item: Item, since: datetime, until: datetime, language: str = "", *, named: bool
) -> list[Compared]:
    """The text as it stood at two moments, paragraph by paragraph, in its authority's language or another.

    Unless ``named`` its brackets do not say whose they are.
    """
    found = everything(session, item.forum, item.id)
    kept = histories(session, item.forum, [p.id for p in found])
    hides = set() if named else {SEVERAL, *(d.key for d in delegations(session, item.forum))}

    def said(paragraph: Paragraph, moment: datetime, tag: str) -> str:
        text = texts_at(paragraph, kept[paragraph.id], moment).get(tag, "")
        return without_owners(text, hides) if hides else text

    made = []
    for paragraph in found:
        tag = language or paragraph.language
        both = said(paragraph, since, tag), said(paragraph, until, tag)
        if any(both):
            made.append(Compared(paragraph.id, paragraph.section, tag, *both))
    return made
