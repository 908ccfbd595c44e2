"""The translator's queue over JSON."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.synthesis.translating.cards import entry_data
from app.synthesis.translating.commands import PutTranslation, RemoveTranslation
from app.synthesis.translating.reading import queue_of
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["booth"])


class TranslationBody(BaseModel):
    """``version`` is the original's that was read; ``revision`` the translation's that was seen, 0 for none."""

    text: str
    version: int | None = None
    revision: int | None = None


def _queue(session: Session, visit: Visit, to: str) -> dict[str, Any]:
    queue = queue_of(session, visit.member(), to)
    return {"to": queue.to, "languages": list(queue.languages), "texts": [entry_data(one) for one in queue.entries]}


@router.get("/translations")
async def get_translations(to: str = "", visit: Visit = Depends(visit)) -> Response:
    """What waits to be translated into a language, reported findings first, and what has been."""
    return visit.json(await visit.site.readers.run(_queue, visit, to))


@router.put("/translations/{kind}/{thing}/{language}")
async def put_translation(
    kind: str, thing: str, language: str, body: TranslationBody, visit: Visit = Depends(visit)
) -> Response:
    """Translate a reported finding, a comment on one, or a key finding that was sent or shown; the original stays.

    Another text than the one of ``revision`` is 409 ``version_moved`` with the ``current`` one.
    """
    command = PutTranslation(kind, parse_id(thing), language, body.text, body.version, body.revision)
    done = await visit.run(command)
    return visit.json({**done.value, "seq": done.seq}, 201 if done.created else 200)


@router.delete("/translations/{kind}/{thing}/{language}")
async def delete_translation(kind: str, thing: str, language: str, visit: Visit = Depends(visit)) -> Response:
    """Take a translation away; a key finding's are its rapporteur's to take."""
    return visit.done(await visit.run(RemoveTranslation(kind, parse_id(thing), language)))
