"""The desk's page: what every table needs, what the room sees, and the time."""

from collections.abc import Sequence
from typing import NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.roles import Actor, may
from app.live.rooms import Room
from app.people.keys import me_room
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import desk_room, forum_room, item_room, presented_list, work_room
from app.programme.models import Forum, Item
from app.programme.rules import relations_of_notes
from app.stage import queries
from app.stage.choosing import may_show
from app.stage.keys import screen_room
from app.tables.desk_routes import MORE_SECONDS
from app.web.visit import Visit, visit

router = APIRouter(include_in_schema=False)


class Desk(NamedTuple):
    """An item at its desk: the screen it is on, for a plenary the items that it presents, and whose nameplates there are."""

    forum: Forum
    item: Item
    screen: str
    presented: Sequence[Item]
    roster: Sequence[Delegation]


def _desk(session: Session, actor: Actor, name: str) -> Desk:
    forum, item = programme.forum_of(session, actor.forum), programme.item_of(session, actor.forum, name)
    screen = queries.screens_following(session, forum, item)[0]
    roster = delegations(session, forum.id) if phases.opens(item.technique, "speak") else ()
    return Desk(forum, item, screen, programme.heard_in_turn(session, item), roster)


def _read_at(actor: Actor, plenary: Item, home: Item) -> tuple[Room, str]:
    """In which room's list *actor* reads the results of *home* at the plenary's desk: rapporteurs their own with all
    drafts, who may show them what was shared, everybody else what was shown. Of a dialogue who may present initiatives
    reads all of them.
    """
    if phases.opens(home.technique, "initiative"):
        presents = may(actor, "initiative:present", plenary.id)
        return (desk_room(plenary.id), presented_list(home.id)) if presents else (item_room(home.id), "initiatives")
    if may(actor, "hear:work", home.id):
        return work_room(home.id), "key-findings"
    if may(actor, "key-finding:show", plenary.id):
        return desk_room(plenary.id), presented_list(home.id)
    return item_room(home.id), "key-findings"


def _template(item: Item, presented: Sequence[Item]) -> str:
    if presented:
        return "stage/plenary.html"
    if phases.opens(item.technique, "talk"):
        return "stage/panel.html"
    return "stage/podium.html" if phases.opens(item.technique, "question") else "stage/desk.html"


@router.get("/items/{name}/desk")
async def desk_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The facilitator's desk; rapporteur and observer may look over their shoulder. A plenary's is its rapporteurs' too."""
    await visit.settle()
    actor = visit.member()
    forum, item, screen, presented, roster = await visit.site.readers.run(_desk, actor, name)
    homes = [(home, *_read_at(actor, item, home)) for home in presented]
    rooms = [
        item_room(item.id),
        desk_room(item.id),
        forum_room(forum.id),
        me_room(actor.participant),
        screen_room(screen),
        *dict.fromkeys(room for _, room, _ in homes if room != desk_room(item.id)),
    ]
    return await visit.live_page(
        _template(item, presented),
        "desk",
        rooms,
        forum=forum,
        item=item,
        screen=screen,
        runs=may(actor, "item:run", item.id),
        shows=may_show(actor, [item, *presented]),
        homes=[(home, str(room), name) for home, room, name in homes],
        minutes=MORE_SECONDS // 60,
        roster=roster,
        notes=may(actor, "note:write", item.id, relations_of_notes(actor, item.id, item.technique)),
        brings=may(actor, "slides:hold", item.id),
    )
