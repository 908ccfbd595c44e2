"""The world café over JSON: its rounds planned, people moved on and back, and who goes where."""

import secrets
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.roles import Actor, may, require
from app.programme import queries as programme
from app.store.work import Done
from app.tables import queries, round_queries, round_rules
from app.tables.cards.rounds import way_of
from app.tables.commands.hall.rounds import MoveRound, PlanRounds
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["hall"])

SEEDS = 2**31


class RotationBody(BaseModel):
    """``plan`` takes rounds and hosts (else the programme's), and seed: the same one draws the same plan from the same hall.

    ``move`` takes the round to go to, and from, the one that the sender saw.
    """

    action: str
    rounds: int | None = None
    hosts: int | None = None
    seed: int | None = Field(default=None, ge=0, lt=SEEDS)
    to: int | None = None
    came_from: int | None = Field(default=None, alias="from")
    id: str | None = None


async def rotate(visit: Visit, name: str, body: RotationBody) -> Done:
    """Plan the rounds, or go to another. A plan is drawn by a reader: the write lane waits for nobody's arithmetic."""
    sent = parse_id(body.id) if body.id else None
    actor = visit.member()
    item = (await visit.site.readers.run(programme.item_of, actor.forum, name)).id
    require(actor, "item:hall", item)
    if body.action == "plan":
        seed = secrets.randbelow(SEEDS) if body.seed is None else body.seed
        drawn = await visit.site.readers.run(round_queries.draw, actor.forum, item, body.rounds, body.hosts, seed)
        return await visit.run(PlanRounds(item, drawn, body.rounds, body.hosts, body.seed, sent))
    if body.action == "move":
        return await visit.run(MoveRound(item, body.to or 0, body.came_from, sent))
    raise round_rules.unknown_action()


def _document(session: Session, actor: Actor, name: str) -> dict[str, Any]:
    item = programme.item_of(session, actor.forum, name)
    rotation = round_queries.rotation_of(session, actor.forum, item.id)
    if rotation is None:
        raise round_rules.not_planned()
    out: dict[str, Any] = {
        "item": item.id,
        "round": rotation.round,
        "rounds": rotation.rounds,
        "mine": [
            {"round": stop.round, "table": stop.table, "number": stop.number, "when": stop.when}
            for stop in way_of(session, rotation, actor.participant)
        ],
    }
    if may(actor, "hear:desk", item.id):
        numbers = {t.id: t.number for t in queries.tables_of_item(session, actor.forum, item.id)}
        out["seed"], out["hosts"] = rotation.seed, rotation.hosts
        out["plan"] = [
            {"round": n, "tables": [{"table": t, "number": numbers.get(t), "people": p} for t, p in at.items()]}
            for n, at in round_queries.rounds_of(session, rotation).items()
        ]
    return out


@router.post("/items/{item}/rotation")
async def post_rotation(item: str, body: RotationBody, visit: Visit = Depends(visit)) -> Response:
    """Plan the rounds of a world café (``plan``), or move people to another round (``move``)."""
    return visit.done(await rotate(visit, item, body))


@router.get("/items/{item}/rotation")
async def get_rotation(item: str, visit: Visit = Depends(visit)) -> Response:
    """The rounds of a world café: my own way, and for the desk who sits where in each."""
    return visit.json(await visit.site.readers.run(_document, visit.member(), item))
