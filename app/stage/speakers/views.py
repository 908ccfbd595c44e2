"""The list of speakers as templates and programs read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.people.queries import delegations
from app.programme.models import Item
from app.stage.speakers import queries, rules
from app.web.registry import Texts


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """Somebody on the list. ``delegation`` is whom they speak for, by language; ``place`` is that in the whole line."""

    id: str
    item: str
    name: str
    delegation: Mapping[str, str]
    state: str
    place: int


@dataclass(frozen=True, slots=True)
class ListView:
    """How a list stands: who speaks, who waits, in order."""

    item: str
    number: str
    closed: bool
    paused: bool
    speaking: SpeakerView | None
    waiting: tuple[SpeakerView, ...]
    spoke: int


def list_view(session: Session, item: Item) -> ListView:
    """An item's list of speakers."""
    found = queries.listed(session, item)
    keeping = queries.keeping(session, item)
    names = {delegation.id: delegation.name for delegation in delegations(session, item.forum)}
    views = [
        SpeakerView(one.id, item.id, one.name, names.get(one.delegation or "", {}), one.state, one.position)
        for one in found
        if one.state in rules.LIVE
    ]
    return ListView(
        item.id,
        item.number,
        keeping.closed,
        keeping.paused,
        next((one for one in views if one.state == "speaking"), None),
        tuple(one for one in views if one.state == "waiting"),
        sum(one.state == "spoken" for one in found),
    )


def heard_before(session: Session, item: Item) -> dict[str, int]:
    """How often the delegation of each who waits or speaks, else the person, had the floor on this list before: for whoever
    gives the floor, and nobody else.
    """
    found = queries.listed(session, item)
    spoke = [_who(one.name, one.delegation) for one in found if one.state in ("speaking", "spoken")]
    return {
        one.id: spoke.count(_who(one.name, one.delegation)) - (one.state == "speaking")
        for one in found
        if one.state in rules.LIVE
    }


def _who(name: str, delegation: str | None) -> str:
    """Who counts as having spoken: a delegation, whoever speaks for it; else the person."""
    return delegation or rules.same(name, None)[0]


def speaker_data(view: SpeakerView) -> dict[str, Any]:
    """Somebody on the list as programs receive it."""
    return {
        "id": view.id,
        "item": view.item,
        "name": view.name,
        "delegation": Texts(view.delegation),
        "state": view.state,
    }


def list_data(view: ListView) -> dict[str, Any]:
    """How a list stands, as programs receive it."""
    return {
        "item": view.item,
        "closed": view.closed,
        "paused": view.paused,
        "speaking": view.speaking.id if view.speaking else None,
        "waiting": len(view.waiting),
    }
