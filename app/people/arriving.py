"""Somebody has come: kept once for each registration, by whoever says so first."""

from typing import Any

from app.kernel.clock import rfc3339
from app.kernel.ids import new_id
from app.people import roster
from app.people.models import Arrival
from app.programme import queries as programme
from app.programme.models import Item
from app.store.work import Work


def mark_arrived(work: Work, item: str, participant: str, *, by_hand: bool = False) -> Arrival:
    """Keep that somebody has come; who has come already stays as they were."""
    row = programme.item_of(work.session, work.forum, item)
    found = roster.arrival_of(work.session, row, participant)
    if found is None:
        by = work.actor.participant if by_hand and work.actor is not None else None
        found = Arrival(
            id=new_id(),
            forum=work.forum,
            item=item,
            participant=participant,
            arrived_at=work.now,
            by_hand=by_hand,
            marked_by=by,
        )
        work.session.add(found)
        work.session.flush()
        record_arrival(work, item, participant)
    return found


def told(item: Item, arrival: Arrival) -> dict[str, Any]:
    """What whoever checked somebody in is told."""
    return {"item": item.id, "participant": arrival.participant, "arrived_at": rfc3339(arrival.arrived_at)}


def record_arrival(work: Work, item: str, participant: str) -> None:
    """Say that somebody has come, or has not after all."""
    work.record("arrival", participant, items=[item], people=[participant])
