"""What only a plenary has: the key finding that phones see now, and on its desk who has the floor."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.live.rooms import Room
from app.programme import phases
from app.programme import queries as programme
from app.programme.cards import ClockView
from app.programme.keys import desk_room, forum_room, item_room
from app.programme.models import Item
from app.stage import desk_keys, keys, queries, rules
from app.stage.questions.queries import supporters
from app.stage.scenes import Scenes
from app.stage.views import SceneView, scene_data
from app.store.journal import Change
from app.tables.cards.hall import turn_view
from app.web.registry import Card, Registry, Touched


@dataclass(frozen=True, slots=True)
class PresentedView:
    """The key finding or initiative that stands on the wall of a plenary now, for its phones. ``id`` is the thing's;
    ``support`` is how many people gave theirs.
    """

    item: str
    id: str
    scene: SceneView
    support: int

    @property
    def marks(self) -> dict[str, list[str]]:
        """Its card among those that were shown already."""
        return {self.scene.said[0].key: ["now"]}


@dataclass(frozen=True, slots=True)
class FloorView:
    """An item that a plenary presents, on the desk. ``shown`` of ``ready`` results stood on the wall; ``on``: its
    rapporteur has the floor, since then with a ``clock``; ``following``: theirs would be the next turn; ``ideas``: it has
    initiatives and not key findings.
    """

    plenary: str
    item: str
    number: str
    title: dict[str, str]
    on: bool
    following: bool
    clock: ClockView | None
    shown: int
    ready: int
    ideas: bool


def presented_now(registry: Registry, session: Session, item: Item) -> PresentedView | None:
    """What the first of the walls that follow *item* shows of its key findings; None when it shows anything else."""
    forum = programme.forum_of(session, item.forum)
    scenes = Scenes(registry, session, forum)
    choice, _ = scenes.current(queries.screens_following(session, forum, item)[0])
    own = choice.kind in (rules.FOLLOWS, *rules.OWN_WORK)
    if choice.hidden or not own or choice.item is None or choice.item.id != item.id:
        return None
    scene = scenes.scene(choice)
    if scene.kind not in rules.OWN_WORK:
        return None
    kind, _, thing = scene.said[0].key.partition(":")
    given = supporters(session, item.forum, kind, [thing])
    return PresentedView(item.id, thing, scene, len(given.get(thing, ())))


def floors(registry: Registry, session: Session, item: Item) -> list[FloorView]:
    """The items that *item* presents, in their order."""
    homes = programme.heard_in_turn(session, item)
    cards = registry.load(session, item.forum, desk_room(item.id), kinds=list(rules.RESULTS))
    turn = turn_view(session, item) if item.turn_item else None
    order = [home.id for home in homes]
    after = order.index(item.turn_item) + 1 if item.turn_item in order else 0
    return [
        FloorView(
            item.id,
            home.id,
            home.number,
            home.title,
            item.turn_item == home.id,
            place == after,
            turn.clock if turn and item.turn_item == home.id else None,
            sum(card.data["item"] == home.id and card.data.get("shown", card.data.get("presented")) for card in cards),
            sum(card.data["item"] == home.id for card in cards),
            phases.opens(home.technique, "initiative"),
        )
        for place, home in enumerate(homes)
    ]


def _presented_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """Another choice for a wall: of the plenary that it showed, and of the one that it shows."""
    of_forum = programme.items(session, forum, change.items) if change.items else ()
    return [(item_room(item.id), keys.presented_key(item.id)) for item in of_forum if item.presents]


def _presented_follows(session: Session, forum_id: str, touched: Touched) -> Iterable[tuple[Room, str, int]]:
    """What a plenary's wall shows is what its phones see; which wall is its own hangs on the phases of all items."""
    phases = max((seq for key, seq in _of(touched, forum_room(forum_id), "agenda-item")), default=0)
    walls = {room.id: max(shown.values()) for room, shown in touched.items() if room.kind == "screen" and shown}
    if not phases and not walls:
        return
    forum = programme.forum_of(session, forum_id)
    seqs = {item.id: phases for item in programme.items(session, forum_id) if item.presents and phases}
    for screen, seq in walls.items():
        on = queries.followed(session, forum, screen, queries.showing(session, forum_id, screen))
        if on is not None and on.presents:
            seqs[on.id] = max(seq, seqs.get(on.id, 0))
    for item, seq in seqs.items():
        yield item_room(item), keys.presented_key(item), seq


def _floor_follows(session: Session, forum: str, touched: Touched) -> Iterable[tuple[Room, str, int]]:
    seqs: dict[str, int] = {}
    for room in touched:
        kinds = {"desk": (*rules.RESULTS,), "item": ("turn", "phase")}.get(room.kind, ())
        for kind in kinds:
            for _, seq in _of(touched, room, kind):
                seqs[room.id] = max(seq, seqs.get(room.id, 0))
    for item in programme.items(session, forum, seqs) if seqs else ():
        for home in programme.heard_in_turn(session, item):
            yield desk_room(item.id), desk_keys.floor_key(home.id), seqs[item.id]


def _of(touched: Touched, room: Room, kind: str) -> Iterable[tuple[str, int]]:
    shown: Mapping[str, int] = touched.get(room, {})
    return [(key, seq) for key, seq in shown.items() if key.startswith(f"{kind}:")]


def register(registry: Registry) -> None:
    """The kinds ``presented`` and ``floor``, and what they follow."""

    def presented(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
        for item in programme.items(session, forum, [room.id]):
            view = presented_now(registry, session, item) if item.presents else None
            if view is not None:
                data: dict[str, Any] = {"item": item.id, "id": view.id, "scene": scene_data(view.scene)}
                data["support"] = view.support
                yield Card(keys.presented_key(item.id), "presented", "", data, view)

    def floor(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
        for item in programme.items(session, forum, [room.id]):
            for place, view in enumerate(floors(registry, session, item)):
                data = {"item": view.item, "on": view.on, "shown": view.shown, "ready": view.ready}
                yield Card(desk_keys.floor_key(view.item), desk_keys.floor_list(view.item), f"{place:04d}", data, view)

    registry.kind("presented", rooms=["item"], load=presented, template="stage/_presented.html")
    registry.kind("floor", rooms=["desk"], load=floor, template="stage/_floor.html")
    registry.touches("stage", _presented_touches)
    registry.touches("support", _presented_touches)
    registry.follows(_presented_follows)
    registry.follows(_floor_follows)
