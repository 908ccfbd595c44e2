"""The desk's pages of a hall that changes, and of one table: who sits where, who writes, who reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may, require
from app.kernel.text import whole_number
from app.people.models import Participant
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import desk_room, item_room
from app.programme.models import Item
from app.tables import desk_queries, hall_rules, keys, queries, round_queries
from app.tables.hall_api import HallBody, hall_command
from app.tables.models import RoundTable
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Hall:
    """An item's tables with how many sit at each, its questions, and everybody with where they sit (or None)."""

    item: Item
    open: Sequence[tuple[RoundTable, int]]
    closed: Sequence[RoundTable]
    questions: Sequence[Any]
    people: Sequence[tuple[Participant, int | None]]


def hall(session: Session, actor: Actor, name: str) -> Hall:
    """The hall as its desk may change it. Raises ``not_yours``."""
    item = programme.item_of(session, actor.forum, name)
    require(actor, "item:hall", item.id)
    tables = queries.tables_of_item(session, actor.forum, item.id)
    seated = queries.seat_counts(session, actor.forum, item.id)
    return Hall(
        item,
        [(t, seated.get(t.id, 0)) for t in tables if t.closed_at is None],
        [t for t in tables if t.closed_at is not None],
        programme.questions(session, actor.forum, item.id),
        desk_queries.people_of_hall(session, actor.forum, item.id),
    )


def _wish(form: FormData) -> HallBody:
    """What a posted form wishes of the hall, in the words of the JSON interface."""
    fields = {
        name: field_text(form, name) or None for name in ("table", "into", "with", "to", "question", "name", "step")
    }
    return HallBody(
        action=field_text(form, "action"),
        people=[value for value in form.getlist("people") if isinstance(value, str) and value],
        number=whole_number(field_text(form, "number"), 4),
        id=field_id(form),
        **fields,
    )


@router.get("/items/{name}/hall")
async def hall_page(name: str, visit: Visit = Depends(visit), action: str = "", table: str = "") -> Response:
    """Tables added, closed, opened again, split, merged, swapped; people seated."""
    await visit.settle()
    return await _hall_page(visit, name, action, table, None)


async def _hall_page(visit: Visit, name: str, action: str, table: str, refusal: Refusal | None) -> Response:
    actor = visit.member()
    found = await visit.site.readers.run(hall, actor, name)
    response = await visit.live_page(
        "tables/hall.html",
        "desk",
        [desk_room(found.item.id)],
        hall=found,
        item=found.item,
        rotates=phases.opens(found.item.technique, "rotate"),
        planned=found.item.details.get("rotation") or {},
        action=action,
        chosen=table,
        fault=visit.say(refusal) if refusal else "",
        names=LANGUAGE_NAMES,
    )
    response.status_code = refusal.status if refusal else 200
    return response


def _sitting(session: Session, actor: Actor, name: str) -> tuple[Item, int, int, int]:
    """The item, how many sit in its hall already, how many would be seated, and at how many tables."""
    item = programme.item_of(session, actor.forum, name)
    require(actor, "item:hall", item.id)
    tables = hall_rules.in_hall(queries.tables_of_item(session, actor.forum, item.id))
    sitting = round_queries.open_seats(session, actor.forum, item.id)
    return item, len(sitting), len(round_queries.present(session, item)), len(tables)


@router.post("/items/{name}/hall")
async def post_hall(name: str, visit: Visit = Depends(visit)) -> Response:
    """Change the hall, then back to the desk, where the step can be undone. A refusal keeps what was chosen.

    Seating everybody asks once where people sit already: the answer is the question, with a second button.
    """
    form = await visit.form()
    action, back = field_text(form, "action"), field_text(form, "back")
    if action == "wait":
        return visit.back_to(f"/items/{name}/desk")
    if action == "balance" and not field_text(form, "sure"):
        item, sitting, people, tables = await visit.site.readers.run(_sitting, visit.member(), name)
        if sitting and people and tables:
            page = "tables/_ask_balance.html" if visit.request.headers.get("hx-request") else "tables/ask_balance.html"
            return visit.page(page, 409, item=item, sitting=sitting, people=people, tables=tables)
    try:
        done = await visit.run(hall_command(name, _wish(form), visit.site.registry))
    except Refusal as refusal:
        if visit.request.headers.get("hx-request") or refusal.status in (401, 403, 404):
            raise
        return await _hall_page(visit, name, action, field_text(form, "table"), refusal)
    if field_text(form, "sure") and visit.request.headers.get("hx-request"):
        return HTMLResponse("")  # it takes the place of the question
    return visit.back_to(f"/tables/{back}/desk" if back.isalnum() else f"/items/{name}/desk", done)


@dataclass(frozen=True, slots=True)
class TableAtDesk:
    """One table as the desk opens it, with the others of the hall. ``reports``: its tables report findings; ``types``: who
    opens it may type in what is on paper.
    """

    table: RoundTable
    hall: Hall
    seated: Sequence[tuple[str, str]]
    reports: bool
    types: bool


def table_at_desk(session: Session, actor: Actor, name: str) -> TableAtDesk:
    """The table of an address, for the item's desk. Raises ``not_yours``."""
    table = queries.table_by_name(session, actor.forum, name)
    found = hall(session, actor, table.item)
    people = desk_queries.named_people(session, actor.forum, table.id)
    reports, types = phases.opens(found.item.technique, "finding"), may(actor, "answer:type", table.item)
    return TableAtDesk(table, found, people, reports, types)


def _heard(session: Session, actor: Actor, name: str) -> RoundTable | None:
    """The table of an address, for who hears it by a role for its item."""
    table = queries.table_by_name(session, actor.forum, name)
    return table if may(actor, "hear:table", table.item) else None


@router.get("/tables/{name}/desk")
async def table_at_desk_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """A table as the desk opens it: who sits there, pen and reporter to give, its answers and findings. Who only hears the
    table reads it as its phones do.
    """
    await visit.settle()
    try:
        at = await visit.site.readers.run(table_at_desk, visit.member(), name)
    except Refusal as refusal:
        heard = await visit.site.readers.run(_heard, visit.member(), name)
        if heard is None:
            raise refusal from None
        return RedirectResponse(f"/tables/{heard.code}", 303)
    rooms = [keys.table_room(at.table.id), item_room(at.hall.item.id), desk_room(at.hall.item.id)]
    return await visit.live_page(
        "tables/at_desk.html", "desk", rooms, at=at, table=at.table, item=at.hall.item, hall=at.hall
    )
