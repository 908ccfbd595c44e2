"""The programme as a calendar file (RFC 5545), in the forum's own time zone and one language.

An entry keeps its UID for good and counts its SEQUENCE by the forum's seq when its times last moved, so that a calendar
that reads the file again moves what it holds and adds nothing twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from sqlmodel import Session

from app.kernel.ids import is_code, normalise_code
from app.kernel.language import text_in
from app.kernel.roles import Actor
from app.kernel.text import web_address
from app.programme import queries
from app.programme.models import Forum, Item

REFRESH: Final = timedelta(minutes=15)
"""How often a calendar that subscribes is asked to look again."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a calendar file holds: a forum, some of its items, and their guiding questions."""

    forum: Forum
    items: Sequence[Item]
    questions: Mapping[str, Sequence[dict[str, str]]]


def entries(session: Session, actor: Actor | None, code: str, name: str | None) -> Entries:
    """All items, or the one of that name, for a member or for whoever has the join code: calendars hold no pass.

    Raises ``no_such_forum`` and ``no_such_item`` (404).
    """
    typed = normalise_code(code)
    if actor is not None:
        forum = queries.forum_of(session, actor.forum)
    elif (found := queries.open_forum_by_code(session, typed if is_code(typed) else "-")) is not None:
        forum = found
    else:
        raise queries.no_such_forum()
    items = queries.items(session, forum.id) if name is None else [queries.item_of(session, forum.id, name)]
    texts: dict[str, list[dict[str, str]]] = {}
    for item in items:
        texts[item.id] = [question.text for question in queries.questions(session, forum.id, item.id)]
    return Entries(forum, items, texts)


def calendar_file(found: Entries, language: str, address: str, now: datetime) -> bytes:
    """The file. *address* is where phones reach this server: each entry leads to its item's page."""
    forum = found.forum
    calendar = Calendar()
    calendar.add("prodid", "-//Sobremesa//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    title = text_in(forum.title, language)
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for item in found.items:
        calendar.add_component(_event(forum, item, found.questions[item.id], language, address, now))
    calendar.add_missing_timezones(forum.starts_on - timedelta(days=400), forum.ends_on + timedelta(days=400))
    written: bytes = calendar.to_ical()
    return written


def _event(
    forum: Forum, item: Item, questions: Sequence[dict[str, str]], language: str, address: str, now: datetime
) -> Event:
    zone = ZoneInfo(forum.timezone)
    starts = item.starts.astimezone(zone)
    event = Event()
    event.add("uid", f"{item.id}@sobremesa")
    event.add("sequence", item.moved)
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=item.minutes))
    event.add("summary", f"{item.number} · {text_in(item.title, language)}")
    where = [text_in(item.details.get("place"), language), text_in(forum.details.get("venue"), language)]
    if any(where):
        event.add("location", ", ".join(filter(None, where)))
    asked = [f"{n}. {text_in(text, language)}" for n, text in enumerate(questions, 1)]
    about = [text_in(item.background, language), "\n".join(asked), web_address(item.link)]
    if any(about):
        event.add("description", "\n\n".join(filter(None, about)))
    event.add("url", f"{address}/items/{item.number}")
    return event
