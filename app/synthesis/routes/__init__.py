"""The workbench's pages and forms, the papers that come out of it, and the translator's queue."""

from fastapi import APIRouter

from app.synthesis.routes import acts, editor, papers, workbench
from app.synthesis.translating import routes as translating

router = APIRouter(include_in_schema=False)
for part in (workbench, editor, acts, papers, translating):
    router.include_router(part.router)
