"""What the desk's forms send: phase, clock, messages and whose turn it is. The desk's page itself belongs to the stage."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import HTMLResponse, Response

from app.kernel.roles import Actor, require
from app.kernel.text import whole_number
from app.people.queries import participant_of
from app.programme import commands, phases
from app.programme import queries as programme
from app.programme.cards import PhaseView, phase_view
from app.programme.models import Item
from app.store.work import Done
from app.tables import desk_queries
from app.tables.commands.turns import GiveTurn
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)

MORE_SECONDS = 120
"""What the button "+2 min" adds."""


def _question(session: Session, actor: Actor, name: str, to: str) -> tuple[Item, str, list[int]]:
    """The item, who the actor is to others, and the tables that are not ready, when going on to *to* should ask first."""
    item = programme.item_of(session, actor.forum, name)
    require(actor, "item:run", item.id)
    person = participant_of(session, actor.forum, actor.participant)
    closes = phases.allows(item.technique, item.phase, "answer") and not phases.allows(item.technique, to, "answer")
    ahead = closes and phases.is_past(item.technique, to, "answer")
    waiting = desk_queries.not_ready(session, actor.forum, item.id) if ahead else []
    return item, person.name if person else "", waiting


@router.post("/items/{name}/phase")
async def post_phase(name: str, visit: Visit = Depends(visit)) -> Response:
    """Go on or back. Going on while tables are not ready asks once: the answer is the question, with a second button."""
    form = await visit.form()
    to, came_from, sure = (field_text(form, field) for field in ("to", "from", "sure"))
    item, by, waiting = await visit.site.readers.run(_question, visit.member(), name, to)
    if waiting and not sure and came_from in ("", item.phase):
        asked = {"item": item, "to": to, "came_from": item.phase, "waiting": waiting, "titles": phases.PHASE_NAMES}
        page = "tables/_ask.html" if visit.request.headers.get("hx-request") else "tables/ask.html"
        return visit.page(page, 409, **asked)
    minutes = field_text(form, "minutes")
    planned, registry = whole_number(minutes), visit.site.registry
    command = commands.MovePhase(item.id, to, came_from or None, planned, by, field_id(form), registry)
    done = await visit.run(command)
    if sure and visit.request.headers.get("hx-request"):
        return HTMLResponse("")  # it takes the place of the question
    return _to_desk(visit, item.number, done)


def _plan(session: Session, actor: Actor, name: str) -> tuple[Item, PhaseView, datetime]:
    item = programme.item_of(session, actor.forum, name)
    require(actor, "item:run", item.id)
    zone = ZoneInfo(programme.forum_of(session, actor.forum).timezone)
    return item, phase_view(item), (item.starts + timedelta(minutes=item.minutes)).astimezone(zone)


@router.get("/items/{name}/plan")
async def plan_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """How many minutes each coming phase gets."""
    await visit.settle()
    item, phase, ends = await visit.site.readers.run(_plan, visit.member(), name)
    return visit.page("tables/plan.html", item=item, phase=phase, ends=ends)


@router.post("/items/{name}/plan")
async def post_plan(name: str, visit: Visit = Depends(visit)) -> Response:
    """Other minutes for the coming phases; what is no number is left as it was."""
    form = await visit.form()
    typed = [(phase.partition(":")[2], str(value)) for phase, value in form.items() if phase.startswith("of:")]
    minutes = tuple((phase, planned) for phase, value in typed if (planned := whole_number(value, 4)) is not None)
    return _to_desk(visit, name, await visit.run(commands.Replan(name, minutes, field_id(form))))


@router.post("/items/{name}/clock")
async def post_clock(name: str, visit: Visit = Depends(visit)) -> Response:
    """Two minutes more, pause, or go on."""
    form = await visit.form()
    action = field_text(form, "action")
    seconds = MORE_SECONDS if action == "add" else 0
    return _to_desk(visit, name, await visit.run(commands.SetClock(name, action, seconds, field_id(form))))


@router.post("/items/{name}/turn")
async def post_turn(name: str, visit: Visit = Depends(visit)) -> Response:
    """Give a table, the tables with a question, or whoever presents an item the floor."""
    form = await visit.form()
    table, question, presented = (field_text(form, field) or None for field in ("table", "question", "item"))
    return _to_desk(visit, name, await visit.run(GiveTurn(name, table, question, field_id(form), presented)))


@router.post("/items/{name}/announcement")
async def post_announcement(name: str, visit: Visit = Depends(visit)) -> Response:
    """A message to all phones of the item."""
    form = await visit.form()
    return _to_desk(visit, name, await visit.run(commands.Announce(field_text(form, "text"), name, field_id(form))))


def _to_desk(visit: Visit, name: str, done: Done) -> Response:
    return visit.back_to(f"/items/{name}/desk", done)
