"""New times for the rest of a day over JSON: proposed, confirmed, undone."""

import re
from datetime import time
from typing import Any, Final

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.clock import rfc3339
from app.kernel.ids import parse_id
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, require
from app.programme import queries
from app.programme.plan_commands import MoveTimes, UndoTimes, Wished
from app.programme.planning import Proposal, Wish, proposed
from app.programme.replan.day import Move
from app.store.work import Command
from app.web.registry import Texts
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["programme"])

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class TimesBody(BaseModel):
    """An item's beginning (RFC 3339) and minutes."""

    starts: str = Field(max_length=40)
    minutes: int


class MoveBody(TimesBody):
    """Where an item shall go; ``was`` is where its sender saw it, ``phases`` its planned minutes by phase."""

    item: str = Field(max_length=80)
    was: TimesBody | None = None
    phases: dict[str, int] | None = None


class TimesPlanBody(BaseModel):
    """``action``: ``move`` the items that ``moves`` names, or ``undo`` what was confirmed last for this day."""

    action: str = "move"
    moves: list[MoveBody] = []
    id: str | None = None


def clock_time(typed: str, field: str) -> time | None:
    """A time of day as typed, nothing when nothing was. Raises ``bad_time``."""
    if not typed.strip():
        return None
    found = _CLOCK.fullmatch(typed.strip())
    if found is None:
        raise Refusal.of_field(field, "bad_time", N_("Write a time of the day as 14:05."))
    return time(int(found[1]), int(found[2]))


def wish_of(scope: str, begins: str, until: str) -> Wish:
    """What is wished, as typed. Raises ``bad_time``."""
    return Wish(scope or "day", clock_time(begins, "begins"), clock_time(until, "until"))


def times_command(item: str, body: TimesPlanBody) -> Command:
    """The command that a body wishes. Raises ``bad_action``."""
    sent_id = parse_id(body.id) if body.id else None
    if body.action == "undo":
        return UndoTimes(item, sent_id)
    if body.action != "move":
        raise Refusal.of_field("action", "bad_action", N_("A plan can move items, or undo that. Nothing was changed."))
    moves = tuple(
        Wished(
            move.item,
            move.starts,
            move.minutes,
            (move.was.starts, move.was.minutes) if move.was else None,
            tuple((move.phases or {}).items()),
        )
        for move in body.moves
    )
    return MoveTimes(item, moves, sent_id)


def plan_for(session: Session, actor: Actor, item: str, wish: Wish, visit: Visit) -> Proposal:
    """The proposal, for who runs the item. Raises ``not_yours`` and what the rules refuse."""
    require(actor, "item:run", queries.item_of(session, actor.forum, item).id)
    return proposed(session, actor.forum, item, wish, visit.site.now())


def _times(move: Move) -> dict[str, Any]:
    return {"starts": rfc3339(move.starts), "minutes": move.minutes}


def plan_document(plan: Proposal) -> dict[str, Any]:
    """A proposal as programs receive it: every item of the day, before and after."""
    return {
        "day": plan.day.isoformat(),
        "scope": plan.wish.scope,
        "behind": plan.behind,
        "ends": {"before": rfc3339(plan.ends[0]), "after": rfc3339(plan.ends[1])},
        "items": [
            {
                "id": row.id,
                "number": row.number,
                "title": Texts(row.title),
                "standing": row.standing,
                "before": _times(row.was),
                "after": _times(row.will),
                "phases": row.phases,
                "changed": row.changed,
            }
            for row in plan.rows
        ],
    }


@router.get("/items/{item}/plan")
async def get_plan(
    item: str,
    scope: str = Query(default="day", description="`day`, or `block`: what runs side by side ends when it should."),
    begins: str = Query(default="", description="When the next item begins, as `14:05` on the forum's clock."),
    until: str = Query(default="", description="When the last item must have ended, as `18:00`."),
    visit: Visit = Depends(visit),
) -> Response:
    """New times for the rest of the item's day or block, proposed: every item before and after. Nothing is changed."""
    wish = wish_of(scope, begins, until)
    plan = await visit.site.readers.run(plan_for, visit.member(), item, wish, visit)
    return visit.json(plan_document(plan))


@router.post("/items/{item}/plan")
async def post_plan(item: str, body: TimesPlanBody, visit: Visit = Depends(visit)) -> Response:
    """Confirm new times for items of this item's day, on every screen at once, or undo what was confirmed last."""
    return visit.done(await visit.run(times_command(item, body)))
