"""The pages of initiatives and topics."""

from fastapi import APIRouter

from app.cooperation.routes import editor, follow_up, pad, topics

router = APIRouter(include_in_schema=False)
for part in (pad, editor, follow_up, topics):
    router.include_router(part.router)
