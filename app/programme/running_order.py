"""Who speaks in an item, in order, and who does now: on the item's page, on its desk and on the wall."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.live.rooms import Room
from app.programme import keys, queries
from app.programme.models import Forum, Item
from app.store.journal import Change
from app.web.registry import Card, Registry, Texts

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Speaks:
    """A place in the running order; texts by language. ``minutes`` is None where the programme gives none."""

    place: int
    name: Text
    function: Text
    topic: Text
    affiliation: Text
    minutes: int | None
    questions: tuple[Text, ...] = ()

    @property
    def known(self) -> Text:
        """What somebody is called by: their name, else where they come from, until somebody is named."""
        return self.name or self.affiliation or self.topic


@dataclass(frozen=True, slots=True)
class RunningOrderView:
    """An item's speakers. ``now`` is the place of who speaks, or None."""

    item: str
    number: str
    speakers: tuple[Speaks, ...]
    now: int | None

    @property
    def on(self) -> Speaks | None:
        """Who speaks now."""
        return None if self.now is None else self.speakers[self.now]

    @property
    def following(self) -> Speaks | None:
        """Who speaks next."""
        place = 0 if self.now is None else self.now + 1
        return self.speakers[place] if place < len(self.speakers) else None


def speakers(forum: Forum, item: Item) -> tuple[Speaks, ...]:
    """An item's speakers, in the order of the programme. Experts have talks instead."""
    affiliations = forum.details.get("affiliation_keys", {})
    held: list[dict[str, Any]] = item.details.get("speakers") or []
    return tuple(
        Speaks(
            place,
            one.get("name") or {},
            one.get("function") or {},
            one.get("topic") or {},
            affiliations.get(one.get("affiliation"), {}),
            one.get("minutes"),
            tuple(one.get("questions") or ()),
        )
        for place, one in enumerate(held)
    )


def running_order(forum: Forum, item: Item) -> RunningOrderView:
    """Who speaks in an item. A place that the programme no longer has is nobody's."""
    found = speakers(forum, item)
    now = item.speaker if item.speaker is not None and item.speaker < len(found) else None
    return RunningOrderView(item.id, item.number, found, now)


def told(view: RunningOrderView) -> dict[str, Any]:
    """The running order as programs receive it."""
    return {
        "speakers": [
            {
                "place": one.place,
                "name": Texts(one.name),
                "function": Texts(one.function),
                "topic": Texts(one.topic),
                "affiliation": Texts(one.affiliation),
                "minutes": one.minutes,
                "questions": [{"text": Texts(text)} for text in one.questions],
            }
            for one in view.speakers
        ],
        "speaking": view.now,
    }


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in queries.items(session, forum, [room.id]):
        view = running_order(queries.forum_of(session, forum), item)
        if view.speakers:
            yield Card(keys.running_order_key(item.id), "running-order", "", {"item": item.id, **told(view)}, view)


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """A phase that ends takes the floor from whoever spoke in it."""
    return [(keys.item_room(change.id), keys.running_order_key(change.id))]


def register(registry: Registry) -> None:
    """The kind ``running-order``."""
    registry.kind("running-order", rooms=["item"], load=_cards, template="programme/_running_order.html")
    registry.touches("speaker", _touches)
    registry.touches("phase", _touches)
