"""People over JSON: joining, role links, and who I am."""

from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.language import N_
from app.kernel.refusals import Refusal, Sentence
from app.kernel.roles import ROLE_NAMES, Actor
from app.live.rooms import Room
from app.people import commands, queries
from app.people.joining import LinkBody, exchange_link
from app.programme.queries import no_such_forum
from app.web.registry import Registry
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["people"])

SOMEBODY: Final = N_("Somebody")
"""Who writes, where nothing more is told of them."""


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
    done = await visit.run(commands.ChangeMe(**fields, id=parse_id(body.id) if body.id else None))
    visit.site.identity.forget(done.value["participant"])
    return visit.json(await visit.site.readers.run(me_of, visit.member()))


@router.delete("/me")
async def delete_me(visit: Visit = Depends(visit)) -> Response:
    """Leave the forum: the pass ends, the words stay."""
    done = await visit.run(commands.Leave())
    visit.site.identity.forget(done.value["participant"])
    return visit.done(done)


def _writing(registry: Registry, session: Session, actor: Actor, kind: str, thing: str) -> tuple[Room, str]:
    """The room that is told that *actor* writes at a thing, and the name by which others know them, if any."""
    room: Room | None = registry.added(f"draft:{kind}", session, actor, thing).get("room")
    if room is None:
        raise Refusal(
            "no_such_kind", N_("Nobody is told who writes at this. Answers, findings and key findings are."), status=404
        )
    person = None if actor.anonymous else queries.participant_of(session, actor.forum, actor.participant)
    return room, person.name if person else ""


class WritingBody(BaseModel):
    """``done``: one writes there no more."""

    done: bool = False


@router.put("/drafts/{kind}/{thing}")
async def put_draft(kind: str, thing: str, body: WritingBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """Tell the others who are there that one is writing at this, as one types. It is kept nowhere and soon forgotten."""
    actor, id_, site = visit.member(), parse_id(thing), visit.site
    await site.rates.take(actor.pass_id)

    def find(session: Session) -> tuple[Room, str]:
        found = _writing(site.registry, session, actor, kind, id_)
        site.admission.require(session, actor, [found[0]])
        return found

    room, name = await site.readers.run(find)
    role = SOMEBODY if actor.anonymous or not actor.grants else ROLE_NAMES[actor.grants[0].role]
    by = None if body and body.done else name or site.catalogues.say(Sentence(role), visit.language)
    site.feed.editing(actor.forum, room, f"{kind}:{id_}", by, actor.participant)
    return visit.json({"key": f"{kind}:{id_}", "by": by})
