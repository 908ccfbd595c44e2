"""Tables over JSON: joining with a seat, seats, pen, help, and answers."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import hashed, normalise_code, parse_id
from app.kernel.roles import Actor
from app.kernel.text import optional
from app.people.joining import JoinBody, join_forum
from app.people.queries import find_pass
from app.programme.queries import open_forum_by_code
from app.programme.rules import abilities_for
from app.tables import keys, queries
from app.tables.cards.answers import marks_of
from app.tables.commands import answers, seats
from app.web.registry import Texts
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["tables"])


class Sent(BaseModel):
    """A body that holds at most the sender's id."""

    id: str | None = None

    @property
    def sent_id(self) -> str | None:
        """The id in canonical form."""
        return parse_id(self.id) if self.id else None


class AnswerBody(BaseModel):
    """A new answer; its id is in the address."""

    table: str
    text: str
    language: str | None = None


class RevisionBody(Sent):
    """Another text, made from ``version``."""

    text: str
    version: int


class HolderBody(Sent):
    """Who writes or reports; absent: I do."""

    participant: str | None = None


def _require_table(session: Session, code: str, table: str) -> None:
    """Nobody comes into a forum on the way to a table that it has not."""
    forum = open_forum_by_code(session, normalise_code(code))
    if forum is not None:
        queries.table_by_name(session, forum.id, table)


@router.post("/join", status_code=201)
async def post_join(body: JoinBody, visit: Visit = Depends(visit)) -> Response:
    """Join a forum by code, with a table at once if wished."""
    if body.table is not None:
        await visit.site.readers.run(_require_table, body.code, optional(str(body.table), field="table"))
    token, done = await join_forum(visit, body)
    out: dict[str, Any] = {**done.value, "pass": str(token)}
    if body.table is not None:
        actor = await visit.site.readers.run(find_pass, hashed(token.secret))
        if actor is not None:
            seat = await visit.site.lanes.run(actor.forum, seats.TakeSeat(str(body.table)), actor)
            out["seat"] = seat.value
    return visit.json(out, 201)


def _table_document(session: Session, visit: Visit, actor: Actor, name: str) -> dict[str, Any]:
    table = queries.table_by_name(session, actor.forum, name)
    room = keys.table_room(table.id)
    visit.site.admission.require(session, actor, [room])
    forum, item = queries.forum_and_item(session, actor.forum, table)
    lists: dict[str, list[Any]] = {}
    for card in visit.site.registry.load(session, actor.forum, room):
        lists.setdefault(card.list, []).append(card.data)
    tables = lists.pop("tables", [{}])
    return {
        **tables[0],
        "code": table.code,
        "item": item.id,
        "item_number": item.number,
        "item_title": Texts(item.title),
        "writing": forum.writing,
        "phase": item.phase,
        "pen": lists.pop("pen", [None])[0],
        "reporter": lists.pop("reporter", [None])[0],
        **lists,
    }


@router.get("/tables/{table}")
async def get_table(table: str, visit: Visit = Depends(visit)) -> Response:
    """A table, as far as the pass may read: question, seats, answers, reporter, and what higher slices add."""
    return visit.json(await visit.site.readers.run(_table_document, visit, visit.member(), table))


def _mine(session: Session, visit: Visit, actor: Actor, table: str | None) -> dict[str, Any]:
    found = queries.table_by_name(session, actor.forum, table) if table else None
    marks = marks_of(session, actor)
    added = visit.site.registry.added("mine", session, actor, found.id if found is not None else "")
    out: dict[str, Any] = {"marks": marks, **added}
    if found is not None:
        forum, item = queries.forum_and_item(session, actor.forum, found)
        out["table"] = found.id
        standing = queries.relations(session, actor, found, forum.writing)
        out["relations"] = sorted(standing)
        out["abilities"] = abilities_for(actor, item.id, item.technique, item.phase, standing)
    return out


@router.get("/mine")
async def get_mine(table: str | None = None, visit: Visit = Depends(visit)) -> Response:
    """My answers and agreements, what I may do now at a table, and what higher slices add."""
    return visit.json(await visit.site.readers.run(_mine, visit, visit.member(), table))


@router.put("/tables/{table}/seat")
async def put_seat(table: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Sit down."""
    return visit.done(await visit.run(seats.TakeSeat(table, id=body.sent_id if body else None)))


@router.delete("/tables/{table}/seat")
async def delete_seat(table: str, visit: Visit = Depends(visit)) -> Response:
    """Stand up."""
    return visit.done(await visit.run(seats.StandUp(table)))


@router.put("/tables/{table}/pen")
async def put_pen(table: str, body: HolderBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """Take the pen, or give it to another person of the table."""
    body = body or HolderBody()
    return visit.done(await visit.run(seats.TakePen(table, body.sent_id, body.participant)))


@router.put("/tables/{table}/reporter")
async def put_reporter(table: str, body: HolderBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """Say "I report", or name another."""
    body = body or HolderBody()
    return visit.done(await visit.run(seats.NameReporter(table, body.participant, body.sent_id)))


@router.post("/tables/{table}/help")
async def post_help(table: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Call for help."""
    return visit.done(await visit.run(seats.CallHelp(table, id=body.sent_id if body else None)))


@router.delete("/tables/{table}/help")
async def delete_help(table: str, visit: Visit = Depends(visit)) -> Response:
    """Help is not needed any more."""
    return visit.done(await visit.run(seats.CallHelp(table, wanted=False)))


@router.put("/tables/{table}/ready")
async def put_ready(table: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """The table is ready."""
    return visit.done(await visit.run(seats.MarkReady(table, id=body.sent_id if body else None)))


@router.delete("/tables/{table}/ready")
async def delete_ready(table: str, visit: Visit = Depends(visit)) -> Response:
    """The table is not ready yet."""
    return visit.done(await visit.run(seats.MarkReady(table, ready=False)))


@router.put("/answers/{answer}")
async def put_answer(answer: str, body: AnswerBody, visit: Visit = Depends(visit)) -> Response:
    """Write an answer: 201 the first time, 200 with the same body however often."""
    return await write_answer(visit, answer, body)


async def write_answer(visit: Visit, answer: str, body: AnswerBody) -> Response:
    """What ``PUT /answers/{uuid}`` does."""
    done = await visit.run(answers.PutAnswer(parse_id(answer), body.table, body.text, body.language))
    return visit.json(done.value, 201 if done.created else 200)


@router.post("/answers/{answer}/revisions")
async def post_revision(answer: str, body: RevisionBody, visit: Visit = Depends(visit)) -> Response:
    """Another text for an answer."""
    command = answers.ReviseAnswer(parse_id(answer), body.text, body.version, body.sent_id)
    done = await visit.run(command)
    return visit.json(done.value)


@router.delete("/answers/{answer}")
async def delete_answer(answer: str, visit: Visit = Depends(visit)) -> Response:
    """Withdraw an answer."""
    return visit.done(await visit.run(answers.WithdrawAnswer(parse_id(answer))))


@router.put("/answers/{answer}/agreement")
async def put_agreement(answer: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Agree."""
    return visit.done(await visit.run(answers.Agree(parse_id(answer), id=body.sent_id if body else None)))


@router.delete("/answers/{answer}/agreement")
async def delete_agreement(answer: str, visit: Visit = Depends(visit)) -> Response:
    """Agree no more."""
    return visit.done(await visit.run(answers.Agree(parse_id(answer), agrees=False)))
