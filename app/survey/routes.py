"""The surveys' pages: the form on a phone, and the results for who runs the forum."""

from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.kernel.ids import new_id, parse_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, require
from app.programme import queries as programme
from app.programme.keys import forum_room, item_room
from app.programme.models import Item
from app.survey import keys, queries, reading, rules
from app.survey.commands import HoldSurvey, PutResponse
from app.survey.models import Survey
from app.survey.reading import MomentView
from app.web.addresses import came_from
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A survey as a form: what was answered before, or stands in the boxes now.

    ``saved``: the server has an answer. ``waits``: it has not been open yet.
    """

    survey: Survey
    moment: MomentView
    item: Item | None
    questions: list[dict[str, Any]]
    id: str
    saved: bool
    waits: bool
    ratings: dict[str, str]
    words: dict[str, str]

    @property
    def scale(self) -> list[str]:
        """The five values."""
        return [str(value) for value in rules.SCALE]

    @property
    def limit(self) -> int:
        """How long an answer in words may be."""
        return rules.WORDS_LIMIT


def _asked(session: Session, visit: Visit, actor: Actor, name: str, moment: str | None) -> Asked:
    survey = queries.survey_of(session, actor.forum, name)
    forum = programme.forum_of(session, actor.forum)
    opened = queries.open_moments(session, forum, visit.site.now())
    found = reading.moment_of(session, survey, moment, opened)
    views = reading.moment_views(session, actor.forum, opened)
    view = next(one for one in views if (one.survey, one.name) == (survey.id, found.name))
    own = reading.own_response(session, actor, survey.id, found.name)
    item = next(iter(programme.items(session, actor.forum, [found.item])), None) if found.item else None
    return Asked(
        survey,
        view,
        item,
        reading.asked_in_words(session, survey, found.name),
        own.id if own else new_id(),
        own is not None,
        (survey.id, found.name) not in queries.begun_moments(session, forum, visit.site.now()),
        {statement: str(rating) for statement, rating in own.ratings.items()} if own else {},
        dict(own.words) if own else {},
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A survey on the page of results: ``items`` are those whose walls may show it."""

    survey: Survey
    items: tuple[Item, ...]
    objectives: tuple[tuple[str, dict[str, str]], ...]


def _told(session: Session, actor: Actor) -> list[Told]:
    found = [s for s in queries.surveys(session, actor.forum) if reading.may_do(session, actor, "survey:read", s)]
    if not found:
        require(actor, "survey:read")

    def told(survey: Survey) -> Told:
        objectives = tuple((one["key"], one["title"]) for one in survey.objectives)
        return Told(survey, tuple(reading.walls(session, actor, survey)), objectives)

    return [told(survey) for survey in found]


@router.get("/surveys/results")
async def results_page(visit: Visit = Depends(visit)) -> Response:
    """What the responses say together, live; organizer and moderator choose what of it a wall shows."""
    await visit.settle()
    actor = visit.member()
    told = await visit.site.readers.run(_told, actor)
    walls = {item_room(item.id): None for one in told for item in one.items}
    rooms = [forum_room(actor.forum), *walls, *(keys.survey_room(one.survey.id) for one in told)]
    return await visit.live_page("survey/results.html", "desk", rooms, told=told)


@router.post("/surveys/{name}/opening")
async def post_opening(name: str, visit: Visit = Depends(visit)) -> Response:
    """Open or close by hand, from the results or from the desk of the survey's item."""
    form = await visit.form()
    command = HoldSurvey(name, field_text(form, "moment"), field_text(form, "open") == "yes", field_id(form))
    done = await visit.run(command)
    return visit.back_to(came_from(visit.request.headers).partition("?")[0] or "/programme", done)


@router.get("/surveys/{name}")
async def survey_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The form of the moment that is open now."""
    asked = await visit.site.readers.run(_asked, visit, visit.member(), name, None)
    return RedirectResponse(f"/surveys/{asked.survey.id}/{asked.moment.name}", 303)


@router.get("/surveys/{name}/{moment}")
async def form_page(name: str, moment: str, visit: Visit = Depends(visit)) -> Response:
    """The form; what this pass has answered stands in it, to be changed while the survey is open."""
    await visit.settle()
    asked = await visit.site.readers.run(_asked, visit, visit.member(), name, moment)
    return await _form(visit, asked)


async def _form(visit: Visit, asked: Asked, fault: str = "", status: int = 200) -> Response:
    page = await visit.live_page("survey/respond.html", "phone", [forum_room(visit.forum_id)], asked=asked, fault=fault)
    page.status_code = status
    return page


@router.post("/surveys/{name}/{moment}")
async def post_response(name: str, moment: str, visit: Visit = Depends(visit)) -> Response:
    """Without JavaScript: respond. A refusal shows the form again with all that was chosen and written."""
    asked = await visit.site.readers.run(_asked, visit, visit.member(), name, moment)
    try:
        form = await visit.form()
        rated = tuple((statement, _number(rating)) for statement, rating in _fields(form, "ratings").items())
        words = tuple(_fields(form, "words").items())
        id_ = parse_id(field_text(form, "id"))
        done = await visit.run(PutResponse(asked.survey.id, id_, rated, words, asked.moment.name))
    except Refusal as refusal:
        if refusal.status in (401, 403, 404):
            raise
        sent: FormData = visit.request.state.form
        typed = replace(asked, ratings=_fields(sent, "ratings"), words=_fields(sent, "words"))
        return await _form(visit, typed, visit.say(refusal), refusal.status)
    return visit.back_to(f"/surveys/{asked.survey.id}/{asked.moment.name}", done)


def _fields(form: FormData, name: str) -> dict[str, str]:
    """What stands in the fields ``name.ID``."""
    start = f"{name}."
    found = ((key.removeprefix(start), value) for key, value in form.multi_items() if key.startswith(start))
    return {key: value for key, value in found if isinstance(value, str)}


def _number(text: str) -> int:
    """A rating as posted; what is no number is no rating."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
