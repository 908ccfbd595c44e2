"""The cards of slides: what leads to them, on phones and desks."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlmodel import Session

from app.kernel.language import N_
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people import ways
from app.programme import queries as programme
from app.programme.keys import item_room
from app.programme.models import Item
from app.stage.slides import keys, queries
from app.stage.slides.views import slides_document, slides_views
from app.store.journal import Change
from app.web.registry import Card, Registry


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    documents = {one.id: slides_document(one) for one in queries.slides(session, forum, room.id)}
    for place, view in enumerate(slides_views(session, forum, room.id)):
        key = keys.slides_key(view.id)
        if wanted is None or key in wanted:
            yield Card(key, "slides", f"{place:03d}", documents[view.id], view)


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for item in change.items:
        yield item_room(item), keys.slides_key(change.id)
        # What came after moves up by one.
        for one in queries.slides(session, forum, item):
            yield item_room(item), keys.slides_key(one.id)


def _section(session: Session, actor: Actor, item: str) -> Mapping[str, Any]:
    found = programme.item_of(session, actor.forum, item)
    return {"slides": [slides_document(one) for one in queries.slides(session, actor.forum, found.id)]}


def _address(item: Item | None) -> str:
    return f"/items/{item.number}/slides" if item else ""


def register(registry: Registry) -> None:
    """The kind ``slides``, what an item's document says of them, and the way for whoever presents."""
    registry.kind("slides", rooms=["item"], load=_cards, template="stage/_slides.html")
    registry.touches("slides", _touches)
    registry.adds("item", _section)
    ways.offer(registry, ways.Page("slides", N_("Slides"), "open:slides", 3, _address, "question"))
