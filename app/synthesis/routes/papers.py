"""What comes out of the workbench: the speaking note for the lectern, the session brief on one page, the booth."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import HTMLResponse, Response

from app.kernel.refusals import Sentence
from app.kernel.roles import Actor, may, require
from app.people import queries as people
from app.people.keys import me_room
from app.people.models import Delegation
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import forum_room, item_room, work_room
from app.programme.models import Forum, Item, Question
from app.stage import queries as stage
from app.stage.keys import screen_room
from app.synthesis import queries
from app.synthesis.papers import brief_for, note_for
from app.synthesis.speaking import Brief, SpeakingNote, Spoken, reading_seconds, words_in
from app.web.visit import Visit, visit

router = APIRouter()


class Paragraph(NamedTuple):
    """A paragraph of the speaking note, with the key finding's number if it is one, and how many seconds in it begins."""

    said: Spoken
    number: int
    starts: int


@dataclass(frozen=True, slots=True)
class Lectern:
    """A speaking note as it lies on the lectern. ``shown`` changes with any of its words; ``back`` is the reader's page."""

    forum: Forum
    item: Item
    note: SpeakingNote
    paragraphs: tuple[Paragraph, ...]
    shown: str
    back: str
    at_work: bool


def _paragraphs(note: SpeakingNote) -> tuple[Paragraph, ...]:
    found, number, words = [], 0, 0
    for said in note.paragraphs:
        number += bool(said.key_finding)
        found.append(Paragraph(said, number if said.key_finding else 0, reading_seconds(words)))
        words += words_in(said.text)
    return tuple(found)


def _page_of(actor: Actor, item: Item) -> str:
    """The page of an item where a reader of its papers works."""
    if may(actor, "hear:work", item.id):
        return "workbench"
    return "booth" if may(actor, "open:booth", item.id) else "desk"


def _lectern(session: Session, visit: Visit, name: str) -> Lectern:
    actor = visit.member()
    item = programme.item_of(session, actor.forum, name)
    require(actor, "speaking-note:read", item.id)

    def say(sentence: Sentence) -> str:
        return visit.site.catalogues.say(sentence, visit.language)

    note = note_for(session, actor, item, visit.language, say)
    shown = hashlib.sha256("\n".join(said.text for said in note.paragraphs).encode()).hexdigest()[:12]
    back = _page_of(actor, item)
    return Lectern(
        programme.forum_of(session, actor.forum), item, note, _paragraphs(note), shown, back, back == "workbench"
    )


@router.get("/items/{name}/speaking-note")
async def speaking_note_page(name: str, visit: Visit = Depends(visit), only: str = "", shown: str = "") -> Response:
    """What is read aloud in the plenary, large, with its reading time. ``only=time`` is that time for the workbench's line;
    with ``shown`` the page asks whether it still says what stands.
    """
    await visit.settle()
    at = await visit.site.readers.run(_lectern, visit, name)
    if only == "time":
        return visit.page("synthesis/_time.html", seconds=at.note.seconds)
    if shown:
        return HTMLResponse("") if shown == at.shown else visit.page("synthesis/_newer.html", at=at)
    rooms = [me_room(visit.member().participant), item_room(at.item.id)]
    if at.at_work:
        rooms.append(work_room(at.item.id))
    return await visit.live_page("synthesis/speaking_note.html", "booth", rooms, at=at, item=at.item)


def _brief(session: Session, actor: Actor, name: str, language: str) -> tuple[Forum, Item, Brief, str]:
    item = programme.item_of(session, actor.forum, name)
    require(actor, "coverage:read", item.id)
    forum = programme.forum_of(session, actor.forum)
    return forum, item, brief_for(session, actor, item, language), _page_of(actor, item)


@router.get("/items/{name}/brief")
async def brief_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The session on one A4 page."""
    await visit.settle()
    forum, item, brief, back = await visit.site.readers.run(_brief, visit.member(), name, visit.language)
    return visit.page("synthesis/brief.html", forum=forum, item=item, brief=brief, back=back)


@dataclass(frozen=True, slots=True)
class Booth:
    """An item from the booth. ``at`` is where one speaks of it now, a plenary that presents it or itself, and ``screen``
    where that would be seen. What was sent of ``homes`` is read aloud here, what was sent of ``others`` is not.
    ``names`` and ``delegations`` are to pronounce; ``day`` are the items of its day.
    """

    forum: Forum
    item: Item
    at: Item
    screen: str
    homes: Sequence[Item]
    others: Sequence[Item]
    questions: Sequence[Question]
    names: Sequence[Mapping[str, str]]
    delegations: Sequence[Delegation]
    day: Sequence[Item]
    interprets: bool

    def clock(self, item: Item) -> datetime:
        """When an item starts, in the forum's own zone."""
        return item.starts.astimezone(ZoneInfo(self.forum.timezone))

    @property
    def awaits(self) -> bool:
        """Whether key findings are read aloud here at all, the item's own or those that it presents."""
        return any(phases.opens(home.technique, "key_finding") for home in self.homes)

    @property
    def reads(self) -> bool:
        """Whether the item has key findings of its own that are read aloud."""
        return phases.opens(self.item.technique, "key_finding")


def _names(item: Item) -> list[Mapping[str, str]]:
    """How those who speak by the programme are called, with their functions."""
    found = [one.get(field) for one in item.details.get("experts", ()) for field in ("name", "function", "topic")]
    return [text for text in found if text]


def _booth(session: Session, actor: Actor, name: str) -> Booth:
    forum, item = programme.forum_of(session, actor.forum), programme.item_of(session, actor.forum, name)
    require(actor, "open:booth", item.id)
    at = queries.presented_in(session, item)
    mine = [one for one in programme.items(session, forum.id) if may(actor, "open:booth", one.id)]
    homes = [one for one in mine if one.number in item.presents] or [item]
    return Booth(
        forum,
        item,
        at,
        stage.screens_following(session, forum, at)[0],
        homes,
        [one for one in reversed(mine) if one not in homes],
        programme.questions(session, forum.id, item.id),
        _names(item),
        people.delegations(session, forum.id),
        [one for one in mine if one.day == item.day],
        may(actor, "slower:ask", at.id),
    )


@router.get("/items/{name}/booth")
async def booth_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """For who interprets or translates: what will be read aloud before it is, what is on the wall, and names."""
    await visit.settle()
    actor = visit.member()
    booth = await visit.site.readers.run(_booth, actor, name)
    rooms = [
        me_room(actor.participant),
        *dict.fromkeys((item_room(booth.item.id), item_room(booth.at.id))),
        forum_room(booth.forum.id),
        screen_room(booth.screen),
    ]
    return await visit.live_page("synthesis/booth.html", "booth", rooms, booth=booth, item=booth.item)
