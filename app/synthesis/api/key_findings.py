"""Key findings over JSON: written, linked, ordered, shown, sent to the booth."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel import roles
from app.kernel.clock import rfc3339
from app.kernel.ids import parse_id
from app.kernel.roles import Actor
from app.programme.queries import item_of
from app.sources.versions.rules import version_clash
from app.store.work import Command
from app.synthesis import queries, rules
from app.synthesis.cards.key_findings import key_finding_data, key_finding_views
from app.synthesis.commands import drawing, key_findings, placing
from app.synthesis.disclosure import readable
from app.synthesis.models import KeyFinding
from app.synthesis.papers import readable_key_findings
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter()


class RefBody(BaseModel):
    """A source, with the version of it that was read."""

    kind: str = Field(max_length=30)
    id: str
    version: int | None = None

    def ref(self) -> drawing.Ref:
        """As commands take it."""
        return drawing.Ref(self.kind, parse_id(self.id), self.version)


class KeyFindingBody(BaseModel):
    """``text`` in ``language``, or ``texts`` by language. ``version`` makes it a revision of that version."""

    text: str | None = None
    texts: dict[str, str] = Field(default_factory=dict, max_length=20)
    language: str | None = None
    item: str | None = None
    sources: list[RefBody] | None = Field(default=None, max_length=500)
    version: int | None = None
    order: str | None = None
    state: str | None = None

    def by_language(self) -> dict[str, str]:
        """All texts; what came without a language is the original's."""
        return self.texts if self.text is None else {**self.texts, self.language or "": self.text}


class PlaceBody(Sent):
    """Right after another key finding; without one, first."""

    after: str | None = None


class LinkBody(Sent):
    """The version of the source that was read."""

    version: int | None = None


@router.put("/key-findings/{key_finding}")
async def put_key_finding(key_finding: str, body: KeyFindingBody, visit: Visit = Depends(visit)) -> Response:
    """Write a key finding: 201 the first time. With ``version`` a revision.

    409 ``version_moved`` when the same language was changed meanwhile: ``current`` is what it says now, ``kept`` is what
    came, which stands beside it until somebody settles it. Nothing is lost, and sending again does the same once.
    """
    id_, texts = parse_id(key_finding), body.by_language()
    refs = None if body.sources is None else tuple(one.ref() for one in body.sources)
    command: Command
    if body.version is not None:
        command = key_findings.ReviseKeyFinding(id_, body.version, texts, refs, body.state, body.order)
    else:
        command = key_findings.PutKeyFinding(
            id_, body.item or "", texts, body.language, refs or (), body.state or "", body.order
        )
    done = await visit.run(command)
    if done.value.get("clash"):
        raise version_clash(done.value)
    return visit.json(done.value, 201 if done.created else 200)


def _document(session: Session, actor: Actor, id: str) -> dict[str, Any]:
    found = queries.key_finding_of(session, actor.forum, id)
    if not readable(actor, found):
        raise rules.no_such_key_finding()
    at_work = actor.holds("rapporteur", found.item)
    data = _data(session, actor, [found], at_work)[0]
    if at_work:
        data["history"] = [
            {"id": v.id, "version": v.version, "texts": v.texts, "clashed": v.clashed, "kept_at": rfc3339(v.kept_at)}
            for v in queries.HISTORY.of(session, actor.forum, found.id)
        ]
    return data


def _data(session: Session, actor: Actor, found: list[KeyFinding], at_work: bool) -> list[dict[str, Any]]:
    ranks = {k.id: k.rank for k in found}
    views = key_finding_views(session, actor.forum, found, at_work=at_work)
    return [key_finding_data(view, ranks[view.id], at_work=at_work) for view in views]


@router.get("/key-findings/{key_finding}")
async def get_key_finding(key_finding: str, visit: Visit = Depends(visit)) -> Response:
    """One key finding, as the pass may read it; its rapporteurs also read its history."""
    return visit.json(await visit.site.readers.run(_document, visit.member(), parse_id(key_finding)))


@router.delete("/key-findings/{key_finding}")
async def delete_key_finding(key_finding: str, version: int | None = None, visit: Visit = Depends(visit)) -> Response:
    """Take a key finding away; with ``version`` not over words that came since."""
    return visit.done(await visit.run(key_findings.WithdrawKeyFinding(parse_id(key_finding), version)))


@router.delete("/key-findings/{key_finding}/clashes/{clash}")
async def delete_clash(key_finding: str, clash: str, visit: Visit = Depends(visit)) -> Response:
    """A text that clashed has been dealt with."""
    return visit.done(await visit.run(key_findings.SettleClash(parse_id(key_finding), parse_id(clash))))


@router.put("/key-findings/{key_finding}/sources/{kind}/{thing}")
async def put_source(
    key_finding: str, kind: str, thing: str, body: LinkBody | None = None, visit: Visit = Depends(visit)
) -> Response:
    """Draw a key finding from one thing more."""
    body = body or LinkBody()
    command = drawing.LinkSource(
        parse_id(key_finding), kind, parse_id(thing), body.version, linked=True, id=body.sent_id
    )
    return visit.done(await visit.run(command))


@router.delete("/key-findings/{key_finding}/sources/{kind}/{thing}")
async def delete_source(key_finding: str, kind: str, thing: str, visit: Visit = Depends(visit)) -> Response:
    """A key finding does not draw on this any more."""
    return visit.done(await visit.run(drawing.LinkSource(parse_id(key_finding), kind, parse_id(thing), linked=False)))


@router.post("/key-findings/{key_finding}/order")
async def post_order(key_finding: str, body: PlaceBody, visit: Visit = Depends(visit)) -> Response:
    """Place a key finding after another, or first."""
    after = parse_id(body.after) if body.after else None
    return visit.done(await visit.run(placing.PlaceKeyFinding(parse_id(key_finding), after, body.sent_id)))


@router.post("/key-findings/{key_finding}/show")
async def post_show(key_finding: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Show a key finding to everybody."""
    command = placing.ShowKeyFinding(parse_id(key_finding), id=body.sent_id if body else None)
    return visit.done(await visit.run(command))


@router.delete("/key-findings/{key_finding}/show")
async def delete_show(key_finding: str, visit: Visit = Depends(visit)) -> Response:
    """Hide a key finding again."""
    return visit.done(await visit.run(placing.ShowKeyFinding(parse_id(key_finding), shows=False)))


@router.post("/key-findings/{key_finding}/send")
async def post_send(key_finding: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Send a key finding to the booth as it stands."""
    command = placing.SendKeyFinding(parse_id(key_finding), id=body.sent_id if body else None)
    return visit.done(await visit.run(command))


@router.delete("/key-findings/{key_finding}/send")
async def delete_send(key_finding: str, visit: Visit = Depends(visit)) -> Response:
    """Take a key finding back from the booth."""
    return visit.done(await visit.run(placing.SendKeyFinding(parse_id(key_finding), sends=False)))


@router.post("/items/{item}/booth")
async def post_booth(item: str, body: Sent | None = None, visit: Visit = Depends(visit)) -> Response:
    """Send all of an item's key findings to the booth."""
    return visit.done(await visit.run(placing.SendToBooth(item, body.sent_id if body else None)))


def _list(session: Session, actor: Actor, item_name: str) -> dict[str, Any]:
    item = item_of(session, actor.forum, item_name)
    roles.require(actor, "hear:item", item.id)
    found = readable_key_findings(session, actor, item.id)
    return {"item": item.id, "key_findings": _data(session, actor, found, actor.holds("rapporteur", item.id))}


@router.get("/items/{item}/key-findings")
async def get_key_findings(item: str, visit: Visit = Depends(visit)) -> Response:
    """An item's key findings in order: for its rapporteurs all, for desk and booth those sent, else those shown."""
    return visit.json(await visit.site.readers.run(_list, visit.member(), item))
