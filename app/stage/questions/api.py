"""Questions from the floor over JSON: asked, supported, answered, hidden, grouped."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.kernel import roles
from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.programme import queries as programme
from app.stage.questions import commands, queries, rules
from app.stage.questions.views import most_supported, question_data, question_views
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["floor"])


class QuestionBody(BaseModel):
    """A question to an item; ``about`` is a result that is shown there, ``kind:id``."""

    item: str
    text: str
    language: str | None = None
    about: str = ""


class AnsweredBody(Sent):
    """Whether it was answered."""

    answered: bool = True


class HiddenBody(Sent):
    """Whether it is hidden; ``false`` also releases one that was held."""

    hidden: bool = True


class GroupedBody(Sent):
    """The question that asks the same; without one it stands by itself again."""

    into: str | None = None


class FloorBody(Sent):
    """How an item's questions are kept: ``hold`` shows each only once it is released."""

    hold: bool


@router.put("/floor-questions/{question}")
async def put_question(question: str, body: QuestionBody, visit: Visit = Depends(visit)) -> Response:
    """Ask from the floor: 201 the first time, 200 with the same body however often; late ones are kept and marked."""
    command = commands.AskQuestion(
        visit.site.registry, parse_id(question), body.item, body.text, body.language, body.about
    )
    return visit.done(await visit.run(command))


@router.delete("/floor-questions/{question}")
async def delete_question(question: str, visit: Visit = Depends(visit)) -> Response:
    """Withdraw a question."""
    return visit.done(await visit.run(commands.WithdrawQuestion(parse_id(question))))


@router.put("/floor-questions/{question}/support")
async def put_support(question: str, visit: Visit = Depends(visit)) -> Response:
    """Support a question: one per person, told to everybody as a count only."""
    return visit.done(await visit.run(commands.SupportQuestion(parse_id(question))))


@router.delete("/floor-questions/{question}/support")
async def delete_support(question: str, visit: Visit = Depends(visit)) -> Response:
    """Support a question no more."""
    return visit.done(await visit.run(commands.SupportQuestion(parse_id(question), supports=False)))


@router.post("/floor-questions/{question}/answered")
async def post_answered(question: str, body: AnsweredBody, visit: Visit = Depends(visit)) -> Response:
    """Say that a question was answered, or that it was not."""
    return visit.done(
        await visit.run(commands.MarkQuestion(parse_id(question), answered=body.answered, id=body.sent_id))
    )


@router.post("/floor-questions/{question}/hidden")
async def post_hidden(question: str, body: HiddenBody, visit: Visit = Depends(visit)) -> Response:
    """Hide a question from everybody but the desk, or show it: also one that was held."""
    return visit.done(await visit.run(commands.MarkQuestion(parse_id(question), hidden=body.hidden, id=body.sent_id)))


@router.post("/floor-questions/{question}/grouped")
async def post_grouped(question: str, body: GroupedBody, visit: Visit = Depends(visit)) -> Response:
    """Group a question with another one that asks the same; their support is counted together."""
    into = parse_id(body.into) if body.into else None
    return visit.done(await visit.run(commands.GroupQuestion(parse_id(question), into, body.sent_id)))


@router.put("/items/{item}/floor")
async def put_floor(item: str, body: FloorBody, visit: Visit = Depends(visit)) -> Response:
    """Whether questions are held until the moderator releases them."""
    return visit.done(await visit.run(commands.KeepQuestions(item, body.hold, body.sent_id)))


@router.put("/key-findings/{key_finding}/support")
async def put_key_finding_support(key_finding: str, visit: Visit = Depends(visit)) -> Response:
    """Support a key finding that a plenary presents."""
    return await _support(visit, "key-finding", key_finding, True)


@router.delete("/key-findings/{key_finding}/support")
async def delete_key_finding_support(key_finding: str, visit: Visit = Depends(visit)) -> Response:
    """Support a key finding no more."""
    return await _support(visit, "key-finding", key_finding, False)


@router.put("/initiatives/{initiative}/support")
async def put_initiative_support(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """Support an initiative that a plenary presents."""
    return await _support(visit, "initiative", initiative, True)


@router.delete("/initiatives/{initiative}/support")
async def delete_initiative_support(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """Support an initiative no more."""
    return await _support(visit, "initiative", initiative, False)


async def _support(visit: Visit, kind: str, thing: str, supports: bool) -> Response:
    return visit.done(await visit.run(commands.SupportResult(visit.site.registry, kind, parse_id(thing), supports)))


def _questions(session: Session, actor: Actor, name: str, order: str) -> dict[str, Any]:
    item = programme.item_of(session, actor.forum, name)
    roles.require(actor, "hear:item", item.id)
    if order not in ("newest", "supported"):
        raise rules.bad_order()
    everything = roles.may(actor, "hear:desk", item.id)
    found = [
        question
        for question in queries.questions(session, actor.forum, item=item.id)
        if everything
        or (queries.is_public(question) and question.into is None)
        or actor.wrote(question.id, question.author)
    ]
    views = sorted(question_views(session, actor.forum, found), key=lambda view: view.order)
    if order == "supported":
        views = [*most_supported(views), *(view for view in views if not view.is_open)]
    return {
        "item": item.id,
        "holds": queries.keeping(session, item).holds,
        "questions": [question_data(view) for view in views],
    }


@router.get("/items/{item}/floor-questions")
async def get_questions(item: str, visit: Visit = Depends(visit), order: str = "newest") -> Response:
    """An item's questions by ``order``: ``newest`` or most ``supported`` first. The desk reads all, others what is shown."""
    return visit.json(await visit.site.readers.run(_questions, visit.member(), item, order))
