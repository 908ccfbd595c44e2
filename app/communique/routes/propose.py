"""A change is proposed to a paragraph: by a delegation on its phone, by a drafter in the room; and decided on there."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from app.communique import queries, rules
from app.communique.cards.amendments import AmendmentView
from app.communique.cards.paragraphs import ParagraphView, paragraph_view, shelf_of
from app.communique.changes import KINDS
from app.communique.commands.amendments import DecideAmendment, MergeAmendments, PutAmendment, WithdrawAmendment
from app.communique.models import Position
from app.communique.previewing import previewed
from app.communique.proposing import Wish
from app.communique.reading import relations, speaking
from app.kernel.ids import new_id, parse_id
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may, require
from app.kernel.text import whole_number
from app.people.models import Delegation
from app.programme import phases
from app.programme.models import Item
from app.programme.queries import item_of
from app.store.work import Command
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()

FIELDS = ("kind", "language", "quote", "occurrence", "text", "reason", "delegation")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A paragraph to be amended; ``number`` counts those of its section. ``mine`` are the delegations that the visitor
    speaks for, ``own`` the ids of their amendments that wait; ``drafts``: a drafter may propose for none.

    ``opened``: the phase takes amendments; ``adopts``: it takes a position of theirs, ``stands`` is the one that was taken.
    ``translates`` and ``corrects``: the visitor writes its other languages, and corrects it once it is adopted.
    """

    item: Item
    view: ParagraphView
    number: int
    mine: tuple[Delegation, ...]
    own: frozenset[str]
    drafts: bool
    opened: bool
    adopts: bool
    stands: Position | None
    translates: bool
    corrects: bool


def _proposal(session: Session, actor: Actor, id: str) -> Proposal:
    found = queries.paragraph_of(session, actor.forum, id)
    related = relations(session, actor, found.item)
    require(actor, "hear:communique", found.item, related)
    item, mine = item_of(session, actor.forum, found.item), speaking(session, actor)
    if not may(actor, "amendment:propose", item.id, ["delegation"]):
        mine = []
    at_work = bool(mine) or may(actor, "hear:drafting", item.id)
    shelf = shelf_of(session, actor.forum, item, [found], at_work=at_work)
    ids = {d.id for d in mine}
    adopting = [d for d in mine if d.standing == "adopts"]
    return Proposal(
        item,
        paragraph_view(shelf, found),
        [p.id for p in queries.paragraphs(session, actor.forum, item.id, section=found.section)].index(found.id) + 1,
        tuple(mine),
        frozenset(a.id for a in shelf.waiting.get(found.id, ()) if a.delegation in ids),
        may(actor, "amendment:propose", item.id),
        phases.allows(item.technique, item.phase, "amend"),
        bool(adopting) and phases.allows(item.technique, item.phase, "position"),
        queries.position_of(session, actor.forum, found.id, adopting[0].id) if adopting else None,
        may(actor, "paragraph:translate", item.id),
        may(actor, "communique:chair", item.id) or may(actor, "paragraph:translate", item.id),
    )


@router.get("/paragraphs/{paragraph}")
async def paragraph_page(paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """One paragraph with what is proposed to it, and the form to propose."""
    await visit.settle()
    return await _drawn(visit, parse_id(paragraph))


async def _drawn(
    visit: Visit,
    id: str,
    typed: dict[str, str] | None = None,
    refusal: Refusal | None = None,
    looked: AmendmentView | None = None,
) -> Response:
    proposal = await visit.site.readers.run(_proposal, visit.member(), id)
    return visit.page(
        "communique/propose.html",
        refusal.status if refusal else 200,
        proposal=proposal,
        item=proposal.item,
        it=proposal.view,
        kinds=KINDS,
        typed=typed or {},
        fault=visit.say(refusal) if refusal else "",
        looked=looked,
        done="sent" in visit.request.query_params and not typed,
        taken_back="back" in visit.request.query_params and not typed,
        names=LANGUAGE_NAMES,
    )


@router.post("/paragraphs/{paragraph}/amendments")
async def post_amendment(paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """Propose. A refusal shows the page again, with the text as it is now and all that was typed."""
    form, id_ = await visit.form(), parse_id(paragraph)
    typed = {name: field_text(form, name) for name in FIELDS}
    wish, delegation = _wish(form), field_text(form, "delegation") or None
    command = PutAmendment(
        field_id(form) or new_id(),
        id_,
        wish.version,
        wish.kind,
        wish.quote,
        wish.text,
        wish.reason,
        wish.language,
        wish.occurrence,
        delegation,
    )
    try:
        done = await visit.run(command)
    except Refusal as refusal:
        if refusal.status in (401, 403, 404):
            raise
        return await _drawn(visit, id_, typed, refusal)
    return visit.back_to(f"/paragraphs/{id_}", done, sent="1")


def _wish(form: FormData) -> Wish:
    return Wish(
        whole_number(field_text(form, "version")) or 0,
        field_text(form, "kind") or "replace",
        field_text(form, "quote"),
        field_text(form, "text"),
        field_text(form, "reason"),
        field_text(form, "language") or None,
        whole_number(field_text(form, "occurrence")),
    )


@router.post("/paragraphs/{paragraph}/preview")
async def post_preview(paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """A change as it will be shown, and nothing is filed: the page with all that was typed, or for a script that part."""
    form, id_ = await visit.form(), parse_id(paragraph)
    looked, refusal = None, None
    try:
        args = (_wish(form), field_text(form, "delegation") or None, visit.site.now())
        looked = await visit.site.readers.run(previewed, visit.member(), id_, *args)
    except Refusal as caught:
        if caught.status in (401, 403, 404):
            raise
        refusal = caught
    if visit.request.headers.get("hx-request"):
        return visit.page("communique/_preview.html", looked=looked, fault=visit.say(refusal) if refusal else "")
    return await _drawn(visit, id_, {name: field_text(form, name) for name in FIELDS}, refusal, looked)


@router.post("/amendments/{amendment}")
async def post_decision(amendment: str, visit: Visit = Depends(visit)) -> Response:
    """Accept, reject, take back; or merge with one that competes."""
    form, id_ = await visit.form(), parse_id(amendment)
    found = await visit.site.readers.run(queries.amendment_of, visit.member().forum, id_)
    paragraph = await visit.site.readers.run(_paragraph, visit.member(), found.paragraph)
    act, address = field_text(form, "act"), f"/items/{paragraph}/drafting"
    command: Command
    match act:
        case "accept" | "reject":
            command = DecideAmendment(id_, act == "accept", field_id(form))
        case "withdraw":
            done = await visit.run(WithdrawAmendment(id_, field_id(form)))
            return visit.back_to(f"/paragraphs/{found.paragraph}", done, back="1")
        case "merge":
            other = parse_id(field_text(form, "other"))
            command = MergeAmendments(field_id(form) or new_id(), id_, other, field_text(form, "text"))
            if visit.request.headers.get("hx-request"):
                await visit.run(command)
                return HTMLResponse("", headers={"hx-replace-url": address})
        case _:
            raise rules.no_such_act()
    return visit.back_to(address, await visit.run(command))


@dataclass(frozen=True, slots=True)
class Merging:
    """Two amendments that compete, and the words that both would change."""

    item: Item
    one: AmendmentView
    other: AmendmentView


def _merging(session: Session, actor: Actor, one: str, other: str) -> Merging:
    found = queries.amendment_of(session, actor.forum, one)
    paragraph = queries.paragraph_of(session, actor.forum, found.paragraph)
    require(actor, "amendment:settle", paragraph.item)
    item = item_of(session, actor.forum, paragraph.item)
    view = paragraph_view(shelf_of(session, actor.forum, item, [paragraph], at_work=True), paragraph)
    both = {a.id: a for a in view.amendments}
    if one not in both or other not in both or other not in {id_ for _, id_ in both[one].competes}:
        raise rules.do_not_compete()
    return Merging(item, both[one], both[other])


@router.get("/amendments/{amendment}/merge/{other}")
async def merge_page(amendment: str, other: str, visit: Visit = Depends(visit)) -> Response:
    """Two that compete side by side, and a box for the words that become of both."""
    await visit.settle()
    merging = await visit.site.readers.run(_merging, visit.member(), parse_id(amendment), parse_id(other))
    part = visit.request.headers.get("hx-request")
    return visit.page("communique/_merge.html" if part else "communique/merge.html", merging=merging, item=merging.item)


def _paragraph(session: Session, actor: Actor, paragraph: str) -> str:
    """The id of a paragraph's item."""
    return queries.paragraph_of(session, actor.forum, paragraph, withdrawn=True).item
