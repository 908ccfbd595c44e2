"""Pages of the programme: what is on, and what an item is about."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.language import LANGUAGE_NAMES
from app.kernel.roles import ROLE_NAMES
from app.live.rooms import Room
from app.programme import keys, phases, queries
from app.programme.citations import CitedFramework, by_framework
from app.programme.documents import Reading, documents
from app.programme.floor_commands import GiveFloor
from app.programme.models import Forum, Item, Question
from app.programme.now import close
from app.web.visit import Visit, field_id, field_text, visit

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
        documents=documents(forum.details),
        near=near,
        room=str(room),
        names=LANGUAGE_NAMES,
    )


class About(NamedTuple):
    """An item as its page shows it: what it asks, what it refers to, what there is to read, who does what, and for a plenary
    the items that it presents.
    """

    forum: Forum
    item: Item
    questions: Sequence[Question]
    frameworks: Sequence[CitedFramework]
    presented: Sequence[Item]
    documents: Sequence[Reading]
    holders: Sequence[tuple[str, dict[str, str]]]


def _about(session: Session, forum_id: str, name: str) -> About:
    item = queries.item_of(session, forum_id, name)
    return About(
        queries.forum_of(session, forum_id),
        item,
        queries.questions(session, forum_id, item.id),
        by_framework(session, forum_id, item.references),
        queries.presented(session, item),
        documents(item.details),
        [(ROLE_NAMES[held["role"]], held["name"]) for held in item.details.get("roles", ()) if held.get("name")],
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


def _place(typed: str) -> int | None:
    return int(typed) if typed.removeprefix("-").isdecimal() and len(typed) < 5 else None


@router.post("/items/{name}/running-order")
async def post_running_order(name: str, visit: Visit = Depends(visit)) -> Response:
    """The desk gives the floor to the next speaker, or to any."""
    form = await visit.form()
    speaker, seen = _place(field_text(form, "speaker")), _place(field_text(form, "from"))
    done = await visit.run(GiveFloor(name, field_text(form, "action"), speaker, seen, field_id(form)))
    return visit.back_to(f"/items/{name}/desk", done)
