"""The phone's pages of findings: written, read aloud, reported, commented on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.findings import keys, queries, rules
from app.findings.commands import comments, findings, signoffs
from app.findings.models import Finding
from app.kernel.ids import new_id, parse_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, require
from app.kernel.text import whole_number
from app.live.rooms import Room
from app.programme.keys import item_room
from app.programme.models import Item
from app.store.work import Done
from app.tables import queries as tables
from app.tables.models import RoundTable
from app.web.registry import Card, Registry
from app.web.render import Region
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class AtFinding:
    """A finding, its table and item."""

    finding: Finding
    table: RoundTable
    item: Item


class Heard(NamedTuple):
    """A reported finding with its comments as a page without scripts reads them; ``home`` is the reader's table's code."""

    at: AtFinding
    cards: tuple[Card, ...]
    home: str


def at_finding(session: Session, actor: Actor, finding: str, act: str) -> AtFinding:
    """A finding for whoever may do *act* with it. Raises ``no_such_finding`` (404) and ``not_yours`` (403)."""
    found = queries.finding_of(session, actor.forum, finding)
    table = tables.table_of(session, actor.forum, found.table)
    forum, item = tables.forum_and_item(session, actor.forum, table)
    require(actor, act, item.id, tables.relations(session, actor, table, forum.writing))
    return AtFinding(found, table, item)


def _home(session: Session, actor: Actor, item: str) -> str:
    """The code of the table from which a person speaks in an item; empty when there is none."""
    seat = queries.seat_in(session, actor.forum, item, actor.participant)
    return tables.table_of(session, actor.forum, seat.table).code if seat else ""


def _table_code(session: Session, forum: str, table: str) -> str:
    return tables.table_of(session, forum, table).code


def _heard(registry: Registry, session: Session, actor: Actor, finding: str) -> Heard:
    at = at_finding(session, actor, finding, "hear:item")
    if at.finding.reported_at is None:
        raise rules.not_reported()
    wanted = [keys.comment_key(c.id) for c in queries.comments(session, actor.forum, findings=[finding])]
    cards = registry.load(session, actor.forum, item_room(at.item.id), [keys.finding_key(finding), *wanted])
    return Heard(at, tuple(cards), _home(session, actor, at.item.id))


def _to_table(visit: Visit, code: str, done: Done, *, view: str = "findings", leaves: bool = False) -> Response:
    """To a table's page. After a card's button htmx stays where it is; with *leaves* it goes there too."""
    address = f"/tables/{code}?view={view}&after={done.seq}"
    if visit.request.headers.get("hx-request"):
        return Response(status_code=204, headers={"hx-redirect": address} if leaves else {})
    return RedirectResponse(address, 303)


@router.get("/tables/{name}/pick")
async def pick(name: str, visit: Visit = Depends(visit)) -> Response:
    """Tap answers, then make a finding from them: a view of the table's page."""
    return _view(name, visit, "pick")


@router.get("/tables/{name}/write")
async def write(name: str, visit: Visit = Depends(visit)) -> Response:
    """Simply write the sentence: a view of the table's page."""
    return _view(name, visit, "write")


def _view(name: str, visit: Visit, view: str) -> Response:
    visit.member()
    return RedirectResponse(f"/tables/{name}?view={view}", 303)


@router.post("/tables/{name}/findings")
async def post_finding(name: str, visit: Visit = Depends(visit)) -> Response:
    """Without JavaScript: the answers that are ticked, in the order of the page."""
    form = await visit.form()
    drawn = tuple(findings.Drawn(parse_id(one)) for one in form.getlist("source") if isinstance(one, str))
    id_, kind = field_id(form) or new_id(), field_text(form, "kind") or "plain"
    put = findings.PutFinding(id_, name, field_text(form, "text"), kind, drawn, visit.language)
    done = await visit.run(put)
    code = await visit.site.readers.run(_table_code, visit.member().forum, done.value["table"])
    return _to_table(visit, code, done)


@router.get("/findings/{finding}/edit")
async def edit_page(finding: str, visit: Visit = Depends(visit)) -> Response:
    """Change a finding's words or kind."""
    at = await _reached(visit, finding, "finding:write")
    return _edit(visit, 200, at, at.finding.text, at.finding.kind, at.finding.version)


def _edit(visit: Visit, status: int, at: AtFinding, text: str, kind: str, version: int, **clash: Any) -> Response:
    context: Mapping[str, Any] = {"fault": "", "current": None, **clash}
    return visit.page(
        "findings/edit.html", status, at=at, text=text, kind=kind, version=version, kinds=rules.KINDS, **context
    )


@router.post("/findings/{finding}/edit")
async def post_edit(finding: str, visit: Visit = Depends(visit)) -> Response:
    """The changed words; when somebody was faster, both texts stand side by side and nothing is lost."""
    form = await visit.form()
    at = await _reached(visit, finding, "finding:write")
    text, kind = field_text(form, "text"), field_text(form, "kind") or at.finding.kind
    # After a clash the fragment brought a newer version behind the first one.
    read = [whole_number(value) for value in form.getlist("version") if isinstance(value, str)]
    version = [number for number in read if number is not None] or [0]
    try:
        done = await visit.run(findings.ReviseFinding(at.finding.id, version[-1], text, kind))
    except Refusal as refusal:
        if refusal.code != "version_moved":
            raise
        current, sentence = refusal.extra["current"], visit.say(refusal)
        if visit.request.headers.get("hx-request"):
            return visit.page("findings/_moved.html", refusal.status, sentence=sentence, current=current)
        return _edit(visit, refusal.status, at, text, kind, current["version"], fault=sentence, current=current)
    return _to_table(visit, at.table.code, done, leaves=True)


@router.post("/findings/{finding}/signoff")
async def post_signoff(finding: str, visit: Visit = Depends(visit)) -> Response:
    """Read aloud, and nobody objected."""
    form = await visit.form()
    at = await _reached(visit, finding, "finding:signoff")
    version = whole_number(field_text(form, "version"))
    command = signoffs.SignFinding(at.finding.id, nobody_objected=True, version=version, id=field_id(form))
    return _to_table(visit, at.table.code, await visit.run(command))


@router.get("/findings/{finding}/dissent")
async def dissent_page(finding: str, visit: Visit = Depends(visit)) -> Response:
    """What somebody of the table cannot agree to."""
    at = await _reached(visit, finding, "finding:signoff")
    return visit.page("findings/dissent.html", at=at)


@router.post("/findings/{finding}/dissent")
async def post_dissent(finding: str, visit: Visit = Depends(visit)) -> Response:
    """Attach a dissent; it travels with the finding."""
    form = await visit.form()
    at = await _reached(visit, finding, "finding:signoff")
    text = field_text(form, "text")
    done = await visit.run(
        signoffs.SignFinding(at.finding.id, dissent=text, language=visit.language, id=field_id(form))
    )
    return _to_table(visit, at.table.code, done, leaves=True)


@router.post("/findings/{finding}/dissents/{dissent}/withdraw")
async def post_withdraw_dissent(finding: str, dissent: str, visit: Visit = Depends(visit)) -> Response:
    """Who dissented takes it back."""
    await visit.form()
    at = await _reached(visit, finding, "hear:item")
    done = await visit.run(signoffs.WithdrawDissent(at.finding.id, parse_id(dissent)))
    return _to_table(visit, at.table.code, done)


@router.post("/findings/{finding}/report")
async def post_report(finding: str, visit: Visit = Depends(visit)) -> Response:
    """Report to the others, or take back."""
    form = await visit.form()
    at = await _reached(visit, finding, "finding:report")
    command = findings.ReportFinding(at.finding.id, field_text(form, "reports") != "no", field_id(form))
    return _to_table(visit, at.table.code, await visit.run(command))


@router.post("/findings/{finding}/withdraw")
async def post_withdraw(finding: str, visit: Visit = Depends(visit)) -> Response:
    """The table takes a finding away for good."""
    form = await visit.form()
    at = await _reached(visit, finding, "finding:write")
    done = await visit.run(findings.WithdrawFinding(at.finding.id, field_id(form)))
    return _to_table(visit, at.table.code, done, leaves=True)


@router.get("/findings/{finding}/comment")
async def comment_page(finding: str, visit: Visit = Depends(visit)) -> Response:
    """A reported finding, what others say of it, and a box for what one's own table says."""
    await visit.settle()
    actor, registry = visit.member(), visit.site.registry
    heard = await visit.site.readers.run(lambda session: _heard(registry, session, actor, parse_id(finding)))
    room: Room = item_room(heard.at.item.id)
    drawn = visit.site.pages.lists({room.wire: Region(0, heard.cards)}, "phone", visit.language)
    return visit.page("findings/comment.html", at=heard.at, home=heard.home, drawn=drawn(room.wire, "findings"))


@router.post("/comments")
async def post_comment(visit: Visit = Depends(visit)) -> Response:
    """Comment on another table's finding."""
    form = await visit.form()
    finding = parse_id(field_text(form, "finding"))
    at = await _reached(visit, finding, "hear:item")
    command = comments.PutComment(
        field_id(form) or new_id(), finding, field_text(form, "stance"), field_text(form, "text"), visit.language
    )
    return await _to_my_table(visit, at.item.id, await visit.run(command))


@router.post("/comments/{comment}/withdraw")
async def post_withdraw_comment(comment: str, visit: Visit = Depends(visit)) -> Response:
    """The writer takes a comment back."""
    await visit.form()
    found = await visit.site.readers.run(queries.comment_of, visit.member().forum, parse_id(comment))
    return await _to_my_table(visit, found.item, await visit.run(comments.WithdrawComment(found.id)))


async def _to_my_table(visit: Visit, item: str, done: Done) -> Response:
    code = await visit.site.readers.run(_home, visit.member(), item)
    return _to_table(visit, code, done, view="heard") if code else visit.back_to(f"/items/{item}", done)


async def _reached(visit: Visit, finding: str, act: str) -> AtFinding:
    return await visit.site.readers.run(at_finding, visit.member(), parse_id(finding), act)
