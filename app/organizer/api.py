"""The programme over JSON, to be made and changed: as a whole, and part by part."""

from typing import Any, Final

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.kernel.ids import parse_id
from app.kernel.language import N_
from app.kernel.refusals import Refusal
from app.kernel.roles import Actor
from app.organizer.bringing import changed
from app.organizer.commands import ChangePart
from app.organizer.places import (
    FORUM,
    ROW,
    Part,
    Tree,
    document_of,
    fields_of,
    items,
    part_at,
    section_at,
    sections_of,
)
from app.organizer.queries import standing_for
from app.organizer.reading import require_flat
from app.organizer.versions import version_of
from app.programme.file import form
from app.programme.file.kinds import Kind
from app.programme.file.shapes import Record
from app.web.visit import Visit, visit

router = APIRouter(prefix="/api/v1", tags=["organizer"])

PLACE: Final = Path(
    max_length=300,
    description="Where the part stands: `forum`, `items/2a`, `items/2a/questions/ID`, `items/2a/tables/ID`, "
    "`delegations/CRI`, `frameworks/gcm/references/7`, `roles/0`.",
)
SECTION: Final = Path(
    max_length=300, description="The list to add to: `items`, `items/2a/questions`, `delegations`, `places`, `days`, …"
)


class PartBody(BaseModel):
    """Fields of a part as the programme file writes them; those that are left out stay, `null` takes one out.

    ``version`` is that of the part as its sender saw it: what both changed meanwhile comes back as ``version_moved``.
    """

    document: dict[str, Any]
    version: str | None = Field(default=None, max_length=1_000)
    id: str | None = None


class NewPartBody(BaseModel):
    """A new part's fields; ``key`` is its short name where the list goes by short names."""

    document: dict[str, Any]
    key: str = Field(default="", max_length=100)
    id: str | None = None


class OrderBody(BaseModel):
    """One place further up (-1) or down (1). An item takes its time along."""

    place: str = Field(max_length=300)
    by: int
    id: str | None = None


def _sent(id_: str | None) -> str | None:
    return parse_id(id_) if id_ else None


def part_document(part: Part) -> dict[str, Any]:
    """A part with its place and its version."""
    document = document_of(part)
    return {"place": part.name, "document": document, "version": version_of(document, fields_of(part.kind))}


def programme_document(tree: Tree) -> dict[str, Any]:
    """The whole programme in parts."""
    whole = {**part_document(part_at(tree, FORUM)), **_lists(tree, form.PROGRAMME, "")}
    rows = [part_at(tree, f"items/{item[ROW]}") for _, _, item in items(tree)]
    return {**whole, "items": [{**part_document(part), **_lists(tree, part.kind, part.name)} for part in rows]}


def _lists(tree: Tree, kind: Kind, owner: str) -> dict[str, Any]:
    if not isinstance(kind, Record):
        return {}
    found = {}
    for name in sections_of(kind):
        section = section_at(tree, f"{owner}/{name}" if owner else name)
        found[name] = [{**part_document(part), **_lists(tree, part.kind, part.name)} for part in section.parts()]
    return found


def _whole(session: Session, actor: Actor) -> dict[str, Any]:
    return programme_document(standing_for(session, actor).tree)


def _part(session: Session, actor: Actor, place: str) -> dict[str, Any]:
    return part_document(part_at(standing_for(session, actor).tree, place))


@router.get("/programme")
async def get_programme(visit: Visit = Depends(visit)) -> Response:
    """The programme in parts, each with its place and version: what an organizer may change."""
    return visit.json(await visit.site.readers.run(_whole, visit.member()))


@router.get("/programme/parts/{place:path}")
async def get_part(place: str = PLACE, visit: Visit = Depends(visit)) -> Response:
    """A part of the programme with its version."""
    return visit.json(await visit.site.readers.run(_part, visit.member(), place))


@router.put("/programme/parts/{place:path}")
async def put_part(body: PartBody, place: str = PLACE, visit: Visit = Depends(visit)) -> Response:
    """Change fields of a part. 409 ``version_moved`` carries what stands now: neither text is lost."""
    require_flat(body.document)
    return visit.done(await changed(visit, ChangePart("put", place, body.document, body.version, id=_sent(body.id))))


@router.post("/programme/parts/{place:path}", status_code=201)
async def post_part(body: NewPartBody, place: str = SECTION, visit: Visit = Depends(visit)) -> Response:
    """Add a part to a list of the programme. An item may bring its questions and tables along."""
    require_flat(body.document)
    return visit.done(await changed(visit, ChangePart("add", place, body.document, key=body.key, id=_sent(body.id))))


@router.delete("/programme/parts/{place:path}")
async def delete_part(
    place: str = PLACE,
    version: str = Query(default="", max_length=1_000, description="That of the part as its sender saw it."),
    visit: Visit = Depends(visit),
) -> Response:
    """Take a part away, as long as nothing that was written, said or taken would be lost with it."""
    return visit.done(await changed(visit, ChangePart("remove", place, version=version or None)))


@router.post("/programme/order")
async def post_order(body: OrderBody, visit: Visit = Depends(visit)) -> Response:
    """Move a part one place within its list."""
    if body.by not in (-1, 1):
        raise Refusal.of_field("by", "bad_step", N_("A part moves one place at a time: -1 or 1."))
    return visit.done(await visit.run(ChangePart("move", body.place, by=body.by, id=_sent(body.id))))
