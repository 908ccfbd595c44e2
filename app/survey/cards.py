"""The surveys' cards: that one is open, how many responded, and what they say together. No card holds a response."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.kernel.language import N_
from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people import ways
from app.programme.keys import desk_room, forum_room, item_room
from app.programme.models import Item
from app.store.journal import Change
from app.survey import keys, queries, reading
from app.survey.reading import Line, MomentView, ResultsView, Words
from app.web.admission import Admissions, Facts
from app.web.registry import Card, Registry, Texts


def _views(session: Session, forum: str) -> list[MomentView]:
    return reading.moment_views(session, forum, reading.opened_whatever_the_day(session, forum))


@dataclass(frozen=True, slots=True)
class OpenView:
    """A survey that is open; ``since`` is a day that must have come, where it hangs on one."""

    survey: str
    title: dict[str, str]
    moment: str
    since: date | None


def _open_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    opened = reading.opened_whatever_the_day(session, forum)
    titles = {survey.id: survey.title for survey in queries.surveys(session, forum)}
    for moment in queries.moments(session, forum):
        key = keys.open_key(moment.survey, moment.name)
        here = room.kind == "forum" or moment.item == room.id
        if here and (moment.survey, moment.name) in opened and (wanted is None or key in wanted):
            view = OpenView(moment.survey, titles[moment.survey], moment.name, None if moment.held else moment.opens_on)
            since = view.since.isoformat() if view.since else None
            data = {"survey": view.survey, "moment": view.moment, "title": Texts(view.title), "from": since}
            yield Card(key, "now", "", data, view)


def count_data(view: MomentView) -> dict[str, Any]:
    """A moment in numbers as programs receive it."""
    return {
        "survey": view.survey,
        "moment": view.name,
        "open": view.open,
        "responses": view.responses,
        "people": view.people,
        "rate": view.rate,
    }


def _count_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for position, view in enumerate(_views(session, forum)):
        here = view.item == room.id if room.kind == "desk" else view.survey == room.id
        key = keys.count_key(view.survey, view.name)
        if here and (wanted is None or key in wanted):
            yield Card(key, "survey-counts", f"{position:04d}", count_data(view), view)


def line_data(line: Line, objective: str | None) -> dict[str, Any]:
    """A statement with its figures, as programs receive it, or the objective itself."""
    told = {
        name: asdict(figure) if figure else None for name, figure in (("before", line.before), ("after", line.after))
    }
    return {"id": line.id, "objective": objective, "text": Texts(line.text), **told}


def results_data(view: ResultsView) -> dict[str, Any]:
    """What the responses say together, as programs receive it."""
    return {
        "counted": view.counted,
        "objectives": [line_data(group.objective, group.key) for group in view.groups if group.objective],
        "statements": [line_data(line, group.key) for group in view.groups for line in group.statements],
    }


def _results_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for survey in queries.surveys(session, forum, [room.id]):
        view = reading.results(session, survey, reading.opened_whatever_the_day(session, forum))
        data = {"survey": survey.id, "title": Texts(survey.title), **results_data(view)}
        yield Card(keys.results_key(survey.id), "survey-results", "", data, view)


@dataclass(frozen=True, slots=True)
class WordsView:
    """What people wrote, once it may be told."""

    questions: tuple[Words, ...]


def words_data(questions: Iterable[Words]) -> list[dict[str, Any]]:
    """What people wrote as programs receive it."""
    return [{"question": one.id, "text": Texts(one.text), "said": list(one.said)} for one in questions]


def _words_cards(session: Session, forum: str, room: Room, wanted: Collection[str] | None) -> Iterable[Card]:
    for survey in queries.surveys(session, forum, [room.id]):
        view = WordsView(reading.words(session, survey, reading.opened_whatever_the_day(session, forum)))
        data = {"survey": survey.id, "words": words_data(view.questions)}
        yield Card(keys.words_key(survey.id), "survey-words", "", data, view)


def _touched(session: Session, forum: str, ids: Collection[str]) -> Iterable[tuple[Room, str]]:
    held = [moment for moment in queries.moments(session, forum) if moment.survey in ids]
    for moment in held:
        room, key = keys.survey_room(moment.survey), keys.open_key(moment.survey, moment.name)
        yield room, keys.results_key(moment.survey)
        yield room, keys.words_key(moment.survey)
        yield room, keys.count_key(moment.survey, moment.name)
        yield forum_room(forum), key
        if moment.item:
            yield item_room(moment.item), key
            yield desk_room(moment.item), keys.count_key(moment.survey, moment.name)


def _survey_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    return _touched(session, forum, [change.id])


def _phase_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    """An item opens its survey, or closes it; and as an ``after`` begins, its ``before`` is over."""
    return _touched(session, forum, {m.survey for m in queries.moments(session, forum) if m.item == change.id})


def _people_touches(session: Session, forum: str, change: Change) -> Iterable[tuple[Room, str]]:
    for moment in queries.moments(session, forum):
        key = keys.count_key(moment.survey, moment.name)
        yield keys.survey_room(moment.survey), key
        if moment.item:
            yield desk_room(moment.item), key


def _room_of_survey(session: Session, actor: Actor, room: Room) -> Facts | None:
    survey = next(iter(queries.surveys(session, actor.forum, [room.id])), None)
    if survey is None:
        return None
    items = [moment.item for moment in queries.moments(session, actor.forum, survey.id)]
    return Facts(next((item for item in items if may(actor, "hear:survey", item)), None))


def _section(session: Session, actor: Actor, item: str) -> dict[str, Any]:
    found = [view for view in _views(session, actor.forum) if view.item == item]
    return {"surveys": [{"id": view.survey, "moment": view.name, "open": view.open} for view in found]}


def _page(item: Item | None) -> str:
    return "" if item else "/surveys/results"


def register(registry: Registry, admissions: Admissions) -> None:
    """The surveys' cards, what touches them, who hears results, and the way to them."""
    registry.kind("survey-open", rooms=["forum", "item"], load=_open_cards, template="survey/_open.html")
    registry.kind("survey-count", rooms=["desk", "survey"], load=_count_cards, template="survey/_count.html")
    registry.kind("survey-results", rooms=["survey"], load=_results_cards, template="survey/_results.html")
    registry.kind("survey-words", rooms=["survey"], load=_words_cards, template="survey/_words.html")
    registry.touches("survey", _survey_touches)
    registry.touches("phase", _phase_touches)
    for thing in ("participant", "grant", "seat", "hall"):
        registry.touches(thing, _people_touches)
    registry.adds("item", _section)
    admissions.room("survey", _room_of_survey)
    ways.offer(registry, ways.Page("survey", N_("Survey results"), "survey:read", 4, _page))
