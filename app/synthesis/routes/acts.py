"""What one button does with a key finding, a finding, a comment or a note."""

from typing import NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.roles import Actor, require
from app.programme.models import Item
from app.programme.queries import item_of
from app.sources.rules import Thing
from app.sources.walk import Described
from app.store.work import Command, Done
from app.synthesis import origins, queries, rules
from app.synthesis.commands.notes import PutAside, TakeUpAgain, WithdrawNote
from app.synthesis.commands.placing import PlaceKeyFinding, SendKeyFinding, ShowKeyFinding
from app.synthesis.commands.walls import PutOnWall
from app.synthesis.routes.editor import close
from app.web.registry import Registry
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


class Placed(NamedTuple):
    """Where a key finding stands: its item, the others in order, how many before it, and the item whose wall shows it."""

    item: str
    others: list[str]
    before: int
    shown_in: str

    def moved(self, by: int) -> str | None:
        """The one that it comes after when it goes *by* places on; None for the first place."""
        place = min(max(self.before + by, 0), len(self.others))
        return self.others[place - 1] if place else None


def _placed(session: Session, actor: Actor, id: str) -> Placed:
    found = queries.key_finding_of(session, actor.forum, id)
    order = [k.id for k in queries.key_findings(session, actor.forum, item=found.item)]
    shown_in = queries.presented_in(session, item_of(session, actor.forum, found.item))
    return Placed(found.item, [other for other in order if other != id], order.index(id), shown_in.id)


def _command(act: str, id: str, at: Placed, registry: Registry, sent: str | None) -> Command:
    match act:
        case "up" | "down":
            return PlaceKeyFinding(id, at.moved(1 if act == "down" else -1), sent)
        case "show" | "hide":
            return ShowKeyFinding(id, act == "show", sent)
        case "send" | "take_back":
            return SendKeyFinding(id, act == "send", sent)
        case "wall":
            return PutOnWall(registry, "key-finding", id, at.shown_in, None, sent, at.item)
    raise rules.no_such_act()


@router.post("/key-findings/{key_finding}")
async def post_act(key_finding: str, visit: Visit = Depends(visit)) -> Response:
    """Up, down, show, hide, send to the booth, take back from it, put on the wall."""
    form, id_ = await visit.form(), parse_id(key_finding)
    at = await visit.site.readers.run(_placed, visit.member(), id_)
    done = await visit.run(_command(field_text(form, "act"), id_, at, visit.site.registry, field_id(form)))
    return visit.back_to(f"/items/{at.item}/workbench", done)


class Aside(NamedTuple):
    """A thing that is or may be set aside, as its rapporteur sees it."""

    ref: Thing
    item: Item
    thing: Described
    reason: str


def _aside(registry: Registry, session: Session, actor: Actor, ref: Thing) -> Aside:
    origin = origins.load(session, actor.forum, [ref]).get(ref) if ref.kind in rules.ASIDE else None
    if origin is None:
        raise rules.cannot_be_set_aside(ref.kind)
    require(actor, "key-finding:write", origin.item)
    row = queries.set_aside(session, actor.forum, ref)
    described: Described = registry.added(f"source:{ref.kind}", session, actor, ref.id)["thing"]
    return Aside(ref, item_of(session, actor.forum, origin.item), described, row.reason if row else "")


async def _found(visit: Visit, kind: str, thing: str) -> Aside:
    registry, actor, ref = visit.site.registry, visit.member(), Thing(kind, parse_id(thing))
    return await visit.site.readers.run(lambda session: _aside(registry, session, actor, ref))


@router.get("/set-aside/{kind}/{thing}")
async def reason_page(kind: str, thing: str, visit: Visit = Depends(visit)) -> Response:
    """Why a thing is set aside: there is time for it later."""
    await visit.settle()
    aside = await _found(visit, kind, thing)
    part = visit.request.headers.get("hx-request")
    return visit.page("synthesis/_reason.html" if part else "synthesis/reason.html", aside=aside, item=aside.item)


@router.post("/set-aside/{kind}/{thing}")
async def post_aside(kind: str, thing: str, visit: Visit = Depends(visit)) -> Response:
    """Set a thing aside with one button, take it up again with one, or say why."""
    form = await visit.form()
    aside = await _found(visit, kind, thing)
    ref, sent = aside.ref, field_id(form)
    command: Command
    if field_text(form, "aside") == "no":
        command = TakeUpAgain(ref.kind, ref.id, sent)
    else:
        command = PutAside(ref.kind, ref.id, field_text(form, "reason") if "reason" in form else None, sent)
    done = await visit.run(command)
    if "reason" in form:
        return close(visit, aside.item.number, done)
    return _to_bench(visit, aside.item.number, done)


@router.post("/notes/{note}/withdraw")
async def post_withdraw_note(note: str, visit: Visit = Depends(visit)) -> Response:
    """Who took a note takes it back."""
    form = await visit.form()
    found = await visit.site.readers.run(queries.note_of, visit.member().forum, parse_id(note))
    return _to_bench(visit, found.item, await visit.run(WithdrawNote(found.id, field_id(form))))


def _to_bench(visit: Visit, item: str, done: Done) -> Response:
    return visit.back_to(f"/items/{item}/workbench", done)
