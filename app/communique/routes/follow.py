"""The text on a phone: delegations follow it as it is drafted, everybody once the chair has opened it."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.communique import keys, queries, rules
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.roles import Actor, may
from app.people.keys import me_room
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme.keys import item_room
from app.programme.models import Item
from app.web.visit import Visit, visit

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Followed:
    """A text on a phone. ``mine`` are the delegations that the visitor speaks for; ``room``: the drafting room is theirs."""

    item: Item
    mine: tuple[Delegation, ...]
    room: bool


def _followed(session: Session, actor: Actor, name: str) -> Followed:
    item = queries.drafting_item(session, actor.forum, name)
    mine = tuple(d for d in delegations(session, actor.forum) if d.id in actor.speaks_for)
    return Followed(item, mine, may(actor, "open:drafting", item.id))


@router.get("/items/{name}/communique")
async def communique_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The text as it stands now."""
    await visit.settle()
    actor = visit.member()
    followed = await visit.site.readers.run(_followed, actor, name)
    item = followed.item
    rooms = [item_room(item.id), keys.communique_room(item.id), me_room(actor.participant)]
    return await visit.live_page(
        "communique/follow.html",
        "phone",
        rooms,
        followed=followed,
        item=item,
        sections=rules.SECTION_NAMES,
        names=LANGUAGE_NAMES,
    )
