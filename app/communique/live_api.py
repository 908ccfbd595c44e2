"""Drafting live: what a drafter types in the paragraph under discussion, for who reads the text, as it is typed."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.communique import keys, queries
from app.communique.brackets import SEVERAL, without_owners
from app.communique.cards.discussed import discussed_of
from app.communique.cards.paragraphs import shelf_of
from app.communique.marking import Run, marked, masked, typed
from app.communique.models import Paragraph
from app.kernel.ids import hashed, parse_id
from app.kernel.roles import Actor, require
from app.kernel.text import ANSWER_LIMIT, optional
from app.live.rooms import Room
from app.programme import phases
from app.programme.queries import forum_of, item_of
from app.stage import queries as stage
from app.stage.keys import screen_room
from app.stage.scenes import Scenes
from app.web.registry import Registry
from app.web.visit import Visit, visit

router = APIRouter()

Told = dict[str, list[tuple[str, list[tuple[str, str, int, int]]]]]
"""By language what is shown of a text."""


class DraftBody(BaseModel):
    """What stands in the boxes by language, where it differs from what was saved; nothing when the writing has ended."""

    texts: dict[str, str] = Field(default_factory=dict, max_length=20)


def _told(runs: tuple[Run, ...]) -> list[tuple[str, list[tuple[str, str, int, int]]]]:
    return [(run.kind, [(t.mark, t.text, t.number, t.depth) for t in run.tokens]) for run in runs]


def heard(
    registry: Registry, session: Session, actor: Actor, paragraph: str, texts: dict[str, str]
) -> list[tuple[Room, Told]]:
    """Who hears what of it: every room as it reads the text itself. Only of what is under discussion."""
    found = queries.paragraph_of(session, actor.forum, paragraph)
    require(actor, "paragraph:translate", found.item)
    item, now = item_of(session, actor.forum, found.item), discussed_of(session, actor.forum, found.item)
    drafts = phases.allows(item.technique, item.phase, "draft")
    if not drafts or now is None or now[0].id != found.id:
        return []
    clean = {tag: optional(text, limit=ANSWER_LIMIT, lines=True) for tag, text in texts.items() if tag in found.texts}
    shelf = shelf_of(session, actor.forum, item, [found], at_work=False)
    own = {tag: _told(marked(typed(found.texts[tag], text), shelf.names)) for tag, text in clean.items()}
    nameless = {tag: _told(_nameless(found, tag, text, shelf.names)) for tag, text in clean.items()}
    told = [(keys.drafting_room(item.id), own), (keys.communique_room(item.id), own if shelf.named else nameless)]
    forum = forum_of(session, actor.forum)
    scenes = Scenes(registry, session, forum)
    for screen in stage.screens_following(session, forum, item):
        choice, _ = scenes.current(screen)
        if not choice.hidden and choice.item is not None and scenes.scene(choice).kind == keys.SCENE:
            told.append((screen_room(screen), nameless))
    return told


def _nameless(found: Paragraph, tag: str, text: str, names: frozenset[str]) -> tuple[Run, ...]:
    """As everybody reads it: also while a name is being typed."""
    hides = names | {SEVERAL}
    return marked(typed(without_owners(found.texts[tag], hides), masked(without_owners(text, hides), names)))


@router.put("/paragraphs/{paragraph}/draft")
async def put_draft(paragraph: str, body: DraftBody, visit: Visit = Depends(visit)) -> Response:
    """Show the words as they are typed, marked as being drafted, where the paragraph is under discussion. Nothing is saved.

    It is forgotten within ten seconds unless it is said again.
    """
    actor, id_, site = visit.member(), parse_id(paragraph), visit.site
    await site.rates.take(actor.pass_id)
    rooms = await site.readers.run(
        lambda session: heard(site.registry, session, actor, id_, body.texts),
    )
    whose, key = hashed(f"{site.epoch}:{actor.participant}:{id_}")[:12], keys.paragraph_key(id_)
    for room, texts in rooms:
        site.feed.drafting(actor.forum, room, key, whose, texts)
    answer: dict[str, Any] = {"key": key, "heard": bool(rooms), "whose": whose}
    return visit.json(answer)
