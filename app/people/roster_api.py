"""The roster over JSON: who has come, checking people in, and the participants' list as the forum's privacy allows."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.roles import Actor, require
from app.people import checking_in, keys, roster
from app.people.listing import participants_list, participants_told
from app.people.roster_cards import arrivals_told, person_told
from app.programme import queries as programme
from app.web.admission import Admissions
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["people"])


class ArrivalBody(BaseModel):
    """Who has come: somebody of the forum (``participant``), or somebody new, on the roster only unless ``arrived``."""

    participant: str | None = Field(default=None, max_length=80)
    name: str = ""
    affiliation: str = ""
    delegation: str | None = None
    language: str = "en"
    arrived: bool = True
    id: str | None = None


class MarkBody(BaseModel):
    """A check-in."""

    id: str | None = None


def _roster(session: Session, admission: Admissions, actor: Actor, name: str) -> dict[str, Any]:
    item = programme.item_of(session, actor.forum, name)
    admission.require(session, actor, [keys.roster_room(item.id)])
    rows = sorted(roster.people(session, actor.forum, item), key=lambda person: (person.order, person.id))
    return {
        "people": [person_told(person) for person in rows],
        "arrivals": arrivals_told(roster.arrivals(session, actor.forum, item)),
    }


@router.get("/items/{item}/roster")
async def get_roster(item: str, visit: Visit = Depends(visit)) -> Response:
    """Who is expected at a registration and who has come, by delegation and affiliation. For the desk."""
    return visit.json(await visit.site.readers.run(_roster, visit.site.admission, visit.member(), item))


@router.post("/items/{item}/arrivals")
async def post_arrival(item: str, body: ArrivalBody, visit: Visit = Depends(visit)) -> Response:
    """Check somebody in by hand; without ``participant`` somebody without a phone, who then is on the roster."""
    sent_id = parse_id(body.id) if body.id else None
    if body.participant is not None:
        return visit.done(await visit.run(checking_in.CheckIn(item, body.participant, sent_id)))
    command = checking_in.Register(
        item, body.name, body.affiliation, body.delegation, body.language, body.arrived, sent_id
    )
    return visit.done(await visit.run(command))


@router.put("/items/{item}/arrivals/{participant}")
async def put_arrival(
    item: str, participant: str, body: MarkBody | None = None, visit: Visit = Depends(visit)
) -> Response:
    """Somebody has come; ``me`` is oneself, while the registration is open."""
    sent_id = parse_id(body.id) if body and body.id else None
    return visit.done(await visit.run(checking_in.CheckIn(item, participant, sent_id)))


@router.delete("/items/{item}/arrivals/{participant}")
async def delete_arrival(item: str, participant: str, visit: Visit = Depends(visit)) -> Response:
    """The check-in was a mistake; ``last`` is the last one by hand, where a forum keeps no names."""
    named = None if participant == "last" else participant
    return visit.done(await visit.run(checking_in.CheckOut(item, named)))


@router.delete("/items/{item}/roster/{participant}")
async def delete_person(item: str, participant: str, visit: Visit = Depends(visit)) -> Response:
    """Take somebody without a phone off the roster."""
    return visit.done(await visit.run(checking_in.StrikeOff(item, participant)))


def _participants(session: Session, actor: Actor) -> dict[str, Any]:
    require(actor, "hear:forum")
    return participants_told(participants_list(session, actor.forum))


@router.get("/participants")
async def get_participants(visit: Visit = Depends(visit)) -> Response:
    """Who takes part, as the forum's privacy allows: names; delegations and affiliations; or how many."""
    return visit.json(await visit.site.readers.run(_participants, visit.member()))
