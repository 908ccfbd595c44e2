"""The report as a page, to read here and to take away."""

from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.kernel.language import N_
from app.report.contents import outline
from app.report.formats import FORMATS
from app.report.page import context
from app.report.privacy import disclosed
from app.report.request import Asked, ask, press_of
from app.web.visit import Visit, visit

router = APIRouter(include_in_schema=False)

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


def _drawn(visit: Visit, asked: Asked, wanted: str | None) -> Response:
    translations = visit.site.catalogues.of(asked.language)
    query = urlencode({"language": asked.language, **({"for": wanted} if wanted else {})})
    downloads = [(translations.gettext(NAMES[name]), f"/api/v1/report.{name}?{query}") for name in FORMATS]
    report = outline(disclosed(asked.report, asked.audience), asked.language, translations)
    return visit.page("report/report.html", downloads=downloads, **context(report))


@router.get("/report")
async def report_page(visit: Visit = Depends(visit)) -> Response:
    """The report, for organizers, moderators and rapporteurs; ``?for=public`` shows what the public would read."""
    wanted = visit.request.query_params.get("for")
    await visit.settle()
    asked = await ask(visit, wanted)
    return await press_of(visit).light(_drawn, visit, asked, wanted)
