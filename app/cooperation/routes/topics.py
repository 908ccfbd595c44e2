"""The topics of a dialogue: what interests whom beforehand, and which of them run."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.cooperation import queries
from app.cooperation.commands.topics import MarkInterest
from app.cooperation.rules import no_such_page
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.roles import Actor, may
from app.people.keys import me_room
from app.people.models import Delegation
from app.people.queries import delegations
from app.programme import phases
from app.programme.keys import desk_room, item_room
from app.programme.models import Item
from app.programme.queries import item_of
from app.tables.models import RoundTable
from app.tables.queries import table_by_name, tables_of_item
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Topics:
    """A dialogue's topics. ``mine`` are the delegations that the visitor speaks for, ``marked`` the tables that interest
    the first of them. ``runs``: the visitor opens and closes tables, and records what delegations announced.
    """

    item: Item
    tables: tuple[RoundTable, ...]
    roster: tuple[Delegation, ...]
    mine: tuple[Delegation, ...]
    marked: frozenset[str]
    runs: bool
    desk: bool


def _topics(session: Session, actor: Actor, name: str) -> Topics:
    item = item_of(session, actor.forum, name)
    if not phases.opens(item.technique, "interest"):
        raise no_such_page()
    roster = delegations(session, actor.forum)
    speaks = may(actor, "topic:mark", item.id, ["delegation"])
    mine = tuple(d for d in roster if speaks and d.id in actor.speaks_for)
    marked = {
        table for table, who in queries.interest(session, actor.forum, item.id).items() if who & {d.id for d in mine}
    }
    hall = tables_of_item(session, actor.forum, item.id)
    return Topics(
        item,
        tuple(table for table in hall if table.merged_into is None),
        tuple(roster),
        mine,
        frozenset(marked),
        may(actor, "topic:record", item.id) and may(actor, "item:hall", item.id),
        may(actor, "hear:desk", item.id),
    )


@router.get("/items/{name}/topics")
async def topics_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """Which topics interest whom: delegations mark theirs, the desk opens and closes tables accordingly."""
    await visit.settle()
    actor = visit.member()
    topics = await visit.site.readers.run(_topics, actor, name)
    rooms = [item_room(topics.item.id), me_room(actor.participant)]
    rooms += [desk_room(topics.item.id)] if topics.desk else []
    return await visit.live_page(
        "cooperation/topics.html",
        "phone",
        rooms,
        topics=topics,
        item=topics.item,
        names=LANGUAGE_NAMES,
    )


@router.post("/items/{name}/interest")
async def post_recorded(name: str, visit: Visit = Depends(visit)) -> Response:
    """From the desk: what a delegation announced."""
    form = await visit.form()
    interested = field_text(form, "interested") != "no"
    wish = MarkInterest(field_text(form, "table"), field_text(form, "delegation"), interested, field_id(form))
    return visit.back_to(f"/items/{name}/topics", await visit.run(wish))


@router.post("/tables/{name}/interest")
async def post_interest(name: str, visit: Visit = Depends(visit)) -> Response:
    """It interests us, or no more; from the desk with the delegation that announced it. The same again takes it back."""
    form, actor = await visit.form(), visit.member()
    table = await visit.site.readers.run(table_by_name, actor.forum, name)
    delegation, wished = field_text(form, "delegation") or None, field_text(form, "interested")
    interested = wished != "no"
    if not wished:
        of = [delegation] if delegation else sorted(actor.speaks_for)
        held = await visit.site.readers.run(queries.topics_of, actor.forum, of)
        interested = table.id not in held
    done = await visit.run(MarkInterest(table.id, delegation, interested, field_id(form)))
    return visit.back_to(f"/items/{table.item}/topics", done)
