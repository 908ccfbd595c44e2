"""The adopted text for programs, without a pass: the same words as on its page, and its files."""

from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from app.kernel.clock import rfc3339
from app.kernel.ids import parse_id
from app.report.adopted.files import FILES
from app.report.adopted.loading import adopted_text
from app.report.adopted.model import AdoptedText
from app.report.adopted.origins import Origins, Told, origins
from app.report.adopted.published import published_file
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["report"])

ITEM = Query(default=None, description="The drafting item, of a forum that adopted several texts.")
TEXT = Query(default=None, description="One language of the text. Default: all of them.")
FORMAT = Path(json_schema_extra={"enum": list(FILES)})
_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The file.", "content": {"application/octet-stream": {}}}
}


def text_document(text: AdoptedText) -> dict[str, Any]:
    """The text as programs receive it."""
    return {
        "forum": text.forum,
        "item": text.item,
        "outcome": text.outcome,
        "adopted_at": rfc3339(text.adopted_at),
        "digest": text.digest,
        "brackets": text.brackets,
        "languages": list(text.languages),
        "title": dict(text.titles),
        "credit": dict(text.credits),
        "paragraphs": [
            {
                "id": one.id,
                "section": one.section,
                "number": one.number or None,
                "language": one.language,
                "text": one.text,
                "translations": dict(one.translations),
                "behind": list(one.behind),
            }
            for one in text.paragraphs
        ],
        "reservations": [
            {"paragraph": held.number or None, "text": held.text, "by": dict(held.by)} for held in text.reservations
        ],
        "corrections": [
            {
                "number": one.number,
                "paragraph": one.of,
                "language": one.language,
                "before": one.before,
                "text": one.text,
                "reason": one.reason,
                "made_on": one.made_on.isoformat(),
            }
            for one in text.corrections
        ],
    }


@router.get("/public/{forum}/communique")
async def get_adopted(forum: str, item: str | None = ITEM, visit: Visit = Depends(visit)) -> Response:
    """The adopted text, for anybody. 404 `not_adopted` before it is adopted."""
    text = await visit.site.readers.run(adopted_text, forum, item)
    return visit.json(text_document(text))


@router.get("/public/{forum}/communique.{format}", response_class=Response, responses=_FILE)
async def get_adopted_file(
    forum: str,
    format: str = FORMAT,
    item: str | None = ITEM,
    text: str | None = TEXT,
    visit: Visit = Depends(visit),
) -> Response:
    """The adopted text as a file that needs no retouching: Word, or PDF/UA.

    Each is made once. 503 `being_made` with `Retry-After` for whoever asks meanwhile, and would wait too long.
    """
    return await published_file(visit, forum, format)


def _told(one: Told) -> dict[str, Any]:
    return {**asdict(one), "made_from": [_told(below) for below in one.made_from]}


def origins_document(found: Origins) -> dict[str, Any]:
    """Where a paragraph comes from, as programs receive it."""
    return {
        "paragraph": found.paragraph.id,
        "number": found.paragraph.number or None,
        "written_by_the_drafter": found.written,
        "counts": dict(found.counts),
        "tables": found.tables,
        "made_from": [_told(one) for one in found.told],
    }


@router.get("/public/{forum}/communique/{paragraph}")
async def get_adopted_origins(
    forum: str, paragraph: str, item: str | None = ITEM, visit: Visit = Depends(visit)
) -> Response:
    """Where an adopted paragraph comes from: counts, and words where the forum publishes its report; never a person."""
    found = await visit.site.readers.run(origins, visit.site.registry, forum, parse_id(paragraph), item)
    return visit.json(origins_document(found))
