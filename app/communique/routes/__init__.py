"""The pages of the communiqué."""

from fastapi import APIRouter

from app.communique.routes import discussing, editor, follow, propose, room

router = APIRouter(include_in_schema=False)
for part in (room, discussing, editor, follow, propose):
    router.include_router(part.router)
