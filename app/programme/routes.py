"""Pages of the programme: what is on, and what an item is about."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.language import LANGUAGE_NAMES
from app.kernel.roles import ROLE_NAMES
from app.live.rooms import Room
from app.programme import keys, phases, queries
from app.programme.cards import AgendaView, agenda_view
from app.programme.citations import CitedFramework, by_framework
from app.programme.documents import Reading, documents
from app.programme.floor_commands import GiveFloor
from app.programme.models import Forum, Item, Question
from app.programme.now import close
from app.programme.pictures.views import LogoView, logo_views
from app.programme.running_order import Speaks, speakers
from app.web.qr import qr_code
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


def _programme(session: Session, forum_id: str) -> tuple[Forum, frozenset[str], list[LogoView]]:
    forum = queries.forum_of(session, forum_id)
    return forum, close(session, forum_id), logo_views(session, forum)


@router.get("/programme")
async def programme_page(visit: Visit = Depends(visit)) -> Response:
    """The forum's days; what is on stands out, live."""
    await visit.settle()
    actor = visit.member()
    forum, near, logos = await visit.site.readers.run(_programme, actor.forum)
    room = keys.forum_room(actor.forum)
    return await visit.live_page(
        "programme/programme.html",
        "phone",
        [room, Room("me", actor.participant)],
        forum=forum,
        documents=documents(forum.details),
        logos=logos,
        near=near,
        room=str(room),
        names=LANGUAGE_NAMES,
    )


class PrintedDay(NamedTuple):
    """A day of the printed programme: its title by language, and its items with who speaks in each."""

    title: dict[str, str]
    rows: list[tuple[AgendaView, tuple[Speaks, ...]]]


def _printed(session: Session, forum_id: str) -> tuple[Forum, list[PrintedDay], list[LogoView]]:
    forum = queries.forum_of(session, forum_id)
    titles = {held["date"]: held.get("title") or {} for held in forum.details.get("days", ())}
    days: dict[str, PrintedDay] = {}
    for item in queries.items(session, forum_id):
        name = item.day.isoformat()
        day = days.setdefault(name, PrintedDay(titles.get(name, {}), []))
        day.rows.append((agenda_view(item, forum.timezone), speakers(forum, item)))
    return forum, list(days.values()), logo_views(session, forum)


@router.get("/programme/print")
async def printed_programme(visit: Visit = Depends(visit)) -> Response:
    """The programme on paper, as it is now: one sheet for each day."""
    await visit.settle()
    forum, days, logos = await visit.site.readers.run(_printed, visit.member().forum)
    at = visit.site.now().astimezone(ZoneInfo(forum.timezone))
    address = visit.reached_at.partition("://")[2]
    join = qr_code(f"{visit.reached_at}/join/{forum.code}")
    shown: dict[str, Any] = {"forum": forum, "days": days, "logos": logos}
    return visit.page("programme/print.html", **shown, at=at, address=address, join=join)


class About(NamedTuple):
    """An item as its page shows it: what it asks, what it refers to, what there is to read, who does what, and for a plenary
    the items that it presents.
    """

    forum: Forum
    item: Item
    questions: Sequence[Question]
    frameworks: Sequence[CitedFramework]
    presented: Sequence[Item]
    asked: bool
    documents: Sequence[Reading]
    holders: Sequence[tuple[str, dict[str, str]]]


def _about(session: Session, forum_id: str, name: str) -> About:
    item = queries.item_of(session, forum_id, name)
    questions = queries.questions(session, forum_id, item.id)
    return About(
        queries.forum_of(session, forum_id),
        item,
        questions,
        by_framework(session, forum_id, item.references),
        queries.heard_in_turn(session, item),
        bool(questions) or any(expert.get("questions") for expert in item.details.get("experts") or ()),
        documents(item.details),
        _holders(item),
    )


def _holders(item: Item) -> list[tuple[str, dict[str, str]]]:
    """Who does what, as the programme names them; a presenter who is named among the speakers stands there."""
    speak = [held.get("name") for held in item.details.get("speakers") or ()]
    held = [role for role in item.details.get("roles") or () if role.get("name") and role["name"] not in speak]
    return [(ROLE_NAMES[role["role"]], role["name"]) for role in held]


def _link_of_the_day(forum: Forum, day: date) -> str | None:
    """The video link of everything on *day*; where it has none of its own, the forum's."""
    days = {held["date"]: held.get("link") for held in forum.details.get("days", ())}
    link: str | None = days.get(day.isoformat()) or forum.details.get("link")
    return link


def _template(item: Item) -> str:
    if item.presents and phases.opens(item.technique, "follow"):
        return "programme/plenary.html"
    return "programme/floor.html" if phases.opens(item.technique, "question") else "programme/briefing.html"


@router.get("/items/{name}")
async def item_page(name: str, visit: Visit = Depends(visit), order: str = "") -> Response:
    """What an item is about: background, guiding questions and references, in the reader's language; a plenary shows the key
    findings that are presented. Questions from the floor stand in an ``order``: the newest first, or ``supported``.
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
        order=order,
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
