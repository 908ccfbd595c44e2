"""The organizer's pages: the programme day by day, an item, and the lists of the whole forum."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.kernel.language import LANGUAGE_NAMES, text_in
from app.kernel.refusals import Refusal, Sentence
from app.kernel.text import whole_number
from app.organizer import pages
from app.organizer.bringing import LOGOS, changed, posted
from app.organizer.commands import ChangePart
from app.organizer.days import days_of
from app.organizer.edits import ends_at
from app.organizer.pages import NEW, PAGES, TITLES
from app.organizer.places import DAY, Tree, part_at, section_at
from app.organizer.queries import standing_for
from app.organizer.shown import Opening, Tried
from app.organizer.typed import typed_document
from app.programme.file import form as fields
from app.programme.file.kinds import Kind
from app.programme.phases import TECHNIQUE_NAMES
from app.programme.pictures.rules import nothing
from app.programme.pictures.views import pictures_by_file
from app.store.work import Done
from app.web.visit import Visit, field_id, field_text, visit

router = APIRouter(include_in_schema=False)


@router.get("/organizer")
async def organizer_page(visit: Visit = Depends(visit), open: str = "") -> Response:
    """The programme day by day, each item with what it holds so far."""
    return await _page(visit, "programme", Opening(open[:200]))


@router.get("/organizer/items/{name}")
async def organizer_item_page(name: str, visit: Visit = Depends(visit), open: str = "") -> Response:
    """An item: its times, texts and minutes, and the lists of what it holds."""
    return await _page(visit, f"items/{name}", Opening(open[:200]))


@router.get("/organizer/forum")
async def organizer_forum_page(visit: Visit = Depends(visit), open: str = "") -> Response:
    """The forum itself: names, languages, privacy, places, days, documents."""
    return await _page(visit, "forum", Opening(open[:200]))


@router.get("/organizer/roster")
async def organizer_roster_page(visit: Visit = Depends(visit), open: str = "") -> Response:
    """Affiliations, groups and delegations."""
    return await _page(visit, "roster", Opening(open[:200]))


@router.get("/organizer/frameworks")
async def organizer_frameworks_page(visit: Visit = Depends(visit), open: str = "") -> Response:
    """Frameworks, and the entries that items and findings refer to."""
    return await _page(visit, "frameworks", Opening(open[:200]))


@router.get("/organizer/surveys")
async def organizer_surveys_page(visit: Visit = Depends(visit), open: str = "") -> Response:
    """Surveys, with their statements and questions."""
    return await _page(visit, "surveys", Opening(open[:200]))


@router.get("/organizer/glossary")
async def organizer_glossary_page(visit: Visit = Depends(visit), open: str = "") -> Response:
    """The booth's words, in each language."""
    return await _page(visit, "glossary", Opening(open[:200]))


@dataclass(frozen=True, slots=True)
class Said:
    """Says a label in the reader's language: a sentence of ours, or a text of the organizer's."""

    visit: Visit

    def __call__(self, label: Any) -> str:
        """The words."""
        if isinstance(label, Sentence):
            return self.visit.site.catalogues.say(label, self.visit.language)
        if isinstance(label, Mapping):
            return text_in(dict(label), self.visit.language)
        return self.visit.site.catalogues.of(self.visit.language).gettext(label) if label else ""


async def _page(visit: Visit, page: str, opening: Opening, status: int = 200) -> Response:
    await visit.settle()
    standing = await visit.site.readers.run(standing_for, visit.member())
    try:
        template, context = _shown(standing.tree, page, opening)
    except Refusal:
        # Somebody took away what was to be opened: the page without it says what there is now.
        template, context = _shown(standing.tree, page, Opening())
    refusal = opening.tried.refusal if opening.tried else None
    return visit.page(
        template,
        status,
        page=page,
        titles=TITLES,
        forum=standing.forum,
        opening=opening,
        said=Said(visit),
        fault=visit.say(refusal) if refusal else "",
        names=LANGUAGE_NAMES,
        pictures=await visit.site.readers.run(pictures_by_file, standing.forum.id) if page == "forum" else {},
        **context,
    )


def _shown(tree: Tree, page: str, opening: Opening) -> tuple[str, dict[str, Any]]:
    if page == "programme":
        return "organizer/programme.html", {"days": days_of(tree, opening)}
    if page.startswith("items/"):
        item = part_at(tree, page)
        context = {
            "item": item.value,
            "day": item.value[DAY],
            "ends": ends_at(item.value),
            "technique": TECHNIQUE_NAMES[item.value["technique"]],
            "form": pages.form_of(tree, item, opening),
            "listings": pages.lists_of_item(tree, item, opening),
        }
        return "organizer/item.html", context
    lists = [pages.list_of(tree, section, opening) for section in PAGES[page]]
    form = pages.form_of(tree, part_at(tree, "forum"), opening) if page == "forum" else None
    return "organizer/lists.html", {"listings": lists, "form": form}


@router.get("/organizer/parts/{address:path}")
async def part_page(address: str, visit: Visit = Depends(visit)) -> Response:
    """The page on which a part is changed, open at it: where *Back* leads from a refusal."""
    await visit.site.readers.run(standing_for, visit.member())
    page = pages.page_of(address)
    path = "/organizer" if page == "programme" else f"/organizer/{page}"
    return RedirectResponse(f"{path}?{urlencode({'open': address[:200]})}", 303)


@router.post("/organizer/parts/{address:path}")
async def post_part(address: str, visit: Visit = Depends(visit)) -> Response:
    """Save, add, remove or move a part. A refusal shows the page again, with all that was typed."""
    form, picture = await posted(visit, address)
    standing = await visit.site.readers.run(standing_for, visit.member())
    action, at = field_text(form, "action") or "put", address.removesuffix("/").partition(f"/{NEW}")[0]
    kind = _kind(standing.tree, at, action)
    typed = typed_document(form, kind, frozenset(field_text(form, "shown").split())) if action in ("put", "add") else {}
    if action == "add":
        typed |= _begun_with(form, at)
    command = ChangePart(
        "move" if action in ("up", "down") else action,
        at,
        typed,
        field_text(form, "version") or None,
        {"up": -1, "down": 1}.get(action, 0),
        field_text(form, "key"),
        field_id(form),
    )
    try:
        if at == LOGOS and action == "add" and picture is None:
            raise nothing()
        done = await changed(visit, command, picture)
    except Refusal as refusal:
        if refusal.status in (401, 403, 404):
            raise
        tried = Tried(address, typed, refusal, command.key, command.version or "")
        moves = action in ("up", "down") and pages.page_of(at).startswith("items/") and at.count("/") == 1
        page = "programme" if moves else pages.page_of(address)
        return await _page(visit, page, Opening(address, tried), refusal.status)
    return _after(visit, at, action, done)


def _kind(tree: Tree, address: str, action: str) -> Kind:
    if action == "add":
        return fields.ITEM if address == "items" else section_at(tree, address).entry
    return part_at(tree, address).kind


def _begun_with(form: FormData, address: str) -> dict[str, Any]:
    """What comes along: a day's first item, a survey's first statement; a café's first questions, and as many tables as
    were wished, numbered from the first one.
    """
    if address != "items":
        begun = pages.first_kind(address)
        return {} if begun is None else {begun[0]: [typed_document(form, begun[1], begun[2], "first.")]}
    questions = typed_document(form, fields.SPEAKER, frozenset({"questions"}))["questions"]
    count, first = whole_number(field_text(form, "tables"), 3) or 0, whole_number(field_text(form, "first"), 3) or 1
    tables = [{"number": first + at} for at in range(min(count, 200))]
    return {"questions": questions, "tables": tables}


def _after(visit: Visit, address: str, action: str, done: Done) -> Response:
    """To the page of what was changed, at its place."""
    place = done.value["place"] or address
    page = pages.page_of(place)
    if action in ("up", "down", "remove") and place.count("/") == 1 and place.startswith("items/"):
        page = "programme"
    path = "/organizer" if page == "programme" else f"/organizer/{page}"
    answer = visit.back_to(path, done)
    if "location" in answer.headers and action != "remove":
        answer.headers["location"] += f"#{anchor(place)}"
    return answer


def anchor(address: str) -> str:
    """The place of a part on its page."""
    return "part-" + address.replace("/", "-")
