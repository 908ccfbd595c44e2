"""The rapporteur's page: what was found on the left, what is made of it in the middle, what was said on the right."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.kernel.ids import new_id, parse_id
from app.kernel.roles import Actor, may
from app.people.keys import me_room
from app.programme import phases
from app.programme import queries as programme
from app.programme.keys import forum_room, item_room, work_room
from app.programme.models import Forum, Item
from app.stage import queries as stage
from app.stage.keys import screen_room
from app.synthesis import queries
from app.synthesis.commands.drawing import LinkSources, Ref
from app.synthesis.commands.notes import PutNote
from app.synthesis.commands.placing import SendToBooth
from app.synthesis.commands.walls import StepOnWall
from app.synthesis.editing import Editor, editor_of, new_editor, parse_ref
from app.synthesis.notes import require_notes
from app.synthesis.papers import note_for
from app.synthesis.routes.editor import editor_address, open_new
from app.synthesis.undoing.reading import Undo, undo_of
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Bench:
    """An item at work. ``at_work``: the visitor is its rapporteur; else they take notes of their own.

    ``tables``: tables report in it. ``walls`` are (screen, its place's name) where its key findings are seen; ``seconds``
    is what reading them aloud takes; ``undo`` what one may take back.
    """

    forum: Forum
    item: Item
    at_work: bool
    tables: bool
    walls: tuple[tuple[str, dict[str, str]], ...]
    seconds: int
    editor: Editor | None
    undo: Undo | None = None

    @property
    def merges(self) -> bool:
        """Whether key findings are made here."""
        return phases.opens(self.item.technique, "key_finding")


def _bench(session: Session, visit: Visit, name: str) -> Bench:
    actor, query = visit.member(), visit.request.query_params
    forum, item = programme.forum_of(session, actor.forum), programme.item_of(session, actor.forum, name)
    at_work, tables = may(actor, "hear:work", item.id), phases.opens(item.technique, "finding")
    if not at_work:
        require_notes(actor, item)
        return Bench(forum, item, False, tables, (), 0, None)
    note = note_for(session, actor, item, visit.language, lambda said: visit.site.catalogues.say(said, visit.language))
    editor, registry = None, visit.site.registry
    if query.get("write") == "new":
        id_ = parse_id(query.get("id") or new_id())
        editor = new_editor(registry, session, actor, item.id, id_, query.getlist("source"))
    elif "write" in query:
        editor = editor_of(registry, session, actor, parse_id(query["write"]), query.get("take", ""))
    undo = undo_of(registry, session, actor, name, visit.language)
    return Bench(forum, item, True, tables, walls_of(session, forum, item), note.seconds, editor, undo)


def walls_of(session: Session, forum: Forum, item: Item) -> tuple[tuple[str, dict[str, str]], ...]:
    """The screen where an item takes place, and those of the plenaries that will present it, with their places' names."""
    screens = stage.screens(forum)
    walls: dict[str, dict[str, str]] = {}
    for one in (item, *programme.presenting(session, item.forum, item.id)):
        hangs = one.place is not None and one.place in screens
        walls.setdefault(
            one.place if hangs and one.place else stage.MAIN, one.details.get("place", {}) if hangs else {}
        )
    return tuple(walls.items())


@router.get("/items/{name}/workbench")
async def workbench_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """The workbench of an item's rapporteurs; for its observers, and where experts talk its facilitators, their own notes
    beside what everybody may read.
    """
    await visit.settle()
    actor, read = visit.member(), visit.site.readers.run
    bench = await read(_bench, visit, name)
    rooms = [item_room(bench.item.id), forum_room(bench.forum.id), me_room(actor.participant)]
    if not bench.at_work:
        return await visit.live_page("synthesis/observe.html", "workbench", rooms, bench=bench, item=bench.item)
    rooms += [work_room(bench.item.id), *(screen_room(screen) for screen, _ in bench.walls)]
    return await visit.live_page("synthesis/workbench.html", "workbench", rooms, bench=bench, item=bench.item)


@router.post("/items/{name}/notes")
async def post_note(name: str, visit: Visit = Depends(visit)) -> Response:
    """Without JavaScript: note what was said."""
    form = await visit.form()
    command = PutNote(field_id(form) or new_id(), name, field_text(form, "text"), field_text(form, "speaker"))
    return visit.back_to(f"/items/{name}/workbench", await visit.run(command))


@router.post("/items/{name}/workbench/link")
async def post_link(name: str, visit: Visit = Depends(visit)) -> Response:
    """What is picked is linked to a key finding, or becomes a new one."""
    form = await visit.form()
    picked = [one for one in form.getlist("source") if isinstance(one, str)]
    if not field_text(form, "key_finding"):
        if visit.request.headers.get("hx-request"):
            return await open_new(visit, name, new_id(), picked)
        return RedirectResponse(editor_address(name, new_id(), picked), 303)
    refs = tuple(Ref(thing.kind, parse_id(thing.id)) for thing in map(parse_ref, picked))
    done = await visit.run(LinkSources(parse_id(field_text(form, "key_finding")), refs, field_id(form)))
    return visit.back_to(f"/items/{name}/workbench", done)


@router.post("/items/{name}/workbench/booth")
async def post_booth(name: str, visit: Visit = Depends(visit)) -> Response:
    """Send all key findings to the booth."""
    form = await visit.form()
    return visit.back_to(f"/items/{name}/workbench", await visit.run(SendToBooth(name, field_id(form))))


def _shown_in(session: Session, actor: Actor, name: str) -> tuple[str, str]:
    item = programme.item_of(session, actor.forum, name)
    return queries.presented_in(session, item).id, item.id


@router.post("/items/{name}/workbench/step")
async def post_step(name: str, visit: Visit = Depends(visit)) -> Response:
    """The next key finding on the wall, or the one before: in the plenary that presents the item, while there is one."""
    form = await visit.form()
    item, bench = await visit.site.readers.run(_shown_in, visit.member(), name)
    by = -1 if field_text(form, "to") == "previous" else 1
    command = StepOnWall(visit.site.registry, by, item, None, field_id(form), bench)
    return visit.back_to(f"/items/{name}/workbench", await visit.run(command))
