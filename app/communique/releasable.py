"""What the chair can release of an adopted text, shown beforehand: what would be public, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.communique import queries
from app.communique.journal import entries
from app.communique.reserved import Reserved, reservations
from app.kernel.clock import rfc3339
from app.kernel.roles import Actor, require
from app.programme.models import Item
from app.web.registry import Texts


@dataclass(frozen=True, slots=True)
class Released:
    """A reservation with the ``number`` of its paragraph, 0 in the preamble; its paragraph is None for the whole text."""

    held: Reserved
    section: str
    number: int


@dataclass(frozen=True, slots=True)
class Releasable:
    """Since when the drafting journal (``entries`` long) and the names of the ``reservations`` are released; None where they
    are not.
    """

    item: Item
    adopted_at: datetime | None
    journal_at: datetime | None
    entries: int
    named_at: datetime | None
    reservations: Sequence[Released]


def releasable(session: Session, actor: Actor, name: str | None) -> Releasable:
    """What the chair can release of a text. Raises ``not_yours`` (403) for everybody else."""
    item = queries.drafting_item(session, actor.forum, name)
    require(actor, "communique:chair", item.id)
    row = queries.communique_of(session, actor.forum, item.id)
    written = len(entries(session, item))
    if row is None:
        return Releasable(item, None, None, written, None, ())
    held = reservations(session, row) if row.adopted_at is not None else ()
    return Releasable(item, row.adopted_at, row.released_at, written, row.named_at, _placed(row.adopted, held))


def _placed(adopted: Sequence[dict[str, str]], held: Sequence[Reserved]) -> Sequence[Released]:
    counted: dict[str, int] = {}
    places: dict[str, tuple[str, int]] = {"": ("", 0)}
    for paragraph in adopted:
        number = counted[paragraph["section"]] = counted.get(paragraph["section"], 0) + 1
        places[paragraph["id"]] = paragraph["section"], number
    return tuple(Released(one, *places[one.paragraph]) for one in held)


def releasable_data(found: Releasable) -> dict[str, Any]:
    """The same, as programs receive it."""
    return {
        "item": found.item.id,
        "journal": {"released_at": _moment(found.journal_at), "entries": found.entries},
        "reservations": {
            "named_at": _moment(found.named_at),
            "public": [
                {
                    "paragraph": one.held.paragraph or None,
                    "section": one.section or None,
                    "number": one.number or None,
                    "text": one.held.text,
                    "delegation": {"key": one.held.delegation.key, "name": Texts(dict(one.held.delegation.name))},
                }
                for one in found.reservations
            ],
        },
    }


def _moment(at: datetime | None) -> str | None:
    return rfc3339(at) if at is not None else None
