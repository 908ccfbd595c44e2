"""The paragraph under discussion, or that the text has been adopted: what a wall shows, and what phones follow.

In the item's room it is there while everybody reads the text: a wall is read by everybody.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.communique import keys, queries, standing
from app.communique.cards.paragraphs import ParagraphView, paragraph_view, rooms_of, shelf_of
from app.communique.cards.whole import WholeView, whole_view
from app.communique.marking import marked, marked_data, plain
from app.communique.models import Paragraph
from app.live.rooms import Room
from app.programme.keys import item_room
from app.programme.models import Item
from app.programme.queries import items
from app.store.journal import Change
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class DiscussedView:
    """What is under discussion: a paragraph, the ``number``-th of its section; without one the whole text, that was adopted
    or is asked about. ``asked``: the chair asks "any objection?" to it.
    """

    item: str
    whole: WholeView
    paragraph: ParagraphView | None
    number: int
    asked: bool

    @property
    def marks(self) -> dict[str, list[str]]:
        """Its card among those of the text."""
        return {keys.paragraph_key(self.paragraph.id): ["now"]} if self.paragraph else {}


def discussed_of(session: Session, forum: str, item: str) -> tuple[Paragraph, int] | None:
    """The paragraph that is under discussion, if any, and its place in its section."""
    row = queries.communique_of(session, forum, item)
    if row is None or row.discussed is None:
        return None
    found = queries.paragraphs(session, forum, item)
    paragraph = next((p for p in found if p.id == row.discussed), None)
    if paragraph is None:
        return None
    return paragraph, [p.id for p in found if p.section == paragraph.section].index(paragraph.id) + 1


def _card(session: Session, item: Item, *, at_work: bool) -> Card | None:
    whole = whole_view(session, item)
    found = discussed_of(session, item.forum, item.id)
    call = standing.open_call(session, item.forum, item.id)
    of_all = call is not None and call.target == item.id
    if of_all:
        found = None
    if found is None and not whole.adopted and not of_all:
        return None
    asked = of_all or (call is not None and found is not None and call.target == found[0].id)
    data: dict[str, Any] = {
        "item": item.id,
        "paragraph": None,
        "brackets": whole.brackets,
        "adopted_at": whole.adopted or None,
        "outcome": whole.outcome or None,
        "asked": asked,
    }
    view = None
    if found is not None:
        paragraph, number = found
        shelf = shelf_of(session, item.forum, item, [paragraph], at_work=at_work)
        view = paragraph_view(shelf, paragraph)
        texts = {tag: text for tag, text in view.twins if text}
        shown = {tag: view.marked.get(tag) or marked(plain(text)) for tag, text in texts.items()}
        data |= {
            "paragraph": paragraph.id,
            "number": number,
            "section": paragraph.section,
            "status": paragraph.status,
            "version": paragraph.version,
            "language": paragraph.language,
            "text": Texts(texts),
            "texts": texts,
            "stale": list(view.stale),
            "amendments": len(view.amendments),
            "marked": {tag: marked_data(runs) for tag, runs in shown.items()},
        }
    key, number = keys.discussed_key(item.id), found[1] if found else 0
    return Card(key, "discussed", "", data, DiscussedView(item.number, whole, view, number, asked))


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in items(session, forum, [room.id]):
        if room.kind == "item" and not queries.is_open(session, forum, item.id):
            continue
        card = _card(session, item, at_work=room.kind == "drafting")
        if card is not None:
            yield card


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(room, keys.discussed_key(item)) for item in change.items for room in (item_room(item), *rooms_of(item))]


def register(registry: Registry) -> None:
    """The kind ``discussed``."""
    template = {"": "communique/_discussed.html", "workbench": "communique/_discussed_at_work.html"}
    registry.kind("discussed", rooms=["item", "communique", "drafting"], load=_cards, template=template)
    for thing in ("discussion", "paragraph", "communique"):
        registry.touches(thing, _touches)
