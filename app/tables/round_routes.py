"""The desk's forms for a world café's rounds, and the paper that tells every table and every person where to go."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.roles import Actor, require
from app.people.queries import participants
from app.programme import queries as programme
from app.programme.models import Forum, Item
from app.tables import queries, round_queries, round_rules
from app.tables.models import Rotation, RoundTable
from app.tables.round_api import RotationBody, rotate
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody on paper: by ``name``, or where the forum keeps none by their ``place`` at their first table."""

    name: str
    place: int
    host: bool
    way: Sequence[tuple[int, RoundTable]]


@dataclass(frozen=True, slots=True)
class TableRounds:
    """A table on paper: who sits there in each round."""

    table: RoundTable
    rounds: Sequence[tuple[int, Sequence[Traveller]]]


@dataclass(frozen=True, slots=True)
class RoundsOnPaper:
    """A whole rotation as it is printed."""

    forum: Forum
    item: Item
    rotation: Rotation
    tables: Sequence[TableRounds]
    people: Sequence[Traveller]


def rounds_on_paper(session: Session, actor: Actor, name: str) -> RoundsOnPaper:
    """What the paper of a rotation is made of. Raises ``not_yours`` and ``not_planned``."""
    item = programme.item_of(session, actor.forum, name)
    require(actor, "hear:desk", item.id)
    rotation = round_queries.rotation_of(session, actor.forum, item.id)
    if rotation is None:
        raise round_rules.not_planned()
    forum = programme.forum_of(session, actor.forum)
    rounds = round_queries.rounds_of(session, rotation)
    tables = {t.id: t for t in queries.tables_of_item(session, actor.forum, item.id)}
    ways: dict[str, list[tuple[int, RoundTable]]] = {}
    places: dict[str, int] = {}
    for number, at in rounds.items():
        for table, here in at.items():
            for place, person in enumerate(here, 1):
                places.setdefault(person, place)
                ways.setdefault(person, []).append((number, tables[table]))
    known = {} if forum.privacy == "anonymous" else participants(session, actor.forum, ways)
    people = {
        person: Traveller(known[person].name if person in known else "", places[person], person in rotation.hosts, way)
        for person, way in ways.items()
    }
    used = sorted({table for at in rounds.values() for table in at}, key=lambda table: tables[table].number)
    return RoundsOnPaper(
        forum,
        item,
        rotation,
        [
            TableRounds(tables[table], [(n, [people[p] for p in at.get(table, ())]) for n, at in rounds.items()])
            for table in used
        ],
        sorted(people.values(), key=lambda one: (one.way[0][1].number, one.name.casefold(), one.place)),
    )


@router.get("/items/{name}/rounds")
async def rounds_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """Who goes where, to print: a sheet for each table, and a slip for each person."""
    await visit.settle()
    paper = await visit.site.readers.run(rounds_on_paper, visit.member(), name)
    return visit.page("tables/paper_rounds.html", paper=paper, item=paper.item, forum=paper.forum)


@router.post("/items/{name}/rotation")
async def post_rotation(name: str, visit: Visit = Depends(visit)) -> Response:
    """Plan the rounds, or go to another: the desk follows live."""
    form = await visit.form()
    numbers = {field: _number(field_text(form, field)) for field in ("rounds", "hosts", "to", "from")}
    done = await rotate(visit, name, RotationBody(action=field_text(form, "action"), id=field_id(form), **numbers))
    return visit.back_to(f"/items/{name}/desk", done)


def _number(typed: str) -> int | None:
    return int(typed) if typed.strip().isdecimal() and len(typed.strip()) < 4 else None
