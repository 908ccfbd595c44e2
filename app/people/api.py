"""People over JSON: joining, role links, and who I am."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.people import commands, queries
from app.people.joining import LinkBody, exchange_link
from app.programme.queries import no_such_forum
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["people"])


class MeBody(BaseModel):
    """Fields that are absent stay as they are."""

    name: str | None = None
    affiliation: str | None = None
    delegation: str | None = None
    language: str | None = None
    id: str | None = None


def me_of(session: Session, actor: Actor) -> dict[str, Any]:
    """Who a pass is."""
    person = queries.participant_of(session, actor.forum, actor.participant)
    if person is None:
        raise no_such_forum()
    return {
        "participant": person.id,
        "forum": actor.forum,
        "name": person.name,
        "affiliation": person.affiliation,
        "delegation": person.delegation,
        "language": person.language,
        "roles": [asdict(grant) for grant in actor.grants],
    }


@router.post("/links", status_code=201)
async def post_link(body: LinkBody, visit: Visit = Depends(visit)) -> Response:
    """Exchange a role link. With a pass, adds the role to it and returns the same pass."""
    token, done = await exchange_link(visit, body)
    return visit.json({**done.value, "pass": str(token) if token else visit.token(), "seq": done.seq}, 201)


@router.get("/me")
async def get_me(visit: Visit = Depends(visit)) -> Response:
    """Who this pass is, and its roles."""
    return visit.json(await visit.site.readers.run(me_of, visit.member()))


@router.patch("/me")
async def patch_me(body: MeBody, visit: Visit = Depends(visit)) -> Response:
    """Change name, affiliation, delegation or language."""
    fields = body.model_dump(exclude={"id"})
    await visit.run(commands.ChangeMe(**fields, id=parse_id(body.id) if body.id else None))
    visit.site.identity.forget()
    return visit.json(await visit.site.readers.run(me_of, visit.member()))


@router.delete("/me")
async def delete_me(visit: Visit = Depends(visit)) -> Response:
    """Leave the forum: the pass ends, the words stay."""
    done = await visit.run(commands.Leave())
    visit.site.identity.forget()
    return visit.done(done)
