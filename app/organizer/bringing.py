"""Changes of the programme on their way in: a logo brings its picture, which goes with the last logo that names it."""

import re
from dataclasses import replace
from typing import Final

from starlette.datastructures import FormData, UploadFile

from app.organizer.commands import ChangePart, ImportProgramme
from app.organizer.queries import standing_for
from app.programme.pictures import rules
from app.programme.pictures.examining import examined
from app.programme.pictures.holding import bringing, tidied
from app.report.formats import slug
from app.store.work import Done
from app.web.security import Larger
from app.web.visit import Visit

MOST_FIELDS: Final = 600
LOGOS: Final = "logos"
PICTURE: Final = "picture"

LARGER: Final = (Larger(re.compile(rf"/organizer/parts/{LOGOS}/.+"), 8 * 1024 * 1024, rules.too_large),)
"""Where a logo's picture may come in. A photograph that is too large is still read, so that its form comes back as typed."""


async def posted(visit: Visit, address: str) -> tuple[FormData, UploadFile | None]:
    """A posted form of a part, and a logo's picture with it: whether one may is asked before a byte of it is read."""
    if section_of(address) != LOGOS:
        return await visit.form(MOST_FIELDS), None
    await visit.site.readers.run(standing_for, visit.member())
    return await visit.form_with_file(PICTURE)


async def changed(visit: Visit, command: ChangePart | ImportProgramme, file: UploadFile | None = None) -> Done:
    """Change the programme. Raises what is wrong with a picture, before anything is changed."""
    brings = isinstance(command, ChangePart) and section_of(command.address) == LOGOS
    if brings and file is not None and isinstance(command, ChangePart) and command.action in ("add", "put"):
        done = await _with_picture(visit, command, file)
    else:
        done = await visit.run(command)
    if brings or isinstance(command, ImportProgramme):
        await tidied(visit)
    return done


async def _with_picture(visit: Visit, command: ChangePart, file: UploadFile) -> Done:
    content = await file.read(rules.BYTES + 1)
    brought = await examined(content, "", called=file.filename or "")
    name, ending = slug((file.filename or "").rpartition(".")[0])[:40], rules.ENDINGS[brought.media_type][0]
    # Named after what it holds: another picture under the same name would be another logo's.
    brought = replace(brought, file=f"logos/{name}-{brought.digest[:8]}.{ending}")
    document = {**(command.document or {}), "file": brought.file}
    async with bringing(visit, content):
        return await visit.run(replace(command, document=document, picture=brought))


def section_of(address: str) -> str:
    """The list that a part of the whole forum stands in."""
    return address.strip("/").partition("/")[0]
