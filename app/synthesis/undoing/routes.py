"""The button that takes back what one did last at the workbench."""

from typing import Final

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from app.kernel.ids import parse_id
from app.kernel.language import N_
from app.kernel.refusals import Sentence
from app.synthesis.undoing import rules
from app.synthesis.undoing.commands import UndoAct
from app.synthesis.undoing.reading import undo_of
from app.web.visit import Visit, field_text, visit

router = APIRouter()

DONE: Final = {False: N_("Undone."), True: N_("Done again.")}
"""What whoever cannot see the page is told."""


async def _part(visit: Visit, name: str, sentence: str = "", said: str = "") -> Response:
    registry, actor = visit.site.registry, visit.member()
    undo = await visit.site.readers.run(lambda s: undo_of(registry, s, actor, name, visit.language))
    return visit.page("synthesis/_undo.html", undo=undo, sentence=sentence, said=said)


@router.get("/items/{name}/workbench/undo")
async def undo_part(name: str, visit: Visit = Depends(visit)) -> Response:
    """What one may take back now, for the page that asks again; as a page it is the workbench."""
    part = await _part(visit, name)
    return part if visit.request.headers.get("hx-request") else RedirectResponse(f"/items/{name}/workbench", 303)


@router.post("/items/{name}/workbench/undo")
async def post_undo(name: str, visit: Visit = Depends(visit)) -> Response:
    """Take back what the button named, or do again what was taken back."""
    form = await visit.form()
    step, redo = field_text(form, "undo") or field_text(form, "redo"), bool(field_text(form, "redo"))
    done = await visit.run(UndoAct(name, parse_id(step) if step else None, redo))
    refused = rules.changed_since() if done.value["changed_since"] else None
    if visit.request.headers.get("hx-request"):
        if refused is not None:
            return await _part(visit, name, visit.say(refused))
        return await _part(visit, name, said=visit.site.catalogues.say(Sentence(DONE[redo]), visit.language))
    if refused is not None:
        raise refused
    return visit.back_to(f"/items/{name}/workbench", done)
