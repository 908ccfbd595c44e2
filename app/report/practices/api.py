"""Practice sheets over JSON."""

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.report.practices.commands import DescribePractice
from app.report.practices.views import practice_document, shelf
from app.tables.api import Sent
from app.web.registry import spoken
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["report"])


class SheetBody(Sent):
    """What is said of a practice, read as ``version`` (0 before there was a sheet); ``delegation`` is a roster's key."""

    version: int = 0
    delegation: str | None = Field(default=None, max_length=80)
    implementer: str = ""
    contact: str = ""
    status: str = Field(default="", max_length=40)
    references: list[str] = Field(default_factory=list, max_length=100)


@router.get("/practices")
async def get_practices(visit: Visit = Depends(visit)) -> Response:
    """Every reported practice with its sheet: country, implementer, contact, status, objectives and principles."""
    found = await visit.site.readers.run(shelf, visit.member())
    roster = {delegation.key: delegation for delegation in found.roster}
    told = [spoken(practice_document(one, roster), visit.language) for one in found.practices]
    return visit.json({"practices": told})


@router.put("/practices/{finding}")
async def put_practice(finding: str, body: SheetBody, visit: Visit = Depends(visit)) -> Response:
    """Describe a practice. 409 ``version_moved`` when somebody saved its sheet meanwhile."""
    command = DescribePractice(
        parse_id(finding),
        body.version,
        body.delegation or "",
        body.implementer,
        body.contact,
        body.status,
        tuple(body.references),
        body.sent_id,
    )
    return visit.done(await visit.run(command))
