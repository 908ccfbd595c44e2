"""The talks' cards: the running order, who speaks now, and on an expert's phone their own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.kernel.language import N_
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people import ways
from app.people.keys import me_room
from app.programme import queries as programme
from app.programme.keys import item_room
from app.programme.models import Item
from app.stage.talks import keys, queries
from app.stage.talks.views import PanelView, TalkView, panel_data, panel_view, talk_data
from app.store.journal import Change
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class MyTalkView:
    """One's own talk: ``before`` are those who speak first, while it waits."""

    talk: TalkView
    number: str
    title: Mapping[str, str]
    before: tuple[TalkView, ...]


def my_talk(panel: PanelView, item: Item, talk: str) -> MyTalkView | None:
    """A talk as its own expert sees it."""
    own = next((view for view in panel.talks if view.id == talk), None)
    if own is None:
        return None
    ids = [view.id for view in panel.talks]
    # Whoever comes earlier in the line and has not spoken goes first, as does the one who speaks now.
    ahead = [view for view in panel.talks if view.state == "floor"]
    at = ids.index(panel.now.id) + 1 if panel.now else 0
    line = [view for view in (*panel.talks[at:], *panel.talks[:at]) if view.state == "waiting"]
    ahead += line[: [view.id for view in line].index(own.id)] if own in line else []
    return MyTalkView(own, item.number, item.title, tuple(ahead) if own.state == "waiting" else ())


def _talk_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in programme.items(session, forum, [room.id]):
        panel = panel_view(session, item)
        for view in panel.talks if panel else ():
            key = keys.talk_key(view.id)
            if wanted is None or key in wanted:
                yield Card(key, "talks", f"{view.number:03d}", talk_data(view), view)


def _now_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in programme.items(session, forum, [room.id]):
        panel = panel_view(session, item)
        if panel is not None:
            yield Card(keys.now_key(item.id), "talk-now", "", panel_data(panel), panel)


def _my_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    held = queries.held_by(session, actor.forum, actor.participant)
    for item in programme.items(session, actor.forum, [talk.item for talk in held]) if held else ():
        panel = panel_view(session, item)
        for talk in held:
            view = my_talk(panel, item, talk.id) if panel and talk.item == item.id else None
            key = keys.my_key(talk.id)
            if view is not None and (wanted is None or key in wanted):
                before = [other.id for other in view.before]
                yield Card(key, keys.my_list(item.id), "", {**talk_data(view.talk), "before": before}, view)


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for item in change.items:
        yield item_room(item), keys.talk_key(change.id)
        yield item_room(item), keys.now_key(item)
    for held in queries.holders(session, forum, change.items):
        yield me_room(held.participant or ""), keys.my_key(held.id)
    for person in change.people:
        yield me_room(person), keys.my_key(change.id)


def _section(session: Session, actor: Actor, item: str) -> Mapping[str, Any]:
    found = programme.item_of(session, actor.forum, item)
    panel = panel_view(session, found)
    return {"talks": [talk_data(view) for view in panel.talks]} if panel else {}


def register(registry: Registry) -> None:
    """The kinds ``talk``, ``talk-now`` and ``my-talk``, the way to one's own, and what an item's document says of them."""
    registry.kind("talk", rooms=["item"], load=_talk_cards, template="stage/_talk.html")
    registry.kind("talk-now", rooms=["item"], load=_now_cards, template="stage/_talk_now.html")
    registry.own("my-talk", load=_my_cards, template="stage/_my_talk.html")
    registry.touches("talk", _touches)
    registry.adds("item", _section)
    ways.offer(registry, ways.Page("talk", N_("My talk"), "open:talk", 2, _address, "talk"))


def _address(item: Item | None) -> str:
    return f"/items/{item.number}/talk" if item else ""
