"""What is on elsewhere: a line on the programme and on each item's pages that leads there. Nobody is taken away by force."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from app.live.rooms import Room
from app.programme import keys, phases, queries
from app.programme.models import Item
from app.store.journal import Change
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class NowView:
    """An item that is on. ``sits``: one chooses a table in it now; ``home``: the item in whose room this is said, if any."""

    id: str
    number: str
    title: dict[str, str]
    technique_title: str
    sits: bool
    home: str


def leads(home: Item, other: Item) -> bool:
    """Whether the pages of *home* lead to *other*: it is on, and presents *home*, or *home* itself is not on.

    What runs in parallel is somebody else's room.
    """
    if home.id == other.id or not phases.is_on(other.technique, other.phase):
        return False
    if home.number in other.presents:
        return True
    parallel = home.block is not None and home.block == other.block
    return not parallel and not phases.is_on(home.technique, home.phase)


def close(session: Session, forum: str) -> frozenset[str]:
    """The ids of the items that are on; when none is, of the next one."""
    far = {item.id: phases.distance(item.technique, item.phase) for item in queries.items(session, forum)}
    on = {item for item, distance in far.items() if distance == 0}
    return frozenset(on or [item for item, distance in far.items() if distance == 1][:1])


def following(item: Item, items: Iterable[Item]) -> list[Item]:
    """What comes after *item* in the programme: the next that begins once it has ended, with all that begins then."""
    later = [other for other in items if other.starts >= item.starts + timedelta(minutes=item.minutes)]
    return [other for other in later if other.starts == min(one.starts for one in later)]


def _view(item: Item, home: str) -> NowView:
    return NowView(
        item.id,
        item.number,
        item.title,
        phases.TECHNIQUE_NAMES[item.technique],
        phases.allows(item.technique, item.phase, "sit"),
        home,
    )


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    items = queries.items(session, forum)
    home = next((item for item in items if item.id == room.id), None)
    # Who comes together in a plenary is led there, also while what it presents is not over.
    gathered = {number for item in items if phases.is_on(item.technique, item.phase) for number in item.presents}
    for item in items:
        key = keys.now_key(item.id)
        on = phases.is_on(item.technique, item.phase) if home is None else leads(home, item)
        if on and item.number not in gathered and (wanted is None or key in wanted):
            view = _view(item, home.id if home else "")
            data = {"item": item.id, "number": item.number, "title": Texts(item.title), "technique": item.technique}
            yield Card(key, "now", f"{item.position:04d}", data, view)


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """An item that moves is news everywhere, and so is what it presents; its own pages may lead elsewhere from now on."""
    items = queries.items(session, forum)
    moved = next((item for item in items if item.id == change.id), None)
    news = [item.id for item in items if moved and (item.id == moved.id or item.number in moved.presents)]
    for room in (keys.forum_room(forum), *(keys.item_room(item.id) for item in items)):
        for other in news:
            yield room, keys.now_key(other)
    for item in items:
        yield keys.item_room(change.id), keys.now_key(item.id)


def register(registry: Registry) -> None:
    """The kind ``now-on``."""
    registry.kind("now-on", rooms=["forum", "item"], load=_cards, template="programme/_now.html")
    registry.touches("phase", _touches)
