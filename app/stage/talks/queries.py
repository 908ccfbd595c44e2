"""All SQL that reads talks, and what the programme says of those that nobody has touched yet."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlmodel import Session, col, select

from app.people.queries import delegations
from app.programme import phases
from app.programme.models import Forum, Item
from app.programme.rules import Clock
from app.stage.talks import rules
from app.stage.talks.models import Talk, TalkKeeping

MOST_EXPERTS: Final = 20


def experts(item: Item) -> Sequence[Mapping[str, Any]]:
    """What the programme says of an item's experts, in its order."""
    found: Sequence[Mapping[str, Any]] = item.details.get("experts") or ()
    return found if phases.opens(item.technique, "talk") else ()


def kept_talks(session: Session, item: Item) -> list[Talk]:
    """An item's talks that somebody has touched, in order."""
    query = select(Talk).where(Talk.forum == item.forum, Talk.item == item.id).order_by(col(Talk.position))
    return list(session.exec(query).all())


def talks(session: Session, item: Item) -> list[Talk]:
    """An item's talks in order. An expert of the programme whose talk nobody has touched has one that is not kept yet."""
    kept = kept_talks(session, item)
    known = {talk.expert for talk in kept}
    last = kept[-1].position if kept else 0
    missing = [index for index in range(len(experts(item))) if index not in known]
    return kept + [_of_programme(item, index, last + place) for place, index in enumerate(missing, 1)]


def programme_ids(item: str) -> list[str]:
    """The ids of the talks that an item may have by the programme, for as many experts as it can hold."""
    return [_id_of(item, index) for index in range(MOST_EXPERTS)]


def _id_of(item: str, index: int) -> str:
    return str(uuid.uuid5(uuid.UUID(item), f"expert:{index}"))


def _of_programme(item: Item, index: int, position: int) -> Talk:
    minutes = experts(item)[index].get("minutes")
    seconds = minutes * 60 if minutes else rules.SECONDS
    return Talk(
        # The same for everybody who reads it, before it is kept and after.
        id=_id_of(item.id, index),
        forum=item.forum,
        item=item.id,
        expert=index,
        position=position,
        name={},
        function={},
        topic={},
        state="waiting",
        clock_seconds=seconds,
        clock_left=float(seconds),
        clock_at=item.phase_since,
        clock_running=False,
        called=0,
    )


def keeping(session: Session, item: Item) -> TalkKeeping:
    """How an item's talks are kept; as a fresh row when nobody has said anything about it."""
    found = session.get(TalkKeeping, item.id)
    return found or TalkKeeping(item=item.id, forum=item.forum, on_wall=True, counts_on=False)


def holders(session: Session, forum: str, items: Collection[str]) -> Sequence[Talk]:
    """The talks of *items* that somebody has on their phone."""
    query = select(Talk).where(Talk.forum == forum, col(Talk.item).in_(list(items)), col(Talk.participant).is_not(None))
    return session.exec(query).all()


def held_by(session: Session, forum: str, participant: str) -> Sequence[Talk]:
    """The talks that a person has on their phone."""
    return session.exec(select(Talk).where(Talk.forum == forum, Talk.participant == participant)).all()


def slot_of(talk: Talk) -> rules.Slot:
    """A talk as the rules see it."""
    clock = Clock(talk.clock_seconds, talk.clock_left, talk.clock_at, talk.clock_running)
    return rules.Slot(talk.id, talk.state, clock, talk.called)


def delegation_names(session: Session, forum: str) -> dict[str, dict[str, str]]:
    """The names of the roster's delegations by key."""
    return {delegation.key: delegation.name for delegation in delegations(session, forum)}


def affiliation_names(forum: Forum) -> dict[str, dict[str, str]]:
    """What the programme calls its affiliations, by key."""
    found: dict[str, dict[str, str]] = forum.details.get("affiliation_keys") or {}
    return found
