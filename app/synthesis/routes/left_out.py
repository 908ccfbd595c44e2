"""What is left out, as pages: of a session, and of the whole forum."""

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.programme.queries import item_of
from app.synthesis.left_out import Everywhere, LeftOut, everywhere, left_out
from app.web.visit import Visit, visit

router = APIRouter()


@router.get("/items/{name}/coverage")
async def coverage_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """What a session's key findings draw on, and what they leave out."""
    await visit.settle()
    actor, registry = visit.member(), visit.site.registry

    def read(session: Session) -> LeftOut:
        return left_out(registry, session, actor, item_of(session, actor.forum, name))

    found = await visit.site.readers.run(read)
    back = "workbench" if actor.holds("rapporteur", found.item.id) else ""
    return visit.page("synthesis/coverage.html", one=found, item=found.item, back=back)


@router.get("/coverage")
async def forum_coverage_page(visit: Visit = Depends(visit)) -> Response:
    """What the key findings of the whole forum draw on, and what they leave out."""
    await visit.settle()
    actor, registry = visit.member(), visit.site.registry

    def read(session: Session) -> Everywhere:
        return everywhere(registry, session, actor)

    return visit.page("synthesis/everywhere.html", all=await visit.site.readers.run(read))
