"""Pages of registration: checking people in, badges on paper, and the participants' list."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, require
from app.people import checking_in, keys, queries, roster
from app.people.listing import ParticipantsList, participants_list
from app.people.models import Delegation
from app.people.roster import Person
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.store.work import Command
from app.web.admission import Admissions
from app.web.qr import qr_code
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)

TYPED = ("name", "affiliation", "delegation", "language")


@dataclass(frozen=True, slots=True)
class Reception:
    """Where people are checked in: the registration, and what one may say of somebody who comes."""

    forum: Forum
    item: Item
    delegations: Sequence[Delegation]
    affiliations: Sequence[dict[str, str]]


def _reception(session: Session, admission: Admissions, actor: Actor, name: str) -> Reception:
    item = programme.item_of(session, actor.forum, name)
    admission.require(session, actor, [keys.roster_room(item.id)])
    forum = programme.forum_of(session, actor.forum)
    return Reception(forum, item, queries.delegations(session, forum.id), tuple(forum.details.get("affiliations", ())))


@router.get("/items/{name}/check-in")
async def check_in_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The roster with who has come, live, and somebody without a phone put on it."""
    await visit.settle()
    return await _check_in_page(visit, name, {}, None)


async def _check_in_page(visit: Visit, name: str, typed: dict[str, str], refusal: Refusal | None) -> Response:
    actor = visit.member()
    found = await visit.site.readers.run(_reception, visit.site.admission, actor, name)
    room = keys.roster_room(found.item.id)
    response = await visit.live_page(
        "people/check_in.html",
        "desk",
        [room, keys.me_room(actor.participant)],
        at=found,
        item=found.item,
        forum=found.forum,
        room=str(room),
        typed=typed,
        fault=visit.say(refusal) if refusal else "",
        names=LANGUAGE_NAMES,
    )
    response.status_code = refusal.status if refusal else 200
    return response


def _wish(name: str, action: str, typed: dict[str, str], person: str, sent: str | None) -> Command:
    """What a posted form wishes of the roster."""
    if action == "arrived":
        return checking_in.CheckIn(name, person, sent)
    if action == "undo":
        return checking_in.CheckOut(name, person or None, sent)
    if action == "strike":
        return checking_in.StrikeOff(name, person, sent)
    return checking_in.Register(
        name,
        typed["name"],
        typed["affiliation"],
        typed["delegation"] or None,
        typed["language"],
        action != "list",
        sent,
    )


@router.post("/items/{name}/check-in")
async def post_check_in(name: str, visit: Visit = Depends(visit)) -> Response:
    """Somebody has come, or has not after all; somebody is put on the roster. A refusal keeps what was typed."""
    form = await visit.form()
    typed = {field: field_text(form, field) for field in TYPED}
    action, person = field_text(form, "action"), field_text(form, "person")
    try:
        done = await visit.run(_wish(name, action, typed, person, field_id(form)))
    except Refusal as refusal:
        if visit.request.headers.get("hx-request") or refusal.status in (401, 403, 404):
            raise
        return await _check_in_page(visit, name, typed, refusal)
    return visit.back_to(f"/items/{name}/check-in", done)


@router.post("/items/{name}/arrived")
async def post_arrived(name: str, visit: Visit = Depends(visit)) -> Response:
    """I have come."""
    form = await visit.form()
    done = await visit.run(checking_in.CheckIn(name, "me", field_id(form)))
    return visit.back_to(f"/items/{name}", done)


def _badges(
    session: Session, admission: Admissions, actor: Actor, name: str, only: str
) -> tuple[Reception, list[Person]]:
    found = _reception(session, admission, actor, name)
    rows = [p for p in roster.people(session, actor.forum, found.item, [only] if only else None) if p.name]
    return found, sorted(rows, key=lambda person: (person.order, person.id))


@router.get("/items/{name}/badges")
async def badges_page(name: str, visit: Visit = Depends(visit), person: str = "", blank: str = "") -> Response:
    """Badges on paper, eight on a sheet: of everybody who has a name, of one person, or blank to write on."""
    await visit.settle()
    found, rows = await visit.site.readers.run(_badges, visit.site.admission, visit.member(), name, person[:80])
    return visit.page(
        "people/badges.html",
        item=found.item,
        forum=found.forum,
        people=[] if blank else rows,
        blank=bool(blank) or found.forum.privacy == "anonymous",
        join=qr_code(f"{visit.reached_at}/join/{found.forum.code}"),
    )


def _participants(session: Session, actor: Actor) -> tuple[Forum, ParticipantsList]:
    require(actor, "hear:forum")
    return programme.forum_of(session, actor.forum), participants_list(session, actor.forum)


@router.get("/participants")
async def participants_page(visit: Visit = Depends(visit)) -> Response:
    """Who takes part, as the forum's privacy allows."""
    await visit.settle()
    forum, listed = await visit.site.readers.run(_participants, visit.member())
    return visit.page("people/participants.html", forum=forum, listed=listed)
