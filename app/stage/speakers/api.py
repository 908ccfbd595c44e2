"""The list of speakers over JSON: asked for, entered, called, closed."""

from typing import Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel import roles
from app.kernel.roles import Actor
from app.programme import queries as programme
from app.stage.speakers.acts import SpeakersBody, speakers_command
from app.stage.speakers.views import heard_before, list_data, list_view, speaker_data
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["floor"])


@router.post("/items/{item}/speakers")
async def post_speakers(item: str, body: SpeakersBody, visit: Visit = Depends(visit)) -> Response:
    """Ask for the floor, enter somebody from a nameplate, call the next one; 409 ``already_listed`` for who is on it."""
    return visit.done(await visit.run(speakers_command(item, body)))


def _speakers(session: Session, actor: Actor, name: str) -> dict[str, Any]:
    item = programme.item_of(session, actor.forum, name)
    roles.require(actor, "hear:item", item.id)
    view = list_view(session, item)
    speakers = [speaker_data(one) for one in (view.speaking, *view.waiting) if one is not None]
    # Who was heard how often is for the eyes of whoever gives the floor.
    if roles.may(actor, "speaker:run", item.id):
        heard = heard_before(session, item)
        speakers = [{**one, "heard_before": heard[one["id"]], "first_time": not heard[one["id"]]} for one in speakers]
    return {**list_data(view), "speakers": speakers}


@router.get("/items/{item}/speakers")
async def get_speakers(item: str, visit: Visit = Depends(visit)) -> Response:
    """Who has the floor and who waits, in order; whoever gives the floor also reads who was heard before."""
    return visit.json(await visit.site.readers.run(_speakers, visit.member(), item))
