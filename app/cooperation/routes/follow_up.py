"""The follow-up list by date, and one initiative with all that belongs to it, where delegations say where they stand."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.cooperation import queries, rules
from app.cooperation.cards.initiatives import InitiativeView, initiative_view, shelf_of
from app.cooperation.commands.presenting import SetStanding
from app.cooperation.reading import readable
from app.kernel.ids import parse_id
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.roles import Actor, may
from app.people.keys import me_room
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme import queries as programme
from app.programme.keys import forum_room
from app.programme.models import Forum, Item
from app.sources.rules import Thing
from app.sources.walk import Node, walk
from app.web.registry import Registry
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


@router.get("/initiatives")
async def follow_up_page(visit: Visit = Depends(visit)) -> Response:
    """What was presented, by date: who leads, who is in, what the first step is."""
    await visit.settle()
    actor = visit.member()
    forum = await visit.site.readers.run(programme.forum_of, actor.forum)
    rooms = [forum_room(actor.forum), me_room(actor.participant)]
    return await visit.live_page("cooperation/follow_up.html", "phone", rooms, forum=forum, names=LANGUAGE_NAMES)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One initiative. ``stands`` are the delegations that the visitor speaks for, with where each stands now, or nothing.

    ``node`` is what it was drawn from, as far as the visitor may read that.
    """

    forum: Forum
    item: Item
    view: InitiativeView
    stands: tuple[tuple[Delegation, str], ...]
    node: Node


def _sheet(registry: Registry, session: Session, actor: Actor, id: str) -> Sheet:
    found = queries.initiative_of(session, actor.forum, id)
    if not readable(session, actor, found):
        raise rules.no_such_initiative()
    held = queries.partners(session, actor.forum, [found.id]).get(found.id, {})
    own = [d for d in delegations(session, actor.forum) if d.id in actor.speaks_for]
    if not may(actor, "partner:stand", found.item, ["delegation"]):
        own = []
    return Sheet(
        programme.forum_of(session, actor.forum),
        programme.item_of(session, actor.forum, found.item),
        initiative_view(shelf_of(session, actor.forum, [found]), found),
        tuple((d, held[d.id].standing if d.id in held else "") for d in own),
        walk(registry, session, actor, Thing("initiative", found.id)),
    )


@router.get("/initiatives/{initiative}")
async def initiative_page(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """One initiative, what it was drawn from, and for a delegation's own link where it stands."""
    await visit.settle()
    registry, actor, id_ = visit.site.registry, visit.member(), parse_id(initiative)
    sheet = await visit.site.readers.run(lambda session: _sheet(registry, session, actor, id_))
    return visit.page(
        "cooperation/initiative.html", sheet=sheet, item=sheet.item, standings=rules.STANDINGS, names=LANGUAGE_NAMES
    )


@router.post("/initiatives/{initiative}/standing")
async def post_standing(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """Where my delegation stands; the same again takes it back."""
    form, actor, id_ = await visit.form(), visit.member(), parse_id(initiative)
    delegation = field_text(form, "delegation") or next(iter(sorted(actor.speaks_for)), "")
    wished: str | None = field_text(form, "standing") or None
    if field_text(form, "toggles"):
        held = await visit.site.readers.run(queries.partner_of, actor.forum, id_, delegation)
        wished = None if held is not None and held.standing == wished else wished
    done = await visit.run(SetStanding(id_, delegation, wished, field_id(form)))
    return visit.back_to(f"/initiatives/{id_}", done)
