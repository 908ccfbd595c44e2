"""What live needs of the other floors, and nothing more: so it knows no slice, and a test can be any of them."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

from app.kernel.roles import Actor
from app.live.rooms import Room

T = TypeVar("T")

Snapshot: TypeAlias = Any
"""A synchronous session inside one snapshot of the database. Live hands it on and never looks into it."""


class Variant(NamedTuple):
    """A way in which a card is written down: ``form`` is ``html`` or ``json``; programs have no surface."""

    form: str
    surface: str
    language: str


class Change(Hashable, Protocol):
    """A thing that changed. ``people`` are the participants whose own view, or rights, it changes."""

    @property
    def kind(self) -> str: ...

    @property
    def people(self) -> Collection[str]: ...


class Entry(Protocol):
    """One line of a forum's gapless journal."""

    @property
    def seq(self) -> int: ...

    @property
    def changes(self) -> Sequence[Any]: ...


class Journal(Protocol):
    """The forum's record, as :mod:`app.store.journal` keeps it."""

    def since(self, session: Snapshot, forum: str, seq: int, limit: int) -> Sequence[Entry]:
        """At most *limit* entries after *seq*, oldest first."""

    def heads(self, session: Snapshot, forums: Iterable[str]) -> Mapping[str, int]:
        """The seq of each forum's last entry: one query for the poll of a whole process."""


class Readers(Protocol):
    """Runs a plain query in one snapshot, off the event loop."""

    async def run(self, query: Callable[..., T], *args: Any) -> T:
        """``query(session, *args)``."""


class Card(Protocol):
    """The smallest thing on a live page."""

    @property
    def key(self) -> str: ...

    @property
    def list(self) -> str: ...

    @property
    def order(self) -> str: ...


class CardSource(Protocol):
    """Which cards a change touches, what they say, and how they look."""

    def expand(
        self, session: Snapshot, forum: str, changes: Iterable[tuple[int, Any]]
    ) -> Mapping[Room, Mapping[str, int]]:
        """Room → card key → the seq of the last of *changes* (seq, change) that touched it."""

    def load(
        self, session: Snapshot, forum: str, room: Room, keys: Collection[str] | None, actor: Actor | None
    ) -> Iterable[Card]:
        """The room's cards; all of them with ``keys=None``. Absent means it goes away.

        *actor* is whose room it is when the room is ``me``, and None in every other room: those say the same to all.
        """

    def html(self, card: Any, variant: Variant, seq: int) -> str:
        """The card's element as the first page shows it."""

    def data(self, card: Any, variant: Variant) -> Mapping[str, Any]:
        """What programs receive: JSON in the variant's language."""


class Gate(Protocol):
    """Who may hear what: the same answers as for a page and a call."""

    def living(self, session: Snapshot, actor: Actor) -> Actor | None:
        """The actor as the pass stands now, with today's grants; None when the pass has ended."""

    def refused(self, session: Snapshot, actor: Actor, room: Room) -> str | None:
        """None when *actor* may hear *room*, else the refusal's code."""

    def concerns_rights(self, change: Any) -> bool:
        """Whether a change may take a right from the people it names: a seat, a role, a pass."""


class Meter(Protocol):
    """Counts what happens, for whoever exports it."""

    def add(self, name: str, amount: float = 1.0) -> None:
        """Add to a counter: ``deliveries``, ``frames``, ``bytes``, ``catch_ups``, ``stale``, ``closed_1013``, …"""

    def set(self, name: str, value: float) -> None:
        """Set a gauge: ``sockets``, ``feeds``, ``stale_sockets``."""

    def took(self, name: str, seconds: float) -> None:
        """Observe a duration: ``tick``, ``read``."""


class NoMeter:
    """Counts nothing."""

    def add(self, name: str, amount: float = 1.0) -> None:
        return

    def set(self, name: str, value: float) -> None:
        return

    def took(self, name: str, seconds: float) -> None:
        return
