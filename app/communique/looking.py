"""What is looked at of a text beside its living page: versions compared, and the drafting journal; and who may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from app.communique import queries
from app.communique.comparing import Compared, compared, past
from app.communique.journal import Entry, entries
from app.communique.order import Line
from app.communique.reading import hidden_names, relations
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may, require
from app.programme.models import Item


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of the text, as it stood ``since`` and ``until``; None of a text that has not begun.

    ``lines`` are both orders in one: its paragraphs by id, those that moved also where they stood.
    """

    item: Item
    moments: Sequence[datetime]
    since: datetime | None
    until: datetime | None
    paragraphs: Sequence[Compared]
    lines: Sequence[Line] = ()

    def of(self, line: Line) -> Compared:
        """The paragraph of a line."""
        return next(one for one in self.paragraphs if one.id == line.id)

    def counts(self) -> dict[str, int]:
        """How many paragraphs are new, gone, changed and moved."""
        told = {
            "new": [one.was is None for one in self.paragraphs],
            "gone": [one.now is None for one in self.paragraphs],
            "changed": [one.changed for one in self.paragraphs],
            "moved": [one.moved for one in self.paragraphs],
        }
        return {name: sum(held) for name, held in told.items()}


def comparison(
    session: Session, actor: Actor, name: str | None, since: str = "", until: str = "", language: str = ""
) -> Comparison:
    """The text compared with an earlier version. Raises ``no_such_moment`` (422)."""
    item = queries.drafting_item(session, actor.forum, name)
    require(actor, "hear:communique", item.id, relations(session, actor, item.id))
    hides = hidden_names(session, actor, item.id)
    known = past(session, actor.forum, item.id)
    times = known.moments()
    if not times:
        return Comparison(item, (), None, None, ())
    first, last = _moment(since, times[0]), _moment(until, times[-1])
    return Comparison(item, times, first, last, *compared(session, item, known, first, last, language, hides))


def _moment(typed: str, otherwise: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(typed) if typed else otherwise
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal.of_field(
            "since", "no_such_moment", N_("This is no moment of the text. Choose one of the list.")
        ) from None


@dataclass(frozen=True, slots=True)
class Journal:
    """The drafting journal. ``chairs``: the visitor may release it."""

    item: Item
    released_at: datetime | None
    chairs: bool
    entries: Sequence[Entry]


def drafting_journal(session: Session, actor: Actor, name: str | None) -> Journal:
    """The drafting journal of a text: the chair's and the drafters', and once released everybody's who reads the text."""
    item = queries.drafting_item(session, actor.forum, name)
    row = queries.communique_of(session, actor.forum, item.id)
    released = row.released_at if row is not None else None
    if released is None:
        require(actor, "hear:drafting", item.id)
    else:
        require(actor, "hear:communique", item.id, relations(session, actor, item.id))
    return Journal(item, released, may(actor, "communique:chair", item.id), entries(session, item))


def exactly(at: datetime) -> str:
    """A moment to ask for: to the microsecond, or the change of that moment would not be in it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
