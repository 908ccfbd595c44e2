"""The programme file on the organizer's pages: taken away, and brought back with what it would change."""

import re
from typing import Any, Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.organizer import differences
from app.organizer.bringing import changed
from app.organizer.commands import ImportProgramme
from app.organizer.importing import LARGEST, Looked, bad_file, look_at, too_large_file
from app.organizer.pages import TITLES
from app.organizer.queries import standing_for
from app.organizer.routes import Said
from app.web.security import Larger
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/v1", tags=["organizer"])

LARGER: Final = (Larger(re.compile(r"/organizer/file|/api/v1/programme/import"), LARGEST + 64 * 1024, too_large_file),)


class ImportBody(BaseModel):
    """A programme file's text. Without ``confirm`` it is only looked at; ``version`` is the one that was shown then."""

    programme: str = Field(max_length=LARGEST)
    confirm: bool = False
    version: str | None = Field(default=None, max_length=100)
    id: str | None = None


@api.post("/programme/import")
async def post_import(body: ImportBody, visit: Visit = Depends(visit)) -> Response:
    """What a programme file would change, or with ``confirm`` change it. A bad file gets every fault with its line."""
    looked = await look_at(visit, body.programme)
    if looked.faults:
        raise bad_file(looked.faults)
    if not body.confirm:
        if looked.refusal is not None:
            raise looked.refusal
        return visit.json({"changes": differences.told(looked.changes), "version": looked.version, "imported": False})
    command = ImportProgramme(looked.document, body.version, id=parse_id(body.id) if body.id else None)
    done = await changed(visit, command)
    return visit.json({"changes": differences.told(looked.changes), **done.value, "imported": True, "seq": done.seq})


@router.get("/organizer/file")
async def organizer_file_page(visit: Visit = Depends(visit)) -> Response:
    """The programme as a file, to take away, to change, and to bring back."""
    return await _page(visit, None, "")


async def _page(
    visit: Visit, looked: Looked | None, text: str, refused: Refusal | None = None, **more: Any
) -> Response:
    await visit.settle()
    standing = await visit.site.readers.run(standing_for, visit.member())
    status = refused.status if refused else 422 if looked and (looked.faults or looked.refusal) else 200
    return visit.page(
        "organizer/file.html",
        status,
        page="file",
        titles=TITLES,
        forum=standing.forum,
        said=Said(visit),
        names=LANGUAGE_NAMES,
        looked=looked,
        text=text,
        lines=text.replace("\r\n", "\n").split("\n"),
        fault=visit.say(refused) if refused else "",
        imported=bool(visit.request.query_params.get("imported")),
        **more,
    )


@router.post("/organizer/file")
async def post_file(visit: Visit = Depends(visit)) -> Response:
    """Look at a file, and see what it would change; or confirm it."""
    form, file = await visit.form_with_file("file")
    await visit.site.readers.run(standing_for, visit.member())
    text = field_text(form, "programme")
    source: str | bytes = await file.read(LARGEST + 1) if file is not None else text
    if len(source) > LARGEST:
        raise too_large_file()
    if isinstance(source, bytes):
        text = source.decode(errors="replace")
    looked = await look_at(visit, source)
    if field_text(form, "action") != "import" or looked.faults:
        return await _page(visit, looked, text)
    try:
        command = ImportProgramme(looked.document, field_text(form, "version") or None, id=field_id(form))
        done = await changed(visit, command)
    except Refusal as refusal:
        if refusal.status in (401, 403, 404):
            raise
        return await _page(visit, looked, text, refusal)
    return visit.back_to("/organizer/file", done, imported="yes")
