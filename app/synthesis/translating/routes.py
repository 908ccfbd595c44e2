"""Pages of the translator's queue: what waits, and one text with its original beside it."""

from typing import NamedTuple

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.refusals import Refusal
from app.people.keys import me_room
from app.sources.rules import Thing
from app.synthesis.translating import rules
from app.synthesis.translating.cards import EntryView
from app.synthesis.translating.commands import PutTranslation
from app.synthesis.translating.reading import Queue, queue_of
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


class At(NamedTuple):
    """One text of the queue. ``text`` stands in the box; ``fault`` is why it was not saved, ``theirs`` what stands."""

    queue: Queue
    entry: EntryView
    text: str
    fault: str = ""
    theirs: str = ""


@router.get("/translations")
async def queue_page(visit: Visit = Depends(visit), to: str = "") -> Response:
    """The queue into a language, live."""
    await visit.settle()
    actor = visit.member()
    queue = await visit.site.readers.run(queue_of, actor, to)
    return await visit.live_page("synthesis/translations.html", "booth", [me_room(actor.participant)], queue=queue)


def _at(session: Session, visit: Visit, thing: Thing, language: str) -> At:
    queue = queue_of(session, visit.member(), language)
    entry = next((one for one in queue.entries if one.original.thing == thing), None)
    if entry is None:
        raise rules.no_such_text()
    return At(queue, entry, entry.translation.text if entry.translation else "")


@router.get("/translations/{kind}/{thing}/{language}")
async def text_page(kind: str, thing: str, language: str, visit: Visit = Depends(visit)) -> Response:
    """One text: the original, and a box for its translation."""
    await visit.settle()
    at = await visit.site.readers.run(_at, visit, Thing(kind, parse_id(thing)), language)
    return visit.page("synthesis/translation.html", at=at)


@router.post("/translations/{kind}/{thing}/{language}")
async def post_text(kind: str, thing: str, language: str, visit: Visit = Depends(visit)) -> Response:
    """Save a translation, and go to what waits next."""
    found = Thing(kind, parse_id(thing))
    at = await visit.site.readers.run(_at, visit, found, language)
    try:
        form = await visit.form()
        version, seen = _number(field_text(form, "version")), _number(field_text(form, "revision"))
        done = await visit.run(
            PutTranslation(kind, found.id, language, field_text(form, "text"), version, seen, field_id(form))
        )
    except Refusal as refusal:
        if refusal.status in (401, 403, 404):
            raise
        typed = field_text(visit.request.state.form, "text")
        now = await visit.site.readers.run(_at, visit, found, language)
        theirs = now.text if refusal.code == "version_moved" else ""
        page = visit.page("synthesis/translation.html", at=At(now.queue, now.entry, typed, visit.say(refusal), theirs))
        page.status_code = refusal.status
        return page
    following = at.queue.after(found)
    return visit.back_to(
        following.address if following else "/translations", done, **({} if following else {"to": language})
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 8 else None
