"""The pages of the communiqué."""

from fastapi import APIRouter

from app.communique.routes import editor, follow, room

router = APIRouter(include_in_schema=False)
for part in (room, editor, follow):
    router.include_router(part.router)
