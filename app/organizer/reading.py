"""What somebody typed into the fields of a part, as the programme keeps it, or every fault by its field."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.kernel.language import N_
from app.kernel.refusals import Refusal, Sentence
from app.organizer.checks import misread
from app.organizer.places import FIRST, Part, Tree, document_of, fields_of, required_of, section_at, sections_of
from app.organizer.versions import merged, says_nothing, version_moved, version_of
from app.programme.file import form
from app.programme.file.faults import Fault
from app.programme.file.kinds import Kind
from app.programme.file.plain import Misplaced, read_value

DEEPEST: Final = 8


def require_flat(document: Mapping[str, Any]) -> None:
    """Refuse what is nested deeper than any part of a programme."""
    level: list[Any] = [document]
    for _ in range(DEEPEST):
        level = [held for one in level for held in _held(one)]
    if level:
        raise Refusal("too_deep", N_("Lists and maps are nested too deep here. Make it flatter."))


def _held(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def merge(tree: Tree, part: Part, typed: Mapping[str, Any], version: str | None) -> dict[str, Any]:
    """The fields of a part that its writer changes. Raises what cannot be read, and ``version_moved``."""
    fields = fields_of(part.kind)
    read = _read(tree, fields, typed, required_of(part.kind) & typed.keys())
    current = document_of(part)
    kept, clashes = merged(current, read, version, fields)
    if clashes:
        raise version_moved(current, kept, clashes, version_of(current, fields))
    return kept


def readied(tree: Tree, address: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new part at *address*, an item's own questions and tables among them."""
    if address == "items":
        fields = fields_of(form.ITEM) | dict(sections_of(form.ITEM))
        return _read(tree, fields, typed, required_of(form.ITEM))
    section = section_at(tree, address)
    within: dict[str, Kind] = {}
    if section.name in FIRST:
        name, record = FIRST[section.name]
        within[name] = record.fields[name].kind
    required = required_of(section.entry) | within.keys()
    return _read(tree, fields_of(section.entry) | within, typed, required)


def _read(tree: Tree, fields: Mapping[str, Kind], typed: Mapping[str, Any], required: Iterable[str]) -> dict[str, Any]:
    languages = tuple(tree["languages"])
    faults: list[tuple[str, Misplaced]] = []
    found: dict[str, Any] = {}
    for name, value in typed.items():
        if name not in fields:
            unknown = N_("There is no field `%(found)s` here. There are: %(fields)s.")
            faults.append(_fault(name[:40], "unknown_field", unknown, found=name[:40], fields=", ".join(fields)))
            continue
        found[name], wrong = read_value(fields[name], None if says_nothing(value) else value, languages)
        faults += [(name, one) for one in wrong]
    for name in sorted(required):
        if says_nothing(found.get(name)):
            faults.append(_fault(name, "missing", N_("`%(name)s` is missing. Add it."), name=name))
    if faults:
        raise misread(faults)
    return found


def _fault(field: str, code: str, msgid: str, **params: Any) -> tuple[str, Misplaced]:
    return field, Misplaced((), Fault(0, field, code, Sentence(msgid, params)))
