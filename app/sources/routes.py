"""Where does this come from, as a page: down to the tables' words, and up to what became of them."""

from typing import NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.roles import Actor
from app.programme import queries as programme
from app.programme.models import Item
from app.sources.rules import Thing
from app.sources.walk import ORIGINS, Node, walk
from app.web.addresses import came_from
from app.web.registry import Registry
from app.web.visit import Visit, visit

router = APIRouter(include_in_schema=False)


class Origins(NamedTuple):
    """A thing with all around it, and the forum's items by id."""

    node: Node
    items: dict[str, Item]


def _origins(session: Session, registry: Registry, actor: Actor, thing: Thing) -> Origins:
    node = walk(registry, session, actor, thing)
    return Origins(node, {item.id: item for item in programme.items(session, actor.forum)})


@router.get("/sources/{kind}/{thing}")
async def sources_page(kind: str, thing: str, visit: Visit = Depends(visit)) -> Response:
    """The tree of a made thing, as far as the reader may read: the same as over JSON."""
    await visit.settle()
    actor, wanted = visit.member(), Thing(kind, parse_id(thing))
    node, items = await visit.site.readers.run(_origins, visit.site.registry, actor, wanted)
    came = came_from(visit.request.headers)
    # Another language of this page is no way back from it.
    back = came if came and not came.startswith("/sources/") else f"/items/{items[node.thing.item].number}"
    return visit.page(
        "sources/sources.html",
        node=node,
        item=items[node.thing.item],
        items=items,
        origins=ORIGINS,
        back=back,
        names=LANGUAGE_NAMES,
    )
