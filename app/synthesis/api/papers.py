"""What comes out of the workbench, over JSON: hints, the speaking note, the session brief."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.kernel import roles
from app.kernel.refusals import Sentence
from app.kernel.roles import Actor
from app.programme.models import Item
from app.programme.queries import item_of
from app.synthesis.cards.hints import hints
from app.synthesis.papers import brief_for, note_for
from app.synthesis.speaking import Brief, Point, SpeakingNote
from app.web.registry import Texts
from app.web.visit import Visit, visit

router = APIRouter()


def _item(session: Session, actor: Actor, name: str) -> Item:
    item = item_of(session, actor.forum, name)
    roles.require(actor, "coverage:read", item.id)
    return item


def _hints(session: Session, actor: Actor, name: str) -> dict[str, Any]:
    item = item_of(session, actor.forum, name)
    roles.require(actor, "hear:work", item.id)
    found = hints(session, actor.forum, item.id).values()
    return {
        "item": item.id,
        "hints": [{"finding": hint.finding, "matches": [asdict(match) for match in hint.matches]} for hint in found],
    }


@router.get("/items/{item}/hints")
async def get_hints(item: str, visit: Visit = Depends(visit)) -> Response:
    """Findings that look alike: hints for a rapporteur's eye."""
    return visit.json(await visit.site.readers.run(_hints, visit.member(), item))


@router.get("/items/{item}/speaking-note")
async def get_speaking_note(item: str, visit: Visit = Depends(visit)) -> Response:
    """What is read aloud in the plenary, with its reading time at 100 words a minute."""
    actor, language = visit.member(), visit.language

    def say(sentence: Sentence) -> str:
        return visit.site.catalogues.say(sentence, language)

    def read(session: Session) -> SpeakingNote:
        found = item_of(session, actor.forum, item)
        roles.require(actor, "speaking-note:read", found.id)
        return note_for(session, actor, found, language, say)

    note = await visit.site.readers.run(read)
    paragraphs = [paragraph._asdict() for paragraph in note.paragraphs]
    return visit.json({**note._asdict(), "paragraphs": paragraphs})


def _point(point: Point) -> dict[str, Any]:
    return {**point._asdict(), "text": Texts(point.texts), "texts": point.texts, "tables": list(point.tables)}


def _page(brief: Brief) -> dict[str, Any]:
    quoted = ("dissents", "practices", "challenges", "recommendations", "reasons")
    return {
        **brief._asdict(),
        "title": Texts(brief.title),
        "questions": [{"text": Texts(texts)} for texts in brief.questions],
        "points": [_point(point) for point in brief.points],
        **{name: [one._asdict() for one in getattr(brief, name)] for name in quoted},
    }


@router.get("/items/{item}/brief")
async def get_brief(item: str, visit: Visit = Depends(visit)) -> Response:
    """The session on one page."""
    actor, language = visit.member(), visit.language

    def read(session: Session) -> Brief:
        return brief_for(session, actor, _item(session, actor, item), language)

    return visit.json(_page(await visit.site.readers.run(read)))
