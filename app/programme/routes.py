"""Pages of the programme: what is on, and what an item is about."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.language import LANGUAGE_NAMES
from app.live.rooms import Room
from app.programme import keys, phases, queries
from app.programme.citations import CitedFramework, by_framework
from app.programme.models import Forum, Item, Question
from app.programme.now import close
from app.web.visit import Visit, visit

router = APIRouter(include_in_schema=False)


def _programme(session: Session, forum: str) -> tuple[Forum, frozenset[str]]:
    return queries.forum_of(session, forum), close(session, forum)


@router.get("/programme")
async def programme_page(visit: Visit = Depends(visit)) -> Response:
    """The forum's days; what is on stands out, live."""
    await visit.settle()
    actor = visit.member()
    forum, near = await visit.site.readers.run(_programme, actor.forum)
    room = keys.forum_room(actor.forum)
    return await visit.live_page(
        "programme/programme.html",
        "phone",
        [room, Room("me", actor.participant)],
        forum=forum,
        near=near,
        room=str(room),
        names=LANGUAGE_NAMES,
    )


class About(NamedTuple):
    """An item as its page shows it: what it asks, what it refers to, and for a plenary the items that it presents."""

    forum: Forum
    item: Item
    questions: Sequence[Question]
    frameworks: Sequence[CitedFramework]
    presented: Sequence[Item]


def _about(session: Session, forum_id: str, name: str) -> About:
    item = queries.item_of(session, forum_id, name)
    return About(
        queries.forum_of(session, forum_id),
        item,
        queries.questions(session, forum_id, item.id),
        by_framework(session, forum_id, item.references),
        queries.presented(session, item),
    )


def _link_of_the_day(forum: Forum, day: date) -> str | None:
    """The video link of everything on *day*; where it has none of its own, the forum's."""
    days = {held["date"]: held.get("link") for held in forum.details.get("days", ())}
    link: str | None = days.get(day.isoformat()) or forum.details.get("link")
    return link


def _template(item: Item) -> str:
    if item.presents:
        return "programme/plenary.html"
    return "programme/floor.html" if phases.opens(item.technique, "question") else "programme/briefing.html"


@router.get("/items/{name}")
async def item_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """What an item is about: background, guiding questions and references, in the reader's language; a plenary shows the key
    findings that are presented.
    """
    await visit.settle()
    actor = visit.member()
    about = await visit.site.readers.run(_about, actor.forum, name)
    item = about.item
    homes = [keys.item_room(home.id) for home in about.presented]
    return await visit.live_page(
        _template(item),
        "phone",
        [keys.item_room(item.id), keys.forum_room(actor.forum), Room("me", actor.participant), *homes],
        **about._asdict(),
        all_day=_link_of_the_day(about.forum, item.day),
        names=LANGUAGE_NAMES,
    )
