"""The observer's pad: the tables of a dialogue, the initiatives that were noted at them, and one's own notes."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from app.cooperation import queries
from app.cooperation.commands.initiatives import PutInitiative
from app.cooperation.commands.presenting import PresentInitiative
from app.cooperation.editing import Choices, Editor, choices, editor_of
from app.cooperation.rules import WORDS, no_such_act, no_such_page
from app.kernel.ids import new_id, parse_id
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may, require
from app.people.keys import me_room
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import desk_room, forum_room, item_room
from app.programme.models import Item
from app.stage.commands import Show, Step
from app.stage.keys import screen_room
from app.store.work import Command
from app.synthesis.queries import presented_in
from app.synthesis.routes.workbench import walls_of
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Pad:
    """A dialogue on its pad. ``writes``: the visitor notes initiatives; ``notes``: their own notes stand beside.

    ``walls`` are (screen, its place's name) where an initiative would be seen now; ``table`` is the one that was chosen.
    """

    choices: Choices
    writes: bool
    notes: bool
    presents: bool
    walls: tuple[tuple[str, dict[str, str]], ...]
    table: str
    editor: Editor | None

    @property
    def item(self) -> Item:
        """The dialogue."""
        return self.choices.item


def _pad(session: Session, visit: Visit, name: str) -> Pad:
    actor, query = visit.member(), visit.request.query_params
    item = programme.item_of(session, actor.forum, name)
    require(actor, "open:pad", item.id)
    if not phases.opens(item.technique, "initiative"):
        raise no_such_page()
    chosen = choices(session, actor.forum, item)
    table = next((t.id for t in chosen.tables if str(t.number) == query.get("table")), "")
    editor = None
    if "write" in query:
        editor = editor_of(visit.site.registry, session, actor, parse_id(query["write"]), query.get("take", ""))
    return Pad(
        chosen,
        may(actor, "initiative:write", item.id),
        actor.holds("observer", item.id),
        may(actor, "initiative:present", item.id),
        walls_of(session, chosen.forum, item),
        table,
        editor,
    )


@router.get("/items/{name}/pad")
async def pad_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The pad of an item's observers; who runs the item may look over their shoulder."""
    await visit.settle()
    actor = visit.member()
    pad = await visit.site.readers.run(_pad, visit, name)
    return await _drawn(visit, actor, pad, {}, None)


async def _drawn(visit: Visit, actor: Actor, pad: Pad, typed: dict[str, str], refusal: Refusal | None) -> Response:
    rooms = [item_room(pad.item.id), desk_room(pad.item.id), forum_room(actor.forum), me_room(actor.participant)]
    rooms += [screen_room(screen) for screen, _ in pad.walls]
    response = await visit.live_page(
        "cooperation/pad.html",
        "workbench",
        rooms,
        pad=pad,
        item=pad.item,
        typed=typed,
        fault=visit.say(refusal) if refusal else "",
    )
    response.status_code = refusal.status if refusal else 200
    return response


def typed_fields(form: FormData) -> dict[str, str]:
    """The fields of an initiative as a form has them."""
    typed = {name: field_text(form, name) for name in (*WORDS, "by_when", "lead") if name in form}
    typed["references"] = " ".join(key for key in form.getlist("references[]") if isinstance(key, str))
    return typed


@router.post("/items/{name}/initiatives")
async def post_initiative(name: str, visit: Visit = Depends(visit)) -> Response:
    """Without JavaScript: note an initiative. A refusal shows the pad again with all that was typed."""
    form, typed = await visit.form(), {}
    typed = typed_fields(form)
    table, language = field_text(form, "table"), field_text(form, "language") or None
    try:
        done = await visit.run(PutInitiative(field_id(form) or new_id(), table, typed, name, language))
    except Refusal as refusal:
        if refusal.status in (401, 403, 404) or visit.request.headers.get("hx-request"):
            raise
        pad = await visit.site.readers.run(_pad, visit, name)
        return await _drawn(visit, visit.member(), pad, {**typed, "table": table}, refusal)
    return visit.back_to(f"/items/{name}/pad", done)


def _shown_in(session: Session, actor: Actor, name: str) -> Item:
    return presented_in(session, programme.item_of(session, actor.forum, name))


@router.post("/items/{name}/pad/step")
async def post_pad_step(name: str, visit: Visit = Depends(visit)) -> Response:
    """The next initiative on the wall, or the one before: in the plenary that presents the dialogue, while there is one."""
    form = await visit.form()
    item = await visit.site.readers.run(_shown_in, visit.member(), name)
    by = -1 if field_text(form, "to") == "previous" else 1
    step = Step(visit.site.registry, by, item.id, None, field_id(form))
    return visit.back_to(f"/items/{name}/pad", await visit.run(step))


@router.post("/initiatives/{initiative}")
async def post_initiative_act(initiative: str, visit: Visit = Depends(visit)) -> Response:
    """Present an initiative, take it back, put it on the wall."""
    form, id_ = await visit.form(), parse_id(initiative)
    found = await visit.site.readers.run(queries.initiative_of, visit.member().forum, id_)
    act, sent = field_text(form, "act"), field_id(form)
    command: Command
    if act == "wall":
        on = await visit.site.readers.run(_shown_in, visit.member(), found.item)
        command = Show(visit.site.registry, "initiative", id_, on.id, None, sent)
    elif act in ("present", "take_back"):
        command = PresentInitiative(id_, act == "present", sent)
    else:
        raise no_such_act()
    return visit.back_to(f"/items/{found.item}/pad", await visit.run(command))
