"""The workbench's pages and forms, and the papers that come out of it."""

from fastapi import APIRouter

from app.synthesis.routes import acts, editor, papers, workbench

router = APIRouter(include_in_schema=False)
for part in (workbench, editor, acts, papers):
    router.include_router(part.router)
