"""Undo at the workbench over JSON."""

from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.synthesis.undoing import rules
from app.synthesis.undoing.commands import UndoAct
from app.synthesis.undoing.reading import Named, undo_of
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter()


class UndoBody(Sent):
    """``step`` is the one that is meant, by default one's last; ``redo`` does again what was taken back last."""

    step: str | None = None
    redo: bool = False


def _named(step: Named | None) -> dict[str, Any] | None:
    return {"step": step.step, "act": step.act, "text": step.text} if step is not None else None


@router.get("/items/{item}/undo")
async def get_undo(item: str, visit: Visit = Depends(visit)) -> Response:
    """What one may take back in an item, the last act first, and what one may do again."""
    registry, actor = visit.site.registry, visit.member()
    found = await visit.site.readers.run(lambda s: undo_of(registry, s, actor, item, visit.language))
    return visit.json({"item": found.item.id, "undo": _named(found.undo), "redo": _named(found.redo)})


@router.post("/items/{item}/undo")
async def post_undo(item: str, body: UndoBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """Take back one's own last act at the workbench, or with ``redo`` do it again.

    409 ``changed_since`` when somebody has changed since what it did: it stays, nothing is lost, and the next undo takes
    the act before it.
    """
    body = body or UndoBody()
    done = await visit.run(UndoAct(item, parse_id(body.step) if body.step else None, body.redo, body.sent_id))
    if done.value["changed_since"]:
        raise rules.changed_since()
    return visit.done(done)
