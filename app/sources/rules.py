"""Pure rules of sources: what a link is, and why none may lead back to where it starts."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from app.kernel.language import N_
from app.kernel.refusals import Refusal

MOST: Final = 200
"""How many sources one thing may have: a list longer than this is nobody's reading."""


class Thing(NamedTuple):
    """Anything that was written: ``finding`` and its id."""

    kind: str
    id: str

    @property
    def key(self) -> str:
        """As a card's key: ``finding:UUID``."""
        return f"{self.kind}:{self.id}"


class Link(NamedTuple):
    """The other end of a link, and the version of the origin that was read when it was drawn."""

    thing: Thing
    version: int


class Wish(NamedTuple):
    """A source that is wished for, with its ``version``. ``redrawn``: this version was read now, even if linked before."""

    origin: Thing
    version: int
    redrawn: bool = False


class Relinked(NamedTuple):
    """What a change of sources did."""

    added: tuple[Thing, ...] = ()
    removed: tuple[Thing, ...] = ()
    redrawn: tuple[Thing, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything is other than before."""
        return bool(self.added or self.removed or self.redrawn)


def no_such_source() -> Refusal:
    """The origin is not of this forum, or not of a kind that may be drawn on here."""
    return Refusal.of_field(
        "sources", "no_such_source", N_("One of the sources is not here. Choose the sources again and save.")
    )


def too_many_sources(count: int) -> Refusal:
    """More than :data:`MOST`."""
    return Refusal.of_field(
        "sources",
        "too_many_sources",
        N_("%(count)s sources are more than one text can draw on; %(limit)s fit."),
        count=count,
        limit=MOST,
    )


def circular() -> Refusal:
    """A link that would lead back to the made thing itself."""
    return Refusal.of_field(
        "sources",
        "circular_source",
        N_("A text cannot be its own source, directly or by way of another. Choose another source."),
        status=409,
    )


def reaches(starts: Iterable[Thing], wanted: Thing, down: Callable[[Thing], Iterable[Thing]]) -> bool:
    """Whether *wanted* is among *starts* or anything that they were drawn from, however far down."""
    seen: set[Thing] = set()
    waiting = list(starts)
    while waiting:
        thing = waiting.pop()
        if thing == wanted:
            return True
        if thing not in seen:
            seen.add(thing)
            waiting += down(thing)
    return False
