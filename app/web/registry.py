"""The card registry: which cards exist, who loads them, what touches them, and how they are drawn.

A lower slice shows what a higher one makes by asking here for the cards of (room, list); it never imports up.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlmodel import Session

from app.kernel.language import text_in
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.live.rooms import Room
from app.store.journal import Change
from app.store.work import Work


class Texts(dict[str, str]):
    """An organizer's text by language inside a card's data: programs get the one of their language."""


class Card(NamedTuple):
    """The smallest thing on a live page.

    ``data`` is what programs receive (JSON; a :class:`Texts` value becomes the text in their language and
    ``<name>_languages``); ``view`` is the context dataclass that the template sees as ``it``.
    """

    key: str
    list: str
    order: str
    data: Mapping[str, Any]
    view: object

    @property
    def kind(self) -> str:
        """The kind in the key."""
        return self.key.partition(":")[0]


Loader = Callable[[Session, str, Room, Collection[str] | None], Iterable[Card]]
"""``(session, forum, room, keys)``: the room's cards of one kind, all with ``keys=None``. Absent means it goes away."""

OwnLoader = Callable[[Session, Actor, Collection[str] | None], Iterable[Card]]
"""``(session, actor, keys)``: the cards of one kind in the room ``me`` of *actor*."""

Expansion = Callable[[Session, str, Change], Iterable[tuple[Room, str]]]
"""``(session, forum, change)``: the (room, card key) pairs that a changed thing touches."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A registered kind of card."""

    name: str
    rooms: frozenset[str]
    load: Loader | None
    own: OwnLoader | None
    templates: Mapping[str, str]

    def template(self, surface: str) -> str:
        """The template for *surface*, else the one for all."""
        return self.templates.get(surface) or self.templates[""]


Section = Callable[[Session, Actor, str], Mapping[str, Any]]
"""``(session, actor, id)``: what a slice adds to a lower slice's document."""


Touched = Mapping[Room, Mapping[str, int]]
"""Room → card key → the seq of the last change that touched it."""

Follow = Callable[[Session, str, Touched], Iterable[tuple[Room, str, int]]]
"""``(session, forum, touched)``: the (room, key, seq) of cards that show one of the touched cards."""

Opened = Callable[[Session, str, str], Iterable[str]]
"""``(session, forum, item)``: the ids of things that may be read in the whole item, not at their table only."""

Reveal = Callable[[Work, str], None]
"""``(work, id)``: make a thing readable, because it is put on a wall. Raises a refusal when the actor may not."""


Leave = Callable[[Work, str], None]
"""``(work, item)``: end what belongs to the phase that an item has just left."""


class Mover(NamedTuple):
    """Moves what a slice keeps at round tables, when tables are merged, split or swapped.

    ``held(session, forum, table)`` gives the ids of what belongs to a table, withdrawn things too. ``move(work, ids, origin,
    destination)`` moves those of them that still are at *origin*: each gets ``seq = work.seq`` and is recorded with both
    tables, so that its card goes away at one and comes at the other.
    """

    held: Callable[[Session, str, str], Sequence[str]]
    move: Callable[[Work, Collection[str], str, str], None]


class Registry:
    """All kinds of cards and all expansions; filled once at start, then only read."""

    def __init__(self) -> None:
        self.movers: dict[str, Mover] = {}
        self._follows: list[Follow] = []
        self._opened: dict[str, list[Opened]] = {}
        self._reveals: dict[str, Reveal] = {}
        self._leaves: list[Leave] = []
        self._sections: dict[str, list[Section]] = {}
        self._kinds: dict[str, Kind] = {}
        self._expansions: dict[str, list[Expansion]] = {}

    def kind(self, name: str, *, rooms: Sequence[str], load: Loader, template: str | Mapping[str, str]) -> None:
        """Register a kind of card. ``template`` is one path, or one per surface with ``""`` as the fallback."""
        templates = {"": template} if isinstance(template, str) else dict(template)
        self._add(Kind(name, frozenset(rooms), load, None, templates))

    def own(self, name: str, *, load: OwnLoader, template: str) -> None:
        """Register a kind of card of room ``me``: what is mine."""
        self._add(Kind(name, frozenset({"me"}), None, load, {"": template}))

    def _add(self, kind: Kind) -> None:
        if kind.name in self._kinds:
            raise ValueError(f"the kind {kind.name} is registered twice")
        self._kinds[kind.name] = kind

    def touches(self, thing: str, expand: Expansion) -> None:
        """Register which cards a changed *thing* touches; several slices may add to the same thing."""
        self._expansions.setdefault(thing, []).append(expand)

    def adds(self, document: str, section: Section) -> None:
        """Register what a slice adds to a document (``item``, ``table``, ``mine``) of a lower one."""
        self._sections.setdefault(document, []).append(section)

    def added(self, document: str, session: Session, actor: Actor, id: str) -> dict[str, Any]:
        """Everything that slices add to a document."""
        return {k: v for section in self._sections.get(document, ()) for k, v in section(session, actor, id).items()}

    def moves(self, kind: str, mover: Mover) -> None:
        """Register what moves things of *kind* with their table. *kind* names them in the hall's record of a step."""
        self.movers[kind] = mover

    def follows(self, follow: Follow) -> None:
        """Register cards that show other cards: whatever touches the shown one touches them too.

        Asked once for many changes, after the expansions, and again for what was added, until nothing is.
        """
        self._follows.append(follow)

    def opens(self, kind: str, opened: Opened) -> None:
        """Register what makes things of *kind* readable in the item's room: a finding that cites them, a wall."""
        self._opened.setdefault(kind, []).append(opened)

    def opened(self, kind: str, session: Session, forum: str, item: str) -> frozenset[str]:
        """The ids of the things of *kind* that somebody has made readable in the item's room."""
        return frozenset(id_ for opened in self._opened.get(kind, ()) for id_ in opened(session, forum, item))

    def reveals(self, kind: str, reveal: Reveal) -> None:
        """Register how a private thing of *kind* becomes readable when it is put on a wall."""
        self._reveals[kind] = reveal

    def reveal(self, work: Work, kind: str, id: str) -> None:
        """Make a thing readable that is put on a wall."""
        if kind in self._reveals:
            self._reveals[kind](work, id)

    def leaves(self, leave: Leave) -> None:
        """Register what a slice ends when an item goes to another phase."""
        self._leaves.append(leave)

    def leave(self, work: Work, item: str) -> None:
        """End what belongs to the phase that an item has just left."""
        for leave in self._leaves:
            leave(work, item)

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The registered kinds by name."""
        return self._kinds

    def template(self, card: Card, surface: str) -> str:
        """The template that draws *card* on *surface*."""
        return self._kinds[card.kind].template(surface)

    def expand(self, session: Session, forum: str, changes: Iterable[tuple[int, Change]]) -> dict[Room, dict[str, int]]:
        """Which cards the changes touch: room → key → the seq of the last change that touched it."""
        touched: dict[Room, dict[str, int]] = {}
        for seq, change in changes:
            for expansion in self._expansions.get(change.kind, ()):
                for room, key in expansion(session, forum, change):
                    touched.setdefault(room, {})[key] = seq
        fresh: Touched = touched
        # What follows may be followed itself: a wall shows a key finding, whose state hangs on the tables' findings.
        while fresh:
            added: dict[Room, dict[str, int]] = {}
            for follow in self._follows:
                for room, key, seq in list(follow(session, forum, fresh)):
                    if touched.get(room, {}).get(key, 0) < seq:
                        touched.setdefault(room, {})[key] = seq
                        added.setdefault(room, {})[key] = seq
            fresh = added
        return touched

    def load(
        self,
        session: Session,
        forum: str,
        room: Room,
        keys: Collection[str] | None = None,
        actor: Actor | None = None,
        kinds: Collection[str] | None = None,
    ) -> list[Card]:
        """The room's cards, in page order; with *keys* or *kinds* only those that are asked for and exist.

        *actor* is whose room it is when the room is ``me``; no other room depends on who asks.
        """
        if keys is None:
            wanted: dict[str, list[str] | None] = {k.name: None for k in self._kinds.values() if room.kind in k.rooms}
            wanted = {name: None for name in wanted if kinds is None or name in kinds}
        else:
            wanted = {}
            for key in keys:
                name = key.partition(":")[0]
                if name in self._kinds and room.kind in self._kinds[name].rooms:
                    of_kind = wanted.setdefault(name, [])
                    if of_kind is not None:
                        of_kind.append(key)
        cards: list[Card] = []
        for name, some in wanted.items():
            kind = self._kinds[name]
            if kind.load is not None:
                cards += _standing(kind.load, session, forum, room, some)
            elif kind.own is not None and actor is not None and actor.participant == room.id:
                cards += kind.own(session, actor, some)
        return sorted(cards, key=lambda card: (card.list, card.order.encode(), card.key.encode()))


def _standing(load: Loader, session: Session, forum: str, room: Room, keys: Collection[str] | None) -> Iterable[Card]:
    """What a loader finds. The room of an item or a table that was taken out of the programme holds nothing any more."""
    try:
        return list(load(session, forum, room, keys))
    except Refusal as refusal:
        if refusal.status != 404:
            raise
        return []


def spoken(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A card's data for a program: every :class:`Texts` in *language*, with ``<name>_languages`` beside it."""
    out: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, Texts):
            out[name] = text_in(value, language)
            out[f"{name}_languages"] = sorted(value)
        elif isinstance(value, Mapping):
            out[name] = spoken(value, language)
        elif isinstance(value, list | tuple):
            out[name] = [spoken(v, language) if isinstance(v, Mapping) else v for v in value]
        else:
            out[name] = value
    return out
