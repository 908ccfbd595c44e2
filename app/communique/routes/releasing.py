"""The chair looks at what would be public, and releases it: whose the reservations are."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.communique import rules
from app.communique.commands.releasing import NameReservations
from app.communique.releasable import Releasable, releasable
from app.kernel.roles import Actor
from app.programme.queries import forum_of
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


def _read(session: Session, actor: Actor, name: str) -> tuple[Releasable, ZoneInfo]:
    return releasable(session, actor, name), ZoneInfo(forum_of(session, actor.forum).timezone)


@router.get("/items/{name}/communique/release")
async def release_page(name: str, visit: Visit = Depends(visit)) -> Response:
    """What is released of the text, and what would be public by it."""
    await visit.settle()
    found, zone = await visit.site.readers.run(_read, visit.member(), name)

    def local(at: datetime | None) -> datetime | None:
        return at.astimezone(zone) if at is not None else None

    return visit.page(
        "communique/release.html",
        found=found,
        item=found.item,
        named_at=local(found.named_at),
        journal_at=local(found.journal_at),
    )


@router.post("/items/{name}/communique/release")
async def post_names(name: str, visit: Visit = Depends(visit)) -> Response:
    """The chair publishes the names with the reservations, or takes them back."""
    form = await visit.form()
    act = field_text(form, "act")
    if act not in ("name", "unname"):
        raise rules.no_such_act()
    done = await visit.run(NameReservations(name, act == "name", field_id(form)))
    return visit.back_to(f"/items/{name}/communique/release", done)
