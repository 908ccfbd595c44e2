"""Pages and forms of questions from the floor, for browsers with and without scripts."""

from typing import NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import new_id, parse_id
from app.kernel.roles import Actor, require
from app.programme import queries as programme
from app.programme.keys import item_room
from app.programme.models import Item
from app.stage.questions import commands, queries, rules
from app.stage.questions.cards import floor_marks
from app.stage.questions.keys import question_key
from app.stage.questions.models import FloorQuestion
from app.stage.questions.views import QuestionView, question_views
from app.store.work import Command, Done
from app.web.registry import Registry
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


class Asking(NamedTuple):
    """A page to ask on: the item, and what is asked about, (key, texts), if anything."""

    item: Item
    about: str
    texts: dict[str, str]


def _asking(registry: Registry, session: Session, actor: Actor, name: str, about: str) -> Asking:
    item = programme.item_of(session, actor.forum, name)
    require(actor, "question:ask", item.id)
    rules.require_questions(item.technique, item.phase)
    if about.partition(":")[0] in commands.RESULTS:
        for home in programme.presented(session, item) or [item]:
            for card in registry.load(session, actor.forum, item_room(home.id), [about]):
                texts = card.data.get("texts") or {card.data.get("language", ""): card.data.get("text", "")}
                return Asking(item, about, dict(texts))
    return Asking(item, "", {})


@router.get("/items/{name}/ask")
async def ask_page(name: str, visit: Visit = Depends(visit), about: str = "") -> Response:
    """Ask about what is shown: it stands above the box."""
    actor, registry = visit.member(), visit.site.registry
    asking = await visit.site.readers.run(lambda session: _asking(registry, session, actor, name, about[:80]))
    return visit.page("stage/ask_floor.html", **asking._asdict())


@router.post("/items/{name}/floor-questions")
async def post_question(name: str, visit: Visit = Depends(visit)) -> Response:
    """Ask from the floor."""
    form = await visit.form()
    id_, about = field_id(form) or new_id(), field_text(form, "about")[:80]
    command = commands.AskQuestion(
        visit.site.registry, id_, name, field_text(form, "text"), visit.language, about=about
    )
    return _to_item(visit, name, await visit.run(command), leaves=bool(field_text(form, "leaves")))


def _to_item(visit: Visit, name: str, done: Done, *, leaves: bool = False) -> Response:
    address = f"/items/{name}"
    if leaves and visit.request.headers.get("hx-request"):
        return Response(status_code=204, headers={"hx-redirect": f"{address}?after={done.seq}"})
    return visit.back_to(address, done)


@router.post("/floor-questions/{question}/support")
async def post_support(question: str, visit: Visit = Depends(visit)) -> Response:
    """Support, or with the button pressed before support no more."""
    await visit.form()
    found = await visit.site.readers.run(queries.question_of, visit.member().forum, parse_id(question))
    supports = await _pressed(visit, question_key(found.id))
    done = await visit.run(commands.SupportQuestion(found.id, supports))
    return _to_item(visit, found.item, done)


@router.post("/items/{name}/support")
async def post_result_support(name: str, visit: Visit = Depends(visit)) -> Response:
    """Support what a plenary shows, or no more."""
    thing = field_text(await visit.form(), "thing")[:80]
    kind, _, id_ = thing.partition(":")
    supports = await _pressed(visit, thing)
    done = await visit.run(commands.SupportResult(visit.site.registry, kind, parse_id(id_), supports))
    return _to_item(visit, name, done)


async def _pressed(visit: Visit, key: str) -> bool:
    marks = await visit.site.readers.run(floor_marks, visit.member())
    return "supported" not in marks.get(key, ())


@router.post("/floor-questions/{question}/withdraw")
async def post_withdraw(question: str, visit: Visit = Depends(visit)) -> Response:
    """The writer takes a question back."""
    await visit.form()
    found = await visit.site.readers.run(queries.question_of, visit.member().forum, parse_id(question))
    return _to_item(visit, found.item, await visit.run(commands.WithdrawQuestion(found.id)))


@router.post("/floor-questions/{question}/moderated")
async def post_moderated(question: str, visit: Visit = Depends(visit)) -> Response:
    """The desk's buttons: answered, open again, hide, show, and by itself again."""
    action = field_text(await visit.form(), "action")
    id_ = parse_id(question)
    wished: dict[str, Command] = {
        "answered": commands.MarkQuestion(id_, answered=True),
        "open": commands.MarkQuestion(id_, answered=False),
        "hide": commands.MarkQuestion(id_, hidden=True),
        "show": commands.MarkQuestion(id_, hidden=False),
        "apart": commands.GroupQuestion(id_),
    }
    if action not in wished:
        raise rules.no_such_question()
    return await _moderated(visit, id_, wished[action])


async def _moderated(visit: Visit, question: str, command: Command) -> Response:
    found = await visit.site.readers.run(queries.question_of, visit.member().forum, question)
    return visit.back_to(f"/items/{found.item}/desk", await visit.run(command))


class Group(NamedTuple):
    """A question and those that it may be grouped with."""

    question: FloorQuestion
    item: Item
    others: list[QuestionView]


def _group(session: Session, actor: Actor, question: str) -> Group:
    found = queries.question_of(session, actor.forum, question)
    item = programme.item_of(session, actor.forum, found.item)
    require(actor, "question:moderate", item.id)
    others = [
        one
        for one in queries.questions(session, actor.forum, item=item.id)
        if one.id != found.id and one.into is None and queries.is_public(one)
    ]
    return Group(found, item, sorted(question_views(session, actor.forum, others), key=lambda view: view.order))


@router.get("/floor-questions/{question}/grouped")
async def group_page(question: str, visit: Visit = Depends(visit)) -> Response:
    """Which question asks the same?"""
    group = await visit.site.readers.run(_group, visit.member(), parse_id(question))
    return visit.page("stage/group_floor.html", **group._asdict())


@router.post("/floor-questions/{question}/grouped")
async def post_grouped(question: str, visit: Visit = Depends(visit)) -> Response:
    """Group a question with the one that was chosen."""
    into = parse_id(field_text(await visit.form(), "into"))
    return await _moderated(visit, parse_id(question), commands.GroupQuestion(parse_id(question), into))


@router.post("/items/{name}/floor")
async def post_floor(name: str, visit: Visit = Depends(visit)) -> Response:
    """Whether questions are held until they are released."""
    holds = field_text(await visit.form(), "hold") == "yes"
    return visit.back_to(f"/items/{name}/desk", await visit.run(commands.KeepQuestions(name, holds)))
