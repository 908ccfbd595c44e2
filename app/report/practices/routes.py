"""Practices and their sheets as a page: the rapporteurs and the organizer fill them in for the next review."""

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.refusals import Refusal
from app.kernel.text import whole_number
from app.report.practices import rules
from app.report.practices.commands import DescribePractice
from app.report.practices.views import shelf
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


async def _page(visit: Visit, at: str = "", refusal: Refusal | None = None) -> Response:
    found = await visit.site.readers.run(shelf, visit.member())
    typed = getattr(visit.request.state, "form", None)
    return visit.page(
        "report/practices.html",
        refusal.status if refusal else 200,
        shelf=found,
        statuses=rules.STATUSES,
        limit=rules.LONGEST,
        at=at,
        fault=visit.say(refusal) if refusal else "",
        typed={name: field_text(typed, name) for name in ("delegation", "implementer", "contact", "status")}
        if typed
        else {},
        ticked=tuple(map(str, typed.getlist("references[]"))) if typed else (),
    )


@router.get("/report/practices")
async def practices_page(visit: Visit = Depends(visit)) -> Response:
    """Every reported practice, each with its sheet."""
    await visit.settle()
    return await _page(visit)


@router.post("/practices/{finding}")
async def post_practice(finding: str, visit: Visit = Depends(visit)) -> Response:
    """Save a sheet. When it cannot be saved the page comes back with what was typed."""
    form, id_ = await visit.form(200), parse_id(finding)
    command = DescribePractice(
        id_,
        whole_number(field_text(form, "version")) or 0,
        field_text(form, "delegation"),
        field_text(form, "implementer"),
        field_text(form, "contact"),
        field_text(form, "status"),
        tuple(str(key) for key in form.getlist("references[]")),
        field_id(form),
    )
    try:
        done = await visit.run(command)
    except Refusal as refusal:
        if refusal.status in (401, 403, 404):
            raise
        return await _page(visit, id_, refusal)
    return visit.back_to("/report/practices", done)
