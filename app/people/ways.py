"""Ways in: the pages that are open to somebody by their roles, as cards in room ``me``. Each slice offers its own pages.

The cards of an item stand in the list ``ways:ITEM``, those of the whole forum in ``ways``.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlmodel import Session

from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import choosing_in
from app.programme.models import Item
from app.programme.rules import relations_to
from app.store.journal import Change
from app.web.registry import Card, Registry

ALL = "ways"
"""The list of the pages that belong to the whole forum."""


@dataclass(frozen=True, slots=True)
class WayView:
    """A page of *mine*: ``page`` names it, ``title`` is what the button says. Without an item it is the whole forum's.

    ``block``: the item, and what runs in parallel. ``own``: by a role for this very item; a role for the whole forum has a
    page in each.
    """

    page: str
    title: str
    address: str
    own: bool
    item: str = ""
    number: str = ""
    position: int = 0
    item_title: dict[str, str] | None = None
    block: tuple[str, ...] = ()

    @property
    def marks(self) -> dict[str, list[str]]:
        """Nobody who has a page of their own in an item is asked to sit down there, or in what runs in parallel."""
        return {choosing_in(item): ["mine"] for item in self.block}


class Page(NamedTuple):
    """A page that a slice offers. ``address`` gives it for an item, or with None for the whole forum, or nothing; the
    forum's own may have another title, ``of_forum``.

    ``ability``: only items whose technique opens it in some phase have such a page. ``rank`` is its place among others.
    """

    name: str
    title: str
    act: str
    rank: int
    address: Callable[[Item | None], str]
    ability: str = ""
    of_forum: str = ""


def list_of(item: str) -> str:
    """The list in which an item's ways in stand."""
    return f"{ALL}:{item}"


def offer(registry: Registry, page: Page) -> None:
    """Register a page's kind of card, and that a role given or taken touches it."""

    def load(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
        for view in ways(session, actor, page):
            key = _key(page, view.item)
            if wanted is None or key in wanted:
                data = {"page": page.name, "item": view.item or None, "address": view.address}
                yield Card(key, list_of(view.item) if view.item else ALL, str(page.rank), data, view)

    def touched(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
        items = ["", *(item.id for item in programme.items(session, forum))]
        return [(me_room(person), _key(page, item)) for person in change.people for item in items]

    registry.own(f"way-{page.name}", load=load, template="people/_way.html")
    registry.touches("grant", touched)


def _key(page: Page, item: str) -> str:
    return f"way-{page.name}:{item or 'forum'}"


def ways(session: Session, actor: Actor, page: Page) -> Iterable[WayView]:
    """Where *actor* has this page."""
    if not actor.grants:
        return
    items = programme.items(session, actor.forum)
    whole = page.address(None)
    # A page that items do not have of their own is open to whoever may open it for any of them.
    homes = [None] if any(map(page.address, items)) else [None, *(item.id for item in items)]
    if whole and any(may(actor, page.act, home) for home in homes):
        yield WayView(page.name, page.of_forum or page.title, whole, own=True)
    bound = replace(actor, grants=tuple(grant for grant in actor.grants if grant.item is not None))
    for item in items:
        address = page.address(item)
        if not address or (page.ability and not phases.opens(item.technique, page.ability)):
            continue
        in_turn = phases.opens(item.technique, "follow")
        presented = [other.id for other in items if in_turn and other.number in item.presents]
        if may(actor, page.act, item.id, relations_to(actor, item.id, presented)):
            own = may(bound, page.act, item.id, relations_to(bound, item.id, presented))
            block = programme.in_parallel(item, items)
            yield WayView(
                page.name, page.title, address, own, item.id, item.number, item.position, dict(item.title), block
            )


def first_way(registry: Registry, session: Session, actor: Actor, item: str) -> str:
    """The first page of an item that *actor*'s roles open; empty when they open none."""
    keys = [f"{name}:{item}" for name in registry.kinds if name.startswith("way-")]
    found = registry.load(session, actor.forum, me_room(actor.participant), keys, actor)
    return next((card.view.address for card in found if isinstance(card.view, WayView)), "")
