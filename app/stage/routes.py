"""The desk's page: what every table needs, what the room sees, and the time."""

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.roles import Actor
from app.people.keys import me_room
from app.programme import queries as programme
from app.programme.keys import desk_room, forum_room, item_room
from app.programme.models import Forum, Item
from app.stage import queries
from app.stage.keys import screen_room
from app.tables.desk_routes import MORE_SECONDS
from app.web.visit import Visit, visit

router = APIRouter(include_in_schema=False)


def _item(session: Session, actor: Actor, name: str) -> tuple[Forum, Item, str]:
    forum, item = programme.forum_of(session, actor.forum), programme.item_of(session, actor.forum, name)
    return forum, item, queries.screens_following(session, forum, item)[0]


@router.get("/items/{name}/desk")
async def desk_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The facilitator's desk; rapporteur and observer may look over their shoulder."""
    await visit.settle()
    actor = visit.member()
    forum, item, screen = await visit.site.readers.run(_item, actor, name)
    rooms = [
        item_room(item.id),
        desk_room(item.id),
        forum_room(forum.id),
        me_room(actor.participant),
        screen_room(screen),
    ]
    return await visit.live_page(
        "stage/desk.html", "desk", rooms, forum=forum, item=item, screen=screen, minutes=MORE_SECONDS // 60
    )
