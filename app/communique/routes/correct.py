"""A paragraph is corrected after its adoption: by the chair, or in another language by who translates."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import Response

from app.communique import adoption_rules, queries
from app.communique.cards.paragraphs import ParagraphView, paragraph_view, shelf_of
from app.communique.commands.correcting import PutCorrection
from app.communique.corrected import corrections, text_now
from app.kernel.ids import new_id, parse_id
from app.kernel.language import LANGUAGE_NAMES
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor, may, require
from app.kernel.text import whole_number
from app.programme.models import Item
from app.programme.queries import item_of
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Correcting:
    """An adopted paragraph. ``texts`` are what the visitor may correct, as (language, text, number of its last correction);
    the authority's only for the ``chairs``.
    """

    item: Item
    view: ParagraphView
    texts: tuple[tuple[str, str, int], ...]
    chairs: bool


def _correcting(session: Session, actor: Actor, id: str) -> Correcting:
    found = queries.paragraph_of(session, actor.forum, id)
    chairs = may(actor, "communique:chair", found.item)
    require(actor, "communique:chair" if chairs else "paragraph:translate", found.item)
    item, row = item_of(session, actor.forum, found.item), queries.communique_of(session, actor.forum, found.item)
    if row is None or row.adopted_at is None:
        raise adoption_rules.not_adopted_yet()
    made = corrections(session, actor.forum, item.id, paragraphs=[found.id])
    texts = [
        (tag, text_now(found, made, row, tag), max((one.number for one in made if one.language == tag), default=0))
        for tag in dict.fromkeys((found.language, *found.texts))
        if chairs or tag != found.language
    ]
    view = paragraph_view(shelf_of(session, actor.forum, item, [found], at_work=False), found)
    return Correcting(item, view, tuple(texts), chairs)


@router.get("/paragraphs/{paragraph}/correction")
async def correction_page(paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """The adopted words with their corrections, and a form for another."""
    await visit.settle()
    return await _drawn(visit, parse_id(paragraph))


async def _drawn(
    visit: Visit, id: str, typed: dict[str, str] | None = None, refusal: Refusal | None = None
) -> Response:
    correcting = await visit.site.readers.run(_correcting, visit.member(), id)
    return visit.page(
        "communique/correct.html",
        refusal.status if refusal else 200,
        correcting=correcting,
        item=correcting.item,
        it=correcting.view,
        typed=typed or {"language": "", "text": "", "reason": ""},
        fault=visit.say(refusal) if refusal else "",
        names=LANGUAGE_NAMES,
    )


@router.post("/paragraphs/{paragraph}/correction")
async def post_correction(paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """Correct. A refusal shows the page again with all that was typed."""
    form, id_ = await visit.form(), parse_id(paragraph)
    typed = {name: field_text(form, name) for name in ("language", "text", "reason")}
    command = PutCorrection(
        field_id(form) or new_id(),
        id_,
        typed["language"],
        typed["text"],
        typed["reason"],
        whole_number(field_text(form, "read")) or 0,
        field_text(form, "confirmed") == "yes",
    )
    try:
        done = await visit.run(command)
    except Refusal as refusal:
        if refusal.status in (401, 403, 404):
            raise
        return await _drawn(visit, id_, typed, refusal)
    return visit.back_to(f"/paragraphs/{id_}/correction", done)
