"""The way to what became of what we said: it comes to the item's page when the text is released."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from app.communique import keys, queries
from app.communique.adoption import digest_of, frozen
from app.communique.became import released
from app.live.rooms import Room
from app.programme.keys import item_room
from app.programme.queries import items
from app.store.journal import Change
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class BecameView:
    """``adopted``: the text is; until then it may change still."""

    adopted: bool


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in items(session, forum, [room.id]):
        row = queries.communique_of(session, forum, item.id)
        if released(row):
            adopted = row is not None and row.adopted_at is not None
            # With the text its card changes, so that a page that shows fates knows that they are others.
            data = {"adopted": adopted, "digest": digest_of(frozen(queries.paragraphs(session, forum, item.id)))}
            yield Card(keys.became_key(item.id), "communique-open", "1", data, BecameView(adopted))


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(item_room(item), keys.became_key(item)) for item in change.items]


def register(registry: Registry) -> None:
    """The kind ``became``."""
    registry.kind("became", rooms=["item"], load=_cards, template="communique/_became.html")
    registry.touches("communique", _touches)
