"""What the live floor asks of the web: the cards, and who may hear them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from sqlmodel import Session

from app.kernel.roles import Actor
from app.live.ports import Variant
from app.live.rooms import Room
from app.store.journal import Change
from app.web.admission import Admissions
from app.web.registry import Card, Registry, spoken
from app.web.render import Pages


class LiveCards:
    """The registry's cards, drawn by the pages: implements the live floor's ``CardSource``."""

    def __init__(self, registry: Registry, pages: Pages) -> None:
        self._registry = registry
        self._pages = pages

    def expand(
        self, session: Session, forum: str, changes: Iterable[tuple[int, Change]]
    ) -> Mapping[Room, Mapping[str, int]]:
        """Room → card key → the seq of the last change that touched it."""
        return self._registry.expand(session, forum, changes)

    def load(
        self, session: Session, forum: str, room: Room, keys: Collection[str] | None, actor: Actor | None
    ) -> Iterable[Card]:
        """The room's cards, or those of *keys* that exist."""
        return self._registry.load(session, forum, room, keys, actor)

    def html(self, card: Card, variant: Variant, seq: int) -> str:
        """The card's element, as the first page shows it."""
        return self._pages.card(card, variant.surface, variant.language, seq)

    def data(self, card: Card, variant: Variant) -> Mapping[str, Any]:
        """The card's data in the variant's language."""
        return spoken(card.data, variant.language)


RIGHTS = frozenset({"grant", "pass", "seat", "hall"})
"""Changed things that may take a right from the people they name."""


class LiveGate:
    """Admission for sockets: the same answers as for a page and a call."""

    def __init__(self, admissions: Admissions, living: Callable[[Session, Actor], Actor | None]) -> None:
        self._admissions = admissions
        self._living = living

    def living(self, session: Session, actor: Actor) -> Actor | None:
        """The actor with today's grants; None when the pass has ended."""
        return self._living(session, actor)

    def refused(self, session: Session, actor: Actor, room: Room) -> str | None:
        """None when *actor* may hear *room*, else the refusal's code."""
        return self._admissions.refused(session, actor, room)

    def concerns_rights(self, change: Change) -> bool:
        """Whether the change may take a right away."""
        return change.kind in RIGHTS
