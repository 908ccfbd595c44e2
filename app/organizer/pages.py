"""What an organizer's page shows: lists of parts, one of them open to be changed, and what was typed and refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from app.kernel.language import N_
from app.kernel.roles import ROLE_NAMES
from app.organizer.bringing import LOGOS, PICTURE
from app.organizer.controls import Box, Control, Label, Surroundings, controls_of, prefixed
from app.organizer.places import (
    FIRST,
    FORUM,
    Part,
    Section,
    Tree,
    document_of,
    fields_of,
    label_of,
    part_at,
    section_at,
    sections_of,
)
from app.organizer.shown import Form, Opening, Tried, elsewhere, told, tried_at
from app.organizer.versions import version_of
from app.organizer.wording import ADDING, HINTS, LABELS, LOGO_NAME_HINT, SECTIONS
from app.programme.file import form
from app.programme.file.kinds import Kind
from app.programme.file.shapes import Record

NEW: Final = "new"
PAGES: Final = {
    "forum": ("links", "documents", "logos", "places", "blocks", "days", "roles"),
    "roster": ("affiliations", "groups", "delegations"),
    "frameworks": ("frameworks",),
    "surveys": ("surveys",),
    "glossary": ("glossary",),
}
"""The lists of each page of the whole forum; an item has a page of its own."""

TITLES: Final = {
    "programme": N_("Programme"),
    "forum": N_("The forum"),
    "roster": N_("Roster"),
    "frameworks": N_("References"),
    "surveys": N_("Surveys"),
    "glossary": N_("Glossary"),
    "links": N_("Role links"),
    "file": N_("Programme file"),
}

_ONLY_IN: Final = {
    "questions": ("knowledge_cafe", "dialogue", "panel"),
    "tables": ("knowledge_cafe", "dialogue"),
    "experts": ("panel",),
    "presents": ("plenary", "drafting"),
    "rotation": ("knowledge_cafe",),
    "speakers": ("remarks", "presentation", "panel", "plenary", "registration"),
}
"""What is offered in some techniques only. What stands elsewhere is shown all the same."""


@dataclass(frozen=True, slots=True)
class Row:
    """A part in a list. ``lead`` is its number or short name; ``form`` when it is open; ``picture_of``: a logo's file."""

    address: str
    name: str
    lead: str
    label: Label
    facts: tuple[Label, ...]
    form: Form | None = None
    lists: tuple["List", ...] = ()
    picture_of: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list of parts with its heading; ``adding`` is the open form of a new one."""

    address: str
    title: str
    add: str
    rows: tuple[Row, ...]
    adding: Form | None
    ordered: bool


def form_of(tree: Tree, part: Part, opening: Opening) -> Form:
    """A part's form, holding what it says or what was typed and refused."""
    document, tried = document_of(part), tried_at(opening, part.name)
    version = version_of(document, fields_of(part.kind))
    said: Mapping[str, Any] = document
    clashes: Sequence[str] = ()
    if tried is not None and tried.refusal.code == "version_moved":
        extra = tried.refusal.extra
        said, clashes, version = {**extra["current"], **extra["yours"]}, extra["clashes"], extra["version"]
    elif tried is not None:
        said, version = {**document, **tried.document}, tried.version or version
    around = Surroundings(tree, _owner(tree, part.name))
    controls = controls_of(part.kind, said, around, hidden=_hidden(part, document))
    controls = with_picture(controls, part.section)
    controls = [told(control, tried, document if control.field in clashes else None) for control in controls]
    return Form(
        part.name, tuple(controls), version, False, tried.refusal if tried else None, elsewhere(controls, tried)
    )


def _owner(tree: Tree, address: str) -> Mapping[str, Any]:
    steps = address.split("/")
    return part_at(tree, "/".join(steps[:2])).value if len(steps) > 2 else {}


def _hidden(part: Part, document: Mapping[str, Any]) -> set[str]:
    if part.kind is form.LOGO:
        return {"file"}
    if part.kind is not form.ITEM:
        return set()
    return {name for name, only in _ONLY_IN.items() if document.get("technique") not in only and not document.get(name)}


def adding_form(tree: Tree, section: Section, opening: Opening) -> Form:
    """The form of a new part of a list."""
    address = f"{section.address}/{NEW}"
    tried = tried_at(opening, address)
    controls = [] if not section.keyed else [_key_control(tried)]
    said = tried.document if tried else _proposed(section)
    around = Surroundings(tree, section.owner)
    controls += controls_of(section.entry, said, around, hidden={"file"} if section.entry is form.LOGO else ())
    controls = with_picture(controls, section.name)
    controls += first_controls(section.name, tried.document if tried else {}, around)
    controls = [told(control, tried, None) for control in controls]
    return Form(
        section.address, tuple(controls), "", True, tried.refusal if tried else None, elsewhere(controls, tried)
    )


_BEGINS_WITH: Final = {
    "days": (form.ITEM, ("number", "title", "technique", "starts", "minutes")),
    "surveys": (form.STATEMENT, ("text",)),
}


def first_controls(section: str, said: Mapping[str, Any], around: Surroundings) -> list[Control]:
    """The fields of what a new part cannot be without: a day's first item, a survey's first statement."""
    if section not in _BEGINS_WITH:
        return []
    kind, names = _BEGINS_WITH[section]
    held = said.get(FIRST[section][0]) or [{}]
    hidden = set(fields_of(kind)) - set(names)
    return [prefixed(control, "first.") for control in controls_of(kind, held[0], around, hidden=hidden)]


def first_kind(section: str) -> tuple[str, Kind, frozenset[str]] | None:
    """The same for what was typed: the field of the new part, what its first entry is, and the fields that were shown."""
    if section not in _BEGINS_WITH:
        return None
    kind, names = _BEGINS_WITH[section]
    return FIRST[section][0], kind, frozenset(names)


def with_picture(controls: list[Control], section: str) -> list[Control]:
    """A logo's file is brought, and not typed; its name is more than a label."""
    if section != LOGOS:
        return controls
    named = [replace(one, hint=LOGO_NAME_HINT) if one.field == "name" else one for one in controls]
    return [*named, Control(PICTURE, LABELS[PICTURE], "picture", (Box(PICTURE, ""),), hint=HINTS[PICTURE])]


def _key_control(tried: Tried | None) -> Control:
    return Control(
        "key",
        LABELS["key"],
        "line",
        (Box("key", tried.key if tried else ""),),
        hint=HINTS["key"],
        limit=32,
        required=True,
    )


def _proposed(section: Section) -> dict[str, Any]:
    """What a new part begins with: the next table number."""
    if section.name != "tables":
        return {}
    return {"number": max((table["number"] for table in section.holder), default=0) + 1}


def list_of(tree: Tree, address: str, opening: Opening) -> List:
    """A list of parts, the wished one open."""
    section = section_at(tree, address)
    rows = tuple(_row(tree, part, at, opening) for at, part in enumerate(section.parts(), 1))
    adding = adding_form(tree, section, opening) if opening.address == f"{section.address}/{NEW}" else None
    ordered = section.name not in ("days", "tables")
    return List(section.address, SECTIONS[section.name], ADDING[section.name], rows, adding, ordered)


def _row(tree: Tree, part: Part, at: int, opening: Opening) -> Row:
    opened = form_of(tree, part, opening) if opening.address == part.name else None
    lists: tuple[List, ...] = ()
    if part.section in ("frameworks", "surveys") and (opening.address + "/").startswith(f"{part.name}/"):
        lists = tuple(list_of(tree, f"{part.name}/{name}", opening) for name in inner_sections(part))
    value = part.value
    name, file = part.name.rpartition("/")[2], value.get("file", "") if part.section == LOGOS else ""
    lead = str(value.get("number") or value.get("date") or "") if isinstance(part.kind, Record) else ""
    lead = lead or (str(at) if part.section in ("questions", "experts", "speakers", "statements") else name)
    if part.section in ("links", "logos", "documents", "glossary"):
        lead = ""
    if part.section == "roles":
        lead = ROLE_NAMES[value["role"]]
    return Row(part.name, name, lead, label_of(part), _facts(tree, part.kind, part), opened, lists, file)


def inner_sections(part: Part) -> list[str]:
    """The lists that open with a part."""
    return list(sections_of(part.kind)) if isinstance(part.kind, Record) else []


def _facts(tree: Tree, kind: Kind, part: Part) -> tuple[Label, ...]:
    """A few words about a part, to be read without opening it."""
    value = part.value
    found: list[Label] = []
    if kind is form.TABLE and "question" in value:
        asked = _owner(tree, part.name).get("questions") or []
        found += [{k: v for k, v in asked[value["question"] - 1].items() if len(k) < 4}] if asked else []
    if part.section == "delegations":
        found.append(_text(tree, "affiliations", value.get("affiliation")))
    if kind is form.ROLE:
        found += [_text(tree, "delegations", value.get("delegation"))]
        found += [_text(tree, "affiliations", key) for key in value.get("affiliations") or ()]
    if kind is form.SPEAKER:
        found += [value["function"]] if value.get("function") else []
        found += [value["topic"]] if value.get("topic") and value.get("name") else []
        found.append(_text(tree, "affiliations", value.get("affiliation")))
    if "url" in value:
        found.append(value["url"])
    if "place" in value:
        found.append(_text(tree, "places", value["place"]))
    return tuple(one for one in found if one)


def _text(tree: Tree, section: str, key: str | None) -> Label:
    held = (tree.get(section) or {}).get(key or "", {})
    text: Label = held.get("name", held)
    return text


def lists_of_item(tree: Tree, item: Part, opening: Opening) -> list[List]:
    """The lists of an item's page, as its technique has them."""
    technique = item.value["technique"]
    names = [
        name
        for name in ("questions", "tables", "experts", "speakers", "documents", "roles")
        if technique in _ONLY_IN.get(name, (technique,)) or item.value.get(name)
    ]
    return [list_of(tree, f"{item.name}/{name}", opening) for name in names]


def page_of(address: str) -> str:
    """The page on which a part is changed."""
    steps = address.split("/")
    if steps[0] == "items":
        return "/".join(steps[:2]) if len(steps) > 1 and steps[1] != NEW else "programme"
    if steps[0] == FORUM:
        return "forum"
    return next((page for page, sections in PAGES.items() if steps[0] in sections), "programme")
