"""The cards of questions from the floor: everybody's, the moderator's, and which of them are mine."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.kernel.roles import Actor
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import desk_room, item_room
from app.programme.models import Item
from app.stage.questions import keys, queries
from app.stage.questions.models import FloorQuestion
from app.stage.questions.views import question_data, question_views
from app.store.journal import Change
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class FloorStateView:
    """How an item's questions are kept, and how many wait: ``open`` for an answer, ``held`` for the moderator."""

    item: str
    number: str
    holds: bool
    open: int
    held: int


@dataclass(frozen=True, slots=True)
class FloorMarksView:
    """Marks by card key: ``mine`` on questions, ``supported`` on whatever I support."""

    marks: dict[str, list[str]]


def for_room(session: Session, forum: str, room: Room, ids: Collection[str] | None = None) -> Sequence[FloorQuestion]:
    """What a room reads: the desk all that stand, the item what is public and by itself."""
    found = queries.questions(session, forum, item=room.id, ids=ids)
    if room.kind == "desk":
        return found
    return [question for question in found if queries.is_public(question) and question.into is None]


def floor_state(session: Session, item: Item, *, desk: bool) -> FloorStateView:
    """How an item's questions are kept. How many are held is the desk's to know."""
    views = question_views(session, item.forum, queries.questions(session, item.forum, item=item.id))
    held = sum(view.state == "held" for view in views) if desk else 0
    return FloorStateView(
        item.id, item.number, queries.keeping(session, item).holds, sum(view.is_open for view in views), held
    )


def _question_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    ids = None if wanted is None else [key.partition(":")[2] for key in wanted]
    for view in question_views(session, forum, for_room(session, forum, room, ids)):
        yield Card(keys.question_key(view.id), "floor-questions", view.order, question_data(view), view)


def _state_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in programme.items(session, forum, [room.id]):
        if phases.opens(item.technique, "question"):
            view = floor_state(session, item, desk=room.kind == "desk")
            data = {"item": item.id, "holds": view.holds, "open": view.open, "held": view.held}
            yield Card(keys.keeping_key(item.id), "floor-state", "", data, view)


def floor_marks(session: Session, actor: Actor) -> dict[str, list[str]]:
    """What *actor* asked and supports."""
    marks: dict[str, list[str]] = {}
    for question in queries.questions(session, actor.forum):
        if actor.wrote(question.id, question.author):
            marks.setdefault(keys.question_key(question.id), []).append("mine")
    for support in queries.all_support(session, actor.forum):
        if support.person == actor.author_of(f"support:{support.thing}"):
            marks.setdefault(f"{support.kind}:{support.thing}", []).append("supported")
    return marks


def _mark_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    marks = floor_marks(session, actor)
    yield Card(keys.MARKS, "mine", "4", {"marks": marks}, FloorMarksView(marks))


def _question_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for item in change.items:
        for room in (item_room(item), desk_room(item)):
            yield room, keys.question_key(change.id)
            yield room, keys.keeping_key(item)
    yield from _marks_touched(session, forum, change)


def _state_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(room, keys.keeping_key(change.id)) for room in (item_room(change.id), desk_room(change.id))]


def _marks_touched(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return [(me_room(person), keys.MARKS) for person in change.people]


def _person_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """Another name stands beside one's questions, where names do."""
    if programme.forum_of(session, forum).privacy == "named":
        for question in queries.asked_by(session, forum, change.people):
            for room in (item_room(question.item), desk_room(question.item)):
                yield room, keys.question_key(question.id)


def _mine(session: Session, actor: Actor, id: str) -> Mapping[str, Any]:
    return {"floor_marks": floor_marks(session, actor)}


def register(registry: Registry) -> None:
    """The kinds ``floor-question``, ``floor-state`` and ``mine-floor``, and what touches them."""
    registry.kind("floor-question", rooms=["item", "desk"], load=_question_cards, template="stage/_floor_question.html")
    registry.kind("floor-state", rooms=["item", "desk"], load=_state_cards, template="stage/_floor_state.html")
    registry.own("mine-floor", load=_mark_cards, template="stage/_floor_marks.html")
    registry.touches("floor-question", _question_touches)
    registry.touches("floor-state", _state_touches)
    registry.touches("support", _marks_touched)
    registry.touches("participant", _person_touches)
    registry.adds("mine", _mine)
