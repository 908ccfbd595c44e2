"""Initiatives over JSON: noted, revised, presented; where delegations stand; which topics interest them."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.cooperation import queries, rules
from app.cooperation.cards.initiatives import initiative_data, initiative_view, shelf_of
from app.cooperation.commands.initiatives import (
    PutInitiative,
    ReviseInitiative,
    SettleInitiative,
    WithdrawInitiative,
)
from app.cooperation.commands.presenting import PresentInitiative, SetStanding
from app.cooperation.commands.topics import MarkInterest
from app.cooperation.models import Initiative
from app.cooperation.reading import readable
from app.cooperation.recording import roster_named
from app.kernel.clock import rfc3339
from app.kernel.ids import parse_id
from app.kernel.roles import Actor, may, require
from app.programme.keys import desk_room, item_room
from app.programme.queries import item_of
from app.sources.versions.rules import version_clash
from app.store.work import Command
from app.synthesis.api.key_findings import RefBody
from app.tables.api import Sent
from app.web.registry import Registry
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["cooperation"])


class InitiativeBody(BaseModel):
    """An initiative's fields; with ``version`` those that are left out stay as they are.

    ``table`` is an id, a code, or a number in ``item``. ``by_when`` is a day (``2027-03-31``), ``references`` are keys of
    the forum's frameworks (``gcm/7``), ``lead`` is a delegation's key.
    """

    item: str | None = None
    table: str | int | None = None
    title: str | None = None
    what: str | None = None
    offers: str | None = None
    asks: str | None = None
    first_step: str | None = None
    by_when: str | None = None
    references: list[str] | None = Field(default=None, max_length=200)
    lead: str | None = None
    language: str | None = None
    sources: list[RefBody] | None = Field(default=None, max_length=500)
    version: int | None = None

    def fields(self) -> dict[str, str]:
        """The fields that were sent."""
        sent = {name: getattr(self, name) for name in (*rules.WORDS, "by_when", "lead")}
        if self.references is not None:
            sent["references"] = " ".join(self.references)
        elif "references" in self.model_fields_set:
            sent["references"] = ""
        return {name: text or "" for name, text in sent.items() if text is not None or name in self.model_fields_set}


class StandingBody(Sent):
    """``interested``, ``exploring`` or ``confirmed``."""

    standing: str


class InterestBody(Sent):
    """Whom the topic interests, by key or id; absent: the delegation that this pass speaks for."""

    delegation: str | None = None


@router.put("/initiatives/{initiative}")
async def put_initiative(initiative: str, body: InitiativeBody, visit: Visit = Depends(visit)) -> Response:
    """Note an initiative: 201 the first time. With ``version`` a revision of the fields that are sent.

    409 ``version_moved`` when one of these fields was changed meanwhile: ``current`` is what it says now, ``kept`` is what
    came, which stands beside it until somebody settles it. Nothing is lost, and sending again does the same once.
    """
    id_, table = parse_id(initiative), None if body.table is None else str(body.table)
    refs = None if body.sources is None else tuple(one.ref() for one in body.sources)
    command: Command
    if body.version is not None:
        command = ReviseInitiative(id_, body.version, body.fields(), refs, table, body.language)
    else:
        command = PutInitiative(id_, table or "", body.fields(), body.item, body.language, refs or ())
    done = await visit.run(command)
    if done.value.get("clash"):
        raise version_clash(done.value)
    return visit.json(done.value, 201 if done.created else 200)


@router.delete("/initiatives/{initiative}")
async def delete_initiative(initiative: str, version: int | None = None, visit: Visit = Depends(visit)) -> Response:
    """Take an initiative away; with ``version`` not over words that came since."""
    return visit.done(await visit.run(WithdrawInitiative(parse_id(initiative), version)))


@router.delete("/initiatives/{initiative}/clashes/{clash}")
async def delete_initiative_clash(initiative: str, clash: str, visit: Visit = Depends(visit)) -> Response:
    """Say that what clashed has been dealt with."""
    return visit.done(await visit.run(SettleInitiative(parse_id(initiative), parse_id(clash))))


@router.post("/initiatives/{initiative}/present")
async def post_present(initiative: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Present an initiative to everybody."""
    command = PresentInitiative(parse_id(initiative), id=body.sent_id if body else None)
    return visit.done(await visit.run(command))


@router.delete("/initiatives/{initiative}/present")
async def delete_present(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """Take an initiative back from everybody."""
    return visit.done(await visit.run(PresentInitiative(parse_id(initiative), presents=False)))


@router.put("/initiatives/{initiative}/partners/{delegation}")
async def put_partner(initiative: str, delegation: str, body: StandingBody, visit: Visit = Depends(visit)) -> Response:
    """Say where a delegation stands: by its own link, or recorded by the observer as said at the table."""
    command = SetStanding(parse_id(initiative), delegation, body.standing, body.sent_id)
    return visit.done(await visit.run(command))


@router.delete("/initiatives/{initiative}/partners/{delegation}")
async def delete_partner(initiative: str, delegation: str, visit: Visit = Depends(visit)) -> Response:
    """A delegation stands nowhere on it any more."""
    return visit.done(await visit.run(SetStanding(parse_id(initiative), delegation, None)))


def _data(session: Session, actor: Actor, found: list[Initiative]) -> list[dict[str, Any]]:
    shelf = shelf_of(session, actor.forum, found)
    views = [(i, initiative_view(shelf, i, at_work=may(actor, "hear:desk", i.item))) for i in found]
    return [initiative_data(shelf, initiative, view) for initiative, view in views]


def _readable(session: Session, actor: Actor, found: list[Initiative]) -> list[Initiative]:
    return [initiative for initiative in found if readable(session, actor, initiative)]


def _document(session: Session, actor: Actor, id: str) -> dict[str, Any]:
    found = queries.initiative_of(session, actor.forum, id)
    if not readable(session, actor, found):
        raise rules.no_such_initiative()
    data = _data(session, actor, [found])[0]
    if may(actor, "hear:desk", found.item):
        data["history"] = [
            {
                "id": row.id,
                "version": row.version,
                "fields": roster_named(session, actor.forum, row.texts),
                "clashed": row.clashed,
                "kept_at": rfc3339(row.kept_at),
            }
            for row in queries.HISTORY.of(session, actor.forum, found.id)
        ]
    return data


@router.get("/initiatives/{initiative}")
async def get_initiative(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """One initiative, as the pass may read it; who observes or runs its item also reads its history."""
    return visit.json(await visit.site.readers.run(_document, visit.member(), parse_id(initiative)))


def _by_date(session: Session, actor: Actor, item: str | None) -> dict[str, Any]:
    items = [item_of(session, actor.forum, item).id] if item else None
    found = _readable(session, actor, queries.initiatives(session, actor.forum, items=items))
    found.sort(key=lambda initiative: (initiative.by_when is None, initiative.by_when))
    return {"initiatives": _data(session, actor, found)}


@router.get("/initiatives")
async def get_initiatives(item: str | None = None, visit: Visit = Depends(visit)) -> Response:
    """The follow-up list: the initiatives that this pass may read, by date; what has none comes last."""
    return visit.json(await visit.site.readers.run(_by_date, visit.member(), item))


def _of_item(session: Session, actor: Actor, name: str) -> dict[str, Any]:
    item = item_of(session, actor.forum, name)
    require(actor, "hear:item", item.id)
    found = _readable(session, actor, queries.initiatives(session, actor.forum, items=[item.id]))
    return {"item": item.id, "initiatives": _data(session, actor, found)}


@router.get("/items/{item}/initiatives")
async def get_item_initiatives(item: str, visit: Visit = Depends(visit)) -> Response:
    """An item's initiatives that this pass may read, table by table."""
    return visit.json(await visit.site.readers.run(_of_item, visit.member(), item))


def _topics(registry: Registry, session: Session, actor: Actor, name: str) -> dict[str, Any]:
    item = item_of(session, actor.forum, name)
    room = desk_room(item.id) if may(actor, "hear:desk", item.id) else item_room(item.id)
    cards = registry.load(session, actor.forum, room)
    return {"item": item.id, "topics": [card.data for card in cards if card.kind == "topic"]}


@router.get("/items/{item}/topics")
async def get_topics(item: str, visit: Visit = Depends(visit)) -> Response:
    """A dialogue's topics with the number of delegations that each interests; the desk also reads which."""
    registry, actor = visit.site.registry, visit.member()
    return visit.json(await visit.site.readers.run(lambda session: _topics(registry, session, actor, item)))


@router.put("/tables/{table}/interest")
async def put_interest(table: str, body: InterestBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """A table's topic interests a delegation: said by its own link, or recorded by the desk."""
    body = body or InterestBody()
    return visit.done(await visit.run(MarkInterest(table, body.delegation, True, body.sent_id)))


@router.delete("/tables/{table}/interest")
async def delete_interest(table: str, delegation: str | None = None, visit: Visit = Depends(visit)) -> Response:
    """A table's topic does not interest the delegation any more."""
    return visit.done(await visit.run(MarkInterest(table, delegation, False)))
