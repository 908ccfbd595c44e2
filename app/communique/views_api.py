"""The text's versions and its drafting journal, over JSON."""

from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.communique.chair_api import EndBody, drafting_item
from app.communique.commands.releasing import NameReservations, ReleaseJournal
from app.communique.journal import entry_data
from app.communique.looking import Comparison, comparison, drafting_journal, exactly
from app.communique.releasable import releasable, releasable_data
from app.kernel.clock import rfc3339
from app.kernel.roles import Actor
from app.web.visit import Visit, visit

router = APIRouter()


def _moment(at: datetime | None) -> str | None:
    return exactly(at) if at is not None else None


def _told(found: Comparison) -> dict[str, Any]:
    return {
        "item": found.item.id,
        "moments": [exactly(at) for at in found.moments],
        "since": _moment(found.since),
        "until": _moment(found.until),
        "paragraphs": [
            {
                "id": one.id,
                "section": one.section,
                "language": one.language,
                "was": one.was._asdict() if one.was else None,
                "now": one.now._asdict() if one.now else None,
                "moved": one.moved,
                "before": one.before,
                "after": one.after,
                "changes": [{"kind": piece.kind, "text": piece.text} for piece in one.pieces],
            }
            for one in found.paragraphs
        ],
    }


@router.get("/communique/compared")
async def get_compared(
    item: str | None = None, since: str = "", until: str = "", language: str = "", visit: Visit = Depends(visit)
) -> Response:
    """The text as it stood ``since`` one moment and ``until`` another, compared; by default as it first stood, and now.

    ``moments`` are when it changed; ``was`` and ``now`` say where a paragraph stood in the one and stands in the other.
    """
    found = await visit.site.readers.run(comparison, visit.member(), item, since, until, language)
    return visit.json(_told(found))


def _journal(session: Session, actor: Actor, name: str | None) -> dict[str, Any]:
    found = drafting_journal(session, actor, name)
    return {
        "item": found.item.id,
        "released_at": rfc3339(found.released_at) if found.released_at else None,
        "entries": [entry_data(one) for one in found.entries],
    }


@router.get("/communique/journal")
async def get_journal(item: str | None = None, visit: Visit = Depends(visit)) -> Response:
    """Who proposed what, when, and how it was decided: for the chair and who drafts, until the chair releases it."""
    return visit.json(await visit.site.readers.run(_journal, visit.member(), item))


class ReleaseBody(EndBody):
    """What is released: the ``journal``, or the names of who made the ``reservations`` that are published with the text."""

    of: Literal["journal", "reservations"] = "journal"


@router.get("/communique/release")
async def get_release(item: str | None = None, visit: Visit = Depends(visit)) -> Response:
    """For the chair: what is released, and what would be public by it, reservation by reservation."""
    found = await visit.site.readers.run(releasable, visit.member(), item)
    return visit.json(releasable_data(found))


@router.post("/communique/release")
async def post_release(body: ReleaseBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """The chair lets who reads the text read its drafting journal; or publishes whose the reservations are."""
    body = body or ReleaseBody()
    item = await drafting_item(visit, body.item)
    if body.of == "reservations":
        return visit.done(await visit.run(NameReservations(item, True, body.sent_id)))
    return visit.done(await visit.run(ReleaseJournal(item, True, body.sent_id)))


@router.delete("/communique/release")
async def delete_release(
    item: str | None = None, of: Literal["journal", "reservations"] = "journal", visit: Visit = Depends(visit)
) -> Response:
    """The drafting journal is the chair's and the drafters' again; or the reservations stand without names again."""
    name = await drafting_item(visit, item)
    if of == "reservations":
        return visit.done(await visit.run(NameReservations(name, False)))
    return visit.done(await visit.run(ReleaseJournal(name, False)))
