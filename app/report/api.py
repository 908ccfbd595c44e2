"""The report and the data tables as files."""

from typing import Any, Final

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from app.kernel.roles import require
from app.report.formats import FORMATS, data_table, file_name, format_of, require_table, table_file_name
from app.report.press import HEAVY, pressed
from app.report.programme_file import programme_file
from app.report.queries import wrote_much
from app.report.reach import reach_of
from app.report.request import ask, begin, finished_file, press_of, started
from app.report.tables import TABLES
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["report"])

# Names, and no enumeration of FastAPI's: an unknown one is an address with nothing behind it (404), no malformed request.
FORMAT = Path(json_schema_extra={"enum": list(FORMATS)})
TABLE = Path(json_schema_extra={"enum": list(TABLES)})
AUDIENCE = Query(
    default=None,
    alias="for",
    description="`public`, `desk` or `rapporteur`: the report of an audience that may read less than you. Default: yours.",
)
_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The file.", "content": {"application/octet-stream": {}}}
}


def _attached(content: bytes, media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)


@router.get("/report.{format}", response_class=Response, responses=_FILE)
async def get_report(format: str = FORMAT, wanted: str | None = AUDIENCE, visit: Visit = Depends(visit)) -> Response:
    """The forum's report, as far as this pass may read it; `csv` is a ZIP archive of all data tables,
    `evidence` one of report, data, sources and journal under a seal, which `sobremesa verify` looks at.

    One report per forum is made at a time: 503 with `Retry-After` beyond that.
    """
    chosen = format_of(format)
    reach = reach_of(visit.member(), wanted)
    press = press_of(visit)
    async with press.turn(visit.forum_id):
        if format in HEAVY or await visit.site.readers.run(wrote_much, visit.forum_id):
            content, name = await press.file(reach, visit.forum_id, format, visit.language, visit.site.now())
        else:
            asked = await ask(visit, wanted)
            content = await press.light(pressed, asked.report, format, asked.language, asked.audience)
            name = file_name(asked.report, format, asked.language)
    return _attached(content, chosen.media_type, name)


@router.post("/report/files", status_code=202)
async def begin_files(wanted: str | None = AUDIENCE, visit: Visit = Depends(visit)) -> Response:
    """Begin to make the report in every format, as far as this pass may read it; how far it is, at the same address.

    Asked again while they are made, it changes nothing. 503 with `Retry-After` while another of the forum is made.
    """
    return visit.json((await begin(visit, wanted)).document(), 202)


@router.get("/report/files")
async def get_files(wanted: str | None = AUDIENCE, visit: Visit = Depends(visit)) -> Response:
    """How far the files are that this pass began to make, and which are there. `state` is `running`, `made`, `failed`,
    `broken_off` (the server that made them stopped) or `outdated` (something was withdrawn or is kept back since).
    """
    return visit.json((await started(visit, wanted)).document())


@router.get("/report/files/{format}", response_class=Response, responses=_FILE)
async def get_file(format: str = FORMAT, wanted: str | None = AUDIENCE, visit: Visit = Depends(visit)) -> Response:
    """One of the files that are there. They wait for half an hour, unless something in them is withdrawn meanwhile: 410."""
    return await finished_file(visit, wanted, format)


@router.get("/programme.yaml", response_class=Response, responses=_FILE)
async def get_programme_file(visit: Visit = Depends(visit)) -> Response:
    """The programme file of the forum as it stands now: what a new forum can be made from."""
    actor = require(visit.actor, "programme:export")
    text = await visit.site.readers.run(programme_file, actor.forum)
    return _attached(text.encode(), "application/yaml; charset=utf-8", "programme.yaml")


@router.get("/data/{table}.csv", response_class=Response, responses=_FILE)
async def get_data(table: str = TABLE, wanted: str | None = AUDIENCE, visit: Visit = Depends(visit)) -> Response:
    """One data table as CSV; text that a spreadsheet would run is neutralised. Notes are for rapporteurs only."""
    require_table(table, reach_of(visit.member(), wanted).audience)
    press = press_of(visit)
    async with press.turn(visit.forum_id):
        asked = await ask(visit, wanted)
        content = await press.light(data_table, asked.report, table, audience=asked.audience)
    return _attached(content, "text/csv; charset=utf-8", table_file_name(asked.report, table))
