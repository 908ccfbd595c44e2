"""Where does this come from, and what became of it: the tree of sources as one reader may see it.

Each slice that makes a kind of thing registers how it is described: ``registry.adds("source:finding", section)``, where
``section(session, actor, id)`` gives ``{"thing": Described(...)}``, or nothing when there is no such thing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Final

from sqlmodel import Session

from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.sources import queries
from app.sources.rules import Link, Thing
from app.web.registry import Registry

ORIGINS: Final = {
    "room": N_("Said in the room"),
    "table": N_("Written by the table"),
    "rapporteur": N_("Written by the rapporteur"),
    "observer": N_("Noted by the observer"),
    "drafter": N_("Written by the drafter"),
}
"""What is said of a thing that was drawn from nothing written: honest, and never a guess."""

DEEPEST: Final = 12
"""Nothing people make is drawn from things so far down; a damaged database must not keep a reader's thread for ever."""


@dataclass(frozen=True, slots=True)
class Described:
    """A thing as one reader may see it. What is not ``readable`` is told of without its words.

    ``texts`` is for what stands in several languages; ``table`` is a number; ``mark`` a finding's kind, a comment's stance
    or a key finding's state; ``origin`` is a key of :data:`ORIGINS` for what may have no sources.
    """

    readable: bool
    item: str
    version: int
    withdrawn: bool = False
    origin: str = ""
    text: str = ""
    language: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    table: int | None = None
    mark: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the tree. ``drawn_version`` is the origin's version that its link to the node above was drawn from;
    ``changed``: the origin has another text since. ``origin`` is empty when written sources say where it comes from.
    """

    kind: str
    id: str
    thing: Described
    drawn_version: int | None = None
    changed: bool = False
    made_from: tuple["Node", ...] = ()
    became: tuple["Node", ...] = ()

    @property
    def origin(self) -> str:
        """A key of :data:`ORIGINS`, or empty."""
        return "" if self.made_from and self.thing.origin != "room" else self.thing.origin


def everyone(forum: str) -> Actor:
    """A reader with no role and no seat: sees what everybody in the forum may see. For walls and shared pages."""
    return Actor(forum=forum, participant="")


def walk(registry: Registry, session: Session, reader: Actor, thing: Thing) -> Node:
    """The tree of *thing*: down to what it was drawn from, up to what was made of it. Raises ``not_found`` (404)."""
    walker = _Walker(registry, session, reader)
    found = walker.described(thing)
    if found is None or not found.readable:
        raise Refusal(
            "not_found", N_("There is nothing at this address. Go back, or open your link again."), status=404
        )
    node = Node(thing.kind, thing.id, found)
    return replace(node, made_from=walker.down(thing, (thing,)), became=walker.up(thing, found.version, (thing,)))


_Links = Callable[[Session, str, Collection[Thing]], dict[Thing, list[Link]]]


class _Walker:
    def __init__(self, registry: Registry, session: Session, reader: Actor) -> None:
        self._registry = registry
        self._session = session
        self._reader = reader
        self._known: dict[Thing, Described | None] = {}

    def described(self, thing: Thing) -> Described | None:
        if thing not in self._known:
            found = self._registry.added(f"source:{thing.kind}", self._session, self._reader, thing.id).get("thing")
            if found is not None and (not found.readable or found.withdrawn):
                # A withdrawn thing is told of, its words are not: whoever took them back does not read them here.
                found = replace(found, text="", texts={}, by="")
            self._known[thing] = found
        return self._known[thing]

    def down(self, thing: Thing, path: Collection[Thing]) -> tuple[Node, ...]:
        nodes = []
        for link in self._links(queries.origins_of, thing, path):
            found = self.described(link.thing)
            if found is None:
                continue
            below = self.down(link.thing, (*path, link.thing)) if found.readable else ()
            changed = link.version < found.version
            nodes.append(Node(link.thing.kind, link.thing.id, found, link.version, changed, made_from=below))
        return tuple(nodes)

    def up(self, thing: Thing, version: int, path: Collection[Thing]) -> tuple[Node, ...]:
        nodes = []
        for link in self._links(queries.made_of, thing, path):
            found = self.described(link.thing)
            if found is None or not found.readable or found.withdrawn:
                continue
            above = self.up(link.thing, found.version, (*path, link.thing))
            changed = link.version < version
            nodes.append(Node(link.thing.kind, link.thing.id, found, link.version, changed, became=above))
        return tuple(nodes)

    def _links(self, query: _Links, thing: Thing, path: Collection[Thing]) -> list[Link]:
        if len(path) > DEEPEST:
            return []
        found = query(self._session, self._reader.forum, [thing]).get(thing, ())
        return [link for link in found if link.thing not in path]
