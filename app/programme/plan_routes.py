"""The desk's page of the rest of the day: before and after, confirm, undo."""

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may, require
from app.programme import queries
from app.programme.keys import desk_room
from app.programme.plan_api import MoveBody, TimesBody, TimesPlanBody, plan_for, times_command, wish_of
from app.programme.planning import Proposal, Wish, standing_plan
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


def _standing(session: Session, actor: Actor, item: str, wish: Wish, visit: Visit) -> Proposal:
    require(actor, "item:run", queries.item_of(session, actor.forum, item).id)
    return standing_plan(session, actor.forum, item, wish, visit.site.now())


@router.get("/items/{name}/plan/day")
async def day_plan_page(
    name: str, visit: Visit = Depends(visit), scope: str = "day", begins: str = "", until: str = ""
) -> Response:
    """New times for the rest of the day or of the block, before and after: nothing moves until it is confirmed."""
    return await _page(visit, name, scope, begins, until, None)


async def _page(visit: Visit, name: str, scope: str, begins: str, until: str, refused: Refusal | None) -> Response:
    await visit.settle()
    actor, typed = visit.member(), {"scope": scope, "begins": begins[:5], "until": until[:5]}
    try:
        plan = await visit.site.readers.run(plan_for, actor, name, wish_of(**typed), visit)
    except Refusal as refusal:
        if refusal.status in (401, 403, 404):
            raise
        refused = refused or refusal
        plan = await visit.site.readers.run(_standing, actor, name, Wish(), visit)
    response = await visit.live_page(
        "programme/day_plan.html",
        "desk",
        [desk_room(plan.item.id)],
        plan=plan,
        item=plan.item,
        typed=typed,
        confirms=_confirms(actor, plan),
        moves=may(actor, "programme:move"),
        fault=visit.say(refused) if refused else "",
    )
    response.status_code = refused.status if refused else 200
    return response


def _confirms(actor: Actor, plan: Proposal) -> bool:
    """Whether *actor* may confirm this plan: other times are the whole forum's, other phases the item's."""
    only_phases = all(row.was == row.will for row in plan.rows)
    own = all(may(actor, "item:run", row.id) for row in plan.rows if row.changed)
    return may(actor, "programme:move") or (only_phases and own)


def _moves(form: FormData) -> list[MoveBody]:
    """The shown plan, sent back as it was shown: (item, starts, minutes, and the same two before)."""
    found = []
    for value in form.getlist("move"):
        parts = value.split("|") if isinstance(value, str) else []
        if len(parts) != 6 or not all(part.isdecimal() and len(part) < 6 for part in (parts[2], parts[4])):
            continue
        phases = dict(part.split("=", 1) for part in parts[5].split(",") if part.count("=") == 1)
        found.append(
            MoveBody(
                item=parts[0],
                starts=parts[1],
                minutes=int(parts[2]),
                was=TimesBody(starts=parts[3], minutes=int(parts[4])),
                phases={name: int(own) for name, own in phases.items() if own.isdecimal() and len(own) < 6} or None,
            )
        )
    return found


@router.post("/items/{name}/plan/day")
async def post_day_plan(name: str, visit: Visit = Depends(visit)) -> Response:
    """Confirm what was shown, or undo what was confirmed last. A refusal shows the plan as it would be now."""
    form = await visit.form()
    action = field_text(form, "action") or "move"
    body = TimesPlanBody(action=action, moves=_moves(form), id=field_id(form))
    try:
        done = await visit.run(times_command(name, body))
    except Refusal as refusal:
        if refusal.status in (401, 403, 404):
            raise
        scope, begins, until = (field_text(form, field) for field in ("scope", "begins", "until"))
        return await _page(visit, name, scope, begins, until, refusal)
    return visit.back_to(f"/items/{name}/plan/day", done)
