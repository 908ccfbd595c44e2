"""The drafting room: the text with all that is proposed to it, on the drafter's and the chair's desk."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.communique import keys, queries, rules
from app.communique.commands.adopting import AdoptCommunique
from app.communique.commands.calling import AskObjection, CloseCall
from app.communique.commands.paragraphs import PutParagraph
from app.communique.commands.placing import PlaceParagraph, StandParagraph
from app.communique.commands.silence import BeginSilence, EndSilence
from app.communique.commands.zero_draft import MakeZeroDraft, OpenCommunique
from app.communique.editing import Editor, editor_of
from app.communique.reading import readable
from app.communique.silence_rules import minutes_of
from app.kernel.ids import new_id, parse_id
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may, require
from app.kernel.text import whole_number
from app.people.keys import me_room
from app.programme.keys import item_room
from app.programme.models import Forum, Item
from app.programme.queries import forum_of
from app.store.work import Command
from app.web.qr import QrCode, qr_code
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Public:
    """A public address with its QR code, and its ``files`` as (name, address)."""

    address: str
    qr: QrCode
    files: tuple[tuple[str, str], ...]


def _public(visit: Visit, item: Item) -> Public:
    at = f"/public/{visit.forum_id}/communique"
    kinds = (("Word", "docx"), ("PDF", "pdf"))
    address = f"{visit.reached_at}{at}?item={item.number}"
    files = tuple((name, f"/api/v1{at}.{ending}?item={item.number}") for name, ending in kinds)
    return Public(address, qr_code(address), files)


@dataclass(frozen=True, slots=True)
class Room:
    """A text on its desk. ``writes``: the visitor drafts; ``chairs``: opens and closes it, and asks the delegations.
    ``public`` is where everybody reads it once it is adopted.
    """

    forum: Forum
    item: Item
    writes: bool
    chairs: bool
    editor: Editor | None
    public: Public


def _room(session: Session, visit: Visit, name: str) -> Room:
    actor, query = visit.member(), visit.request.query_params
    item = queries.drafting_item(session, actor.forum, name)
    require(actor, "open:drafting", item.id)
    editor = None
    if "write" in query:
        editor = editor_of(visit.site.registry, session, actor, parse_id(query["write"]), query.get("take", ""))
    return Room(
        forum_of(session, actor.forum),
        item,
        may(actor, "paragraph:write", item.id),
        may(actor, "communique:chair", item.id),
        editor,
        _public(visit, item),
    )


@router.get("/items/{name}/drafting")
async def drafting_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The drafting room of an item. Who neither chairs nor drafts there is told who does, and where to go."""
    await visit.settle()
    try:
        return await _drawn(visit, name)
    except Refusal as refusal:
        if refusal.code != "not_yours":
            raise
        elsewhere = await visit.site.readers.run(_elsewhere, visit.member(), name)
        return visit.page("communique/elsewhere.html", refusal.status, elsewhere=elsewhere, item=elsewhere.item)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where somebody is of use who neither chairs nor drafts: at the item's ``desk``, or with the text, if they may."""

    item: Item
    desk: bool
    reads: bool


def _elsewhere(session: Session, actor: Actor, name: str) -> Elsewhere:
    item = queries.drafting_item(session, actor.forum, name)
    return Elsewhere(item, may(actor, "open:desk", item.id), readable(session, actor, item.id))


async def _drawn(
    visit: Visit, name: str, typed: dict[str, str] | None = None, refusal: Refusal | None = None
) -> Response:
    actor = visit.member()
    room = await visit.site.readers.run(_room, visit, name)
    rooms = [item_room(room.item.id), keys.drafting_room(room.item.id), me_room(actor.participant)]
    response = await visit.live_page(
        "communique/room.html",
        "workbench",
        rooms,
        room=room,
        item=room.item,
        typed=typed or {},
        fault=visit.say(refusal) if refusal else "",
        sections=rules.SECTION_NAMES,
        names=LANGUAGE_NAMES,
    )
    response.status_code = refusal.status if refusal else 200
    return response


@router.post("/items/{name}/drafting")
async def post_whole(name: str, visit: Visit = Depends(visit)) -> Response:
    """What is done to the text as a whole: a zero draft; open it to everybody, close it again; ask; adopt it."""
    form = await visit.form()
    command: Command
    match field_text(form, "act"):
        case "zero-draft":
            command = MakeZeroDraft(name, field_id(form))
        case "open" | "close":
            command = OpenCommunique(name, field_text(form, "act") == "open", field_id(form))
        case "ask":
            command = AskObjection(name, field_text(form, "digest"), None, field_id(form))
        case "close-call":
            command = CloseCall(name, field_text(form, "stands") or None, field_id(form))
        case "keep-silence":
            chosen = tuple(parse_id(one) for one in form.getlist("paragraph") if isinstance(one, str))
            minutes, digest = minutes_of(field_text(form, "minutes")), field_text(form, "digest")
            command = BeginSilence(name, minutes, field_text(form, "until"), chosen, digest, field_id(form))
        case "end-silence":
            command = EndSilence(name, field_id(form))
        case "adopt":
            outcome, confirmed = field_text(form, "outcome") or None, field_text(form, "confirmed") == "yes"
            command = AdoptCommunique(name, field_text(form, "digest"), confirmed, outcome, field_id(form))
        case _:
            raise rules.no_such_act()
    return visit.back_to(f"/items/{name}/drafting", await visit.run(command))


@router.post("/items/{name}/paragraphs")
async def post_paragraph(name: str, visit: Visit = Depends(visit)) -> Response:
    """Write a paragraph. Without JavaScript a refusal shows the room again with what was typed."""
    form = await visit.form()
    typed = {field: field_text(form, field) for field in ("section", "text", "language")}
    item = await visit.site.readers.run(queries.drafting_item, visit.member().forum, name)
    command = PutParagraph(
        field_id(form) or new_id(), item.id, typed["section"], {"": typed["text"]}, typed["language"] or None
    )
    try:
        done = await visit.run(command)
    except Refusal as refusal:
        if refusal.status in (401, 403, 404) or visit.request.headers.get("hx-request"):
            raise
        return await _drawn(visit, name, typed, refusal)
    return visit.back_to(f"/items/{item.number}/drafting", done)


def _step(session: Session, actor: Actor, id: str, act: str) -> tuple[str, str | None]:
    """The section and the paragraph after which it stands when it goes up or down by one; to the other section's end."""
    found = queries.paragraph_of(session, actor.forum, id)
    section = found.section if act in ("up", "down") else act
    ids = [p.id for p in queries.paragraphs(session, actor.forum, found.item, section=section)]
    others = [one for one in ids if one != id]
    place = len(others)
    if id in ids:
        place = min(max(ids.index(id) + (1 if act == "down" else -1), 0), len(others))
    return section, others[place - 1] if place else None


@router.post("/paragraphs/{paragraph}")
async def post_act(paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """Up, down, into the other section; how far the paragraph is agreed; or whether anybody objects to it."""
    form, id_ = await visit.form(), parse_id(paragraph)
    act, status = field_text(form, "act"), field_text(form, "stands")
    found = await visit.site.readers.run(queries.paragraph_of, visit.member().forum, id_)
    command: Command
    if act == "ask":
        command = AskObjection(found.item, field_text(form, "version"), id_, field_id(form))
    elif status:
        command = StandParagraph(id_, status, whole_number(field_text(form, "version")) or 0, field_id(form))
    elif act in ("up", "down", *rules.SECTIONS):
        section, after = await visit.site.readers.run(_step, visit.member(), id_, act)
        command = PlaceParagraph(id_, after, section, field_id(form))
    else:
        raise rules.no_such_act()
    return visit.back_to(f"/items/{found.item}/drafting", await visit.run(command))
