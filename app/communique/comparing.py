"""The text as it stood at a moment, and two such texts compared. A text has as many versions as its paragraphs together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.communique import rules
from app.communique.brackets import without_owners
from app.communique.changes import Piece, pieces
from app.communique.differences import differences
from app.communique.marking import Run, marked
from app.communique.models import Paragraph, ParagraphPlace, ParagraphVersion
from app.communique.order import Line, Place, merged, moved, numbered
from app.people.queries import delegations
from app.programme.models import Item


@dataclass(frozen=True, slots=True)
class Compared:
    """A paragraph in two versions of the text, in its ``language``; ``pieces`` are what became of the one in the other.

    ``was`` and ``now`` are its places in them: None before it was written, and since it was taken away. ``moved``: it stands
    elsewhere among the others. ``names`` may own a bracket.
    """

    id: str
    language: str
    before: str
    after: str
    was: Place | None
    now: Place | None
    moved: bool
    names: frozenset[str]

    @property
    def section(self) -> str:
        """Where it stands, else where it stood."""
        place = self.now or self.was
        return place.section if place else ""

    @property
    def changed(self) -> bool:
        """Whether it says something else, and stood and stands."""
        return self.was is not None and self.now is not None and self.before != self.after

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The earlier words with the changes that make the later ones."""
        return tuple(pieces(self.before, differences(self.before, self.after)))

    @property
    def marked(self) -> tuple[Run, ...]:
        """The same with its brackets."""
        return marked(self.pieces, self.names)


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


def stretches(session: Session, forum: str, ids: Collection[str]) -> dict[str, list[ParagraphPlace]]:
    """Where each of *ids* stood before, the first first."""
    query = select(ParagraphPlace).where(ParagraphPlace.forum == forum, col(ParagraphPlace.paragraph).in_(list(ids)))
    found: dict[str, list[ParagraphPlace]] = {id_: [] for id_ in ids}
    for row in session.exec(query.order_by(col(ParagraphPlace.left_at))):
        found[row.paragraph].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Past:
    """All that a text's paragraphs said, and where they stood."""

    paragraphs: Sequence[Paragraph]
    said: Mapping[str, Sequence[ParagraphVersion]]
    stood: Mapping[str, Sequence[ParagraphPlace]]

    def moments(self) -> list[datetime]:
        """When the text changed, the first first: after each it said something else, or in another order."""
        times = {p.written_at for p in self.paragraphs}
        times |= {p.withdrawn_at for p in self.paragraphs if p.withdrawn_at is not None}
        times |= {row.kept_at for rows in self.said.values() for row in rows}
        return sorted(times | {row.left_at for rows in self.stood.values() for row in rows})

    def places(self, moment: datetime) -> dict[str, Place]:
        """The paragraphs that stood at *moment*, in the order they had."""
        found = []
        for p in self.paragraphs:
            row = next((row for row in self.stood[p.id] if row.left_at > moment), None)
            away = not row.standing if row else p.withdrawn_at is not None and p.withdrawn_at <= moment
            if p.written_at <= moment and not away:
                found.append((p.id, row.section if row else p.section, row.rank if row else p.rank, p.first_seq))
        return numbered(found)

    def texts(self, paragraph: Paragraph, moment: datetime) -> Mapping[str, str]:
        """What a paragraph said at *moment*."""
        return next((row.texts for row in self.said[paragraph.id] if row.kept_at > moment), paragraph.texts)


def past(session: Session, forum: str, item: str) -> Past:
    """Everything that a text ever said."""
    found = everything(session, forum, item)
    ids = [p.id for p in found]
    return Past(found, histories(session, forum, ids), stretches(session, forum, ids))


def compared(
    session: Session,
    item: Item,
    known: Past,
    since: datetime,
    until: datetime,
    language: str = "",
    hides: Collection[str] = (),
) -> tuple[list[Compared], list[Line]]:
    """The text as it stood at two moments, paragraph by paragraph, in its authority's language or another; and both orders
    in one.

    Its brackets do not say whose they are where that is of those it *hides*.
    """
    roster = frozenset(d.key for d in delegations(session, item.forum))
    before, after = known.places(since), known.places(until)
    went, rows = moved(before, after), {p.id: p for p in known.paragraphs}

    def said(paragraph: Paragraph, places: Mapping[str, Place], moment: datetime, tag: str) -> str:
        text = known.texts(paragraph, moment).get(tag, "") if paragraph.id in places else ""
        return without_owners(text, hides)

    made = {}
    lines = merged(before, after)
    for line in lines:
        paragraph = rows[line.id]
        tag = language or paragraph.language
        both = said(paragraph, before, since, tag), said(paragraph, after, until, tag)
        if any(both) and line.id not in made:
            made[line.id] = Compared(
                line.id, tag, *both, before.get(line.id), after.get(line.id), line.id in went, roster
            )
    return [made[line.id] for line in lines if line.id in made and not line.left], [
        line for line in lines if line.id in made
    ]
