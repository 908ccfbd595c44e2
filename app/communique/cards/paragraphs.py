"""Paragraphs: as delegations follow them, and with what clashed for who drafts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.communique import keys, queries, rules, standing
from app.communique.brackets import SEVERAL, Nodes, count, parse, without_owners
from app.communique.cards.amendments import AmendmentView, amendment_data, amendment_views, text_pieces
from app.communique.cards.corrections import CorrectionView, correction_views
from app.communique.changes import Piece
from app.communique.corrected import correction_document, corrections
from app.communique.marking import Run, marked, plain
from app.communique.models import Amendment, Correction, Paragraph, ParagraphVersion, Position
from app.live.rooms import Room
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme.models import Item
from app.programme.queries import forum_of, items
from app.sources import queries as sources
from app.sources.rules import Link, Thing
from app.store.journal import Change
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class KeptView:
    """What was written at the same time and clashed, by language."""

    id: str
    version: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class PositionView:
    """Where a delegation stands. ``current``: on the words that stand now."""

    key: str
    name: dict[str, str]
    position: str
    text: str
    current: bool


def position_views(held: Sequence[Position], roster: Mapping[str, Delegation], read: str) -> tuple[PositionView, ...]:
    """The positions on one target, of which *read* stands now."""
    known = [(row, roster[row.delegation]) for row in held if row.delegation in roster]
    return tuple(PositionView(d.key, dict(d.name), row.position, row.text, row.read == read) for row, d in known)


def position_data(view: PositionView) -> dict[str, Any]:
    """A position as programs of the chair and the drafters receive it."""
    return {
        "delegation": view.key,
        "name": Texts(view.name),
        "position": view.position,
        "text": view.text,
        "current": view.current,
    }


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph. ``twins`` are its texts by language, the authority's first, then the forum's languages, empty where none
    is; ``stale`` are those that are behind. ``nodes`` are the same with their brackets, ``marked`` also with
    what is proposed; ``brackets`` counts the authority's.

    ``worded`` is the version in which its authority's words came. ``drawn`` counts what it was made from by kind.
    ``changes`` are the texts with what is proposed, by language, where something is; ``amendments`` each of those for
    itself. ``frozen``: silence is kept on it. ``corrections`` were made since it was ``adopted``. ``at_work``: for who
    drafts; there also what was ``kept`` beside it, and the ``positions`` of delegations.
    """

    id: str
    item: str
    section: str
    language: str
    twins: tuple[tuple[str, str], ...]
    nodes: dict[str, Nodes]
    marked: dict[str, tuple[Run, ...]]
    brackets: int
    stale: tuple[str, ...]
    status: str
    version: int
    worded: int
    drawn: dict[str, int]
    changes: dict[str, tuple[Piece, ...]]
    amendments: tuple[AmendmentView, ...]
    frozen: bool = False
    corrections: tuple[CorrectionView, ...] = ()
    adopted: bool = False
    at_work: bool = False
    kept: tuple[KeptView, ...] = ()
    positions: tuple[PositionView, ...] = ()

    @property
    def text(self) -> str:
        """What it says, in the authority's language."""
        return self.twins[0][1]

    def unseen(self, language: str) -> list[AmendmentView]:
        """What is proposed and cannot be seen within the text: a paragraph of its own, what competes, what was overtaken."""
        return [one for one in self.amendments if one.apart and one.language == language]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that paragraphs are shown with, read at once."""

    item: Item
    languages: tuple[str, ...]
    drawn: Mapping[Thing, Sequence[Link]]
    kept: Mapping[str, Sequence[ParagraphVersion]]
    waiting: Mapping[str, Sequence[Amendment]]
    roster: Mapping[str, Delegation]
    named: bool
    held: Mapping[str, Sequence[Position]]
    frozen: frozenset[str]
    corrected: tuple[Correction, ...]
    adopted: bool

    @property
    def names(self) -> frozenset[str]:
        """Who may own a bracket."""
        return frozenset(delegation.key for delegation in self.roster.values())

    @property
    def hides(self) -> frozenset[str]:
        """Whose names these readers are not told."""
        return frozenset() if self.named else self.names | {SEVERAL}

    def told(self, found: Paragraph) -> dict[str, str]:
        """A paragraph's texts as these readers read them."""
        return (
            {tag: without_owners(text, self.hides) for tag, text in found.texts.items()} if self.hides else found.texts
        )


def shelf_of(session: Session, forum: str, item: Item, found: Sequence[Paragraph], *, at_work: bool) -> Shelf:
    """What *found* are shown with, in one query per kind. Who proposed what is for the delegations and who drafts: once
    the text is open to everybody, for who drafts alone.
    """
    ids = [paragraph.id for paragraph in found]
    silence = standing.running_silence(session, forum, item.id)
    row = queries.communique_of(session, forum, item.id)
    adopted = row is not None and row.adopted_at is not None
    return Shelf(
        item,
        tuple(forum_of(session, forum).languages),
        sources.origins_of(session, forum, [Thing("paragraph", id_) for id_ in ids]),
        queries.HISTORY.clashes(session, forum, ids),
        {} if adopted else queries.amendments(session, forum, ids),
        {delegation.id: delegation for delegation in delegations(session, forum)},
        at_work or not queries.is_open(session, forum, item.id),
        queries.positions(session, forum, item.id) if at_work else {},
        frozenset(silence.paragraphs if silence else ()),
        tuple(corrections(session, forum, item.id, paragraphs=ids)) if adopted else (),
        adopted,
    )


def paragraph_view(shelf: Shelf, found: Paragraph, *, at_work: bool = False) -> ParagraphView:
    """One paragraph as its readers see it."""
    tags = dict.fromkeys((found.language, *shelf.languages, *found.texts))
    drawn = dict.fromkeys(rules.DRAWN_ON, 0)
    for link in shelf.drawn.get(Thing("paragraph", found.id), ()):
        drawn[link.thing.kind] += 1
    kept = shelf.kept.get(found.id, ()) if at_work else ()
    waiting = shelf.waiting.get(found.id, ())
    changes = {tag: text_pieces(text, tag, waiting, shelf.hides) for tag, text in found.texts.items()}
    texts = shelf.told(found)
    return ParagraphView(
        found.id,
        shelf.item.number,
        found.section,
        found.language,
        tuple((tag, texts.get(tag, "")) for tag in tags),
        {tag: parse(text, shelf.names) for tag, text in texts.items() if "[" in text},
        {
            tag: marked(changes[tag] or plain(text), shelf.names)
            for tag, text in texts.items()
            if changes[tag] or "[" in text
        },
        count(found.texts[found.language]),
        tuple(found.stale),
        found.status,
        found.version,
        found.worded,
        drawn,
        {tag: shown for tag, shown in changes.items() if shown},
        amendment_views(found, waiting, shelf.roster, shelf.hides),
        found.id in shelf.frozen,
        correction_views([one for one in shelf.corrected if one.paragraph == found.id]),
        shelf.adopted,
        at_work,
        tuple(KeptView(row.id, row.version, row.texts) for row in kept),
        position_views(shelf.held.get(found.id, ()), shelf.roster, str(found.worded)) if at_work else (),
    )


def paragraph_data(shelf: Shelf, found: Paragraph, view: ParagraphView) -> dict[str, Any]:
    """A paragraph as programs receive it: ``text`` in their language, ``texts`` all of them."""
    data: dict[str, Any] = {
        "id": found.id,
        "item": found.item,
        "section": found.section,
        "text": Texts(shelf.told(found)),
        "texts": shelf.told(found),
        "brackets": view.brackets,
        "language": found.language,
        "stale": list(view.stale),
        "status": found.status,
        "version": found.version,
        "frozen": view.frozen,
        "corrections": [correction_document(one) for one in shelf.corrected if one.paragraph == found.id],
        "drawn_from": sum(view.drawn.values()),
        "amendments": [
            amendment_data(*both) for both in zip(shelf.waiting.get(found.id, ()), view.amendments, strict=True)
        ],
    }
    if view.at_work:
        data["positions"] = [position_data(one) for one in view.positions]
        data["clashes"] = [{"id": k.id, "version": k.version, "texts": k.texts} for k in view.kept]
    return data


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    for item in items(session, forum, [room.id]):
        found = queries.paragraphs(session, forum, item.id, ids=ids)
        shelf = shelf_of(session, forum, item, found, at_work=room.kind == "drafting")
        for paragraph in found:
            view = paragraph_view(shelf, paragraph, at_work=room.kind == "drafting")
            order = f"{paragraph.rank}:{paragraph.first_seq:010d}"
            data = paragraph_data(shelf, paragraph, view)
            yield Card(keys.paragraph_key(paragraph.id), paragraph.section, order, data, view)


def rooms_of(item: str) -> tuple[Room, Room]:
    """Where a text's paragraphs are read."""
    return keys.communique_room(item), keys.drafting_room(item)


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(room, keys.paragraph_key(change.id)) for item in change.items for room in rooms_of(item)]


def _opening_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """Whether everybody reads the text decides whether its cards say who proposed what; an adoption is told on all."""
    for item in change.items:
        for paragraph in queries.paragraphs(session, forum, item):
            yield from ((room, keys.paragraph_key(paragraph.id)) for room in rooms_of(item))


def register(registry: Registry) -> None:
    """The kind ``paragraph``."""
    registry.kind(
        "paragraph",
        rooms=["communique", "drafting"],
        load=_cards,
        template={"": "communique/_paragraph.html", "workbench": "communique/_drafted.html"},
    )
    registry.touches("paragraph", _touches)
    registry.touches("opening", _opening_touches)
