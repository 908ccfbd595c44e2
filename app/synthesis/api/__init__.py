"""The workbench over JSON."""

from fastapi import APIRouter

from app.synthesis.api import key_findings, notes, papers

router = APIRouter(prefix="/api/v1", tags=["synthesis"])
for part in (key_findings, notes, papers):
    router.include_router(part.router)
