"""Calendar files: of the whole programme, and of one item. The same on the pages' addresses and on those of programs."""

from typing import Any, Final

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from app.programme.calendar import calendar_file, entries
from app.web.visit import Visit, visit

router = APIRouter(tags=["programme"])

_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "A calendar file.", "content": {"text/calendar": {}}}
}
CODE = Query(default="", max_length=40, description="The forum's join code: a calendar that subscribes has no pass.")


async def _calendar(visit: Visit, code: str, item: str | None) -> Response:
    await visit.settle()
    found = await visit.site.readers.run(entries, None if code else visit.member(), code, item)
    content = calendar_file(found, visit.language, visit.reached_at, visit.site.now())
    name = f"{found.forum.code}-{item}" if item else found.forum.code
    ascii_name = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_"))
    headers = {"content-disposition": f'inline; filename="{ascii_name}.ics"', "cache-control": "private, max-age=60"}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


@router.get("/programme.ics", include_in_schema=False)
@router.get("/api/v1/programme.ics", response_class=Response, responses=_FILE)
async def get_programme_calendar(code: str = CODE, visit: Visit = Depends(visit)) -> Response:
    """The programme as a calendar file, in the forum's time zone. What is planned anew moves in calendars that subscribe."""
    return await _calendar(visit, code, None)


@router.get("/items/{item}.ics", include_in_schema=False)
@router.get("/api/v1/items/{item}.ics", response_class=Response, responses=_FILE)
async def get_item_calendar(item: str, code: str = CODE, visit: Visit = Depends(visit)) -> Response:
    """One item as a calendar file."""
    return await _calendar(visit, code, item)
