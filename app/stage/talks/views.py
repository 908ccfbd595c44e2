"""Talks as templates and programs read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from app.kernel.clock import rfc3339
from app.programme import queries as programme
from app.programme.cards import ClockView
from app.programme.models import Item
from app.stage.talks import queries, rules
from app.stage.talks.models import Talk, TalkKeeping
from app.web.registry import Texts

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TalkView:
    """A talk. ``name`` and ``function`` are by language and may be empty; ``number`` is the place in the line, skipped ones
    included; ``held``: somebody has it on their phone.
    """

    id: str
    item: str
    number: int
    name: Text
    function: Text
    topic: Text
    questions: tuple[Text, ...]
    state: str
    clock: ClockView
    held: bool


@dataclass(frozen=True, slots=True)
class PanelView:
    """An item's talks: who speaks ``now`` and who comes ``next``. ``nth`` of ``of`` leaves out who is skipped."""

    item: str
    number: str
    talks: tuple[TalkView, ...]
    now: TalkView | None
    following: TalkView | None
    nth: int
    of: int
    begun: bool
    on_wall: bool
    counts_on: bool

    @property
    def coming(self) -> tuple[TalkView, ...]:
        """Who still waits to speak, in order."""
        return tuple(talk for talk in self.talks if talk.state == "waiting")


def panel_view(session: Session, item: Item) -> PanelView | None:
    """The talks of an item; None when it has none."""
    found = queries.talks(session, item)
    if not found:
        return None
    keeping = queries.keeping(session, item)
    views = tuple(talk_views(session, item, found, keeping))
    line = [queries.slot_of(talk) for talk in found]
    by_id = {view.id: view for view in views}
    current, coming = rules.speaking(line), rules.following(line)
    heard = [slot.id for slot in line if slot.state != "skipped"]
    return PanelView(
        item.id,
        item.number,
        views,
        by_id[current.id] if current else None,
        by_id[coming.id] if coming else None,
        heard.index(current.id) + 1 if current else 0,
        len(heard),
        any(slot.called for slot in line),
        keeping.on_wall,
        keeping.counts_on,
    )


def talk_views(session: Session, item: Item, talks: Sequence[Talk], keeping: TalkKeeping) -> list[TalkView]:
    """Talks with what the programme says of them, where nobody has said anything else."""
    forum = programme.forum_of(session, item.forum)
    delegations = queries.delegation_names(session, item.forum)
    affiliations = queries.affiliation_names(forum)
    listed = queries.experts(item)

    def view(number: int, talk: Talk) -> TalkView:
        known = talk.expert is not None and talk.expert < len(listed)
        said: Mapping[str, Any] = listed[talk.expert] if known and talk.expert is not None else {}
        delegation = delegations.get(said.get("delegation") or "", {})
        affiliation = affiliations.get(said.get("affiliation") or "", {})
        name = talk.name or said.get("name") or {}
        function = talk.function or said.get("function") or (delegation or affiliation if name else affiliation)
        return TalkView(
            talk.id,
            item.id,
            number,
            name or delegation,
            function,
            talk.topic or said.get("topic") or {},
            tuple(said.get("questions") or ()),
            talk.state,
            clock_view(talk, keeping.counts_on),
            talk.participant is not None,
        )

    return [view(number, talk) for number, talk in enumerate(talks, 1)]


def clock_view(talk: Talk, counts_on: bool) -> ClockView:
    """A talk's clock; it reads the same whenever it is drawn."""
    left, whole = talk.clock_left, talk.clock_seconds
    ends = talk.clock_at + timedelta(seconds=left) if talk.clock_running else None
    return ClockView(talk.item, talk.clock_running, ends, left, whole, counts_on, whole * rules.LOW)


def talk_data(view: TalkView) -> dict[str, Any]:
    """A talk as programs receive it."""
    return {
        "id": view.id,
        "item": view.item,
        "number": view.number,
        "name": Texts(view.name),
        "function": Texts(view.function),
        "topic": Texts(view.topic),
        "questions": [{"text": Texts(question)} for question in view.questions],
        "state": view.state,
        "held": view.held,
        "clock": {
            "running": view.clock.running,
            "ends": rfc3339(view.clock.ends) if view.clock.ends else None,
            "left": round(view.clock.left, 3),
            "planned": view.clock.planned,
        },
    }


def panel_data(view: PanelView) -> dict[str, Any]:
    """Who speaks and who is next, and how the talks are kept."""
    return {
        "item": view.item,
        "now": view.now.id if view.now else None,
        "next": view.following.id if view.following else None,
        "nth": view.nth or None,
        "of": view.of,
        "clock_on_wall": view.on_wall,
        "counts_on": view.counts_on,
    }
