"""The workbench over JSON, and the translator's queue."""

from fastapi import APIRouter

from app.synthesis.api import key_findings, left_out, notes, papers
from app.synthesis.translating import api as translating
from app.synthesis.undoing import api as undoing

_workbench = APIRouter(prefix="/api/v1", tags=["synthesis"])
for part in (key_findings, notes, papers, left_out, undoing):
    _workbench.include_router(part.router)

router = APIRouter()
for whole in (_workbench, translating.router):
    router.include_router(whole)
