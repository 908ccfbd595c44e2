"""The silence that is kept: until when, on what, and for the chair who broke it with which words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.communique import keys, queries, standing
from app.communique.cards.paragraphs import rooms_of
from app.communique.models import Silence
from app.communique.recording import silence_document
from app.kernel.clock import rfc3339
from app.live.rooms import Room
from app.people.queries import delegations
from app.programme.cards import ClockView
from app.programme.models import Item
from app.programme.queries import forum_of, items
from app.store.journal import Change
from app.web.registry import Card, Registry, Texts


@dataclass(frozen=True, slots=True)
class BreakView:
    """A delegation's words by which it broke the silence."""

    key: str
    name: dict[str, str]
    text: str
    said_at: str


@dataclass(frozen=True, slots=True)
class SilenceView:
    """A silence. ``numbers`` are the places of what it freezes, as (section, number), empty for the whole text. ``ends`` is
    its deadline in the forum's own time; ``result`` is empty while it is kept. ``at_work``: for the chair and who drafts.
    """

    id: str
    item: str
    whole: bool
    numbers: tuple[tuple[str, int], ...]
    ends: datetime
    clock: ClockView
    result: str
    at_work: bool = False
    breaks: tuple[BreakView, ...] = ()

    @property
    def short(self) -> bool:
        """Whether minutes and seconds say how long it lasts."""
        return self.clock.planned <= 6000


def silence_view(session: Session, item: Item, *, at_work: bool = False) -> tuple[Silence, SilenceView] | None:
    """The latest silence of *item*."""
    found = standing.silence_of(session, item.forum, item.id)
    if found is None:
        return None
    zone = ZoneInfo(forum_of(session, item.forum).timezone)
    planned = int((found.ends_at - found.began_at).total_seconds())
    broken = _breaks(session, found) if at_work else ()
    return found, SilenceView(
        found.id,
        item.number,
        found.whole,
        () if found.whole else tuple(_numbers(session, item, found.paragraphs)),
        found.ends_at.astimezone(zone),
        ClockView(item.id, found.ended_at is None, found.ends_at, planned, planned),
        found.result,
        at_work,
        broken,
    )


def _numbers(session: Session, item: Item, ids: Collection[str]) -> Iterable[tuple[str, int]]:
    counted: dict[str, int] = {}
    for paragraph in queries.paragraphs(session, item.forum, item.id):
        number = counted[paragraph.section] = counted.get(paragraph.section, 0) + 1
        if paragraph.id in ids:
            yield paragraph.section, number


def _breaks(session: Session, found: Silence) -> tuple[BreakView, ...]:
    roster = {delegation.id: delegation for delegation in delegations(session, found.forum)}
    rows = [row for row in standing.breaks(session, found.forum, [found.id]) if row.delegation in roster]
    return tuple(
        BreakView(roster[row.delegation].key, dict(roster[row.delegation].name), row.text, rfc3339(row.said_at))
        for row in rows
    )


def silence_data(found: Silence, view: SilenceView) -> dict[str, Any]:
    """A silence as programs receive it."""
    data = silence_document(found)
    if view.at_work:
        data["breaks"] = [
            {"delegation": one.key, "name": Texts(one.name), "text": one.text, "said_at": one.said_at}
            for one in view.breaks
        ]
    return data


def _cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in items(session, forum, [room.id]):
        found = silence_view(session, item, at_work=room.kind == "drafting")
        row = queries.communique_of(session, forum, item.id)
        if found is not None and (row is None or row.adopted_at is None):
            yield Card(keys.silence_key(item.id), "silence", "", silence_data(*found), found[1])


def _touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(room, keys.silence_key(item)) for item in change.items for room in rooms_of(item)]


def register(registry: Registry) -> None:
    """The kind ``silence``. Its numbers move with the paragraphs."""
    registry.kind(
        "silence",
        rooms=["communique", "drafting"],
        load=_cards,
        template={"": "communique/_silence.html", "workbench": "communique/_silence_at_work.html"},
    )
    registry.touches("communique", _touches)
