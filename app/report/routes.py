"""The report as a page, to read here and to take away."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from babel.numbers import format_decimal
from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.kernel.language import N_
from app.programme.queries import forum_of
from app.report.contents import outline
from app.report.formats import FORMATS, format_of
from app.report.page import context
from app.report.privacy import disclosed
from app.report.queries import wrote_much
from app.report.reach import reach_of
from app.report.request import BROKEN_OFF, FAILED, OUTDATED, Asked, ask, begin, finished_file, press_of, under_way
from app.report.told_first import HOLDS, told_first
from app.web.visit import Visit, visit

router = APIRouter(include_in_schema=False)

REFRESH_SECONDS: Final = 2

NAMES = {
    "docx": N_("Word"),
    "pdf": N_("PDF"),
    "md": N_("Markdown"),
    "html": N_("HTML"),
    "json": N_("JSON"),
    "csv": N_("CSV tables"),
    "xlsx": N_("Excel"),
    "review": N_("Review pack"),
    "evidence": N_("Evidence bundle"),
}
"""What each format is called beside its download."""


ENDED: Final[Mapping[str, str]] = {"failed": FAILED, "broken_off": BROKEN_OFF, "outdated": OUTDATED}
"""What a run says that has no files."""


def _drawn(visit: Visit, asked: Asked, wanted: str | None) -> Response:
    translations = visit.site.catalogues.of(asked.language)
    query = _query(asked.language, wanted)
    downloads = [(translations.gettext(NAMES[name]), f"/api/v1/report.{name}?{query}") for name in FORMATS]
    report = outline(disclosed(asked.report, asked.audience), asked.language, translations)
    return visit.page("report/report.html", downloads=downloads, wanted=wanted or "", **context(report))


def _query(language: str, wanted: str | None) -> str:
    return urlencode({"language": language, **({"for": wanted} if wanted else {})})


@router.get("/report")
async def report_page(visit: Visit = Depends(visit)) -> Response:
    """The report, for organizers, moderators and rapporteurs; ``?for=public`` shows what the public would read.

    That of a forum that wrote much is a file, and no page.
    """
    wanted = visit.request.query_params.get("for")
    await visit.settle()
    reach_of(visit.member(), wanted)
    if await visit.site.readers.run(wrote_much, visit.forum_id):
        return await _files(visit, wanted, long=True)
    asked = await ask(visit, wanted)
    return await press_of(visit).light(_drawn, visit, asked, wanted)


@router.post("/report/files")
async def begin_files(visit: Visit = Depends(visit)) -> Response:
    """Begin to make every file of the report; their page says how far it is."""
    form = await visit.form()
    wanted = str(form.get("for") or "") or None
    await begin(visit, wanted)
    return visit.back_to(f"/report/files?{_query(visit.language, wanted)}")


@router.get("/report/files")
async def files_page(visit: Visit = Depends(visit)) -> Response:
    """How far the files are; it asks again by itself until they are there."""
    return await _files(visit, visit.request.query_params.get("for"), long=False)


@router.get("/report/files/{format}")
async def file(format: str, visit: Visit = Depends(visit)) -> Response:
    """A file that is there."""
    format_of(format)
    return await finished_file(visit, visit.request.query_params.get("for"), format)


async def _files(visit: Visit, wanted: str | None, *, long: bool) -> Response:
    going = await under_way(visit, wanted)
    steps = {step.format: step for step in going.made} if going is not None else {}
    names = {name: visit.site.catalogues.of(visit.language).gettext(shown) for name, shown in NAMES.items()}
    reach = reach_of(visit.member(), wanted)
    forum = await visit.site.readers.run(forum_of, visit.forum_id)
    sizes = {name: format_decimal(step.bytes / 1e6, "0.0", visit.language) for name, step in steps.items()}
    page = visit.page(
        "report/files.html",
        going=going,
        ended=ENDED.get(going.state, "") if going is not None else "",
        steps=steps,
        names=names,
        sizes=sizes,
        holds=HOLDS,
        about=told_first(forum.privacy, reach.audience),
        wanted=wanted or "",
        query=_query(visit.language, wanted),
        own=_query(visit.language, None),
        public=_query(visit.language, "public"),
        long=long,
    )
    if going is not None and not going.ended:
        page.headers["refresh"] = str(REFRESH_SECONDS)
    return page
