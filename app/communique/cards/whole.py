"""The text as a whole: how many of its paragraphs stand how, whether everybody reads it, and the way to it then."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.communique import keys, queries, rules
from app.communique.adoption import digest_of, frozen
from app.communique.brackets import count
from app.communique.cards.paragraphs import PositionView, position_data, position_views, rooms_of
from app.kernel.clock import rfc3339
from app.live.rooms import Room
from app.people.queries import delegations
from app.programme import phases
from app.programme.keys import item_room
from app.programme.models import Item
from app.programme.queries import forum_of, items
from app.store.journal import Change
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class WholeView:
    """A text in numbers. ``standing`` counts its paragraphs by status, ``amendments`` those that wait, ``brackets`` those
    that remain. ``digest`` is the hash of the text as it stands; ``adopted`` is when that was, ``stands_since`` the same on
    the forum's own clock, ``outcome`` what it became.
    ``at_work``: for who drafts it.
    """

    item: str
    standing: dict[str, int]
    open: bool
    amendments: int = 0
    brackets: int = 0
    digest: str = ""
    adopted: str = ""
    stands_since: datetime | None = None
    outcome: str = ""
    positions: tuple[PositionView, ...] = ()
    at_work: bool = False

    @property
    def paragraphs(self) -> int:
        """How many there are."""
        return sum(self.standing.values())


def whole_view(session: Session, item: Item, *, at_work: bool = False) -> WholeView:
    """The text of *item* in numbers."""
    found = queries.paragraphs(session, item.forum, item.id)
    standing = {status: sum(p.status == status for p in found) for status in rules.STATUSES}
    waiting = sum(map(len, queries.amendments(session, item.forum, [p.id for p in found]).values()))
    left = sum(count(p.texts[p.language]) for p in found)
    row = queries.communique_of(session, item.forum, item.id)
    digest = digest_of(frozen(found))
    roster = {delegation.id: delegation for delegation in delegations(session, item.forum)}
    held = queries.positions(session, item.forum, item.id).get(item.id, ()) if at_work else ()
    return WholeView(
        item.number,
        standing,
        queries.is_open(session, item.forum, item.id),
        waiting,
        left,
        row.digest if row and row.adopted_at else digest,
        rfc3339(row.adopted_at) if row and row.adopted_at else "",
        row.adopted_at.astimezone(ZoneInfo(forum_of(session, item.forum).timezone)) if row and row.adopted_at else None,
        row.outcome if row else "",
        position_views(held, roster, digest),
        at_work,
    )


def whole_data(item: Item, view: WholeView) -> dict[str, Any]:
    """The text in numbers, as programs receive it."""
    return {
        "item": item.id,
        "paragraphs": view.paragraphs,
        "standing": view.standing,
        "amendments": view.amendments,
        "brackets": view.brackets,
        "open": view.open,
        "digest": view.digest,
        "adopted_at": view.adopted or None,
        "outcome": view.outcome or None,
        **({"positions": [position_data(one) for one in view.positions]} if view.at_work else {}),
    }


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in items(session, forum, [room.id]):
        view = whole_view(session, item, at_work=room.kind == "drafting")
        yield Card(keys.communique_key(item.id), "communique", "", whole_data(item, view), view)


def _way_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in items(session, forum, [room.id]):
        if phases.opens(item.technique, "draft") and queries.is_open(session, forum, item.id):
            view = whole_view(session, item)
            yield Card(keys.way_key(item.id), "communique-open", "", whole_data(item, view), view)


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for item in change.items:
        yield from ((room, keys.communique_key(item)) for room in rooms_of(item))
        yield item_room(item), keys.way_key(item)


def register(registry: Registry) -> None:
    """The kinds ``communique`` and ``communique-open``."""
    registry.kind(
        "communique",
        rooms=["communique", "drafting"],
        load=_cards,
        template={"": "communique/_whole.html", "workbench": "communique/_whole_at_work.html"},
    )
    registry.kind("communique-open", rooms=["item"], load=_way_cards, template="communique/_way.html")
    registry.touches("communique", _touches)
