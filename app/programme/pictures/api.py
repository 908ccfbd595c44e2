"""The pictures of logos over JSON: listed, and brought as the body of a request."""

import re
from typing import Any, Final

from fastapi import APIRouter, Depends, Path
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.roles import Actor, require
from app.programme.pictures import rules
from app.programme.pictures.commands import HoldPicture, require_named
from app.programme.pictures.examining import examined
from app.programme.pictures.holding import bringing, tidied
from app.programme.pictures.views import logos_told
from app.programme.queries import forum_of
from app.web.security import Larger
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["programme"])

LARGER: Final = (Larger(re.compile(r"/api/v1/programme/pictures/.+"), rules.BYTES, rules.too_large),)

FILE: Final = Path(max_length=200, description="The file as a logo of the programme names it: `logos/host.png`.")
_PICTURE: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in rules.KINDS},
    }
}


def _logos(session: Session, actor: Actor) -> dict[str, Any]:
    require(actor, "hear:forum")
    return {"logos": logos_told(session, forum_of(session, actor.forum))}


@router.get("/programme/pictures")
async def get_pictures(visit: Visit = Depends(visit)) -> Response:
    """The logos of the programme, each with its picture, or without one until it is brought."""
    return visit.json(await visit.site.readers.run(_logos, visit.member()))


def _may_bring(session: Session, actor: Actor, file: str) -> None:
    require(actor, "programme:edit")
    require_named(forum_of(session, actor.forum), file)


@router.put("/programme/pictures/{file:path}", openapi_extra=_PICTURE)
async def put_picture(file: str = FILE, visit: Visit = Depends(visit)) -> Response:
    """Bring the picture of a logo: the file is the body, PNG or JPEG, up to 500 KB and 4 million pixels."""
    await visit.site.readers.run(_may_bring, visit.member(), file)
    content = await visit.request.body()
    brought = await examined(content, file)
    rules.require_declared(visit.request.headers.get("content-type", ""), brought.media_type)
    async with bringing(visit, content):
        done = await visit.run(HoldPicture(brought))
    await tidied(visit)
    return visit.done(done)
