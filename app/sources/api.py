"""Sources over JSON: where a thing comes from, and what became of it."""

from typing import Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.refusals import Sentence
from app.sources.rules import Thing
from app.sources.walk import ORIGINS, Node, walk
from app.web.registry import Texts
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["sources"])


def tree_document(node: Node, visit: Visit) -> dict[str, Any]:
    """A node and all around it, in the reader's language. ``words_withheld``: told of, but not for this reader to read."""
    thing = node.thing
    text: dict[str, Any] = {"text": Texts(thing.texts)} if thing.texts else {"text": thing.text}
    return {
        "kind": node.kind,
        "id": node.id,
        **text,
        "language": thing.language,
        "words_withheld": not thing.readable,
        "withdrawn": thing.withdrawn,
        "item": thing.item,
        "table": thing.table,
        "mark": thing.mark,
        "by": thing.by,
        "version": thing.version,
        "drawn_version": node.drawn_version,
        "changed": node.changed,
        "origin": node.origin,
        "says": visit.site.catalogues.say(Sentence(ORIGINS[node.origin]), visit.language) if node.origin else "",
        "made_from": [tree_document(below, visit) for below in node.made_from],
        "became": [tree_document(above, visit) for above in node.became],
    }


@router.get("/sources/{kind}/{thing}")
async def get_sources(kind: str, thing: str, visit: Visit = Depends(visit)) -> Response:
    """The tree from a made thing down to the answers, and up to what was made of it, as the privacy allows."""
    actor, wanted = visit.member(), Thing(kind, parse_id(thing))

    def read(session: Session) -> Node:
        return walk(visit.site.registry, session, actor, wanted)

    return visit.json(tree_document(await visit.site.readers.run(read), visit))
