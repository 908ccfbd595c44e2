"""Surveys over JSON: what is asked, one's own response, and for who runs the forum what the responses say together."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.programme import queries as programme
from app.survey import commands, queries, reading, rules
from app.survey.cards import count_data, results_data, words_data
from app.survey.models import Survey
from app.survey.reading import MomentView
from app.web.registry import Texts
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["survey"])


class ResponseBody(BaseModel):
    """Ratings from 1 to 5 by statement, words by question. Without ``moment``: the one that is open."""

    ratings: dict[str, int] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)
    moment: str | None = None


class HoldBody(BaseModel):
    """``open`` or closed by hand, or null to follow its item again."""

    moment: str
    open: bool | None
    id: str | None = None


def _moment(session: Session, actor: Actor, survey: Survey, view: MomentView) -> dict[str, Any]:
    own = reading.own_response(session, actor, survey.id, view.name)
    return {
        **count_data(view),
        "item": view.item or None,
        "from": view.opens_on.isoformat() if view.opens_on else None,
        "questions": [
            {"id": one["id"], "text": Texts(one["text"])} for one in reading.asked_in_words(session, survey, view.name)
        ],
        "mine": reading.response_document(own) if own else None,
    }


def _surveys(session: Session, visit: Visit, actor: Actor) -> dict[str, Any]:
    opened = queries.open_moments(session, programme.forum_of(session, actor.forum), visit.site.now())
    views = reading.moment_views(session, actor.forum, opened)
    return {
        "surveys": [
            {
                "id": survey.id,
                "key": survey.key,
                "title": Texts(survey.title),
                "introduction": Texts(survey.introduction),
                "scale": {"from": rules.SCALE[0], "to": rules.SCALE[-1]},
                "objectives": [{"key": one["key"], "title": Texts(one["title"])} for one in survey.objectives],
                "statements": [
                    {"id": one["id"], "text": Texts(one["text"]), "objective": one["objective"]}
                    for one in survey.statements
                ],
                "moments": [_moment(session, actor, survey, view) for view in views if view.survey == survey.id],
                "results": _results(session, actor, survey, opened),
            }
            for survey in queries.surveys(session, actor.forum)
        ]
    }


def _results(session: Session, actor: Actor, survey: Survey, opened: reading.Opened) -> dict[str, Any] | None:
    if not reading.may_do(session, actor, "survey:read", survey):
        return None
    return {
        **results_data(reading.results(session, survey, opened)),
        "fewest": rules.FEWEST,
        "words": words_data(reading.words(session, survey, opened)),
    }


@router.get("/surveys")
async def get_surveys(visit: Visit = Depends(visit)) -> Response:
    """The forum's surveys, when each is open, and one's own responses; for organizer and moderator also the results.

    Of fewer than five responses nothing is told. While a survey is open the figures move five responses at a time, and words
    are told once it is closed.
    """
    return visit.json(await visit.site.readers.run(_surveys, visit, visit.member()))


@router.put("/surveys/{survey}/responses/{response}")
async def put_response(survey: str, response: str, body: ResponseBody, visit: Visit = Depends(visit)) -> Response:
    """Respond, or change one's response: one per pass and moment, stored without any link to the pass.

    The same id again replaces it while the survey is open; another id of the same pass is 409 ``already_responded``.
    """
    command = commands.PutResponse(
        survey, parse_id(response), tuple(body.ratings.items()), tuple(body.words.items()), body.moment
    )
    done = await visit.run(command)
    return visit.json(done.value, 201 if done.created else 200)


@router.post("/surveys/{survey}/opening")
async def post_opening(survey: str, body: HoldBody, visit: Visit = Depends(visit)) -> Response:
    """Open or close a survey by hand, whatever its item does."""
    command = commands.HoldSurvey(survey, body.moment, body.open, parse_id(body.id) if body.id else None)
    return visit.done(await visit.run(command))
