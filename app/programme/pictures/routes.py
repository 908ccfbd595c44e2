"""The pictures of logos, for everybody in their forum."""

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.roles import Actor, require
from app.programme.pictures import queries
from app.programme.pictures.models import Picture
from app.programme.pictures.serving import served
from app.web.visit import Visit, visit

router = APIRouter(include_in_schema=False)


def _picture(session: Session, actor: Actor, digest: str) -> Picture:
    require(actor, "hear:forum")
    return queries.picture_of(session, actor.forum, digest)


@router.get("/logos/{digest}.{ending}")
async def logo_file(digest: str, ending: str, visit: Visit = Depends(visit)) -> Response:
    """A logo's picture."""
    return served(visit, await visit.site.readers.run(_picture, visit.member(), digest), ending, public=False)
