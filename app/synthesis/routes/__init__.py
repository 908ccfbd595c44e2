"""The workbench's pages and forms, the papers that come out of it, and the translator's queue."""

from fastapi import APIRouter

from app.synthesis.routes import acts, editor, left_out, papers, workbench
from app.synthesis.translating import routes as translating
from app.synthesis.undoing import routes as undoing

router = APIRouter(include_in_schema=False)
for part in (workbench, editor, acts, papers, left_out, undoing, translating):
    router.include_router(part.router)
