"""Reservations that go with an adopted text: on which of its words, in whose words, and whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.communique import queries
from app.communique.models import Communique
from app.people.models import Delegation
from app.people.queries import delegations


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation of a ``delegation``; ``paragraph`` is the id of the adopted one, empty for the whole text."""

    delegation: Delegation
    text: str
    paragraph: str = ""


def reservations(session: Session, row: Communique) -> Sequence[Reserved]:
    """Of a communiqué with reservations: those on the words that were adopted, and nothing of any other position."""
    if row.outcome != "with_reservations":
        return ()
    living = queries.paragraphs_by_id(session, row.forum, [held["id"] for held in row.adopted])
    read = {id_: str(paragraph.worded) for id_, paragraph in living.items()} | {row.item: row.digest}
    held = queries.positions(session, row.forum, row.item)
    roster = {delegation.id: delegation for delegation in delegations(session, row.forum)}
    return tuple(
        Reserved(roster[position.delegation], position.text, "" if target == row.item else target)
        for target in (row.item, *(paragraph["id"] for paragraph in row.adopted))
        for position in held.get(target, ())
        if position.position == "reservation" and position.read == read.get(target) and position.delegation in roster
    )
