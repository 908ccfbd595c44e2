"""The pages of the communiqué."""

from fastapi import APIRouter

from app.communique.routes import editor, follow, propose, room

router = APIRouter(include_in_schema=False)
for part in (room, editor, follow, propose):
    router.include_router(part.router)
