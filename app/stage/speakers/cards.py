"""The cards of the list of speakers: everybody's, the moderator's, and on a phone when it is one's own turn."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people.keys import me_room
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import item_room
from app.stage.speakers import keys, queries, rules
from app.stage.speakers.views import SpeakerView, heard_before, list_data, list_view, speaker_data
from app.store.journal import Change
from app.web.registry import Card, Registry


@dataclass(frozen=True, slots=True)
class MyTurnView:
    """When it is one's turn: (entry, its place among those who wait; 0 while they speak)."""

    item: str
    number: str
    entries: tuple[tuple[SpeakerView, int], ...]
    paused: bool


@dataclass(frozen=True, slots=True)
class HeardView:
    """Marks by card key, for whoever gives the floor: ``first``, ``once``, ``twice`` or ``often`` heard."""

    marks: dict[str, list[str]]


_HEARD: Final = ("first", "once", "twice", "often")


def _speaker_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in programme.items(session, forum, [room.id]):
        view = list_view(session, item)
        for one in (view.speaking, *view.waiting):
            if one is not None and (wanted is None or keys.speaker_key(one.id) in wanted):
                order = f"{0 if one.state == 'speaking' else 1}:{one.place:05d}"
                yield Card(keys.speaker_key(one.id), "speakers", order, speaker_data(one), one)


def _state_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in programme.items(session, forum, [room.id]):
        if phases.opens(item.technique, "speak"):
            view = list_view(session, item)
            yield Card(keys.state_key(item.id), "speakers-state", "", list_data(view), view)


def _turn_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    asked = queries.asked_by(session, actor.forum, actor.participant)
    for item in programme.items(session, actor.forum, {one.item for one in asked}) if asked else ():
        view = list_view(session, item)
        places = {one.id: place for place, one in enumerate(view.waiting, 1)}
        own = {one.id for one in asked}
        entries = tuple(
            (one, places.get(one.id, 0)) for one in (view.speaking, *view.waiting) if one is not None and one.id in own
        )
        key = keys.turn_key(item.id)
        if entries and (wanted is None or key in wanted):
            data = {"item": item.id, "places": {one.id: place for one, place in entries}}
            yield Card(key, keys.turn_list(item.id), "", data, MyTurnView(item.id, item.number, entries, view.paused))


def _heard_cards(session: Session, actor: Actor, wanted: Collection[str] | None) -> Iterable[Card]:
    for item in programme.items(session, actor.forum, queries.items_listed(session, actor.forum)):
        key = keys.heard_key(item.id)
        if may(actor, "speaker:run", item.id) and (wanted is None or key in wanted):
            heard = heard_before(session, item)
            marks = {keys.speaker_key(id_): [_HEARD[min(times, 3)]] for id_, times in heard.items()}
            yield Card(key, "mine", "7", {"marks": marks}, HeardView(marks))


def _speaker_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """One entry's change moves everybody's place behind it, and says something of whoever speaks for the same delegation."""
    for item in change.items:
        yield item_room(item), keys.speaker_key(change.id)
        yield from _list_touches(session, forum, item, change.people)
        for person in queries.who_run(session, forum, item):
            yield me_room(person), keys.heard_key(item)


def _state_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return _list_touches(session, forum, change.id, change.people)


def _list_touches(session: Session, forum: str, item: str, people: Collection[str]) -> Iterable[tuple[Room, str]]:
    yield item_room(item), keys.state_key(item)
    for found in programme.items(session, forum, [item]):
        live = [one for one in queries.listed(session, found) if one.state in rules.LIVE]
        for person in {*people, *(one.participant for one in live if one.participant)}:
            yield me_room(person), keys.turn_key(item)


def _grant_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    items = queries.items_listed(session, forum)
    return [(me_room(person), keys.heard_key(item)) for person in change.people for item in items]


def register(registry: Registry) -> None:
    """The kinds ``speaker``, ``speakers-state``, ``my-turn`` and ``heard``, and what touches them."""
    registry.kind("speaker", rooms=["item"], load=_speaker_cards, template="stage/_speaker.html")
    registry.kind("speakers-state", rooms=["item"], load=_state_cards, template="stage/_speakers_state.html")
    registry.own("my-turn", load=_turn_cards, template="stage/_my_turn.html")
    registry.own("heard", load=_heard_cards, template="stage/_floor_marks.html")
    registry.touches("speaker", _speaker_touches)
    registry.touches("grant", _grant_touches)
    registry.touches("speakers", _state_touches)
