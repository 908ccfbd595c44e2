"""The communiqué over JSON: read, drafted, revised, ordered, agreed."""

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.communique import amendments_api, became_api, chair_api, discussing_api, live_api, queries, rules, views_api
from app.communique.cards.calls import call_data, call_view
from app.communique.cards.paragraphs import paragraph_data, paragraph_view, shelf_of
from app.communique.cards.silences import silence_data, silence_view
from app.communique.cards.whole import whole_data, whole_view
from app.communique.chair_api import drafting_item
from app.communique.commands import paragraphs, placing, zero_draft
from app.communique.models import Paragraph
from app.communique.reading import relations
from app.kernel.clock import rfc3339
from app.kernel.ids import parse_id
from app.kernel.roles import Actor, may, require
from app.programme.models import Item
from app.programme.queries import item_of
from app.sources.versions.rules import version_clash
from app.store.work import Command
from app.synthesis.api.key_findings import RefBody
from app.tables.api import Sent
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["communique"])
router.include_router(amendments_api.router)
router.include_router(discussing_api.router)
router.include_router(live_api.router)
router.include_router(became_api.router)
router.include_router(chair_api.router)
router.include_router(views_api.router)


class ParagraphBody(BaseModel):
    """``text`` in ``language``, or ``texts`` by language. ``version`` makes it a revision of that version."""

    item: str | None = None
    section: str = "operative"
    text: str | None = None
    texts: dict[str, str] = Field(default_factory=dict, max_length=20)
    language: str | None = None
    sources: list[RefBody] | None = Field(default=None, max_length=500)
    version: int | None = None
    order: str | None = None

    def by_language(self) -> dict[str, str]:
        """All texts; what came without a language is the authority's."""
        return self.texts if self.text is None else {**self.texts, self.language or "": self.text}


class ItemBody(Sent):
    """The drafting item; the forum's only one may be left out."""

    item: str | None = None


class PlaceBody(Sent):
    """Right after another paragraph; without one, first. ``section`` moves it into another one."""

    after: str | None = None
    section: str | None = None


class StatusBody(Sent):
    """``open``, ``ad_referendum`` or ``agreed``, of the version that was read."""

    status: str
    version: int


def _paragraphs(session: Session, actor: Actor, item: Item, found: list[Paragraph]) -> list[dict[str, Any]]:
    at_work = may(actor, "hear:drafting", item.id)
    shelf = shelf_of(session, actor.forum, item, found, at_work=at_work)
    return [paragraph_data(shelf, p, paragraph_view(shelf, p, at_work=at_work)) for p in found]


def _document(session: Session, actor: Actor, name: str | None) -> dict[str, Any]:
    item = queries.drafting_item(session, actor.forum, name)
    require(actor, "hear:communique", item.id, relations(session, actor, item.id))
    found = queries.paragraphs(session, actor.forum, item.id)
    told = _paragraphs(session, actor, item, found)
    sections = {section: [p for p in told if p["section"] == section] for section in rules.SECTIONS}
    at_work = may(actor, "hear:drafting", item.id)
    whole, call = whole_view(session, item, at_work=at_work), call_view(session, item, at_work=at_work)
    silence = silence_view(session, item, at_work=at_work)
    return {
        **whole_data(item, whole),
        "call": call_data(*call) if call else None,
        "silence": silence_data(*silence) if silence else None,
        "sections": sections,
    }


@router.get("/communique")
async def get_communique(item: str | None = None, visit: Visit = Depends(visit)) -> Response:
    """The text of the drafting item, section by section, as the pass may read it."""
    return visit.json(await visit.site.readers.run(_document, visit.member(), item))


def _one(session: Session, actor: Actor, id: str) -> dict[str, Any]:
    found = queries.paragraph_of(session, actor.forum, id)
    require(actor, "hear:communique", found.item, relations(session, actor, found.item))
    data = _paragraphs(session, actor, item_of(session, actor.forum, found.item), [found])[0]
    if may(actor, "hear:drafting", found.item):
        data["history"] = [
            {
                "id": row.id,
                "version": row.version,
                "texts": row.texts,
                "clashed": row.clashed,
                "kept_at": rfc3339(row.kept_at),
            }
            for row in queries.HISTORY.of(session, actor.forum, found.id)
        ]
    return data


@router.get("/paragraphs/{paragraph}")
async def get_paragraph(paragraph: str, visit: Visit = Depends(visit)) -> Response:
    """One paragraph; who drafts also reads what it said before."""
    return visit.json(await visit.site.readers.run(_one, visit.member(), parse_id(paragraph)))


@router.put("/paragraphs/{paragraph}")
async def put_paragraph(paragraph: str, body: ParagraphBody, visit: Visit = Depends(visit)) -> Response:
    """Write a paragraph: 201 the first time. With ``version`` a revision of the texts that are sent.

    409 ``version_moved`` when one of these texts was changed meanwhile: ``current`` is what it says now, ``kept`` is what
    came, which stands beside it until somebody settles it. Nothing is lost, and sending again does the same once.
    """
    id_ = parse_id(paragraph)
    refs = None if body.sources is None else tuple(one.ref() for one in body.sources)
    command: Command
    if body.version is not None:
        command = paragraphs.ReviseParagraph(id_, body.version, body.by_language(), refs, body.order)
    else:
        item = await drafting_item(visit, body.item)
        command = paragraphs.PutParagraph(
            id_, item, body.section, body.by_language(), body.language, refs or (), body.order
        )
    done = await visit.run(command)
    if done.value.get("clash"):
        raise version_clash(done.value)
    return visit.json(done.value, 201 if done.created else 200)


@router.delete("/paragraphs/{paragraph}")
async def delete_paragraph(paragraph: str, version: int | None = None, visit: Visit = Depends(visit)) -> Response:
    """Take a paragraph away; with ``version`` not over words that came since."""
    return visit.done(await visit.run(paragraphs.WithdrawParagraph(parse_id(paragraph), version)))


@router.delete("/paragraphs/{paragraph}/clashes/{clash}")
async def delete_paragraph_clash(paragraph: str, clash: str, visit: Visit = Depends(visit)) -> Response:
    """Say that what clashed has been dealt with."""
    return visit.done(await visit.run(paragraphs.SettleParagraph(parse_id(paragraph), parse_id(clash))))


@router.post("/paragraphs/{paragraph}/place")
async def post_place(paragraph: str, body: PlaceBody, visit: Visit = Depends(visit)) -> Response:
    """Move a paragraph elsewhere in the text."""
    after = None if body.after is None else parse_id(body.after)
    return visit.done(await visit.run(placing.PlaceParagraph(parse_id(paragraph), after, body.section, body.sent_id)))


@router.post("/paragraphs/{paragraph}/status")
async def post_status(paragraph: str, body: StatusBody, visit: Visit = Depends(visit)) -> Response:
    """Say how far a paragraph is agreed. 409 ``version_moved`` when it has other words by now."""
    command = placing.StandParagraph(parse_id(paragraph), body.status, body.version, body.sent_id)
    return visit.done(await visit.run(command))


@router.post("/communique/zero-draft")
async def post_zero_draft(body: ItemBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """Make a paragraph of each key finding and initiative that the drafting item presents and the text does not draw on."""
    body = body or ItemBody()
    return visit.done(await visit.run(zero_draft.MakeZeroDraft(await drafting_item(visit, body.item), body.sent_id)))


@router.post("/communique/open")
async def post_open(body: ItemBody | None = None, visit: Visit = Depends(visit)) -> Response:
    """The chair lets everybody in the forum read the text as it is drafted."""
    body = body or ItemBody()
    return visit.done(
        await visit.run(zero_draft.OpenCommunique(await drafting_item(visit, body.item), True, body.sent_id))
    )


@router.delete("/communique/open")
async def delete_open(item: str | None = None, visit: Visit = Depends(visit)) -> Response:
    """The chair closes the text again: delegations and who drafts read it."""
    return visit.done(await visit.run(zero_draft.OpenCommunique(await drafting_item(visit, item), False)))
