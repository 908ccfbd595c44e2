"""The pages of the communiqué."""

from fastapi import APIRouter

from app.communique.routes import became, correct, discussing, editor, follow, look, propose, releasing, room

router = APIRouter(include_in_schema=False)
for part in (correct, look, room, became, discussing, editor, follow, propose, releasing):
    router.include_router(part.router)
